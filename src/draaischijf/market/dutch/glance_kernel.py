"""Who may be up for something this month: a glance at everybody, cheap because it asks too little rather than too much.

Each loop does one simple thing to small numbers that lie in a row, so that the compiler takes many at once.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from draaischijf.engines import compiled
from draaischijf.market.draw_kernel import mixed
from draaischijf.market.dutch.people import People
from draaischijf.market.dutch.shared_kernel import GROWN

Int32 = npt.NDArray[np.int32]
UInt8 = npt.NDArray[np.uint8]

_56 = np.uint64(56)


@compiled(makes_arrays=False)
def glance(
    people: People, bound: UInt8, key: np.uint64, month: int, pension_age: int, first: int, last: int, marks: UInt8,
    found: Int32,
) -> int:  # fmt: skip
    """Find everybody of a block to whom something can happen, and some more.

    Only the first eight bits of a person's random number are drawn here, and compared with what no chance in the
    person's state exceeds. Birthdays on which something happens are found as well.

    Args:
        people: People.
        bound: No less than 256 times the chances together, rounded down, by state, (5,).
        key: Of the events.
        month: The month.
        pension_age: In months.
        first: First row.
        last: Row after the last.
        marks: Room to work in, at least (last - first,).
        found: Out: rows found, in order; at least (last - first,).

    Returns:
        How many were found.
    """
    # Slices from 0 on: a place that could lie before the first row keeps the compiler from taking many at once.
    size = last - first
    states, births, own = people.status[first:last], people.born[first:last], marks[:size]
    for at in range(size):
        own[at] = np.uint8(mixed(key, first + at) >> _56)
    permanent, flexible, alone, seeking, outside = bound[0], bound[1], bound[2], bound[3], bound[4]
    pension, grown, old = np.int16(month - pension_age), np.int16(month - GROWN), np.int16(month - 900)
    for at in range(size):
        state, drawn = states[at], own[at]
        working = ((state == 0) & (drawn <= permanent)) | ((state == 1) & (drawn <= flexible))
        working |= (state == 2) & (drawn <= alone)
        own[at] = working | ((state == 3) & (drawn <= seeking)) | ((state == 4) & (drawn <= outside))
    for at in range(size):
        birth = births[at]
        own[at] |= (birth == pension) | (birth == grown) | (birth <= old)
    n = 0
    for at in range(size):
        found[n] = first + at
        n += int(own[at])
    return n
