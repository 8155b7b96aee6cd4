"""Profiles of titles that no classification knows, from the profiles of a release."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder import Occupations, Prediction, ProfilePredictor, encoder, neutral
from draaischijf.language.encoder.features import common, words

if TYPE_CHECKING:
    from draaischijf.language.language import Language, ProfileSkill

F64 = npt.NDArray[np.float64]

GAINS: Final = {"essential": 1.0, "optional": 0.6}
# Fitted by `benchmarks.titles --fit` on occupations held out of training.
FROM_PREDICTED: Final = (-0.26, 0.71)
ESSENTIAL: Final = 15  # of a predicted profile, as in those of a release


class TitleProfile(NamedTuple):
    """The skills that work with a title takes.

    Args:
        title: As given.
        occupation: Dense id of the occupation that the title names; None where no name reads so.
        nearest: Dense ids of the nearest occupations, best first; only the one where it is named.
        skills: Its skills; each says whether it is official, and how sure it is where not.
        confidence: Part of the skills that is expected to be right, 0 to 1; 1 where all are official.
    """

    title: str
    occupation: int | None
    nearest: tuple[int, ...]
    skills: tuple[ProfileSkill, ...]
    confidence: float


class TitleProfiles:
    """Answers for one release, made once: it encodes all titles.

    Args:
        language: The release.
        profile_of: Gives the profile of an occupation where it is not the one of the release.
    """

    def __init__(self, language: Language, profile_of: Callable[[int], list[ProfileSkill]] | None = None) -> None:
        self._profile_of = profile_of or language.profile
        names, kinds = language.names, language.concepts.kinds
        found = {row: self._profile_of(row) for row, kind in enumerate(kinds) if kind == "occupation"}
        rows = [
            row
            for row, concept in enumerate(names.concept.tolist())
            if found.get(concept) and names.relation[row] == "is" and words(names.text[row])
        ]
        self._occupations = sorted({int(names.concept[row]) for row in rows})
        place = {occupation: at for at, occupation in enumerate(self._occupations)}
        self._named: dict[tuple[str, ...], int] = {}
        for row in rows:
            self._named.setdefault(_key(names.text[row]), int(names.concept[row]))
        profiles = [found[one] for one in self._occupations]
        self._official = any(skill.official for one in profiles for skill in one)
        known = Occupations(
            [names.text[row] for row in rows],
            np.array([place[int(names.concept[row])] for row in rows], np.int64),
            np.cumsum([0, *(len(one) for one in profiles)]),
            np.array([skill.skill for one in profiles for skill in one], np.int64),
            np.array([GAINS[skill.importance] for one in profiles for skill in one], np.float64),
        )
        skills = language.vectors[: language.concepts.n_skills]
        self._predictor = ProfilePredictor(encoder(), known, skills) if self._occupations else None

    def of(self, title: str, top: int = 30) -> TitleProfile:
        """Return the profile of a title: of the occupation that it names, otherwise predicted.

        Args:
            title: A job title in Dutch, English or German; words about the person do not count.
            top: Most skills, at most 200.
        """
        bare = neutral(title)
        if not words(bare) or self._predictor is None:
            return TitleProfile(title, None, (), (), 0.0)
        occupation = self._named.get(_key(bare))
        if occupation is not None:
            skills = tuple(self._profile_of(occupation)[:top])
            return TitleProfile(title, occupation, (occupation,), skills, _mean([one.share for one in skills]))
        [found] = self._predictor.predict([title], top)
        return self._told(title, found)

    def _told(self, title: str, found: Prediction) -> TitleProfile:
        from draaischijf.language.language import ProfileSkill

        shares = found.shares if self._official else corrected(found.shares)
        skills = tuple(
            ProfileSkill(skill, "essential" if rank < ESSENTIAL else "optional", round(share, 3), False)
            for rank, (skill, share) in enumerate(zip(found.skills.tolist(), shares.tolist(), strict=True))
        )
        nearest = tuple(self._occupations[at] for at in found.occupations.tolist()[:5])
        return TitleProfile(title, None, nearest, skills, _mean([one.share for one in skills]))


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


def _mean(shares: list[float]) -> float:
    return round(sum(shares) / len(shares), 3) if shares else 0.0


def _key(title: str) -> tuple[str, ...]:
    """Return the words of a title in the form that stands for all sexes."""
    return tuple(common(word) for word in words(title))
