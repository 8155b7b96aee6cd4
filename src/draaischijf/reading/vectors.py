"""Vectors of texts as whole numbers of at most 127.

Every sum of their products is then exact in 32 bits and comes out the same on every machine, whatever its linear
algebra does first.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

SCALE: Final = 127.0
# The product of a vector with itself: a product over this is a likeness, -1 to 1.
SQUARE: Final = np.float32(SCALE**2)

Float32 = npt.NDArray[np.float32]


def whole(rows: npt.NDArray[np.floating]) -> Float32:
    """Return vectors of at most unit length as whole numbers."""
    return np.asarray(np.rint(rows * SCALE), np.float32)
