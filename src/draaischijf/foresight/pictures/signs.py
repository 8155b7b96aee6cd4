"""Signposts: how far the latest figures have gone towards each scenario."""

from __future__ import annotations

from typing import Final

from draaischijf.foresight.pictures.canvas import GROUND, INK, LINE, SERIES, SOFT, Canvas, Picture, Table
from draaischijf.foresight.study import Study
from draaischijf.foresight.watching import Movement, Sign, movements

LEFT, WIDE, HIGH, TOP = 430, 430, 34, 54
WORDS: Final = {
    "nl": {
        "title": "Waarheen het beweegt", "none": "nog geen cijfer", "start": "begin", "threshold": "drempel",
        "head": "Scenario|Wegwijzer|Begin|Drempel|Laatste|Datum|Afgelegd|Bron",
        "says": "Hoe ver het laatste cijfer van begin naar drempel is gegaan; links van het begin is de andere kant.",
    },
    "en": {
        "title": "Where things move", "none": "no figure yet", "start": "start", "threshold": "threshold",
        "head": "Scenario|Signpost|Start|Threshold|Latest|Day|Gone|Source",
        "says": "How far the latest figure has gone from start to threshold; left of the start is the other way.",
    },
}  # fmt: skip


def signs_picture(study: Study, language: str = "nl") -> Picture | None:
    """Return where every signpost stands; None where there are none."""
    moved = movements([one.id for one in study.scenarios], study.signposts, study.figures)
    signs = [(number, movement, sign) for number, movement in enumerate(moved) for sign in movement.signs]
    if not signs:
        return None
    words = WORDS[language]
    canvas = Canvas(960, TOP + HIGH * (len(signs) + len([one for one in moved if one.signs])) + 20, words, language)
    canvas.text(_x(0), 30, words["start"], 13, SOFT, anchor="middle")
    canvas.text(_x(1), 30, words["threshold"], 13, SOFT, anchor="middle")
    y, last = TOP, -1
    for series, movement, sign in signs:
        if series != last:
            canvas.mark(series, 20, y + 12, 7)
            canvas.text(36, y + 17, study.scenario(movement.scenario).name.say(language), 15, INK, weight="700")
            y, last = y + HIGH, series
        _bar(canvas, sign, series, y)
        y += HIGH
    canvas.line([(_x(0), 38), (_x(0), y - 6)], LINE, 1.5)
    canvas.line([(_x(1), 38), (_x(1), y - 6)], SOFT, 1.5, stroke_dasharray="4 4")
    title, says, head = words["title"], words["says"], tuple(words["head"].split("|"))
    rows = tuple(_row(study, movement, sign, language) for _, movement, sign in signs)
    return Picture("signs", title, says, canvas.done("signs", title, says), Table(head, rows))


def _x(share: float) -> float:
    """Return where a share of the way lies; from half the other way to one and a quarter."""
    return LEFT + WIDE * (min(1.25, max(-0.5, share)) + 0.5) / 1.75


def _bar(canvas: Canvas, sign: Sign, series: int, y: float) -> None:
    canvas.paragraph(36, y + 16, sign.signpost.name.say(canvas.language), LEFT - 60, 13.5, most=1)
    canvas.box(LEFT, y + 3, WIDE, 18, GROUND)
    if sign.gone is None or sign.latest is None:
        canvas.text(_x(0) + 8, y + 17, canvas.words["none"], 12.5, SOFT)
        return
    start, end = sorted((_x(0), _x(sign.gone)))
    canvas.box(start, y + 3, max(2.0, end - start), 18, SERIES[series % len(SERIES)])
    value = f"{canvas.number(sign.latest.value)} {sign.signpost.unit}"
    canvas.text(LEFT + WIDE + 10, y + 17, value, 12.5, INK)


def _row(study: Study, movement: Movement, sign: Sign, language: str) -> tuple[str | float | None, ...]:
    post, latest = sign.signpost, sign.latest
    return (
        study.scenario(movement.scenario).name.say(language),
        post.name.say(language),
        post.start,
        post.threshold,
        latest.value if latest else None,
        latest.on.isoformat() if latest else None,
        sign.gone,
        post.source,
    )
