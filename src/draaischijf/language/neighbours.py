"""Profiles of titles from those of occupations with a like name, over the names and vectors of a release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.language.concepts import Concepts, Names
from draaischijf.language.encoder import Occupations, ProfilePredictor, encoder
from draaischijf.language.encoder.features import words

F64 = npt.NDArray[np.float64]

GAINS: Final = {"essential": 1.0, "optional": 0.6}
ESSENTIAL: Final = 15
"""Skills of a profile from neighbours that are called essential."""
# Fitted by `benchmarks.titles --fit` on occupations held out of training.
FROM_PREDICTED: Final = (0.03, 1.04)


class Neighbours(NamedTuple):
    """Occupations that titles are held against.

    Args:
        occupations: Their dense ids, in the order of the predictor.
        rows: Rows of names by which they are known.
        predictor: Predicts from them; None where there are none.
    """

    occupations: list[int]
    rows: list[int]
    predictor: ProfilePredictor | None


def neighbours(
    concepts: Concepts,
    names: Names,
    skills: npt.NDArray[np.float32],
    profiles: Mapping[int, Sequence[tuple[int, str]]],
) -> Neighbours:
    """Return the occupations that have a profile and a name.

    Args:
        concepts: Of a release.
        names: Idem.
        skills: Unit vectors of its skills (skills, width).
        profiles: Skill and importance by occupation.
    """
    rows = [
        row
        for row, concept in enumerate(names.concept.tolist())
        if profiles.get(concept) and names.relation[row] == "is" and words(names.text[row])
    ]
    occupations = sorted({int(names.concept[row]) for row in rows})
    if not occupations:
        return Neighbours([], [], None)
    place = {occupation: at for at, occupation in enumerate(occupations)}
    listed = [profiles[one] for one in occupations]
    known = Occupations(
        [names.text[row] for row in rows],
        np.array([place[int(names.concept[row])] for row in rows], np.int64),
        np.cumsum([0, *(len(one) for one in listed)]),
        np.array([skill for one in listed for skill, _ in one], np.int64),
        np.array([GAINS[importance] for one in listed for _, importance in one], np.float64),
    )
    return Neighbours(occupations, rows, ProfilePredictor(encoder(), known, skills))


def ranked(skills: Sequence[int], shares: Sequence[float]) -> list[tuple[int, str, float]]:
    """Return skill, importance and share of skills, likeliest first: the first are called essential.

    Args:
        skills: Dense ids.
        shares: How sure each is, 0 to 1; given back in thousandths.
    """
    return [
        (skill, "essential" if rank < ESSENTIAL else "optional", round(share, 3))
        for rank, (skill, share) in enumerate(zip(skills, shares, strict=True))
    ]


def corrected(shares: F64, *, back: bool = False) -> F64:
    """Return chances that were worked out from predicted profiles as they turn out to be right.

    Args:
        shares: Chances between 0 and 1, as they are from official profiles.
        back: True for the way back.
    """
    constant, slope = FROM_PREDICTED
    logit = np.log(shares / (1 - shares))
    moved = (logit - constant) / slope if back else constant + slope * logit
    return np.asarray(1 / (1 + np.exp(-moved)), np.float64)
