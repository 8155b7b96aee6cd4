"""The inner loops of linking, over arrays of whole numbers.

Vectors are unit rows times `GRID`, rounded: a product of two is at most 4000 squared, which float32 holds exactly, so
that the order of summing, the BLAS and the processor make no difference.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from draaischijf.engines import compiled

GRID: Final = 4000.0

Float32 = npt.NDArray[np.float32]
Int32 = npt.NDArray[np.int32]


def on_grid(rows: npt.NDArray[np.floating]) -> Float32:
    """Return unit rows as whole numbers in float32."""
    whole: Float32 = np.rint(rows * GRID).astype(np.float32)
    return whole


@compiled
def shortlist(near: Float32, size: int, out: Int32) -> None:
    """Write the columns of the largest values of each row, largest first, ties by column.

    Args:
        near: float32 (m, n).
        size: How many, at most n.
        out: int32 (m, size), written.
    """
    best = np.empty(size, np.float32)
    for row in range(near.shape[0]):
        filled = 0
        floor = np.float32(-np.inf)
        for column in range(near.shape[1]):
            value = near[row, column]
            if filled == size and value <= floor:
                continue
            place = filled if filled < size else size - 1
            while place > 0 and best[place - 1] < value:
                best[place] = best[place - 1]
                out[row, place] = out[row, place - 1]
                place -= 1
            best[place] = value
            out[row, place] = column
            if filled < size:
                filled += 1
            if filled == size:
                floor = best[size - 1]


@compiled(reorder=True)
def best_names(spoken: Float32, listed: Int32, starts: Int32, vectors: Float32, out: Int32) -> None:
    """Write for each phrase and listed concept its nearest name, ties by place.

    Args:
        spoken: Phrases, float32 (m, d), on the grid.
        listed: Concepts per phrase, int32 (m, k), as rows of `starts`.
        starts: Where each concept's names begin in `vectors`, int32 (concepts + 1,).
        vectors: Names, float32 (names, d), on the grid.
        out: int32 (m, k, 2), written: row of the name, its product with the phrase.
    """
    for row in range(listed.shape[0]):
        for place in range(listed.shape[1]):
            concept = listed[row, place]
            top = np.float32(-np.inf)
            for name in range(starts[concept], starts[concept + 1]):
                product = np.float32(0)
                for k in range(spoken.shape[1]):
                    product += spoken[row, k] * vectors[name, k]
                if product > top:
                    top = product
                    out[row, place, 0] = name
                    out[row, place, 1] = np.int32(product)
