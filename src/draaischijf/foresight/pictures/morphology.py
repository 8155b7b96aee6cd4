"""The morphological table: drivers side by side with their states, and the path of every scenario through them."""

from __future__ import annotations

from typing import Final

from draaischijf.foresight.pictures.canvas import GROUND, INK, LINE, SERIES, SOFT, Canvas, Picture, Table
from draaischijf.foresight.scenarios import Scenario
from draaischijf.foresight.study import Study

LEFT, TOP, HIGH = 24, 84, 92
WORDS: Final = {
    "nl": {
        "title": "Morfologische tabel",
        "out": "blijft buiten",
        "head": "Scenario",
        "says": "Elke lijn is een scenario",
    },
    "en": {"title": "Morphological table", "out": "left out", "head": "Scenario", "says": "Every line is a scenario"},
}


def morphology_picture(study: Study, language: str = "nl") -> Picture | None:
    """Return the table with paths; None where there is no field."""
    drivers = study.field.drivers
    if not drivers:
        return None
    words = WORDS[language]
    most = max(len(one.states) for one in drivers)
    left_out = any(one.state(driver.id) is None for one in study.scenarios for driver in drivers)
    rows, wide = most + left_out, min(220.0, max(130.0, 900 / len(drivers)))
    foot = TOP + rows * HIGH + 24
    canvas = Canvas(2 * LEFT + wide * len(drivers), foot + 30 * -(-len(study.scenarios) // 2) + 10, words, language)
    for column, driver in enumerate(drivers):
        x = LEFT + column * wide
        name = driver.name.say(language) or study.name_of(driver.id, language)
        canvas.paragraph(x + 6, 34, name, wide - 12, 15, weight="700", most=2)
        for row, state in enumerate(driver.states):
            y = TOP + row * HIGH
            canvas.box(x + 4, y + 4, wide - 8, HIGH - 8, GROUND, rx=8, stroke=LINE)
            canvas.paragraph(x + 16, y + 26, state.name.say(language), wide - 28, 14, most=2)
        if left_out:
            y = TOP + most * HIGH
            canvas.box(x + 4, y + 4, wide - 8, HIGH - 8, "#ffffff", rx=8, stroke=LINE, stroke_dasharray="5 4")
            canvas.text(x + 16, y + 26, words["out"], 13, SOFT)
    for number, scenario in enumerate(study.scenarios):
        _path(canvas, study, number, (wide, most))
        x = LEFT + 12 + (number % 2) * canvas.width / 2
        y = foot + 14 + 30 * (number // 2)
        canvas.mark(number, x, y - 5, 8)
        canvas.text(x + 18, y, scenario.name.say(language), 15, INK, weight="600")
    names = [one.name.say(language) or study.name_of(one.id, language) for one in drivers]
    table = Table(
        ("Scenario", *names),
        tuple(_row(study, one, language) for one in study.scenarios),
    )
    says = f"{words['says']}: " + "; ".join(one.name.say(language) for one in study.scenarios) + "."
    title = words["title"]
    return Picture("morphology", title, says, canvas.done("morphology", title, says), table)


def _row(study: Study, scenario: Scenario, language: str) -> tuple[str, ...]:
    cells = [scenario.name.say(language)]
    for driver in study.field.drivers:
        names = {one.id: one.name.say(language) for one in driver.states}
        cells.append(names.get(scenario.state(driver.id) or "", WORDS[language]["out"]))
    return tuple(cells)


def _path(canvas: Canvas, study: Study, number: int, size: tuple[float, int]) -> None:
    """Draw a scenario's path; scenarios lie beside each other within a cell."""
    wide, most = size
    scenario, count = study.scenarios[number], len(study.scenarios)
    points = []
    for column, driver in enumerate(study.field.drivers):
        state = scenario.state(driver.id)
        ids = [one.id for one in driver.states]
        row = ids.index(state) if state in ids else most
        x = LEFT + column * wide + wide * (number + 1) / (count + 1)
        points.append((x, TOP + row * HIGH + HIGH - 24))
    canvas.line(points, SERIES[number % len(SERIES)], 3, stroke_opacity="0.75")
    for x, y in points:
        canvas.mark(number, x, y, 8)
