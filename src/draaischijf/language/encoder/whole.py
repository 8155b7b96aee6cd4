"""Unit vectors as whole numbers, so that every dot product is exact and ranks are the same everywhere."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]

GRID = 4000.0
"""Unit rows are multiplied by this and rounded. Sums of products then stay under 2 ** 24 in absolute
value (by Cauchy-Schwarz, since 4000 squared is under 2 ** 24), which float32 holds exactly."""

SCALE = 1 / GRID**2
"""Turns a dot product of two such rows back into a cosine."""


def grid(rows: F32) -> F32:
    """Return unit rows on the grid, still as float32."""
    return np.asarray(np.rint(rows * np.float32(GRID)), np.float32)


def unit(rows: npt.NDArray[np.floating]) -> F32:
    """Return rows at unit length; rows of zeros stay."""
    norms = np.sqrt((rows.astype(np.float64) ** 2).sum(axis=1, keepdims=True))
    return np.asarray(rows / np.where(norms == 0, 1.0, norms), np.float32)


def best_first(scores: npt.NDArray[np.floating], count: int) -> npt.NDArray[np.int64]:
    """Return the places of the ``count`` highest scores, best first, ties by place."""
    if len(scores) > count:
        edge = np.partition(scores, len(scores) - count)[len(scores) - count]
        above = np.flatnonzero(scores > edge)
        listed = np.concatenate([above, np.flatnonzero(scores == edge)[: count - len(above)]])
    else:
        listed = np.arange(len(scores))
    return np.asarray(listed[np.lexsort((listed, -scores[listed]))], np.int64)
