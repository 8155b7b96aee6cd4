"""Cross-impact balances: which combinations of states hold together by themselves.

Source: W. Weimer-Jehle, Cross-impact balances: a system-theoretical approach to cross-impact analysis, Technological
Forecasting and Social Change 73 (2006), 334-361.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from draaischijf.foresight.field import THOUSAND, Field
from draaischijf.problems import Problem

Array = npt.NDArray[Any]
# A field of this many combinations is listed in full: quicker than waiting for the compiler.
LISTED: Final = 20_000
MOST_FOUND: Final = 100_000
# About a minute on one core.
MOST_STEPS: Final = 50_000_000
# Bytes for what each set of states can add.
MOST_TABLE: Final = 256 << 20


@dataclass(frozen=True, slots=True)
class Balanced:
    """One scenario with its balances.

    Args:
        states: Number of the chosen state of each driver.
        value: Consistency value: the margin of the chosen state over its best rival, least over drivers; 0 or more
            where the scenario is consistent.
        total: Total impact score: the sum of the balances of the chosen states.
        balances: Balance of every state of every driver, in the order of the field.
    """

    states: tuple[int, ...]
    value: float
    total: float
    balances: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What a search for consistent scenarios found.

    Args:
        scenarios: Consistent scenarios, by the numbers of their states.
        complete: True where no other exists; False where the search ended at its limit.
        steps: Steps that the search took; 0 where every combination was listed.
    """

    scenarios: tuple[Balanced, ...]
    complete: bool
    steps: int


def balances_of(field: Field, scenarios: Array) -> Array:
    """Return the balance of every state under each scenario: the sum of the impacts of the chosen states.

    Args:
        field: The field.
        scenarios: int (scenarios, drivers): number of the chosen state of each driver.

    Returns:
        int64 (scenarios, states), in thousandths.
    """
    free = field.thousandths.copy()
    for first, last in zip(field.starts, field.starts[1:], strict=False):
        free[first:last, first:last] = 0
    result = np.zeros((len(scenarios), len(free)), np.int64)
    for driver, first in enumerate(field.starts[:-1]):
        result += free[first + scenarios[:, driver]]
    return result


def margins_of(field: Field, scenarios: Array, balances: Array) -> Array:
    """Return int64 (scenarios, drivers): lead of each chosen state over its best rival, in thousandths."""
    result = np.empty(scenarios.shape, np.int64)
    for driver, (first, last) in enumerate(zip(field.starts, field.starts[1:], strict=False)):
        block = balances[:, first:last].copy()
        chosen = scenarios[:, driver, None].astype(np.int64)
        own = np.take_along_axis(block, chosen, 1)[:, 0]
        np.put_along_axis(block, chosen, np.iinfo(np.int64).min // 2, 1)
        result[:, driver] = own - block.max(1)
    return result


def listed(field: Field, slack: int = 0) -> Array:
    """Return the consistent scenarios by trying every combination, without a bound: the measure for `searched`.

    Args:
        field: The field.
        slack: Thousandths that a chosen state may stay behind its best rival.
    """
    sizes = tuple(int(size) for size in field.sizes)
    every = np.stack(np.unravel_index(np.arange(field.combinations), sizes), 1).astype(np.int8)
    margins = margins_of(field, every, balances_of(field, every))
    kept: Array = every[margins.min(1) >= -slack]
    return kept


def searched(
    field: Field, slack: int = 0, most_found: int = MOST_FOUND, most_steps: int = MOST_STEPS
) -> tuple[Array, int]:
    """Return the consistent scenarios by branch and bound, and the steps; below zero where it ended at a limit.

    Args:
        field: The field.
        slack: Thousandths that a chosen state may stay behind its best rival.
        most_found: Scenarios at most.
        most_steps: Steps at most.

    Raises:
        Problem: A driver has so many states that the tables of the search would not fit in memory.
    """
    from draaischijf.foresight.balance_kernel import search

    table, offsets, signs, unit = _table(field)
    found = np.zeros((most_found, len(field.axes)), np.int8)
    count, steps = search(
        field.sizes,
        field.starts,
        offsets,
        table,
        table.view(np.uint64),
        _order(field),
        -(-slack // unit) if slack < 0 else slack // unit,
        signs,
        most_steps,
        found,
    )
    return found[:count], steps


def consistent(field: Field, slack: float = 0, *, most_found: int = MOST_FOUND, most_steps: int = MOST_STEPS) -> Search:
    """Return the consistent scenarios of a field, all of them unless a limit is reached.

    Args:
        field: The field.
        slack: How far a chosen state may stay behind its best rival, 0 or more; 0 for consistent.
        most_found: Scenarios at most.
        most_steps: Steps of the search at most, so that a field without structure ends too.

    Raises:
        Problem: The slack is below zero, or the field is too large.
    """
    if slack < 0:
        raise Problem("bad-slack", "the slack must be 0 or more.", place="--slack")
    allowed = round(slack * THOUSAND)
    if field.combinations <= LISTED:
        states, steps = listed(field, allowed), 0
        complete, states = len(states) <= most_found, states[:most_found]
    else:
        states, steps = searched(field, allowed, most_found, most_steps)
        complete = steps > 0
    return Search(described(field, states), complete, abs(steps))


def described(field: Field, states: Array) -> tuple[Balanced, ...]:
    """Return scenarios given by number with their values and balances, in one fixed order."""
    states = states[np.lexsort(states.T[::-1])] if len(states) else states
    balances = balances_of(field, states)
    margins = margins_of(field, states, balances)
    totals = [
        int(row[field.starts[:-1] + chosen].sum())
        for row, chosen in zip(balances, states.astype(np.int64), strict=True)
    ]
    return tuple(
        Balanced(
            states=tuple(int(state) for state in chosen),
            value=int(margin.min()) / THOUSAND,
            total=total / THOUSAND,
            balances=tuple(int(one) / THOUSAND for one in row),
        )
        for chosen, margin, total, row in zip(states, margins, totals, balances, strict=True)
    )


def balance(field: Field, states: Sequence[str]) -> Balanced:
    """Return one scenario, given by the names of its states, with its value and balances.

    Raises:
        Problem: A name is no state of its driver.
    """
    return described(field, np.array([field.numbers(states)], np.int8))[0]


def _table(field: Field) -> tuple[Array, Array, np.uint64, int]:
    """Return what each set of states can add to each lead, where each driver begins, lane signs, and the unit.

    Thousandths are divided by what they have in common, so that fields of whole numbers fit in 16 bits.
    """
    unit = max(1, int(np.gcd.reduce(field.thousandths, axis=None)))
    leads, width = _leads(field, unit)
    reach = sum(int(np.abs(leads[a:b]).max()) for a, b in zip(field.starts, field.starts[1:], strict=False))
    small = reach < 2**14
    dtype, lanes = (np.int16, 4) if small else (np.int32, 2)
    wide = -(-width // lanes) * lanes
    offsets = np.concatenate([[0], np.cumsum(1 << field.sizes)]).astype(np.int64)
    bytes_needed = int(offsets[-1]) * len(leads) * wide * (2 if small else 4)
    if bytes_needed > MOST_TABLE or (field.sizes > 16).any():
        largest = field.axes[int(field.sizes.argmax())]
        raise Problem(
            "field-too-large",
            f"has {len(largest.states)} states; the tables of the search would not fit in memory.",
            file=field.name or None,
            place=f"driver {largest.id}",
            hint="Merge states, or split the driver in two.",
        )
    padded = np.zeros((len(leads), len(leads), wide), dtype)
    padded[:, :, :width] = leads
    rows = padded.reshape(len(leads), -1)
    table = np.zeros((int(offsets[-1]), rows.shape[1]), dtype)
    for driver, size in enumerate(field.sizes.tolist()):
        for states in range(1, 1 << size):
            state, rest = (states & -states).bit_length() - 1, states & (states - 1)
            own, at = rows[field.starts[driver] + state], int(offsets[driver])
            table[at + states] = np.maximum(own, table[at + rest]) if rest else own
    signs = np.uint64(0x8000800080008000 if small else 0x8000000080000000)
    return table, offsets[:-1], signs, unit


def _leads(field: Field, unit: int) -> tuple[Array, int]:
    """Return int64 (states, states, rivals): by how much the first state helps the second against each rival."""
    impacts = field.thousandths // unit
    width = int(field.sizes.max()) - 1
    leads = np.zeros((*impacts.shape, width), np.int64)
    for first, last in zip(field.starts, field.starts[1:], strict=False):
        for state in range(first, last):
            rivals = [rival for rival in range(first, last) if rival != state]
            leads[:, state, : len(rivals)] = impacts[:, state, None] - impacts[:, rivals]
        leads[first:last, first:last] = 0
    return leads, width


def _order(field: Field) -> Array:
    """Return the drivers with the strongest influence in front: deciding them first rules out most."""
    influence = []
    for first, last in zip(field.starts, field.starts[1:], strict=False):
        reach = np.ptp(field.thousandths[first:last], axis=0)
        reach[first:last] = 0
        influence.append(-int(reach.sum()))
    return np.argsort(influence, kind="stable").astype(np.int64)
