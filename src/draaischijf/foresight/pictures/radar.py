"""Radars: a small one for every scenario, all on the same spokes, the others faint behind."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Final

from draaischijf.foresight.pictures.canvas import INK, LINE, SERIES, SOFT, Canvas, Picture, Table, wrapped
from draaischijf.foresight.scenarios import Scenario
from draaischijf.foresight.study import Study

RADIUS, CELL, HIGH, MOST = 112, 500, 400, 10
WORDS: Final = {
    "nl": {
        "title": "Radar",
        "head": "Thema",
        "says": "Hoe sterk elk thema in elk scenario is, van 0 tot 10; de scores zijn een oordeel.",
    },
    "en": {
        "title": "Radar",
        "head": "Theme",
        "says": "How strong each theme is in each scenario, from 0 to 10; the scores are a judgement.",
    },
}


def radar_picture(study: Study, language: str = "nl") -> Picture | None:
    """Return the radars; None where no scenario has scores by three themes or more."""
    themes = list(dict.fromkeys(theme for one in study.scenarios for theme, _ in one.scores))
    if len(themes) < 3:
        return None
    words = WORDS[language]
    across = min(2, len(study.scenarios))
    down = -(-len(study.scenarios) // across)
    canvas = Canvas(CELL * across + 40, HIGH * down + 10, words, language)
    for number, scenario in enumerate(study.scenarios):
        x = 20 + CELL * (number % across) + CELL / 2
        y = HIGH * (number // across) + HIGH / 2 + 24
        canvas.text(x, y - RADIUS - 58, scenario.name.say(language), 17, INK, anchor="middle", weight="700")
        _spokes(canvas, x, y, [study.theme(theme, language) for theme in themes])
        for other, one in enumerate(study.scenarios):
            if other != number:
                _web(canvas, (x, y), _points(one, themes), other, True)
        _web(canvas, (x, y), _points(scenario, themes), number, False)
    names = [one.name.say(language) for one in study.scenarios]
    rows = tuple(
        (study.theme(theme, language), *(dict(one.scores).get(theme) for one in study.scenarios)) for theme in themes
    )
    title, says = words["title"], words["says"]
    return Picture("radar", title, says, canvas.done("radar", title, says), Table((words["head"], *names), rows))


def _points(scenario: Scenario, themes: list[str]) -> list[tuple[float, float]]:
    """Return where a scenario stands on every spoke, around 0, 0."""
    scores = dict(scenario.scores)
    return [_on(place, len(themes), scores.get(theme, 0) / MOST * RADIUS) for place, theme in enumerate(themes)]


def _on(place: int, count: int, away: float) -> tuple[float, float]:
    angle = 2 * pi * place / count - pi / 2
    return away * cos(angle), away * sin(angle)


def _spokes(canvas: Canvas, x: float, y: float, names: list[str]) -> None:
    for ring in (2.5, 5, 7.5, 10):
        points = [_on(place, len(names), ring / MOST * RADIUS) for place in range(len(names))]
        canvas.shape([(x + dx, y + dy) for dx, dy in points], "none", stroke=LINE)
    for place, name in enumerate(names):
        dx, dy = _on(place, len(names), RADIUS)
        canvas.line([(x, y), (x + dx, y + dy)])
        far_x, far_y = _on(place, len(names), RADIUS + 12)
        anchor = "middle" if abs(far_x) < 12 else "start" if far_x > 0 else "end"
        lines = wrapped(name, 130, 13)[:2]
        top = far_y + (4 if abs(far_y) < 80 else 8 if far_y > 0 else -2)
        top -= 17 * (len(lines) - 1) * (0.5 if abs(far_y) < 80 else 0 if far_y > 0 else 1)
        for row, line in enumerate(lines):
            canvas.text(x + far_x, y + top + 17 * row, line, 13, SOFT, anchor=anchor)


def _web(canvas: Canvas, at: tuple[float, float], points: list[tuple[float, float]], number: int, faint: bool) -> None:
    colour = SERIES[number % len(SERIES)]
    moved = [(at[0] + dx, at[1] + dy) for dx, dy in points]
    if faint:
        canvas.shape(moved, "none", stroke="#b9c5cb", stroke_width=1)
        return
    canvas.shape(moved, colour, fill_opacity=0.18, stroke=colour, stroke_width=2.5)
    for x, y in moved:
        canvas.mark(number, x, y, 5)
