"""Kernels of the reference model: only those who move or search cost more than a glance.

`entered` holds per person -1 while employed and otherwise the step in which the person became unemployed.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from draaischijf.engines import compiled
from draaischijf.market.draw_kernel import mixed, uniform

Int16 = npt.NDArray[np.int16]
Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]
UInt16 = npt.NDArray[np.uint16]
UInt64 = npt.NDArray[np.uint64]


@compiled
def find_unemployed(entered: Int16, first: int, last: int, found: Int32) -> int:
    """Write the unemployed of a block to `found` from place `first` on, and return their number."""
    n = first
    for person in range(first, last):
        found[n] = person
        n += entered[person] >= 0
    return n - first


@compiled
def separate(
    entered: Int16, occupation: UInt16, chance: Float64, key: np.uint64, first: int, last: int, lost: Int32
) -> int:
    """Let each employed person of a block lose work with the chance of the occupation.

    Jumps from candidate to candidate with the largest chance p: gaps are geometric, `1 + floor(log(u) / log(1 - p))`,
    and a candidate counts with `chance / p`. That is a Bernoulli draw for each, so a binomial per occupation.

    Returns:
        How many lost work; they stand in `lost` from place `first` on, so that nobody applies in the same step.
    """
    most = chance.max()
    if most < 1e-12:  # less than one in a hundred years of the whole country
        return 0
    per_jump = 1.0 / math.log1p(-most) if most < 1 else 0.0
    n, draw, person = first, 2 * first, first - 1
    while True:
        person += 1 + int(math.log(1.0 - uniform(key, draw)) * per_jump)
        if person >= last:
            return n - first
        if entered[person] < 0 and uniform(key, draw + 1) * most < chance[occupation[person]]:
            lost[n] = person
            n += 1
        draw += 2


@compiled
def become_unemployed(entered: Int16, occupation: UInt16, lost: Int32, step: int, employed: Int64, out: Int64) -> None:
    """Mark people as unemployed from this step on, and count them per occupation in `out`."""
    for person in lost:
        entered[person] = step
        employed[occupation[person]] -= 1
        out[occupation[person]] += 1


@compiled
def alias_tables(weights: Float64, cut: Float64, other: UInt16) -> None:
    """Make Walker's alias table of each row of weights, for draws in constant time (Vose 1991).

    A row without weight gets a cut below 0 in its first place: nobody there has a vacancy to apply to.
    """
    n = weights.shape[1]
    small, large = np.empty(n, np.int64), np.empty(n, np.int64)
    for row in range(weights.shape[0]):
        total = weights[row].sum()
        if total <= 0:
            cut[row, 0] = -1.0
            continue
        n_small = n_large = 0
        for j in range(n):
            cut[row, j] = weights[row, j] * n / total
            other[row, j] = j
            if cut[row, j] < 1.0:
                small[n_small] = j
                n_small += 1
            else:
                large[n_large] = j
                n_large += 1
        while n_small > 0 and n_large > 0:
            n_small -= 1
            low, high = small[n_small], large[n_large - 1]
            other[row, low] = high
            cut[row, high] -= 1.0 - cut[row, low]
            if cut[row, high] < 1.0:
                n_large -= 1
                small[n_small] = high
                n_small += 1
        for place in range(n_small):
            cut[row, small[place]] = 1.0
        for place in range(n_large):
            cut[row, large[place]] = 1.0


@compiled
def apply(
    people: Int32,
    occupation: UInt16,
    cut: Float64,
    other: UInt16,
    starts: Int64,
    key: np.uint64,
    slots: Int32,
    ranks: UInt64,
) -> None:
    """Let each person choose an occupation by alias table and a vacancy there; writes its slot and a random rank.

    Args:
        people: The unemployed, int32 (n,).
        occupation: Per person.
        cut: Alias tables, see `alias_tables`.
        other: Idem.
        starts: First slot of each occupation, int64 (occupations + 1,).
        key: Of this step's applications.
        slots: Out, (n,): slot of the vacancy, -1 for none.
        ranks: Out, (n,): a vacancy takes the applicant with the lowest rank, which is one at random.
    """
    n = cut.shape[1]
    for place in range(len(people)):
        person = people[place]
        row = occupation[person]
        slots[place] = -1
        if cut[row, 0] < 0:
            continue
        at = uniform(key, 3 * person) * n
        column = int(at)
        bits = mixed(key, 3 * person + 1)
        if at - column >= cut[row, column]:
            column = other[row, column]
        open_here = starts[column + 1] - starts[column]
        if open_here > 0:
            slots[place] = starts[column] + int(uniform(key, 3 * person + 2) * open_here)
            ranks[place] = bits


@compiled
def choose(people: Int32, slots: Int32, ranks: UInt64, winner: Int32, best: UInt64) -> None:
    """Let each vacancy keep the applicant with the lowest rank; `winner` is -1 where nobody applied."""
    for place in range(len(people)):
        slot = slots[place]
        if slot >= 0 and (winner[slot] < 0 or ranks[place] < best[slot]):
            winner[slot] = people[place]
            best[slot] = ranks[place]


@compiled
def hire(
    winner: Int32, starts: Int64, entered: Int16, occupation: UInt16, employed: Int64, vacancies: Int64, moved: Int64
) -> int:
    """Hire every winner into the occupation of the slot and return how many changed occupation."""
    changed = 0
    for j in range(len(starts) - 1):
        for slot in range(starts[j], starts[j + 1]):
            person = winner[slot]
            if person >= 0:
                moved[occupation[person]] += 1
                changed += occupation[person] != j
                entered[person] = -1
                occupation[person] = j
                employed[j] += 1
                vacancies[j] -= 1
    return changed


@compiled
def count_since(people: Int32, entered: Int16, limit: int) -> int:
    """Return how many of these people have been unemployed since step `limit` or before."""
    n = 0
    for person in people:
        n += 0 <= entered[person] <= limit
    return n
