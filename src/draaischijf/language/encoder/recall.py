"""Occupations that the encoder has learnt by heart.

A title says only so much of the work. Beside the table of words the encoder therefore holds two vectors of each
occupation that it was trained on, so that the logistic of their products with the vectors of skills is near what
experts listed: a low-rank model of the relations (Hu, Koren and Volinsky 2008), with the skills' own vectors as one
side. What comes out is a prediction with a chance, not the list itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
Arrays = Mapping[str, npt.NDArray[np.generic]]

BASE = "http://data.europa.eu/esco/occupation/"
LEVELS = 256
"""Values of a vector come in this many steps of its largest."""

LISTED, MOST = 0.45, 150
"""A profile ends where a skill is listed less often than this, or is this long."""


@dataclass(frozen=True)
class Recall:
    """Vectors of occupations.

    Attributes:
        places: row by URI.
        vectors: (occupations, 2, width): for what is listed at all, and for what is essential.
        constants: added to the products (occupations, 2).
    """

    places: dict[str, int]
    vectors: F64
    constants: F64

    @classmethod
    def of(cls, weights: Arrays) -> Recall | None:
        """Return what a weights file holds, None where it holds none."""
        if "recall" not in weights:
            return None
        scales = np.asarray(weights["recall_scales"], np.float64)
        vectors = np.asarray(weights["recall"], np.float64) * scales[:, :, :1]
        uris = [BASE + uuid(row) for row in np.asarray(weights["recall_ids"], np.uint8)]
        return cls({uri: row for row, uri in enumerate(uris)}, vectors, scales[:, :, 1])

    def profile(self, row: int, skills: F64) -> tuple[I64, F64, npt.NDArray[np.bool_]]:
        """Return the skills that an occupation is remembered by, likeliest first.

        Args:
            row: the occupation, as ``places`` gives it.
            skills: unit vectors (n, width).

        Returns:
            Places of skills, the chance that experts list each, and whether they would call it essential.
        """
        listed, essential = self.chances([row], skills)
        best = np.argsort(-listed[0], kind="stable")[:MOST]
        best = best[listed[0][best] >= LISTED]
        return best, listed[0][best], essential[0][best] > 0.5

    def chances(self, rows: Sequence[int] | I64, skills: F64) -> tuple[F64, F64]:
        """Return how likely it is that experts list each skill, and that they call it essential.

        Args:
            rows: occupations, as ``places`` gives them.
            skills: unit vectors (n, width).

        Returns:
            Two tables (rows, n), 0 to 1.
        """
        at = np.asarray(rows, np.int64)
        listed, essential = (
            1 / (1 + np.exp(-(self.vectors[at, k] @ skills.T + self.constants[at, k, None]))) for k in (0, 1)
        )
        return listed, essential


def arrays(uris: Sequence[str], vectors: F64, constants: F64) -> dict[str, npt.NDArray[np.generic]]:
    """Return the arrays of a weights file; the reverse of ``Recall.of``, rounded.

    Args:
        uris: of occupations of ESCO, each ``BASE`` and a UUID.
        vectors: (occupations, 2, width).
        constants: (occupations, 2).
    """
    scales = np.abs(vectors).max(axis=2) / (LEVELS // 2 - 1)
    return {
        "recall": np.rint(vectors / scales[:, :, None]).astype(np.int8),
        "recall_scales": np.stack([scales, constants], axis=2).astype(np.float32),
        "recall_ids": np.array([list(bytes.fromhex(u.removeprefix(BASE).replace("-", ""))) for u in uris], np.uint8),
    }


def uuid(row: npt.NDArray[np.uint8]) -> str:
    """Return sixteen bytes as a UUID is written."""
    text = row.tobytes().hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
