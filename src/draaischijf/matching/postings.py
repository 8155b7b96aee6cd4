"""Postings of an index: for every skill at a level, the rows that have it. Built from the rows, see `search_kernel`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from draaischijf.matching.postings_kernel import count_columns, fill_postings, mark_tails
from draaischijf.matching.search_kernel import BOUND, MILLION, ROW_BITS, TAIL

Array = npt.NDArray[Any]

FIRST_PART: Final = 1 << 15


@dataclass(frozen=True)
class Postings:
    """Packed postings of an index.

    Args:
        parts: int64 (parts + 1): rows at which parts begin, at most 2 ** 20 rows each.
        starts: int64 (parts, columns + 1): places at which columns begin in `post`.
        post: uint32 postings by part, column and row.
        tails: uint16 per row: weight that is not in the postings, in 1/16384, rounded up.
        moments: float64 (columns + 1, 2), see `search_kernel.level_of_bound`.
    """

    parts: Array
    starts: Array
    post: Array
    tails: Array
    moments: Array

    @property
    def room(self) -> int:
        """Rows of the largest part."""
        return int(np.diff(self.parts).max(initial=0))


def parts_of(rows: int) -> Array:
    """Return the rows at which parts begin: a small first one, which gives a score to beat, then large ones.

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
    if tail:
        frequency = np.bincount(entries[:, 0] >> np.uint32(2), minlength=skills)
        mark_tails(offsets, entries, frequency, TAIL, stays_out, tails)
    starts = np.zeros((len(parts) - 1, columns + 1), np.int64)
    count_columns(parts, offsets, entries, stays_out, starts)
    post = np.empty(int(starts[-1, -1]), np.uint32)
    fill_postings(parts, offsets, entries, stays_out, starts, post)
    return Postings(parts, starts, post, tails, _moments(entries, stays_out, tails, columns))


def _moments(entries: Array, stays_out: Array, tails: Array, columns: int) -> Array:
    moments = np.zeros((columns + 1, 2))
    share = np.where(stays_out, 0, entries[:, 1] / MILLION)
    rows = max(1, len(tails))
    moments[:-1, 0] = np.bincount(entries[:, 0], share, columns) / rows
    moments[:-1, 1] = np.bincount(entries[:, 0], share * share, columns) / rows
    if len(tails):
        moments[-1] = tails.mean() / BOUND, tails.var() / BOUND**2
    return moments
