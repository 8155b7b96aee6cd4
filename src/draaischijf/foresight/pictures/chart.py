"""The impact-uncertainty chart: which drivers matter most and are least certain."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from typing import Final

from draaischijf.foresight.pictures.canvas import GROUND, INK, LINE, MAIN, PAPER, SOFT, Canvas, Picture, Table
from draaischijf.foresight.statistics import Judgement, judgements
from draaischijf.foresight.study import Study
from draaischijf.foresight.uncertainties import Point, chart

LEFT, TOP, SIDE, WIDTH, HEIGHT, PAD = 70, 24, 560, 1060, 660, 52
WORDS: Final = {
    "nl": {
        "title": "Invloed en onzekerheid",
        "across": "onzekerheid →",
        "up": "invloed →",
        "key-uncertainty": "kernonzekerheden",
        "trend": "zekere trends",
        "wild": "verrassingen",
        "background": "achtergrond",
        "chosen": "gekozen als kernonzekerheid",
        "head": "Rang|Ontwikkeling|Invloed|Onzekerheid|Verdeeldheid invloed|Verdeeldheid onzekerheid|Antwoorden|"
        "Ontbreekt|Stemmen|Plaats",
        "line": "Streepjes: de middelste helft van de antwoorden.",
    },
    "en": {
        "title": "Impact and uncertainty",
        "across": "uncertainty →",
        "up": "impact →",
        "key-uncertainty": "key uncertainties",
        "trend": "certain trends",
        "wild": "surprises",
        "background": "background",
        "chosen": "chosen as key uncertainty",
        "head": "Rank|Driver|Impact|Uncertainty|Disagreement impact|Disagreement uncertainty|Answers|"
        "Missing|Votes|Place",
        "line": "Dashes: the middle half of the answers.",
    },
}  # fmt: skip


def impact_chart(study: Study, language: str = "nl") -> Picture | None:
    """Return the chart; None where nobody scored."""
    said = {one.driver: one for one in judgements(study.scores, study.active(), study.about.scale)}
    points = [one for one in chart(list(said.values()), study.about.scale) if one.quadrant]
    if not points:
        return None
    words, canvas = WORDS[language], Canvas(WIDTH, HEIGHT, WORDS[language], language)
    chosen = {ground.driver for ground in study.selection.chosen}
    _ground(canvas, study)
    places = _apart([_at(study, point) for point in points])
    for point in points:
        _spread(canvas, study, said[point.driver])
    for point, (x, y) in zip(points, places, strict=True):
        fill = MAIN if point.driver in chosen else INK
        canvas.dot(x, y, 13, fill, stroke=PAPER, stroke_width=2)
        canvas.text(x, y + 4.5, str(point.rank), 12.5, PAPER, anchor="middle", weight="700")
    _legend(canvas, study, points, chosen)
    names = ", ".join(study.name_of(one, language) for one in chosen)
    says = f"{words['key-uncertainty']}: {names}." if names else words["line"]
    table = _table(study, points, said, language)
    return Picture("chart", words["title"], says, canvas.done("chart", words["title"], says), table)


def _at(study: Study, point: Point) -> tuple[float, float]:
    return _x(study, point.uncertainty or 0), _y(study, point.impact or 0)


def _x(study: Study, value: float) -> float:
    scale = study.about.scale
    return LEFT + PAD + (SIDE - 2 * PAD) * (value - scale.low) / (scale.high - scale.low)


def _y(study: Study, value: float) -> float:
    scale = study.about.scale
    return TOP + SIDE - PAD - (SIDE - 2 * PAD) * (value - scale.low) / (scale.high - scale.low)


def _ground(canvas: Canvas, study: Study) -> None:
    half = SIDE / 2
    canvas.box(LEFT, TOP, SIDE, SIDE, GROUND)
    canvas.box(LEFT + half, TOP, half, half, "#d9ecef")
    for quadrant, x, y in (
        ("trend", LEFT + 12, TOP + 22),
        ("key-uncertainty", LEFT + half + 12, TOP + 22),
        ("background", LEFT + 12, TOP + SIDE - 12),
        ("wild", LEFT + half + 12, TOP + SIDE - 12),
    ):
        canvas.text(x, y, canvas.words[quadrant], 14, SOFT, weight="600")
    for step in range(study.about.scale.low, study.about.scale.high + 1):
        at_x, at_y = _x(study, step), _y(study, step)
        canvas.line([(at_x, TOP), (at_x, TOP + SIDE)])
        canvas.line([(LEFT, at_y), (LEFT + SIDE, at_y)])
        canvas.text(at_x, TOP + SIDE + 20, str(step), 13, SOFT, anchor="middle")
        canvas.text(LEFT - 12, at_y + 4, str(step), 13, SOFT, anchor="end")
    canvas.text(LEFT + half, TOP + SIDE + 46, canvas.words["across"], 15, INK, anchor="middle", weight="600")
    middle = TOP + half
    turn = f"rotate(-90 {LEFT - 44} {middle})"
    canvas.text(LEFT - 44, middle, canvas.words["up"], 15, INK, anchor="middle", weight="600", transform=turn)


def _spread(canvas: Canvas, study: Study, said: Judgement) -> None:
    """Draw the middle half of the answers as a thin cross."""
    impact, uncertainty = said.impact, said.uncertainty
    if impact.median is None or uncertainty.median is None:
        return
    x, y = _x(study, uncertainty.median), _y(study, impact.median)
    ends = (uncertainty.low or 0, uncertainty.high or 0, impact.low or 0, impact.high or 0)
    canvas.line([(_x(study, ends[0]), y), (_x(study, ends[1]), y)], "#7f9099", 1.5)
    canvas.line([(x, _y(study, ends[2])), (x, _y(study, ends[3]))], "#7f9099", 1.5)


def _apart(places: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return places with those that coincide set around their middle, so that every number can be read."""
    together: dict[tuple[float, float], list[int]] = {}
    for number, place in enumerate(places):
        together.setdefault(place, []).append(number)
    result = list(places)
    for (x, y), numbers in together.items():
        if len(numbers) > 1:
            radius = 15 if len(numbers) < 5 else 6 * len(numbers) / 2
            for turn, number in enumerate(numbers):
                angle = 2 * pi * turn / len(numbers) - pi / 2
                result[number] = (x + radius * cos(angle), y + radius * sin(angle))
    return result


def _legend(canvas: Canvas, study: Study, points: Sequence[Point], chosen: set[str]) -> None:
    x, y = LEFT + SIDE + 40, TOP + 14.0
    step = min(30.0, (SIDE - 60) / max(1, len(points)))
    for point in points:
        picked = point.driver in chosen
        canvas.dot(x, y - 5, min(11, step / 2 - 1), MAIN if picked else INK)
        canvas.text(x, y - 1, str(point.rank), 11, PAPER, anchor="middle", weight="700")
        weight = "700" if picked else "400"
        canvas.paragraph(x + 20, y, study.name_of(point.driver, canvas.language), 370, 14, weight=weight, most=1)
        y += step
    if chosen:
        canvas.dot(x, y + 14, 8, MAIN)
        canvas.text(x + 20, y + 19, canvas.words["chosen"], 13, SOFT)
        y += 24
    canvas.line([(x - 8, y + 14), (x + 8, y + 14)], "#7f9099", 1.5)
    canvas.paragraph(x + 20, y + 19, canvas.words["line"], 370, 13, fill=SOFT)
    canvas.line([(LEFT, TOP), (LEFT, TOP + SIDE), (LEFT + SIDE, TOP + SIDE)], LINE, 1.5)


def _table(study: Study, points: Sequence[Point], said: dict[str, Judgement], language: str) -> Table:
    words, rows = WORDS[language], []
    for point in points:
        one = said[point.driver]
        rows.append(
            (
                point.rank,
                study.name_of(point.driver, language),
                point.impact,
                point.uncertainty,
                one.impact.disagreement,
                one.uncertainty.disagreement,
                min(one.impact.answered, one.uncertainty.answered),
                max(one.impact.missing, one.uncertainty.missing),
                one.votes,
                words[point.quadrant or "background"],
            )
        )
    return Table(tuple(words["head"].split("|")), tuple(rows))
