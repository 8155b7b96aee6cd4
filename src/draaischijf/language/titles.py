"""Profiles of titles that no classification knows, from the profiles of a release."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from draaischijf.language.encoder import Prediction, neutral
from draaischijf.language.encoder.features import common, words
from draaischijf.language.neighbours import corrected, neighbours, ranked

if TYPE_CHECKING:
    from draaischijf.language.language import Language, ProfileSkill


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
        kinds = language.concepts.kinds
        found = {row: self._profile_of(row) for row, kind in enumerate(kinds) if kind == "occupation"}
        listed = {row: [(one.skill, one.importance) for one in profile] for row, profile in found.items()}
        skills = language.vectors[: language.concepts.n_skills]
        self._known = neighbours(language.concepts, language.names, skills, listed)
        self._official = any(one.official for row in self._known.occupations for one in found[row])
        self._named: dict[tuple[str, ...], int] = {}
        for row in self._known.rows:
            self._named.setdefault(_key(language.names.text[row]), int(language.names.concept[row]))

    def of(self, title: str, top: int = 30) -> TitleProfile:
        """Return the profile of a title: of the occupation that it names, otherwise predicted.

        Args:
            title: A job title in Dutch, English or German; words about the person do not count.
            top: Most skills, at most 200.
        """
        bare = neutral(title)
        if not words(bare) or self._known.predictor is None:
            return TitleProfile(title, None, (), (), 0.0)
        occupation = self._named.get(_key(bare))
        if occupation is not None:
            skills = tuple(self._profile_of(occupation)[:top])
            return TitleProfile(title, occupation, (occupation,), skills, _mean([one.share for one in skills]))
        [found] = self._known.predictor.predict([title], top)
        return self._told(title, found)

    def _told(self, title: str, found: Prediction) -> TitleProfile:
        from draaischijf.language.language import ProfileSkill

        shares = found.shares if self._official else corrected(found.shares)
        skills = tuple(
            ProfileSkill(skill, importance, share, False)
            for skill, importance, share in ranked(found.skills.tolist(), shares.tolist())
        )
        nearest = tuple(self._known.occupations[at] for at in found.occupations.tolist()[:5])
        return TitleProfile(title, None, nearest, skills, _mean([one.share for one in skills]))


def _mean(shares: list[float]) -> float:
    return round(sum(shares) / len(shares), 3) if shares else 0.0


def _key(title: str) -> tuple[str, ...]:
    """Return the words of a title in the form that stands for all sexes."""
    return tuple(common(word) for word in words(title))
