"""From a passport to what scoring takes: skills with level, last use and evidence, and nothing else.

Only claims that the person stands behind go in. What the person is called, where claims were found and who may see
them stays behind; the types of a profile have no place for it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from draaischijf.passport.claims import Claim
from draaischijf.passport.defaults import Defaults, load_defaults
from draaischijf.passport.fold import Passport
from draaischijf.passport.records import replace, unhurried
from draaischijf.passport.standing import counting_evidence, last_use, level_of, scored_evidence
from draaischijf.terms import HeldSkill, SkillProfile

if TYPE_CHECKING:
    from draaischijf.language import Language


def profile_of(passport: Passport, language: Language, as_of: date, defaults: Defaults | None = None) -> SkillProfile:
    """Return the profile of a person, from the claims that they confirmed.

    Args:
        passport: The passport.
        language: The release in which the profile is said; concepts that it does not know stay in by their URI.
        as_of: Day from which currency is counted.
        defaults: The numbers in force; the shipped ones unless said.
    """
    numbers = defaults or load_defaults()
    with unhurried():
        skills = [
            held(claim, as_of, kind_in(language, uri, numbers), numbers)
            for uri, claim in sorted(by_concept(passport.counting).items())
        ]
    return SkillProfile(passport.id, tuple(skills), language.release)


def by_concept(claims: tuple[Claim, ...]) -> dict[str, Claim]:
    """Return one claim a concept: a licence and the skill that it shows are one skill, with the evidence of both."""
    groups: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.uri].append(claim)
    return {uri: group[0] if len(group) == 1 else _together(group) for uri, group in groups.items()}


def kind_in(language: Language, uri: str, defaults: Defaults | None = None) -> str:
    """Return the class of a concept that decides how fast it goes stale; `skill` where the release does not know it."""
    row = language.id_of(uri)
    if row is None:
        return "skill"
    return (defaults or load_defaults()).kind_of(language.concepts.kinds[row], language.concepts.codes[row])


def held(claim: Claim, day: date, kind: str, defaults: Defaults) -> HeldSkill:
    """Return a claim as scoring takes it.

    Args:
        claim: The claim.
        day: Day from which currency is counted.
        kind: Class of the concept, in the words of `Defaults.kinds`.
        defaults: The numbers in force.
    """
    items = counting_evidence(claim, day)
    last, _ = last_use(claim, items, day)
    return HeldSkill(
        claim.uri, level_of(claim, items, day, kind, defaults), last, scored_evidence(claim, items, day, defaults)
    )


def _together(group: list[Claim]) -> Claim:
    levels = [claim.level for claim in group if claim.level is not None]
    return replace(
        group[0],
        level=max(levels, default=None),
        evidence=tuple(item for claim in group for item in claim.evidence),
        uses=tuple(use for claim in group for use in claim.uses),
    )
