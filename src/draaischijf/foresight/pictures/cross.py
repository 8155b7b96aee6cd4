"""The cross table: how strongly each state pushes each other state, or how two states go together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from draaischijf.foresight.field import THOUSAND, Field
from draaischijf.foresight.pictures.canvas import (
    BOLD,
    GROUND,
    INK,
    LINE,
    PAPER,
    SOFT,
    Canvas,
    Picture,
    Table,
    mixed,
    shortened,
)
from draaischijf.foresight.study import Study

CELL, LEFT, TOP = 40, 290, 190
FOR, AGAINST = "#7cc3ad", "#efb38f"
PAIR_COLOURS: Final = (AGAINST, mixed(PAPER, AGAINST, 0.45), PAPER, FOR)
WORDS: Final = {
    "nl": {
        "impacts": "Kruistabel",
        "impacts says": "Rij werkt op kolom: boven nul bevordert, onder nul remt.",
        "pairs": "Wat samen kan",
        "pairs says": "0 kan niet samen, 1 wringt, 2 past, 3 versterkt elkaar.",
        "head": "Van \\ naar",
    },
    "en": {
        "impacts": "Cross table",
        "impacts says": "Row works on column: above zero promotes, below zero hinders.",
        "pairs": "What goes together",
        "pairs says": "0 cannot go together, 1 strained, 2 fits, 3 strengthens each other.",
        "head": "From \\ to",
    },
}


def cross_picture(study: Study, kind: str = "impacts", language: str = "nl") -> Picture | None:
    """Return the cross table of `impacts` or `pairs`; None where the study has none."""
    field = study.field.impacts if kind == "impacts" else study.field.pairs
    if field is None:
        return None
    values = field.thousandths / THOUSAND if isinstance(field, Field) else field.values.astype(float)
    words, drivers = WORDS[language], study.field.drivers
    owners = [number for number, driver in enumerate(drivers) for _ in driver.states]
    names = [state.name.say(language) for driver in drivers for state in driver.states]
    full = [f"{study.name_of(drivers[owner].id, language)}: {name}" for owner, name in zip(owners, names, strict=True)]
    size = len(names) * CELL
    canvas = Canvas(LEFT + size + 70, TOP + size + 30, words, language)
    _heads(canvas, study, names, full)
    reach = max(1.0, float(abs(values).max()))
    rows: list[tuple[str | float, ...]] = []
    for row, name in enumerate(full):
        cells: list[str | float] = [name]
        for column in range(len(full)):
            if owners[row] == owners[column]:
                canvas.box(LEFT + column * CELL, TOP + row * CELL, CELL, CELL, GROUND)
                cells.append("")
                continue
            value = float(values[row, column])
            fill = PAIR_COLOURS[int(value)] if kind == "pairs" else _colour(value / reach)
            _cell(canvas, (row, column), value, fill)
            cells.append(value)
        rows.append(tuple(cells))
    _blocks(canvas, [len(driver.states) for driver in drivers], size)
    name, title, says = f"cross-{kind}", words[kind], words[f"{kind} says"]
    return Picture(name, title, says, canvas.done(name, title, says), Table((words["head"], *full), tuple(rows)))


def _heads(canvas: Canvas, study: Study, names: Sequence[str], full: Sequence[str]) -> None:
    at = LEFT
    for driver in study.field.drivers:
        wide = len(driver.states) * CELL
        canvas.text(at + 4, 20, shortened(study.name_of(driver.id, canvas.language), wide, 12, BOLD), 12, weight="700")
        at += wide
    for place, (name, whole) in enumerate(zip(names, full, strict=True)):
        middle = place * CELL + CELL / 2 + 4
        canvas.text(LEFT - 10, TOP + middle, shortened(whole, LEFT - 16, 12.5), 12.5, anchor="end")
        turn = f"rotate(-60 {LEFT + middle:.1f} {TOP - 10})"
        canvas.text(LEFT + middle, TOP - 10, shortened(name, TOP - 50, 12.5), 12.5, transform=turn)


def _colour(share: float) -> str:
    return mixed(PAPER, FOR if share > 0 else AGAINST, abs(share))


def _cell(canvas: Canvas, at: tuple[int, int], value: float, fill: str) -> None:
    x, y = LEFT + at[1] * CELL, TOP + at[0] * CELL
    canvas.box(x, y, CELL, CELL, fill, stroke=LINE, stroke_width=0.5)
    quiet = SOFT if fill == PAPER else INK
    canvas.text(x + CELL / 2, y + CELL / 2 + 4.5, canvas.number(value), 13, quiet, anchor="middle")


def _blocks(canvas: Canvas, sizes: list[int], size: int) -> None:
    at = 0
    for block in [*sizes, 0]:
        canvas.line([(LEFT + at, TOP), (LEFT + at, TOP + size)], INK, 1.5)
        canvas.line([(LEFT, TOP + at), (LEFT + size, TOP + at)], INK, 1.5)
        at += block * CELL
