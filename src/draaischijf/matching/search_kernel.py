"""Exact best works of a large index: bounds for all first, exact scores for the few that may win.

Three things keep the number of postings that are read small, and none of them changes the answer:

- For every x from 0 to 1, with weights w that sum to 1 and covered shares c,
  `fit = sum w * c <= x + sum over c > x of w * (c - x)`. Columns that are covered for less than x need not be read.
  `best_base` chooses x so that the postings left and the works left together cost least.
- At most `TAIL` of the weight of each work, the part in the most common skills, is left out of the postings. The bound
  counts it as covered as well as the best covered skill; exact scores read it from the work itself.
- A first small part of the works gives a fit to beat before the large parts are read.

Everything that decides about an answer is whole numbers, so that every machine gives the same.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np

from draaischijf.engines import compiled
from draaischijf.matching.bounds_kernel import (
    MILLION,
    Array,
    Scale,
    add_columns,
    begin_bounds,
    bound_to_reach,
    collect,
)
from draaischijf.matching.prefetch import prefetch

TAIL: Final = 150_000
# An exact score costs about as much as this many postings; used only to balance the two.
SCORE_IN_POSTINGS: Final = 100.0
_STEPS: Final = 13
_BATCH: Final = 16
_SHELVES: Final = 8


class Best(NamedTuple):
    """The best rows so far, highest fit first, then lowest row.

    Args:
        rows: int64 (k).
        fits: int64 (k): in millionths; 0 where a place is not taken.
    """

    rows: Array
    fits: Array


class Works(NamedTuple):
    """The rows of an index of works.

    Args:
        offsets: int64 (rows + 1) into `entries`.
        entries: uint32 (entries, 2): column and weight in millionths.
    """

    offsets: Array
    entries: Array


class Packed(NamedTuple):
    """The postings of an index, as kernels take them; see `postings.Postings`."""

    order: Array
    parts: Array
    starts: Array
    post: Array
    tails: Array
    moments: Array


@compiled
def keep(row: int, fit: int, best: Best) -> None:
    """Put a row among the best where it belongs, if it does.

    Args:
        row: The row.
        fit: Its fit in millionths; 0 is never kept.
        best: Changed in place.
    """
    rows, fits = best
    place = len(rows) - 1
    if fit <= 0 or fit < fits[place] or (fit == fits[place] and row > rows[place]):
        return
    while place > 0 and (fits[place - 1] < fit or (fits[place - 1] == fit and rows[place - 1] > row)):
        fits[place], rows[place] = fits[place - 1], rows[place - 1]
        place -= 1
    fits[place], rows[place] = fit, row


@compiled
def best_base(shares: Array, columns: Array, starts: Array, part: int, moments: Array, rows: int, goal: int) -> int:
    """Return the x of the bound, in millionths, for which postings and exact scores together cost least.

    How many rows stay possible is estimated as if columns were independent and sums normal; a wrong estimate costs
    time, never the answer.

    Args:
        shares: Covered share per column in millionths.
        columns: The columns.
        starts: int64 (columns + 1, parts): places at which columns begin in the postings.
        part: The part.
        moments: float64 (4): mean weight and mean squared weight of a posting; mean and variance over rows of the
            weight that is not in the postings.
        rows: Number of rows of the part.
        goal: The fit to beat, in millionths.
    """
    # Per step of x: number of postings, and of postings times share and times squared share.
    sums = np.zeros((_STEPS + 1, 3))
    width = max(1, goal // 20)
    for place in range(len(columns)):
        column, share = columns[place], shares[place] / MILLION
        count = np.float64(starts[column + 1, part] - starts[column, part])
        step = min(_STEPS, shares[place] // width)
        sums[step, 0] += count
        sums[step, 1] += count * share
        sums[step, 2] += count * share * share
    best, least_cost, most = 0, np.inf, max(shares) / MILLION
    for step in range(_STEPS, -1, -1):
        if step < _STEPS:
            sums[step] += sums[step + 1]
        x = step * width / MILLION
        over = max(most - x, 0.0)
        mean = x + (sums[step, 1] - x * sums[step, 0]) * moments[0] / rows + over * moments[2]
        square = sums[step, 2] - 2 * x * sums[step, 1] + x * x * sums[step, 0]
        variance = square * moments[1] / rows + over * over * moments[3]
        left = 0.5 * rows * math.erfc((goal / MILLION - mean) / math.sqrt(2 * max(variance, 1e-12)))
        cost = sums[step, 0] + SCORE_IN_POSTINGS * left
        if cost < least_cost and step * width < max(shares):
            best, least_cost = step * width, cost
    return best


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
def score_batch(batch: Array, order: Array, works: Works, table: Array, best: Best) -> None:
    """Score a few works of a part, given by their places in its order, and keep the best."""
    # Asking for all of them first lets the memory fetch them side by side.
    flat = works.entries.ravel()
    for place in batch:
        row = order[place]
        for entry in range(works.offsets[row], works.offsets[row + 1], 8):
            prefetch(flat, 2 * entry)
    for place in batch:
        row = order[place]
        keep(row, score_work(works.entries, works.offsets[row], works.offsets[row + 1], table), best)


@compiled
def score_band(
    bounds: Array,
    lowest: int,
    below: int,
    scale: Scale,
    order: Array,
    works: Works,
    table: Array,
    found: Array,
    best: Best,
) -> None:
    """Score the works of a part with `lowest <= bound < below` that may be among the best.

    Args:
        bounds: uint16 bound per row of the part.
        lowest: At least 1.
        below: Above that.
        scale: What bounds stand for.
        order: int32: row at each place of the part.
        works: All rows.
        table: uint32 covered share per column.
        found: int32 room for the rows of the part.
        best: Changed in place.
    """
    batch = np.empty(_BATCH, np.int32)
    count, highest = collect(bounds, lowest, below, found), lowest
    for place in range(count):
        highest = max(highest, int(bounds[found[place]]))
    need, above = lowest, highest + 1
    for step in range(_SHELVES - 1, -1, -1):
        # From the highest shelf of bounds down: what is found there leaves less to be looked at further down.
        shelf, waiting = lowest + (highest - lowest) * step // _SHELVES, 0
        for place in range(count):
            bound = bounds[found[place]]
            if shelf <= bound < above and bound >= need:
                batch[waiting] = found[place]
                waiting += 1
            if waiting == _BATCH or (waiting and place == count - 1):
                score_batch(batch[:waiting], order, works, table, best)
                need, waiting = max(lowest, bound_to_reach(best.fits[-1], scale)), 0
        above = shelf
        if need > above:
            break


@compiled
def search_works(
    packed: Packed,
    works: Works,
    rounding: int,
    columns: Array,
    shares: Array,
    table: Array,
    bounds: Array,
    found: Array,
    best: Best,
) -> None:
    """Find the works with the best fit.

    Args:
        packed: The postings.
        works: The rows.
        rounding: Most millionths that rounding may add to a row.
        columns: int32: covered columns, at least one.
        shares: int64: covered share of these, in millionths.
        table: uint32 covered share of every column.
        bounds: uint16 room for the rows of the largest part.
        found: int32 room, likewise.
        best: Zeros; filled in.
    """
    base, most = 0, max(shares)
    for part in range(len(packed.parts) - 1):
        order = packed.order[packed.parts[part] : packed.parts[part + 1]]
        here = bounds[: len(order)]
        if best.fits[-1] > 0:
            # Later parts beat the first, small one by far.
            goal = (best.fits[0] + best.fits[-1]) // 2 if part == 1 else best.fits[-1]
            base = best_base(shares, columns, packed.starts, part, packed.moments, len(here), goal)
        scale = Scale(base, most - base, rounding)
        begin_bounds(packed.tails[packed.parts[part] : packed.parts[part + 1]], here)
        add_columns(packed.post, packed.starts, part, columns, shares, scale, here)
        # The most promising rows first: they give a fit to beat that leaves few of the others.
        hope = bound_to_reach(best.fits[0], scale) if best.fits[-1] > 0 else max(1, max(here) * 3 // 4)
        score_band(here, hope, 1 << 16, scale, order, works, table, found, best)
        need = bound_to_reach(best.fits[-1], scale)
        if need < hope:
            score_band(here, need, hope, scale, order, works, table, found, best)
