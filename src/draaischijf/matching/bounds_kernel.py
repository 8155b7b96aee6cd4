"""Upper bounds on the fit of every row of a part, from packed postings.

A row is a piece of work (its entries: column and weight) or a person (its entries: column and currency). A column is a
skill at a level. Postings of a column are 32-bit words: 20 bits row within its part, 12 bits entry, in 1/4096 of the
whole, rounded up, minus one. Bounds are small whole numbers, always rounded up; `Scale` says what they stand for.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.engines import compiled
from draaischijf.matching.prefetch import prefetch

MILLION: Final = 1_000_000
ROW_BITS: Final = 20
ENTRY_BITS: Final = 12
ENTRY: Final = 1 << ENTRY_BITS
# The bound that stands for the whole span; 16 bits leave room for rounding up tens of thousands of entries.
UNITS: Final = 1 << 14
# Postings between asking for a bound and adding to it; as many zeros stand behind the last posting.
AHEAD: Final = 16
_COLUMNS_AHEAD: Final = 4
_LINES: Final = 4
_CHUNK: Final = 64

Array = npt.NDArray[Any]


class Scale(NamedTuple):
    """What bounds stand for: a bound of b says that a fit is at most `base + rounding + b * span / UNITS`.

    Args:
        base: The x of the bound, in millionths; see `search_kernel`.
        span: The greatest covered share less the base, in millionths, above 0.
        rounding: Most millionths that rounding of contributions may add to a row.
    """

    base: int
    span: int
    rounding: int


@compiled
def bound_of(share: int, scale: Scale) -> int:
    """Return a share in millionths in units of a bound, rounded up; 0 for none or less."""
    return max(0, (share * UNITS + scale.span - 1) // scale.span)


@compiled
def bound_to_reach(fit: int, scale: Scale) -> int:
    """Return the least bound, at least 1, of a row whose fit in millionths may be as high as this."""
    return max(1, ((fit - scale.base - scale.rounding) * UNITS) // scale.span)


@compiled
def begin_bounds(tails: Array, bounds: Array) -> None:
    """Begin the bounds of rows with the weight that is not in the postings, as if it were covered as well as anything.

    Args:
        tails: uint16 per row: that weight in 1/16384.
        bounds: uint16 per row; filled in.
    """
    for row in range(np.uint64(len(tails))):
        bounds[row] = tails[row]


@compiled
def add_column(post: Array, first: int, last: int, most: int, bounds: Array) -> None:
    """Add one column to the bounds of its rows.

    Args:
        post: uint32 postings, then `AHEAD` zeros.
        first: Place of the column's first posting.
        last: Place after its last one.
        most: What the whole of an entry adds to a bound.
        bounds: uint16 per row of the part; changed in place.
    """
    times, plus = np.uint32(most), np.uint32(most + ENTRY - 1)
    for place in range(np.uint64(first), np.uint64(last)):
        word = post[place]
        prefetch(bounds, np.int64(post[place + np.uint64(AHEAD)] >> np.uint32(ENTRY_BITS)))
        bounds[np.uint64(word >> np.uint32(ENTRY_BITS))] += np.uint16(
            ((word & np.uint32(ENTRY - 1)) * times + plus) >> np.uint32(ENTRY_BITS)
        )


@compiled
def add_columns(
    post: Array, starts: Array, part: int, columns: Array, shares: Array, scale: Scale, bounds: Array
) -> None:
    """Add every column that is covered for more than the base of the scale to the bounds of the rows of a part.

    Args:
        post: uint32 postings, then `AHEAD` zeros.
        starts: int64 (columns + 1, parts): places at which columns begin.
        part: The part.
        columns: int32: covered columns.
        shares: int64: covered share of these, in millionths.
        scale: What bounds stand for.
        bounds: uint16 per row of the part; changed in place.
    """
    flat, parts, last = starts.ravel(), starts.shape[1], len(columns) - 1
    for place in range(len(columns)):
        prefetch(flat, columns[min(place + 2 * _COLUMNS_AHEAD, last)] * parts + part)
        soon = min(place + _COLUMNS_AHEAD, last)
        if shares[soon] > scale.base:
            begin = starts[columns[soon], part]
            for line in range(begin, min(starts[columns[soon] + 1, part], begin + 16 * _LINES), 16):
                prefetch(post, line)
        if shares[place] > scale.base:
            column = columns[place]
            add_column(
                post,
                starts[column, part],
                starts[column + 1, part],
                bound_of(shares[place] - scale.base, scale),
                bounds,
            )


@compiled
def raise_column(post: Array, first: int, last: int, most: int, group: int, bounds: Array, stamps: Array) -> None:
    """Raise the bounds of rows to what one column gives a group, where that is more than what the group gave so far.

    Args:
        post: uint32 postings, then `AHEAD` zeros.
        first: Place of the column's first posting.
        last: Place after its last one.
        most: What the whole of an entry adds to a bound.
        group: Number of the group, 1 to 65535.
        bounds: uint16 bound per row of the part; changed in place.
        stamps: uint32 per row: last group that touched it, and what it gave; changed in place.
    """
    times, plus = np.uint32(most), np.uint32(most + ENTRY - 1)
    for place in range(np.uint64(first), np.uint64(last)):
        word = post[place]
        prefetch(stamps, np.int64(post[place + np.uint64(AHEAD)] >> np.uint32(ENTRY_BITS)))
        row = np.uint64(word >> np.uint32(ENTRY_BITS))
        value = np.uint32(((word & np.uint32(ENTRY - 1)) * times + plus) >> np.uint32(ENTRY_BITS))
        stamp = stamps[row]
        before = stamp & np.uint32(0xFFFF) if (stamp >> np.uint32(16)) == group else np.uint32(0)
        if value > before:
            bounds[row] += np.uint16(value - before)
            stamps[row] = (np.uint32(group) << np.uint32(16)) | value


@compiled
def collect(bounds: Array, lowest: int, below: int, found: Array) -> int:
    """Put the rows with `lowest <= bound < below` into `found`; return how many there are.

    Args:
        bounds: uint16 per row.
        lowest: At least 1.
        below: Any whole number above that.
        found: int32 room for all rows.
    """
    if lowest > 0xFFFF:
        return 0
    count, least, whole = 0, np.uint16(lowest), len(bounds) - len(bounds) % _CHUNK
    for start in range(0, whole, _CHUNK):
        hit = np.uint16(0)
        for place in range(np.uint64(start), np.uint64(start + _CHUNK)):
            hit |= np.uint16(bounds[place] >= least)
        if hit:
            for row in range(start, start + _CHUNK):
                if lowest <= bounds[row] < below:
                    found[count] = row
                    count += 1
    for row in range(whole, len(bounds)):
        if lowest <= bounds[row] < below:
            found[count] = row
            count += 1
    return count
