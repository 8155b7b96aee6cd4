"""Postings of an index: for every skill at a level, the rows that have it. Built from the rows, see `bounds_kernel`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from draaischijf.matching.bounds_kernel import AHEAD, MILLION, ROW_BITS, UNITS, Array
from draaischijf.matching.postings_kernel import count_columns, fill_postings, mark_tails, rarest_skills
from draaischijf.matching.search_kernel import TAIL, Packed

FIRST_PART: Final = 1 << 15


@dataclass(frozen=True)
class Postings:
    """Packed postings of an index.

    Args:
        order: int32: row at each place. A sample of the rows comes first, then rows with the same rarest skill come
            together: rows that are alike share cache lines, and few lines are then touched by a search.
        parts: int64 (parts + 1): places at which parts begin, at most 2 ** 20 each.
        starts: int64 (columns + 1, parts): places at which columns begin in `post`.
        post: uint32 postings by part, column and place, then `AHEAD` zeros.
        tails: uint16 per place: weight that is not in the postings, in 1/16384, rounded up.
        moments: float64 (4), see `search_kernel.best_base`.
    """

    order: Array
    parts: Array
    starts: Array
    post: Array
    tails: Array
    moments: Array

    @property
    def packed(self) -> Packed:
        """The arrays as kernels take them."""
        return Packed(self.order, self.parts, self.starts, self.post, self.tails, self.moments)

    @property
    def room(self) -> int:
        """Rows of the largest part."""
        return int(np.diff(self.parts).max(initial=0))


def parts_of(rows: int) -> Array:
    """Return the places at which parts begin: a small first one, which gives a score to beat, then large ones.

    Args:
        rows: Number of rows.
    """
    first = [0, FIRST_PART] if rows > 4 * FIRST_PART else [0]
    return np.array([*first, *range(first[-1] + (1 << ROW_BITS), rows, 1 << ROW_BITS), rows], np.int64)


def build_postings(offsets: Array, entries: Array, skills: int, *, tail: bool) -> Postings:
    """Return the postings of rows.

    Args:
        offsets: int64 (rows + 1) into `entries`.
        entries: uint32 (entries, 2): column (four times a skill plus a level less one) and weight or currency.
        skills: Number of skills.
        tail: True where entries of a row are weights that sum to a million, part of which may stay out.
    """
    rows, columns = len(offsets) - 1, 4 * skills
    parts, tails = parts_of(rows), np.zeros(rows, np.uint16)
    stays_out = np.zeros(len(entries), np.bool_)
    frequency = np.bincount(entries[:, 0] >> np.uint32(2), minlength=skills)
    order = _order(offsets, entries, frequency, parts)
    if tail:
        mark_tails(offsets, entries, frequency, TAIL, stays_out, tails)
    starts = np.zeros((columns + 1, len(parts) - 1), np.int64)
    count_columns(parts, order, offsets, entries, stays_out, starts)
    post = np.zeros(int(starts[-1, -1]) + AHEAD, np.uint32)
    fill_postings(parts, order, offsets, entries, stays_out, starts, post)
    return Postings(order, parts, starts, post, tails[order], _moments(entries, stays_out, tails))


def _order(offsets: Array, entries: Array, frequency: Array, parts: Array) -> Array:
    """Return the row at each place: an even sample for the first part, then rows by their rarest skill."""
    rows = len(offsets) - 1
    rarest = np.empty(rows, np.int32)
    rarest_skills(offsets, entries, frequency, rarest)
    if len(parts) > 2:
        rarest[np.linspace(0, rows - 1, int(parts[1])).astype(np.int64)] = -2
    return np.argsort(rarest, kind="stable").astype(np.int32)


def _moments(entries: Array, stays_out: Array, tails: Array) -> Array:
    inside = entries[~stays_out, 1] / MILLION
    if not len(inside):
        return np.zeros(4)
    return np.array([inside.mean(), (inside * inside).mean(), tails.mean() / UNITS, tails.var() / UNITS**2])
