"""Profiles of occupations as the encoder predicts them, where no official release says.

Occupations that the encoder was trained on it remembers (`encoder.recall`); the profile of another follows from those
with a like name. Both say how sure they are of each skill.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from draaischijf.language.assemble import unit_rows
from draaischijf.language.encoder import encoder
from draaischijf.language.neighbours import corrected, neighbours, ranked

if TYPE_CHECKING:
    from draaischijf.language.assemble import Release

F64 = npt.NDArray[np.float64]
Profile = list[tuple[int, str, float]]
"""Skill, importance, share: how sure it is."""

KEPT: Final = 30  # of an occupation that is not remembered
# Share = 1 / (1 + exp(a - b * cosine)), where there is nothing but a title.
ALONE: Final = (4.67, 12.7)
BLOCK: Final = 256


def predict_profiles(made: Release) -> list[tuple[int, str, int, float]]:
    """Return predicted skills of every occupation: occupation, importance, skill, share.

    Args:
        made: A release in memory: its concepts, names and vectors are used.
    """
    occupations = [row for row, kind in enumerate(made.concepts.kinds) if kind == "occupation"]
    skills = unit_rows(made.vectors[: made.concepts.n_skills].astype(np.float64))
    found = _remembered(made, occupations, skills)
    others = [row for row in occupations if row not in found]
    titles = [_title(made, row) for row in others]
    listed = {row: [(skill, importance) for skill, importance, _ in profile] for row, profile in found.items()}
    nearest = neighbours(made.concepts, made.names, skills.astype(np.float32), listed)
    if nearest.predictor is None:
        found.update(zip(others, _alone(titles, skills), strict=True))
    else:
        for row, told in zip(others, nearest.predictor.predict(titles, KEPT), strict=True):
            found[row] = ranked(told.skills.tolist(), corrected(told.shares).tolist())
    return [(row, importance, skill, share) for row in occupations for skill, importance, share in found[row]]


def share_of(cosine: float) -> float:
    """Return how sure a skill is of which only the nearness to a title is known, 0 to 1 in thousandths.

    Args:
        cosine: Of the title and the skill.
    """
    return round(1 / (1 + math.exp(ALONE[0] - ALONE[1] * cosine)), 3)


def _remembered(made: Release, occupations: Sequence[int], skills: F64) -> dict[int, Profile]:
    recall = encoder().recall
    if recall is None:
        return {}
    known = [row for row in occupations if made.concepts.uris[row] in recall.places]
    found: dict[int, Profile] = {}
    for row in known:
        best, shares, needed = recall.profile(recall.places[made.concepts.uris[row]], skills)
        importance = ["essential" if one else "optional" for one in needed.tolist()]
        found[row] = list(zip(best.tolist(), importance, np.round(shares, 3).tolist(), strict=True))
    return found


def _title(made: Release, row: int) -> str:
    return next((names[row] for names in made.concepts.preferred.values() if names[row]), "")


def _alone(titles: Sequence[str], skills: F64) -> Iterator[Profile]:
    for start in range(0, len(titles), BLOCK):
        near = encoder().encode(titles[start : start + BLOCK], "title") @ skills.T
        for one in near:
            best = np.argsort(-one, kind="stable")[:KEPT].tolist()
            yield ranked(best, [share_of(float(one[skill])) for skill in best])
