"""Profiles of occupations as the encoder predicts them, where no official release says.

The encoder reads a title so that it lies near the skills that the occupation asks for. The best are kept. How sure each
is follows from its cosine by a logistic curve: one for occupations of ESCO, whose titles the encoder has seen in
training (calibration error .01, precision of the thirty .64), and one for other titles (.03 and .46), each fitted on a
sample apart.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from draaischijf.language.assemble import unit_rows
from draaischijf.language.encoder import encoder

if TYPE_CHECKING:
    from draaischijf.language.assemble import Release

ESCO: Final = "http://data.europa.eu/esco/"
# Share = 1 / (1 + exp(a - b * cosine)).
SEEN: Final = (3.5, 10.9)
UNSEEN: Final = (4.67, 12.7)
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
    skills = unit_rows(made.vectors[:n].astype(np.float64))
    found: list[tuple[int, str, int, float]] = []
    for start in range(0, len(occupations), BLOCK):
        near = titles[start : start + BLOCK] @ skills.T
        best = np.argsort(-near, axis=1, kind="stable")[:, :KEPT]
        for place, occupation in enumerate(occupations[start : start + BLOCK]):
            curve = SEEN if made.concepts.uris[occupation].startswith(ESCO) else UNSEEN
            for rank, skill in enumerate(best[place].tolist()):
                importance = "essential" if rank < ESSENTIAL else "optional"
                found.append((occupation, importance, skill, share_of(float(near[place, skill]), curve)))
    return found


def share_of(cosine: float, curve: tuple[float, float] = UNSEEN) -> float:
    """Return how sure a predicted skill is, 0 to 1 in thousandths.

    Args:
        cosine: Of the title and the skill.
        curve: Place and steepness of the logistic curve.
    """
    return round(1 / (1 + math.exp(curve[0] - curve[1] * cosine)), 3)


def _titles(made: Release, occupations: list[int]) -> npt.NDArray[np.float64]:
    """Return per occupation the middle of its preferred titles as the encoder reads titles."""
    total = np.zeros((len(occupations), encoder().width))
    for names in made.concepts.preferred.values():
        total += encoder().encode([names[row] for row in occupations], "title")
    return unit_rows(total)
