"""A cross-impact field: drivers with states, and how strongly each state pushes each other state.

An impact says how far state i of one driver promotes (above 0) or hinders (below 0) state l of another. Impacts are
kept as whole thousandths, so that a balance is exact and a tie is a tie on every machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from draaischijf.problems import Problem

Array = npt.NDArray[Any]
THOUSAND: Final = 1000
MOST_IMPACT: Final = 1000
_HINT_STATES: Final = "Give it at least two, or leave the driver out."


@dataclass(frozen=True, slots=True)
class Axis:
    """One driver of a field.

    Args:
        id: Short name, such as `technology`.
        states: Short names of its states, two or more, unique within the field's driver.
        name: Name for people.
        labels: Names of the states for people, one a state.
    """

    id: str
    states: tuple[str, ...]
    name: str = ""
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Field:
    """Drivers, states and impacts.

    Args:
        axes: The drivers.
        thousandths: int64 (states, states): impact of the row's state on the column's, in thousandths. The diagonal
            blocks are not used.
        name: Name of the field.
    """

    axes: tuple[Axis, ...]
    thousandths: Array = field(repr=False)
    name: str = ""

    @cached_property
    def sizes(self) -> Array:
        """int64: number of states of each driver."""
        return np.array([len(axis.states) for axis in self.axes], np.int64)

    @cached_property
    def starts(self) -> Array:
        """int64: row of the first state of each driver, then the number of states."""
        return np.array([0, *accumulate(len(axis.states) for axis in self.axes)], np.int64)

    @property
    def combinations(self) -> int:
        """How many scenarios there are in all."""
        total = 1
        for axis in self.axes:
            total *= len(axis.states)
        return total

    def names(self, scenario: Sequence[int]) -> tuple[str, ...]:
        """Return the short names of the states of a scenario given by number."""
        return tuple(axis.states[state] for axis, state in zip(self.axes, scenario, strict=True))

    def numbers(self, states: Sequence[str]) -> tuple[int, ...]:
        """Return the numbers of states given by name.

        Raises:
            Problem: A name is no state of its driver, or there are too few or too many.
        """
        if len(states) != len(self.axes):
            raise Problem("scenario-length", f"a scenario has {len(self.axes)} states here, not {len(states)}.")
        return tuple(_number(axis, state) for axis, state in zip(self.axes, states, strict=True))

    def without(self, left_out: Sequence[str]) -> Field:
        """Return the field without some drivers: what a scenario leaves out neither pushes nor is pushed."""
        keep = [axis.id not in left_out for axis in self.axes]
        rows = np.repeat(keep, self.sizes)
        axes = tuple(axis for axis, kept in zip(self.axes, keep, strict=True) if kept)
        return Field(axes, self.thousandths[np.ix_(rows, rows)], self.name)


def _number(axis: Axis, state: str) -> int:
    try:
        return axis.states.index(state)
    except ValueError:
        known = ", ".join(axis.states)
        raise Problem(
            "state-unknown", f"{state!r} is no state of {axis.id}.", place=axis.id, hint=f"Known are {known}."
        ) from None


def make_field(axes: Sequence[Axis], impacts: Sequence[Sequence[float]], *, name: str = "", file: str = "") -> Field:
    """Return a checked field.

    Args:
        axes: The drivers.
        impacts: Impact of each state (row) on each state (column), at most three decimals, -1000 to 1000.
        name: Name of the field.
        file: Name of the file that it comes from, for problems.

    Raises:
        Problem: The field is too small, not square, or a cell is out of range or no number.
    """
    where = file or name or None
    if len(axes) < 2:
        raise Problem("field-small", "needs at least two drivers.", file=where)
    _check_axes(axes, where)
    labels = [f"{axis.id} {state}" for axis in axes for state in axis.states]
    if len(impacts) != len(labels) or any(len(row) != len(labels) for row in impacts):
        raise Problem(
            "field-not-square",
            f"the matrix must have {len(labels)} rows of {len(labels)} cells, one for each state.",
            file=where,
            place=_odd_row(impacts, labels),
        )
    values = np.array(impacts, np.float64)
    exact = np.rint(values * THOUSAND)
    wrong = ~np.isfinite(values) | (np.abs(values) > MOST_IMPACT) | (np.abs(values * THOUSAND - exact) > 1e-6)
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise Problem(
            "impact-out-of-range",
            f"an impact of {values[row, column]:g} cannot be used.",
            file=where,
            place=f"row {labels[row]}, column {labels[column]}",
            hint="Use a number from -1000 to 1000 with at most three decimals, such as -3 to 3.",
        )
    return Field(tuple(axes), exact.astype(np.int64), name)


def _check_axes(axes: Sequence[Axis], where: str | None) -> None:
    seen: set[str] = set()
    for axis in axes:
        if axis.id in seen:
            raise Problem("driver-twice", "stands in the field twice.", file=where, place=f"driver {axis.id}")
        seen.add(axis.id)
        if len(axis.states) < 2:
            count = len(axis.states)
            message = f"has {count} state{'' if count == 1 else 's'}, so nothing about it is uncertain."
            raise Problem("driver-one-state", message, file=where, place=f"driver {axis.id}", hint=_HINT_STATES)
        if len(set(axis.states)) < len(axis.states):
            raise Problem("state-twice", "names a state twice.", file=where, place=f"driver {axis.id}")


def _odd_row(impacts: Sequence[Sequence[float]], labels: Sequence[str]) -> str | None:
    for row, label in zip(impacts, labels, strict=False):
        if len(row) != len(labels):
            return f"row {label}: {len(row)} cells"
    return f"{len(impacts)} rows"
