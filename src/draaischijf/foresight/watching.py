"""Watching: signposts per scenario, and towards which scenario incoming figures show that things move.

A signpost has a figure at the start, a threshold that would be reached if its scenario came true, and a source where
the figure is published. How far the latest figure has gone from start to threshold is a share, below 0 for the other
way. Shares are shown side by side; they are no probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from draaischijf.foresight.files import NOWHERE, Node, Place, Text
from draaischijf.problems import Problem


@dataclass(frozen=True, slots=True)
class Signpost:
    """A sign that things move towards a scenario.

    Args:
        id: Short name.
        scenario: The scenario.
        figure: Name of the figure that is watched.
        name: Name for people.
        unit: Its unit.
        start: The figure when the scenarios were made.
        threshold: The figure that says the scenario is coming true; differs from the start.
        source: Where the figure is published.
        place: Where it is written.
    """

    id: str
    scenario: str
    figure: str
    name: Text
    unit: str
    start: float
    threshold: float
    source: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that came in."""

    figure: str
    on: date
    value: float
    source: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Sign:
    """Where a signpost stands.

    Args:
        signpost: The signpost.
        latest: The latest figure; None where none came in.
        gone: Share of the way from start to threshold, below 0 for the other way; None without a figure.
        before: The same for the figure before it.
    """

    signpost: Signpost
    latest: Figure | None
    gone: float | None
    before: float | None

    @property
    def reached(self) -> bool:
        """True where the threshold is reached."""
        return self.gone is not None and self.gone >= 1


@dataclass(frozen=True, slots=True)
class Movement:
    """How things move towards one scenario.

    Args:
        scenario: The scenario.
        signs: Its signposts.
        reached: How many reached their threshold.
        known: How many have a figure.
        gone: Median share of the way; None without figures.
        change: Median change of the share since the figures before; None without them.
    """

    scenario: str
    signs: tuple[Sign, ...]
    reached: int
    known: int
    gone: float | None
    change: float | None


def signpost_from(node: Node) -> Signpost:
    """Return a signpost as a file says it."""
    node.only("id", "scenario", "figure", "name", "unit", "start", "threshold", "source")
    start, threshold = node.number("start"), node.number("threshold")
    if start == threshold:
        raise node.wrong("start and threshold are the same, so nothing could be seen.", "threshold")
    return Signpost(
        node.text("id"),
        node.text("scenario"),
        node.text("figure"),
        node.say("name", needed=True),
        node.text("unit", ""),
        start,
        threshold,
        node.text("source"),
        node.place,
    )


def figure_from(node: Node) -> Figure:
    """Return a figure as a file says it."""
    node.only("figure", "on", "value", "source")
    on = _day(node.text("on"), node.child("on").place)
    return Figure(node.text("figure"), on, node.number("value"), node.text("source", ""), node.place)


def read_figures(path: Path) -> tuple[Figure, ...]:
    """Return figures from a table with the columns figure, on, value and source.

    Args:
        path: A `.csv` file in UTF-8.

    Raises:
        Problem: It cannot be read, or a cell is wrong; the problem names the cell.
    """
    import csv

    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except OSError as error:
        raise Problem("file-unreadable", f"cannot be read: {error.strerror}.", file=path.name) from error
    except UnicodeDecodeError as error:
        raise Problem("file-not-utf8", "is not written in UTF-8.", file=path.name) from error
    between = max(",;\t", key=lines[0].count) if lines else ","
    found = []
    for number, row in enumerate(csv.DictReader(lines, delimiter=between), 2):
        place = Place(path.name, f"line {number}")
        missing = [name for name in ("figure", "on", "value") if not row.get(name)]
        if missing:
            raise place.problem(
                "cell-empty", f"{missing[0]} is empty.", "The first line names figure, on, value, source."
            )
        try:
            value = float(row["value"].replace(",", "."))
        except ValueError:
            raise Place(path.name, f"line {number}, value").problem(
                "no-number", f"{row['value'][:40]!r} is no number."
            ) from None
        found.append(Figure(row["figure"].strip(), _day(row["on"], place), value, row.get("source") or "", place))
    return tuple(found)


def _day(text: str, place: Place) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise place.problem("bad-day", f"{text!r} is no day.", "Write it as 2026-11-21.") from None


def movements(
    scenarios: Sequence[str], signposts: Sequence[Signpost], figures: Sequence[Figure], until: date | None = None
) -> tuple[Movement, ...]:
    """Return how things move towards each scenario, in the order of the scenarios.

    Args:
        scenarios: Their ids.
        signposts: Signposts of all scenarios.
        figures: Figures that came in, in any order.
        until: Last day that counts; all unless said.
    """
    series: dict[str, list[Figure]] = {}
    for figure in sorted(figures, key=lambda one: one.on):
        if until is None or figure.on <= until:
            series.setdefault(figure.figure, []).append(figure)
    return tuple(
        _movement(scenario, [_sign(one, series.get(one.figure, [])) for one in signposts if one.scenario == scenario])
        for scenario in scenarios
    )


def _sign(signpost: Signpost, series: Sequence[Figure]) -> Sign:
    # Adding 0 turns -0 into 0.
    shares = [(one.value - signpost.start) / (signpost.threshold - signpost.start) + 0.0 for one in series[-2:]]
    return Sign(
        signpost,
        series[-1] if series else None,
        shares[-1] if shares else None,
        shares[0] if len(shares) == 2 else None,
    )


def _movement(scenario: str, signs: Sequence[Sign]) -> Movement:
    from draaischijf.foresight.statistics import median_of

    gone = sorted(sign.gone for sign in signs if sign.gone is not None)
    change = sorted(sign.gone - sign.before for sign in signs if sign.gone is not None and sign.before is not None)
    return Movement(
        scenario,
        tuple(signs),
        sum(sign.reached for sign in signs),
        len(gone),
        median_of(gone) if gone else None,
        median_of(change) if change else None,
    )
