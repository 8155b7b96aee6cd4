"""The field of a study as people write it: drivers with states, impacts or pairs, and what each state means.

Impacts and pairs stand either as a whole `matrix`, or as a list of `cells` `[from, to, value, why]` by names of states,
with `otherwise` for the cells that are not named. Names of states must differ over the whole field for that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from draaischijf.foresight.field import MOST_IMPACT, Axis, Field, make_field
from draaischijf.foresight.files import NO_TEXT, NOWHERE, Node, Place, Text
from draaischijf.foresight.pairs import FITS, STRENGTHENS, Pairs, make_pairs
from draaischijf.foresight.settings_of_market import paths_under
from draaischijf.terms import DriverPath

Kind = Literal["impacts", "pairs"]
_RANGE: Final = {"impacts": (-MOST_IMPACT, MOST_IMPACT), "pairs": (0, STRENGTHENS)}


@dataclass(frozen=True, slots=True)
class State:
    """One state of a driver.

    Args:
        id: Short name.
        name: Name for people.
        market: What it means for the market.
        place: Where it is written.
    """

    id: str
    name: Text
    market: tuple[DriverPath, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class FieldDriver:
    """A driver that scenarios are built along.

    Args:
        id: The driver.
        states: Its states.
        name: Name for people.
        ordered: Whether the states have an order, such as slow, as now, fast.
        expected: State that is expected today, if any.
        place: Where it is written.
    """

    id: str
    states: tuple[State, ...]
    name: Text = NO_TEXT
    ordered: bool = True
    expected: str = ""
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Because:
    """One cell of a matrix with its reason."""

    source: str
    target: str
    value: float
    why: Text
    place: Place


@dataclass(frozen=True, slots=True)
class Morphology:
    """The field of a study.

    Args:
        drivers: Drivers with states.
        impacts: Cross-impacts, where there are any.
        pairs: Pairwise consistency, where there is any.
        reasons: Cells that were given with a reason.
        place: Where it is written.
    """

    drivers: tuple[FieldDriver, ...] = ()
    impacts: Field | None = None
    pairs: Pairs | None = None
    reasons: tuple[Because, ...] = ()
    place: Place = NOWHERE

    def driver(self, id: str) -> FieldDriver | None:
        """Return a driver of the field, if it is there."""
        return next((one for one in self.drivers if one.id == id), None)


def morphology_from(node: Node, name: str = "") -> Morphology:
    """Return a field as a file says it."""
    node.only("drivers", "impacts", "pairs")
    drivers = tuple(_driver(one) for one in node.items("drivers"))
    axes = [
        Axis(one.id, tuple(s.id for s in one.states), one.name.say(), tuple(s.name.say() for s in one.states))
        for one in drivers
    ]
    reasons: list[Because] = []
    impacts = pairs = None
    if "impacts" in node:
        rows = _matrix(node.child("impacts"), axes, "impacts", reasons)
        impacts = make_field(axes, rows, name=name, file=str(node.child("impacts").place))
    if "pairs" in node:
        rows = _matrix(node.child("pairs"), axes, "pairs", reasons)
        pairs = make_pairs(axes, rows, name=name, file=str(node.child("pairs").place))
    return Morphology(drivers, impacts, pairs, tuple(reasons), node.place)


def _driver(node: Node) -> FieldDriver:
    node.only("id", "name", "ordered", "expected", "states")
    states = tuple(_state(one) for one in node.items("states"))
    if len(states) < 2:
        message = f"driver {node.text('id')!r} has {len(states)} state{'' if len(states) == 1 else 's'}."
        raise node.wrong(message, "states", "Give it at least two, or leave it out of the field.")
    found = FieldDriver(
        node.text("id"), states, node.say("name"), node.flag("ordered", True), node.text("expected", ""), node.place
    )
    if found.expected and found.expected not in {one.id for one in states}:
        raise node.wrong(f"{found.expected!r} is no state of {found.id}.", "expected")
    return found


def _state(node: Node) -> State:
    if isinstance(node.value, str):
        return State(node.scalar().strip(), Text(node.scalar().strip()), (), node.place)
    node.only("id", "name", "market")
    id = node.text("id")
    return State(id, node.say("name") or Text(id), paths_under(node, "market"), node.place)


def _matrix(node: Node, axes: Sequence[Axis], kind: Kind, reasons: list[Because]) -> list[list[float]]:
    if isinstance(node.value, list):
        return [[cell.as_number(key=f"cell {n}") for n, cell in enumerate(row.elements(), 1)] for row in node.value]
    node.only("matrix", "cells", "otherwise")
    if "matrix" in node:
        return _matrix(node.child("matrix"), axes, kind, reasons)
    rows = {state: number for number, state in enumerate(state for axis in axes for state in axis.states)}
    low, high = _RANGE[kind]
    rest = node.number("otherwise", low, high, 0 if kind == "impacts" else FITS)
    matrix = [[rest] * len(rows) for _ in rows]
    given: dict[tuple[int, int], Because] = {}
    for cell in node.items("cells"):
        one = _cell(cell, rows, low, high)
        at = (rows[one.source], rows[one.target])
        for key in (at, at[::-1]) if kind == "pairs" else (at,):
            if key in given:
                there = given[key]
                code = "pair-contradicts" if there.value != one.value else "cell-twice"
                message = (
                    f"{one.source} to {one.target} is {one.value:g} here and {there.value:g} at {there.place.spot}."
                )
                raise one.place.problem(code, message, "Keep one of the two.")
            given[key] = one
            matrix[key[0]][key[1]] = one.value
        reasons.append(one)
    return matrix


def _cell(node: Node, rows: dict[str, int], low: float, high: float) -> Because:
    parts = node.elements()
    if not 3 <= len(parts) <= 4:
        raise node.wrong("must be [from, to, value] or [from, to, value, why].")
    names = []
    for part in parts[:2]:
        name = part.scalar().strip()
        if name not in rows:
            raise part.wrong(f"there is no state {name!r}.", hint=f"Known are {', '.join(rows)}.")
        names.append(name)
    value = parts[2].as_number(low, high, f"cell {names[0]} to {names[1]}")
    return Because(names[0], names[1], value, parts[3].as_text() if len(parts) == 4 else Text(), node.place)
