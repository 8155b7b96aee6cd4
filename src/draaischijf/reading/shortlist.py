"""The skills that some words are nearest to: one product with the vectors of all skills, and the highest of it."""

from __future__ import annotations

import threading
from typing import Final

import numpy as np
import numpy.typing as npt

from draaischijf.reading.vectors import SQUARE, Float32

MOST: Final = 24
# Vectors that are held against all skills at once, so that memory stays bounded.
ROWS_AT_ONCE: Final = 256
_LAYERS: Final = 64

Int64 = npt.NDArray[np.int64]


class Shortlist:
    """Holds vectors against the skills of a release.

    Args:
        skills: Vector of every skill in whole numbers of at most 127 (skills, d).
    """

    def __init__(self, skills: Float32) -> None:
        n = len(skills)
        self.size = min(MOST, n)
        # Layers are small enough for a product to stay near the processor, and as wide as the list is long at least.
        self._width = max(-(-n // _LAYERS), self.size)
        layers = np.zeros((_LAYERS * self._width, skills.shape[1]), np.float32)
        layers[:n] = skills
        self._layers: Float32 = layers.reshape(_LAYERS, self._width, -1).transpose(0, 2, 1).copy()
        self._beyond = np.arange(n, len(layers))
        self._room = threading.local()

    def of(self, vectors: Float32) -> tuple[Int64, Float32]:
        """Return for each vector the nearest skills and the products with them (n, size); of equals the first.

        Args:
            vectors: Vectors in whole numbers (n, d), at most `ROWS_AT_ONCE`.
        """
        near = np.matmul(vectors, self._layers, out=self._table(len(vectors)))
        layer, column = np.divmod(self._beyond, self._width)
        near[layer, :, column] = -SQUARE
        at = np.flatnonzero(near >= _floor(near, self.size))
        layer, row, column = np.unravel_index(at, near.shape)
        value = near.ravel()[at]
        # The places come in the order of the skills, and sorting keeps it among equals.
        order = np.lexsort((-value, row))
        begins = np.searchsorted(row[order], np.arange(len(vectors)))
        chosen = order[begins[:, None] + np.arange(self.size)]
        return layer[chosen] * self._width + column[chosen], value[chosen]

    def _table(self, rows: int) -> Float32:
        """Return room for products of vectors and skills, one a thread: fresh memory costs as much as the product."""
        size = _LAYERS * self._width
        if not hasattr(self._room, "table"):
            self._room.table = np.empty(ROWS_AT_ONCE * size, np.float32)
        table: Float32 = self._room.table[: rows * size].reshape(_LAYERS, rows, self._width)
        return table


def _floor(near: Float32, size: int) -> Float32:
    """Return for each row a value that the highest of it reach, and few others (rows, 1).

    As many columns have a highest value of all layers of at least this much, so that what is below it is none of the
    highest. That is much faster than sorting all.
    """
    peaks = near.max(axis=0)
    place = peaks.shape[1] - size
    floor: Float32 = np.partition(peaks, place, axis=1)[:, place : place + 1]
    return floor
