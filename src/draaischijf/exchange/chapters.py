"""What CV formats share: a passport cut into jobs, unpaid work, studies, papers, languages and skills.

Only claims that the person stands behind go in. A passport holds no name or address; whoever exports gives them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from draaischijf.passport import Claim, ClaimKind, EvidenceItem, Passport, UseKind
from draaischijf.passport.overview import name_of
from draaischijf.passport.standing import Standing, standing_of
from draaischijf.passport.words import Tongue
from draaischijf.terms import EvidenceKind

if TYPE_CHECKING:
    from draaischijf.language import Language

_SPOKEN: Final[dict[Tongue, tuple[str, str, str, str]]] = {
    "nl": ("basis", "goed", "vloeiend", "moedertaal"),
    "en": ("basic", "good", "fluent", "native"),
}
PAPERS: Final = frozenset(
    {
        EvidenceKind.CERTIFICATE,
        EvidenceKind.REGISTRATION,
        EvidenceKind.MICROCREDENTIAL,
        EvidenceKind.BADGE,
        EvidenceKind.EVC,
        EvidenceKind.PRACTICE_STATEMENT,
    }
)


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose CV it is; nothing of this is in the passport.

    Args:
        name: Name.
        email: Address for mail.
    """

    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A period in one place, with what was done there.

    Args:
        kind: Paid work, care and so on.
        context: Where, in the person's words.
        began: First day, where known.
        ended: Last day; None where it goes on.
        skills: Names of the skills used there.
    """

    kind: UseKind
    context: str
    began: date | None
    ended: date | None
    skills: tuple[str, ...]


def chapters(passport: Passport, language: Language, tongue: Tongue = "nl") -> tuple[Chapter, ...]:
    """Return the periods of a passport, latest first, each with the skills used in it.

    Args:
        passport: The passport.
        language: The release in which skills are named.
        tongue: Language of the names.
    """
    found: defaultdict[tuple[UseKind, str, date | None, date | None], list[str]] = defaultdict(list)
    for claim in passport.counting:
        for use in claim.uses:
            if use.confirmed:
                found[(use.kind, use.context, use.began, use.ended)].append(name_of(claim, language)[tongue])
    made = [Chapter(*key, tuple(dict.fromkeys(names))) for key, names in found.items()]
    return tuple(
        sorted(made, key=lambda one: (one.ended or date.max, one.began or date.min, one.context), reverse=True)
    )


def papers(passport: Passport, kinds: frozenset[EvidenceKind]) -> tuple[EvidenceItem, ...]:
    """Return the papers of some kinds, each once, latest first."""
    found = {
        (item.kind, item.title or item.context, item.issuer): item
        for claim in passport.counting
        for item in claim.evidence
        if item.confirmed and item.kind in kinds and (item.title or item.context)
    }
    return tuple(sorted(found.values(), key=lambda one: (one.seen_on or date.min, one.title), reverse=True))


def standings(passport: Passport, day: date, *kinds: ClaimKind) -> tuple[Standing, ...]:
    """Return where the counting claims of some kinds stand."""
    return tuple(standing_of(claim, day) for claim in passport.counting if claim.kind in kinds)


def said_level(standing: Standing, tongue: Tongue) -> str:
    """Return the level of a claim as a number, which no reader takes for a skill, or that of a language as written."""
    if standing.claim.kind is ClaimKind.LANGUAGE:
        return standing.claim.cefr or _SPOKEN[tongue][standing.level - 1]
    return f"{'niveau' if tongue == 'nl' else 'level'} {standing.level} {'van' if tongue == 'nl' else 'of'} 4"


def label_of(claim: Claim, language: Language, tongue: Tongue) -> str:
    """Return what a claim is called; a licence goes by its own name."""
    named = name_of(claim, language)[tongue]
    return claim.words if claim.kind is ClaimKind.LICENCE and claim.words else named


def month_of(value: date | None) -> str:
    """Return a day as CVs write it, 2010-03; empty for none."""
    return f"{value:%Y-%m}" if value else ""
