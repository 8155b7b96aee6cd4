"""Building postings: a counting sort of all entries by part, column and place of the row."""

from __future__ import annotations

import numpy as np

from draaischijf.engines import compiled
from draaischijf.matching.bounds_kernel import ENTRY, ENTRY_BITS, MILLION, UNITS, Array


@compiled
def rarest_skills(offsets: Array, entries: Array, frequency: Array, rarest: Array) -> None:
    """Fill in the rarest skill of each row, the first among equals; -1 for a row without skills."""
    for row in range(len(offsets) - 1):
        best = np.int64(-1)
        for entry in range(offsets[row], offsets[row + 1]):
            skill = np.int64(entries[entry, 0] >> 2)
            if best < 0 or frequency[skill] < frequency[best] or (frequency[skill] == frequency[best] and skill < best):
                best = skill
        rarest[row] = best


@compiled
def mark_tails(offsets: Array, entries: Array, frequency: Array, budget: int, in_tail: Array, tails: Array) -> None:
    """Choose which entries of each row stay out of the postings: the most common skills per unit of weight.

    Args:
        offsets: int64 (rows + 1) into `entries`.
        entries: uint32 (entries, 2): column and weight in millionths.
        frequency: int64 number of rows per skill; a column is four times a skill plus a level.
        budget: Most weight of a row that may stay out, in millionths.
        in_tail: bool per entry, filled in.
        tails: uint16 per row: the weight that stays out, in 1/16384, rounded up; filled in.
    """
    for row in range(len(offsets) - 1):
        first, last = offsets[row], offsets[row + 1]
        by_cost = np.arange(first, last)
        for place in range(1, len(by_cost)):
            entry, to = by_cost[place], place
            common, weight = frequency[entries[entry, 0] >> 2], np.int64(entries[entry, 1])
            while to > 0:
                other = by_cost[to - 1]
                if frequency[entries[other, 0] >> 2] * weight >= common * entries[other, 1]:
                    break
                by_cost[to] = other
                to -= 1
            by_cost[to] = entry
        out = 0
        for entry in by_cost:
            if out + entries[entry, 1] <= budget:
                in_tail[entry] = True
                out += entries[entry, 1]
        tails[row] = (out * UNITS + MILLION - 1) // MILLION


@compiled
def count_columns(parts: Array, order: Array, offsets: Array, entries: Array, in_tail: Array, starts: Array) -> None:
    """Turn `starts` (zeros, columns + 1 by parts) into the places at which columns begin in the postings."""
    for part in range(len(parts) - 1):
        for row in order[parts[part] : parts[part + 1]]:
            for entry in range(offsets[row], offsets[row + 1]):
                if not in_tail[entry] and entries[entry, 1] > 0:
                    starts[entries[entry, 0] + 1, part] += 1
    before = 0
    for part in range(starts.shape[1]):
        starts[0, part] = before
        for column in range(1, starts.shape[0]):
            starts[column, part] += starts[column - 1, part]
        before = starts[starts.shape[0] - 1, part]


@compiled
def fill_postings(
    parts: Array, order: Array, offsets: Array, entries: Array, in_tail: Array, starts: Array, post: Array
) -> None:
    """Write the postings; places come in order within a column.

    Args:
        parts: int64 (parts + 1): places at which parts begin.
        order: int32: row at each place.
        offsets: int64 (rows + 1) into `entries`.
        entries: uint32 (entries, 2): column, and weight or currency in millionths.
        in_tail: bool per entry: True where it stays out.
        starts: int64 (columns + 1, parts): places at which columns begin.
        post: uint32 postings, filled in.
    """
    for part in range(len(parts) - 1):
        place = starts[:, part].copy()
        for spot in range(parts[part], parts[part + 1]):
            row = order[spot]
            for entry in range(offsets[row], offsets[row + 1]):
                if in_tail[entry] or entries[entry, 1] == 0:
                    continue
                column = entries[entry, 0]
                value = (np.int64(entries[entry, 1]) * ENTRY + MILLION - 1) // MILLION - 1
                post[place[column]] = ((spot - parts[part]) << ENTRY_BITS) | value
                place[column] += 1
