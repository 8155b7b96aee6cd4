"""Building postings: a counting sort of all entries by part, column and row."""

from __future__ import annotations

import numpy as np

from draaischijf.engines import compiled
from draaischijf.matching.search_kernel import BOUND, ENTRY, ENTRY_BITS, MILLION, Array


@compiled
def mark_tails(offsets: Array, entries: Array, frequency: Array, budget: int, in_tail: Array, tails: Array) -> None:
    """Choose which entries of each row stay out of the postings: the most common skills per unit of weight.

    Args:
        offsets: int64 (rows + 1) into `entries`.
        entries: int32 (entries, 2): column and weight in millionths.
        frequency: int64 number of rows per skill; a column is four times a skill plus a level.
        budget: Most weight of a row that may stay out, in millionths.
        in_tail: bool per entry, filled in.
        tails: uint16 per row: the weight that stays out, in 1/16384, rounded up; filled in.
    """
    for row in range(len(offsets) - 1):
        first, last = offsets[row], offsets[row + 1]
        order = np.arange(first, last)
        for place in range(1, len(order)):
            entry, to = order[place], place
            common, weight = frequency[entries[entry, 0] >> 2], np.int64(entries[entry, 1])
            while to > 0 and frequency[entries[order[to - 1], 0] >> 2] * weight < common * entries[order[to - 1], 1]:
                order[to] = order[to - 1]
                to -= 1
            order[to] = entry
        out = 0
        for entry in order:
            if out + entries[entry, 1] <= budget:
                in_tail[entry] = True
                out += entries[entry, 1]
        tails[row] = (out * BOUND + MILLION - 1) // MILLION


@compiled
def count_columns(parts: Array, offsets: Array, entries: Array, in_tail: Array, starts: Array) -> None:
    """Turn `starts` (zeros, parts by columns + 1) into the places at which columns begin in the postings."""
    for part in range(len(parts) - 1):
        for entry in range(offsets[parts[part]], offsets[parts[part + 1]]):
            if not in_tail[entry] and entries[entry, 1] > 0:
                starts[part, entries[entry, 0] + 1] += 1
    before = 0
    for part in range(starts.shape[0]):
        starts[part, 0] = before
        for column in range(1, starts.shape[1]):
            starts[part, column] += starts[part, column - 1]
        before = starts[part, starts.shape[1] - 1]


@compiled
def fill_postings(parts: Array, offsets: Array, entries: Array, in_tail: Array, starts: Array, post: Array) -> None:
    """Write the postings; rows come in order within a column.

    Args:
        parts: int64 (parts + 1): rows at which parts begin.
        offsets: int64 (rows + 1) into `entries`.
        entries: int32 (entries, 2): column, and weight or currency in millionths.
        in_tail: bool per entry: True where it stays out.
        starts: int64 (parts, columns + 1): places at which columns begin.
        post: uint32 postings, filled in.
    """
    for part in range(len(parts) - 1):
        place = starts[part].copy()
        for row in range(parts[part], parts[part + 1]):
            for entry in range(offsets[row], offsets[row + 1]):
                if in_tail[entry] or entries[entry, 1] == 0:
                    continue
                column = entries[entry, 0]
                value = (np.int64(entries[entry, 1]) * ENTRY + MILLION - 1) // MILLION - 1
                post[place[column]] = ((row - parts[part]) << ENTRY_BITS) | value
                place[column] += 1
