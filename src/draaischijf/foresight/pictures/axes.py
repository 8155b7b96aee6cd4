"""Axes with the four worlds: two key uncertainties across each other, a scenario in each corner."""

from __future__ import annotations

from typing import Final

from draaischijf.foresight.pictures.canvas import GROUND, INK, PAPER, SERIES, SOFT, Canvas, Picture, Table
from draaischijf.foresight.scenarios import Scenario
from draaischijf.foresight.study import Study

WIDTH, HEIGHT, SIDE, GAP = 1060, 760, 30, 40
WORDS: Final = {
    "nl": {"title": "Assenkruis", "head": "Wereld|Motto|Dwars|Omhoog", "says": "Vier werelden op de assen"},
    "en": {"title": "Scenario axes", "head": "World|Motto|Across|Up", "says": "Four worlds on the axes"},
}


def axes_picture(study: Study, language: str = "nl") -> Picture | None:
    """Return the axes with the scenarios that stand on them; None where there are none."""
    placed = [one for one in study.scenarios if one.at]
    if study.axes is None or not placed:
        return None
    across, up = study.axes
    words, canvas = WORDS[language], Canvas(WIDTH, HEIGHT, WORDS[language], language)
    middle_x, middle_y = WIDTH / 2, HEIGHT / 2
    for number, scenario in enumerate(study.scenarios):
        if scenario.at:
            _world(canvas, number, scenario)
    for start, end in (((middle_x, HEIGHT - 52), (middle_x, 52)), ((24, middle_y), (WIDTH - 24, middle_y))):
        canvas.line([start, end], INK, 2.5)
    for x, y, turn in (
        (middle_x, 44, 0),
        (middle_x, HEIGHT - 44, 180),
        (16, middle_y, -90),
        (WIDTH - 16, middle_y, 90),
    ):
        tip = [(x, y - 6), (x + 8, y + 9), (x - 8, y + 9)]
        canvas.shape(tip, INK, transform=f"rotate({turn} {x:.1f} {y:.1f})")
    _pole(canvas, middle_x, 26, up.high.name.say(language), "middle")
    _pole(canvas, middle_x, HEIGHT - 14, up.low.name.say(language), "middle")
    _pole(canvas, 30, middle_y - 12, across.low.name.say(language), "start")
    _pole(canvas, WIDTH - 30, middle_y - 12, across.high.name.say(language), "end")
    title = f"{words['title']}: {up.name.say(language)} × {across.name.say(language)}"
    says = f"{words['says']}: " + "; ".join(one.name.say(language) for one in placed) + "."
    rows = tuple(
        (
            one.name.say(language),
            one.slogan.say(language),
            (across.high if one.at and one.at[0] > 0 else across.low).name.say(language),
            (up.high if one.at and one.at[1] > 0 else up.low).name.say(language),
        )
        for one in placed
    )
    head = tuple(words["head"].split("|"))
    return Picture("axes", title, says, canvas.done("axes", title, says), Table(head, rows))


def _pole(canvas: Canvas, x: float, y: float, text: str, anchor: str) -> None:
    width = 10 + len(text) * 8.6
    left = {"start": x - 6, "middle": x - width / 2, "end": x - width + 6}[anchor]
    canvas.box(left, y - 17, width, 24, PAPER, rx=4, fill_opacity=0.92)
    canvas.text(x, y, text, 15, INK, anchor=anchor, weight="600")


def _world(canvas: Canvas, number: int, scenario: Scenario) -> None:
    """Draw a world in its corner, with a point where it stands on the axes."""
    at, language = scenario.at or (0.0, 0.0), canvas.language
    name, slogan = scenario.name.say(language), scenario.slogan.say(language)
    summary = scenario.summary.text.say(language)
    wide, high, gap = (WIDTH - 2 * SIDE) / 2 - GAP, HEIGHT / 2 - GAP - 66, GAP
    left = WIDTH / 2 + gap if at[0] > 0 else WIDTH / 2 - gap - wide
    top = 66 if at[1] > 0 else HEIGHT / 2 + gap
    colour = SERIES[number % len(SERIES)]
    canvas.box(left, top, wide, high, GROUND, rx=10)
    canvas.box(left, top, 8, high, colour, rx=4)
    canvas.mark(number, left + 38, top + 40, 11)
    y = canvas.paragraph(left + 62, top + 47, name, wide - 90, 22, weight="700", fill=colour, most=3)
    y = canvas.paragraph(left + 62, y + 4, slogan, wide - 90, 16, weight="600", most=2)
    room = int((top + high - y - 8) / (14 * 1.35))
    canvas.paragraph(left + 62, y + 8, summary, wide - 90, 14, fill=SOFT, most=max(1, room))
    # Where it stands on both axes, as two small marks on them.
    x, y = WIDTH / 2 + at[0] * (WIDTH / 2 - 60), HEIGHT / 2 - at[1] * (HEIGHT / 2 - 80)
    canvas.mark(number, x, HEIGHT / 2 + (-11 if at[1] > 0 else 11), 6)
    canvas.mark(number, WIDTH / 2 + (11 if at[0] > 0 else -11), y, 6)
