"""Plans to test: what they do, how they are judged, what the market measured, and wild cards on top of scenarios."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from draaischijf.foresight.files import NO_TEXT, NOWHERE, Node, Place, Text
from draaischijf.foresight.settings_of_market import paths_under
from draaischijf.terms import DriverPath, OutcomeBand

# How a plan is judged in a scenario, by people.
JUDGED_LOW, JUDGED_HIGH = 1, 5
BETTER: Final = ("higher", "lower")


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something by which plans are measured.

    Args:
        id: Its name, as the market knows it where the market measures it.
        name: Name for people.
        unit: Its unit.
        better: `higher` or `lower`.
        enough: The level that satisfies; None where none is set.
        group: The group of people that it is about; empty where it is about all.
        place: Where it is written.
    """

    id: str
    name: Text
    unit: str
    better: str
    enough: float | None = None
    group: Text = NO_TEXT
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class PolicyUse:
    """A policy of the market with its settings."""

    name: str
    settings: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan or policy to test.

    Args:
        id: Short name.
        name: Name for people.
        about: What it does.
        policies: What it is to the market; empty for a plan that the market cannot measure, or for doing nothing more.
        combines: Plans that it is made of; their policies come with it.
        opens: Options that it keeps or makes open.
        closes: Options that it closes.
        place: Where it is written.
    """

    id: str
    name: Text
    about: Text = NO_TEXT
    policies: tuple[PolicyUse, ...] = ()
    combines: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Judged:
    """What people think of a plan in a scenario: 1 (fails) to 5 (thrives), and why."""

    plan: str
    scenario: str
    score: int
    why: Text
    by: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class WildCard:
    """An unlikely event that comes on top of any scenario.

    Args:
        id: Short name.
        name: Name for people.
        market: Paths whose values are added to those of the scenario; their years count from its begin.
        year: Year of the run in which it begins.
        place: Where it is written.
    """

    id: str
    name: Text
    market: tuple[DriverPath, ...]
    year: float = 0.0
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Measured:
    """What the market said about one indicator of a plan in a scenario, perhaps with a wild card on top."""

    plan: str
    scenario: str
    wild: str
    band: OutcomeBand
    run: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Run:
    """A run of the market: every setting that makes it come out the same again."""

    id: str
    settings: tuple[tuple[str, Any], ...]
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Testing:
    """Everything about testing plans.

    Args:
        indicators: By what they are measured, the leading one first.
        plans: The plans.
        wilds: Wild cards.
        judged: What people think.
        place: Where it is written.
    """

    indicators: tuple[Indicator, ...] = ()
    plans: tuple[Plan, ...] = ()
    wilds: tuple[WildCard, ...] = ()
    judged: tuple[Judged, ...] = ()
    place: Place = NOWHERE


def testing_from(node: Node) -> Testing:
    """Return plans, indicators, wild cards and judgements as a file says them."""
    node.only("indicators", "plans", "wilds", "judged")
    return Testing(
        tuple(_indicator(one) for one in node.items("indicators")),
        tuple(_plan(one) for one in node.items("plans")),
        tuple(_wild(one) for one in node.items("wilds")),
        tuple(_judged(one) for one in node.items("judged")),
        node.place,
    )


def _indicator(node: Node) -> Indicator:
    node.only("id", "name", "unit", "better", "enough", "group")
    enough = node.number("enough") if "enough" in node else None
    id = node.text("id")
    name = node.say("name") or Text(id)
    better = node.one_of("better", BETTER)
    return Indicator(id, name, node.text("unit", ""), better, enough, node.say("group"), node.place)


def _plan(node: Node) -> Plan:
    node.only("id", "name", "about", "policies", "combines", "opens", "closes")
    return Plan(
        node.text("id"),
        node.say("name", needed=True),
        node.say("about"),
        tuple(policy_from(one) for one in node.items("policies")),
        node.words("combines"),
        node.words("opens"),
        node.words("closes"),
        node.place,
    )


def policy_from(node: Node) -> PolicyUse:
    """Return a policy as a file says it: its name, or `{name, settings...}`."""
    if isinstance(node.value, str):
        return PolicyUse(node.scalar().strip())
    settings = tuple((key, one.plain) for key, one in node.mapping().items() if key != "name")
    return PolicyUse(node.text("name"), settings)


def _wild(node: Node) -> WildCard:
    node.only("id", "name", "market", "year")
    paths = paths_under(node, "market", "wild card")
    return WildCard(node.text("id"), node.say("name", needed=True), paths, node.number("year", 0, 100, 0), node.place)


def _judged(node: Node) -> Judged:
    node.only("plan", "scenario", "score", "why", "by")
    score = node.number("score", JUDGED_LOW, JUDGED_HIGH)
    if score != int(score):
        raise node.wrong(f"{score:g} is no whole number from {JUDGED_LOW} to {JUDGED_HIGH}.", "score")
    return Judged(
        node.text("plan"),
        node.text("scenario"),
        int(score),
        node.say("why", needed=True),
        node.text("by", ""),
        node.place,
    )


def results_from(node: Node) -> tuple[tuple[Run, ...], tuple[Measured, ...]]:
    """Return runs of the market and what they measured, as a file says them."""
    node.only("runs", "measured")
    runs = tuple(
        Run(
            one.text("id"),
            tuple((key, _plain(value)) for key, value in one.mapping().items() if key != "id"),
            one.place,
        )
        for one in node.items("runs")
    )
    return runs, tuple(_measured(one) for one in node.items("measured"))


def _measured(node: Node) -> Measured:
    node.only("plan", "scenario", "wild", "indicator", "unit", "low", "median", "high", "trace", "run")
    low, median, high = (node.number(key) for key in ("low", "median", "high"))
    if not low <= median <= high:
        raise node.wrong(f"low {low:g}, median {median:g} and high {high:g} are out of order.")
    band = OutcomeBand(node.text("indicator"), node.text("unit", ""), low, median, high, node.text("trace", ""))
    wild, run = node.text("wild", ""), node.text("run", "")
    return Measured(node.text("plan"), node.text("scenario"), wild, band, run, node.place)


def _plain(node: Node) -> Any:
    if isinstance(node.value, dict):
        return {key: _plain(one) for key, one in node.value.items()}
    if isinstance(node.value, list):
        return [_plain(one) for one in node.value]
    return None if node.plain == () else node.plain
