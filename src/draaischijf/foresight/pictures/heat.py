"""The wind tunnel as a heat map: plans by scenarios, with outcome, regret and whether it is enough."""

from __future__ import annotations

from typing import Final

from draaischijf.foresight.pictures.canvas import BOLD, INK, LINE, PAPER, SOFT, Canvas, Picture, Table, mixed
from draaischijf.foresight.study import Study
from draaischijf.foresight.tunnel import JUDGED, ON_TOP, Cell, WindTunnel

LEFT, TOP, HIGH, HEADING = 250, 116, 74, 13.0
NONE, MOST = "#e3f1ec", "#e59a6c"
WORDS: Final = {
    "nl": {
        "title": "Windtunnel", "regret": "spijt", "enough": "genoeg", "short": "te weinig", "unknown": "niet bekend",
        "head": "Plan|Scenario|Uitkomst|Laag|Hoog|Spijt|Genoeg|Oordeel|Spoor",
        "says": "Elk plan in elk scenario. Donkerder is meer spijt: verder achter bij het beste plan in die toekomst.",
        "worst": "slechtste", "most": "meeste spijt", "satisfies": "voldoet",
    },
    "en": {
        "title": "Wind tunnel", "regret": "regret", "enough": "enough", "short": "not enough", "unknown": "not known",
        "head": "Plan|Scenario|Outcome|Low|High|Regret|Enough|Judgement|Trace",
        "says": "Every plan in every scenario. Darker is more regret: farther behind the best plan in that future.",
        "worst": "worst", "most": "most regret", "satisfies": "satisfies",
    },
}  # fmt: skip


def heat_picture(study: Study, tunnel: WindTunnel, language: str = "nl") -> Picture:
    """Return the heat map of a wind tunnel."""
    words = WORDS[language]
    names = [scenario_name(study, scenario, language) for scenario in tunnel.scenarios]
    # A column is as wide as the longest word above it.
    longest = max(len(word) for name in names for word in name.split())
    wide = max(104.0, min(170.0, 640 / len(names)), longest * HEADING * BOLD + 16)
    tail = 190
    canvas = Canvas(LEFT + wide * len(tunnel.scenarios) + tail, TOP + HIGH * len(tunnel.plans) + 56, words, language)
    plans = {one.id: one.name.say(language) for one in study.testing.plans}
    most = max((cell.regret or 0 for cell in tunnel.cells), default=0) or 1
    for column, name in enumerate(names):
        canvas.paragraph(LEFT + column * wide + 8, 34, name, wide - 8, HEADING, weight="700", most=4)
    for row, plan in enumerate(tunnel.plans):
        y = TOP + row * HIGH
        canvas.paragraph(14, y + 32, plans[plan], LEFT - 24, 15, weight="600", most=2)
        for column, scenario in enumerate(tunnel.scenarios):
            _cell(canvas, tunnel.cell(plan, scenario), (LEFT + column * wide, y, wide), most)
        _tail(canvas, tunnel, row, (LEFT + wide * len(tunnel.scenarios) + 14, y))
    _legend(canvas, TOP + HIGH * len(tunnel.plans) + 26)
    unit = f" ({tunnel.indicator.unit})" if tunnel.indicator.unit and tunnel.indicator is not JUDGED else ""
    title = f"{words['title']}: {tunnel.indicator.name.say(language)}{unit}"
    rows = tuple(
        (
            plans[cell.plan],
            scenario_name(study, cell.scenario, language),
            cell.outcome,
            cell.low,
            cell.high,
            cell.regret,
            "" if cell.enough is None else words["enough"] if cell.enough else words["short"],
            cell.judged,
            cell.trace,
        )
        for cell in tunnel.cells
    )
    name, head, says = f"heat-{tunnel.indicator.id}", tuple(words["head"].split("|")), words["says"]
    return Picture(name, title, says, canvas.done(name, title, says), Table(head, rows))


def scenario_name(study: Study, column: str, language: str = "nl") -> str:
    """Return the name of a column: a scenario, perhaps with a wild card on top."""
    scenario, _, wild = column.partition(ON_TOP)
    name = study.scenario(scenario).name.say(language)
    cards = [one.name.say(language) for one in study.testing.wilds if one.id == wild]
    return f"{name} + {cards[0]}" if cards else name


def _cell(canvas: Canvas, cell: Cell, at: tuple[float, float, float], most: float) -> None:
    x, y, wide = at
    if cell.outcome is None:
        canvas.box(x, y, wide, HIGH, PAPER, stroke=LINE, stroke_dasharray="4 4")
        canvas.text(x + wide / 2, y + HIGH / 2 + 5, canvas.words["unknown"], 12.5, SOFT, anchor="middle")
        return
    canvas.box(x, y, wide, HIGH, mixed(NONE, MOST, (cell.regret or 0) / most), stroke=PAPER, stroke_width=3)
    canvas.text(x + 14, y + 33, canvas.number(cell.outcome), 20, INK, weight="700")
    if cell.enough is not None:
        canvas.text(x + wide - 14, y + 33, "✓" if cell.enough else "✗", 18, INK, anchor="end", weight="700")
    canvas.text(x + 14, y + 57, f"{canvas.words['regret']} {canvas.number(cell.regret)}", 12.5, INK)


def _tail(canvas: Canvas, tunnel: WindTunnel, row: int, at: tuple[float, float]) -> None:
    """Say beside a row what holds over all futures; nothing is averaged."""
    x, y = at
    one = tunnel.rows[row]
    if one.worst is None:
        return
    canvas.text(x, y + 24, f"{canvas.words['worst']} {canvas.number(one.worst)}", 13, INK)
    canvas.text(x, y + 43, f"{canvas.words['most']} {canvas.number(one.most_regret)}", 13, INK)
    if tunnel.indicator.enough is not None:
        canvas.text(x, y + 62, f"{canvas.words['satisfies']} {one.satisfies}/{len(tunnel.scenarios)}", 13, INK)


def _legend(canvas: Canvas, y: float) -> None:
    for step in range(6):
        canvas.box(LEFT + step * 26, y - 12, 26, 14, mixed(NONE, MOST, step / 5))
    canvas.text(LEFT - 10, y, f"{canvas.words['regret']}: 0", 12.5, SOFT, anchor="end")
    canvas.text(LEFT + 166, y, "max", 12.5, SOFT)
    canvas.text(LEFT + 220, y, f"✓ {canvas.words['enough']}   ✗ {canvas.words['short']}", 12.5, SOFT)
