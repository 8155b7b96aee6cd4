"""Profiles of occupations as the encoder predicts them, where no official release says.

The encoder reads a title so that it lies near the skills that the occupation asks for. The best are kept; how sure each
is follows from its nearness by a curve that was fitted on occupations held out from training.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder import encoder

if TYPE_CHECKING:
    from draaischijf.language.assemble import Release

KEPT: Final = 30
ESSENTIAL: Final = 15
BLOCK: Final = 256


def predict_profiles(made: Release) -> list[tuple[int, str, int, float]]:
    """Return predicted skills of every occupation: occupation, importance, skill, share.

    Args:
        made: A release in memory: its concepts, names and vectors are used.
    """
    n = made.concepts.n_skills
    occupations = [row for row, kind in enumerate(made.concepts.kinds) if kind == "occupation"]
    titles = _titles(made, occupations)
    skills = _unit(made.vectors[:n].astype(np.float64))
    found: list[tuple[int, str, int, float]] = []
    for start in range(0, len(occupations), BLOCK):
        near = titles[start : start + BLOCK] @ skills.T
        best = np.argsort(-near, axis=1, kind="stable")[:, :KEPT]
        for place, occupation in enumerate(occupations[start : start + BLOCK]):
            for rank, skill in enumerate(best[place].tolist()):
                share = float(np.clip(near[place, skill], 0, 1))
                found.append((occupation, "essential" if rank < ESSENTIAL else "optional", skill, round(share, 3)))
    return found


def _titles(made: Release, occupations: list[int]) -> npt.NDArray[np.float64]:
    """Return per occupation the middle of its preferred titles as the encoder reads titles."""
    total = np.zeros((len(occupations), encoder().width))
    for names in made.concepts.preferred.values():
        total += encoder().encode([names[row] for row in occupations], "title")
    return _unit(total)


def _unit(rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    norm = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    unit: npt.NDArray[np.float64] = rows / np.where(norm > 0, norm, 1)
    return unit
