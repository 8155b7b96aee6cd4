"""Exact best rows of a large index: bounds from packed postings first, exact scores for the few that may win.

A row is a piece of work (its entries: column and weight) or a person (its entries: column and currency). A column is a
skill at a level. Postings of a column are 32-bit words: 20 bits row within its part, 12 bits entry, in 1/4096 of the
whole, rounded up, minus one. Bounds are whole numbers in 1/16384 of a full fit, always rounded up.

For works three things keep the number of postings small, and none of them changes the answer:

- For every x from 0 to 1, with weights w that sum to 1 and covered shares c,
  `fit = sum w * c <= x + sum over c > x of w * (c - x)`. Columns that are covered for less than x need not be read.
  `level_of_bound` chooses x so that the postings left and the rows left together cost least.
- At most `TAIL` of the weight of each row, the part in the most common skills, is left out of the postings. The bound
  counts it as covered as well as the best covered skill; exact scores read it from the row itself.
- A first small part of the rows gives a fit to beat before the large parts are read.

Everything that decides about an answer is whole numbers, so that every machine gives the same.
"""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from draaischijf.engines import compiled

ROW_BITS: Final = 20
ENTRY_BITS: Final = 12
ENTRY: Final = 1 << ENTRY_BITS
BOUND: Final = 1 << 14
TAIL: Final = 150_000
MILLION: Final = 1_000_000
# An exact score costs about as much as this many postings; used only to balance the two.
SCORE_IN_POSTINGS: Final = 100.0
_STEPS: Final = 16
_CHUNK: Final = 64
_BATCH: Final = 16

Array = npt.NDArray[Any]


@compiled
def add_runs(post: Array, first: int, last: int, factor: int, bounds: Array) -> None:
    """Add one column to the bounds of its rows.

    Args:
        post: uint32 postings.
        first: Place of the column's first posting.
        last: Place after its last one.
        factor: Most that the whole of an entry adds, in 1/16384, 1 to 16384.
        bounds: uint16 bound per row of the part; changed in place.
    """
    times, plus = np.uint32(factor), np.uint32(factor + ENTRY - 1)
    for place in range(np.uint64(first), np.uint64(last)):
        word = post[place]
        bounds[np.uint64(word >> np.uint32(ENTRY_BITS))] += np.uint16(
            ((word & np.uint32(ENTRY - 1)) * times + plus) >> np.uint32(ENTRY_BITS)
        )


@compiled
def raise_runs(post: Array, first: int, last: int, factor: int, group: int, bounds: Array, stamps: Array) -> None:
    """Raise the bounds of rows to what one column gives a group, where that is more than what the group gave so far.

    Args:
        post: uint32 postings.
        first: Place of the column's first posting.
        last: Place after its last one.
        factor: Most that the whole of an entry adds, in 1/16384, 1 to 16384.
        group: Number of the group, from 1.
        bounds: uint16 bound per row of the part; changed in place.
        stamps: uint32 per row: last group that touched it, and what it gave; changed in place.
    """
    times, plus = np.uint32(factor), np.uint32(factor + ENTRY - 1)
    for place in range(np.uint64(first), np.uint64(last)):
        word = post[place]
        row = np.uint64(word >> np.uint32(ENTRY_BITS))
        value = np.uint32(((word & np.uint32(ENTRY - 1)) * times + plus) >> np.uint32(ENTRY_BITS))
        stamp = stamps[row]
        before = stamp & np.uint32(0xFFFF) if (stamp >> np.uint32(16)) == group else np.uint32(0)
        if value > before:
            bounds[row] += np.uint16(value - before)
            stamps[row] = (np.uint32(group) << np.uint32(16)) | value


@compiled
def begin_bounds(tails: Array, most: int, bounds: Array) -> None:
    """Begin the bounds of rows with the weight that is not in the postings, covered for `most` / 16384."""
    factor, plus = np.uint32(most), np.uint32(BOUND - 1)
    for row in range(np.uint64(len(tails))):
        bounds[row] = (np.uint32(tails[row]) * factor + plus) >> np.uint32(14)


@compiled
def collect(bounds: Array, lowest: int, below: int, found: Array) -> int:
    """Put the rows with `lowest <= bound < below` into `found`; return how many there are.

    Args:
        bounds: uint16 bound per row.
        lowest: 1 to 65535.
        below: 1 to 65536.
        found: int32 room for all rows.
    """
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


@compiled
def keep(row: int, fit: int, best_rows: Array, best_fits: Array, filled: int) -> int:
    """Put a row among the best where it belongs (higher fit first, then lower row); return how many are kept.

    Args:
        row: The row.
        fit: Its fit in millionths.
        best_rows: int64 (k); changed in place.
        best_fits: int64 (k); changed in place.
        filled: How many are kept so far.
    """
    size = len(best_rows)
    if fit <= 0 or (filled == size and (fit, -row) < (best_fits[size - 1], -best_rows[size - 1])):
        return filled
    place = min(filled, size - 1)
    while place > 0 and (best_fits[place - 1], -best_rows[place - 1]) < (fit, -row):
        best_fits[place], best_rows[place] = best_fits[place - 1], best_rows[place - 1]
        place -= 1
    best_fits[place], best_rows[place] = fit, row
    return min(filled + 1, size)


@compiled
def bound_to_beat(best_fits: Array, filled: int, base: int, rounding: int) -> int:
    """Return the least bound with which a row may still be among the best.

    Args:
        best_fits: Fits of the best so far.
        filled: How many there are.
        base: The x of the bound, in millionths.
        rounding: Most millionths that rounding of contributions may add to a row.
    """
    if filled < len(best_fits):
        return 1
    beaten = ((int(best_fits[filled - 1]) - base - rounding) * BOUND) // MILLION
    return max(1, beaten)


@compiled
def level_of_bound(shares: Array, columns: Array, starts: Array, moments: Array, rows: int, goal: int) -> int:
    """Return the x of the bound, in millionths, for which postings and exact scores together cost least.

    How many rows stay possible is estimated as if columns were independent and sums normal; a wrong estimate costs
    time, never the answer.

    Args:
        shares: Covered share per column in millionths.
        columns: The columns.
        starts: Places at which columns begin in the postings.
        moments: float64 (columns + 1, 2): sum of weights and of squared weights in the postings of a column, as a
            share of all rows; last, mean and variance over rows of the weight that is not in the postings.
        rows: Number of rows.
        goal: The fit to beat, in millionths.
    """
    # Per step of x: postings, sums of weight, weight * share, and of squared weight * 1, share, share ** 2.
    sums = np.zeros((_STEPS + 1, 6))
    width = max(1, goal // 20)
    for place in range(len(columns)):
        column, share = columns[place], shares[place] / MILLION
        step = min(_STEPS, shares[place] // width)
        weight, square = moments[column, 0], moments[column, 1]
        sums[step, 0] += starts[column + 1] - starts[column]
        sums[step, 1] += weight
        sums[step, 2] += weight * share
        sums[step, 3] += square
        sums[step, 4] += square * share
        sums[step, 5] += square * share * share
    best_level, least_cost, most = 0, np.inf, max(shares) / MILLION
    for step in range(_STEPS, -1, -1):
        if step < _STEPS:
            sums[step] += sums[step + 1]
        x = step * width / MILLION
        over = max(most - x, 0.0)
        mean = x + sums[step, 2] - x * sums[step, 1] + over * moments[-1, 0]
        variance = sums[step, 5] - 2 * x * sums[step, 4] + x * x * sums[step, 3] + over * over * moments[-1, 1]
        left = 0.5 * rows * math.erfc((goal / MILLION - mean) / math.sqrt(2 * max(variance, 1e-12)))
        cost = sums[step, 0] + SCORE_IN_POSTINGS * left
        if cost < least_cost:
            best_level, least_cost = step * width, cost
    return best_level


@compiled
def score_work(entries: Array, first: int, last: int, table: Array) -> int:
    """Return the exact fit of a work in millionths.

    Args:
        entries: uint32 (entries, 2): column and weight.
        first: Place of the work's first entry.
        last: Place after its last one.
        table: uint32 covered share per column, in millionths.
    """
    fit = np.uint64(0)
    for place in range(np.uint64(first), np.uint64(last)):
        twice = np.uint64(2) * np.uint64(entries[place, 1]) * np.uint64(table[entries[place, 0]])
        fit += (twice + np.uint64(MILLION)) // np.uint64(2 * MILLION)
    return int(fit)


@compiled
def share_of_bound(share: int) -> int:
    """Return a share in millionths as 1/16384, rounded up; 0 for none or less."""
    return max(0, (share * BOUND + MILLION - 1) // MILLION)


@compiled
def score_band(
    bounds: Array,
    lowest: int,
    below: int,
    row: int,
    offsets: Array,
    entries: Array,
    table: Array,
    base: int,
    rounding: int,
    found: Array,
    best_rows: Array,
    best_fits: Array,
    filled: int,
) -> int:
    """Score the works of a part with `lowest <= bound < below` that may be among the best.

    Args:
        bounds: uint16 bound per row of the part.
        lowest: 1 to 65535.
        below: 1 to 65536.
        row: First row of the part.
        offsets: int64 (rows of the part + 1) into `entries`.
        entries: uint32 (entries, 2), see `score_work`.
        table: uint32 covered share per column.
        base: The x of the bounds.
        rounding: Most millionths that rounding may add to a row.
        found: int32 room for all rows.
        best_rows: int64 (k); changed in place.
        best_fits: int64 (k); changed in place.
        filled: How many are kept so far.

    Returns:
        How many are kept.
    """
    need, count = lowest, collect(bounds, lowest, below, found)
    for start in range(0, count, _BATCH):
        batch = found[start : min(count, start + _BATCH)]
        # Reading one entry per cache line of each work first lets the memory fetch them side by side.
        touched = np.uint32(0)
        for local in batch:
            if bounds[local] >= need:
                for entry in range(offsets[local], offsets[local + 1], 8):
                    touched |= entries[entry, 0]
        if touched == np.uint32(0xFFFFFFFF):  # never; keeps the reading alive
            break
        for local in batch:
            if bounds[local] >= need:
                fit = score_work(entries, offsets[local], offsets[local + 1], table)
                filled = keep(row + local, fit, best_rows, best_fits, filled)
        need = max(lowest, bound_to_beat(best_fits, filled, base, rounding))
    return filled


@compiled
def search_works(
    parts: Array,
    starts: Array,
    post: Array,
    tails: Array,
    offsets: Array,
    entries: Array,
    moments: Array,
    rounding: int,
    columns: Array,
    shares: Array,
    table: Array,
    bounds: Array,
    found: Array,
    best_rows: Array,
    best_fits: Array,
) -> int:
    """Find the works with the best fit; return how many have a fit above 0.

    Args:
        parts: int64 (parts + 1): rows at which parts begin.
        starts: int64 (parts, columns + 1): places at which columns begin in `post`.
        post: uint32 postings by part, column and row.
        tails: uint16 per row: weight that is not in the postings, in 1/16384, rounded up.
        offsets: int64 (rows + 1) into `entries`.
        entries: uint32 (entries, 2): column and weight in millionths, of each work.
        moments: float64 (columns + 1, 2), see `level_of_bound`.
        rounding: Most millionths that rounding may add to a row.
        columns: int32: covered columns, at least one.
        shares: int32: covered share of these, in millionths.
        table: uint32 covered share of every column.
        bounds: uint16 room for the rows of the largest part.
        found: int32 room, likewise.
        best_rows: int64 (k) rows of the best, filled in.
        best_fits: int64 (k) fits of the best, filled in.
    """
    filled, base, most = 0, 0, max(shares)
    for part in range(len(parts) - 1):
        row = parts[part]
        here = bounds[: parts[part + 1] - row]
        if filled == len(best_fits):
            goal = (best_fits[0] + best_fits[filled - 1]) // 2
            base = level_of_bound(shares, columns, starts[part], moments, len(here), goal)
        begin_bounds(tails[row : row + len(here)], share_of_bound(most - base), here)
        for place in range(len(columns)):
            if shares[place] > base:
                first, last = starts[part, columns[place]], starts[part, columns[place] + 1]
                add_runs(post, first, last, share_of_bound(shares[place] - base), here)
        # The most promising rows first: they give a fit to beat that leaves few of the others.
        if filled < len(best_fits):
            hope = max(1, max(here) * 3 // 4)
        else:
            hope = max(1, ((best_fits[0] - base - rounding) * BOUND) // MILLION)
        own = offsets[row : row + len(here) + 1]
        filled = score_band(
            here, hope, 65536, row, own, entries, table, base, rounding, found, best_rows, best_fits, filled
        )
        need = bound_to_beat(best_fits, filled, base, rounding)
        if need < hope:
            filled = score_band(
                here, need, hope, row, own, entries, table, base, rounding, found, best_rows, best_fits, filled
            )
    return filled
