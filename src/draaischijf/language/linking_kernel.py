"""The inner loops of linking, over arrays of whole numbers.

Vectors are unit rows times `GRID`, rounded: a product of two is at most 4000 squared, which float32 and int32 hold
exactly, so that the order of summing, the BLAS and the processor make no difference.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from draaischijf.engines import compiled

GRID: Final = 4000.0
STRIDE: Final = 64

Float32 = npt.NDArray[np.float32]
Int16 = npt.NDArray[np.int16]
Int32 = npt.NDArray[np.int32]


def on_grid(rows: npt.NDArray[np.floating]) -> Float32:
    """Return unit rows as whole numbers in float32."""
    whole: Float32 = np.rint(rows * GRID).astype(np.float32)
    return whole


@compiled(reorder=True)
def shortlist(near: Float32, size: int, out: Int32) -> None:
    """Write the columns of the largest values of each row, largest first, ties by column.

    Args:
        near: float32 (m, n).
        size: How many, at most n.
        out: int32 (m, size), written.
    """
    best = np.empty(size, np.float32)
    n = near.shape[1]
    for row in range(near.shape[0]):
        for column in range(size):
            _place(near[row, column], column, column, best, out[row])
        for start in range(size, n, STRIDE):
            stop = min(start + STRIDE, n)
            # A maximum has no branch, so the processor takes many values at once; most strides hold none of the best.
            highest = near[row, start]
            for column in range(start, stop):
                highest = max(highest, near[row, column])
            if highest > best[size - 1]:
                for column in range(start, stop):
                    if near[row, column] > best[size - 1]:
                        _place(near[row, column], column, size - 1, best, out[row])


@compiled
def _place(value: float, column: int, place: int, best: Float32, out: Int32) -> None:
    """Insert a value from a place upwards, behind its equals."""
    while place > 0 and best[place - 1] < value:
        best[place] = best[place - 1]
        out[place] = out[place - 1]
        place -= 1
    best[place] = value
    out[place] = column


@compiled(reorder=True)
def best_names(spoken: Int16, listed: Int32, starts: Int32, vectors: Int16, out: Int32) -> None:
    """Write for each phrase and listed concept its nearest name, ties by place.

    Args:
        spoken: Phrases, int16 (m, d), on the grid.
        listed: Concepts per phrase, int32 (m, k), as rows of `starts`.
        starts: Where each concept's names begin in `vectors`, int32 (concepts + 1,).
        vectors: Names, int16 (names, d), on the grid.
        out: int32 (m, k, 2), written: row of the name, its product with the phrase.
    """
    for row in range(listed.shape[0]):
        for place in range(listed.shape[1]):
            concept = listed[row, place]
            top = np.int32(-(2**31))
            for name in range(starts[concept], starts[concept + 1]):
                product = np.int32(0)
                for k in range(spoken.shape[1]):
                    product += np.int32(spoken[row, k]) * np.int32(vectors[name, k])
                if product > top:
                    top = product
                    out[row, place, 0] = name
                    out[row, place, 1] = product
