"""A passport as a person reads it: each claim with where it stands and why, human skills first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from draaischijf.passport.claims import Claim
from draaischijf.passport.codec import encode
from draaischijf.passport.defaults import MILLION, Defaults, load_defaults
from draaischijf.passport.development import Development, development, is_human
from draaischijf.passport.explain import (
    Strengthening,
    another_pair_of_eyes,
    explain_currency,
    explain_proof,
    explain_refreshing,
    strengthenings,
)
from draaischijf.passport.fold import Passport
from draaischijf.passport.profile import kind_in
from draaischijf.passport.standing import Standing, standing_of
from draaischijf.passport.words import TONGUES, Tongue

if TYPE_CHECKING:
    from draaischijf.language import Language

Spoken = dict[Tongue, str]
_ADVICE: Final = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One claim as it is shown.

    Args:
        claim: The claim.
        name: Name of the concept by language.
        standing: Where it stands.
        growth: How a human skill was seen over time; None for any other claim.
        proof: How well it is shown, in one sentence; None for a human skill, which is never one mark.
        currency: How current it is, in one sentence.
        refresh: That it is worth refreshing, in one sentence; None where it is not.
        strengthen: What would show it better.
    """

    claim: Claim
    name: Spoken
    standing: Standing
    growth: Development | None
    proof: Spoken | None
    currency: Spoken
    refresh: Spoken | None
    strengthen: tuple[Strengthening, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the shape of a claim in the answers of `passport show`."""
        claim, standing = self.claim, self.standing
        return {
            "id": claim.id,
            "uri": claim.uri,
            "name": self.name,
            "kind": claim.kind.value,
            "status": claim.status.value,
            "counts": claim.counts,
            "human": self.growth is not None,
            "level": standing.level,
            "said_level": claim.level,
            "cefr": claim.cefr or None,
            "words": claim.words,
            "inferred_from": claim.inferred_from or None,
            "source": encode(claim.source) if claim.source else None,
            "currency": standing.currency / MILLION,
            "last_used": standing.last_used.isoformat() if standing.last_used else None,
            "use_known": standing.use_known,
            "proof": None if self.growth is not None else standing.proof / MILLION,
            "explanation": {
                "proof": self.proof,
                "currency": self.currency,
                "refresh": self.refresh,
                "development": self.growth and {tongue: self.growth.sentence(tongue) for tongue in TONGUES},
            },
            "strengthen": [
                {"kind": one.kind.value, "gain": one.gain / MILLION, "sentence": one.sentence}
                for one in self.strengthen
            ],
            "evidence": [encode(item) for item in claim.evidence],
            "uses": [encode(use) for use in claim.uses],
        }


def overview(passport: Passport, language: Language, day: date, defaults: Defaults | None = None) -> tuple[Line, ...]:
    """Return the claims of a passport as a person reads them: human skills first, then by kind and name.

    Args:
        passport: The passport.
        language: The release in which names are said.
        day: Day from which currency is counted.
        defaults: The numbers in force; the shipped ones unless said.
    """
    numbers = defaults or load_defaults()
    lines = [_line(claim, language, day, numbers) for claim in passport.claims]
    return tuple(sorted(lines, key=lambda one: (one.growth is None, one.claim.kind, one.name["nl"], one.claim.id)))


def name_of(claim: Claim, language: Language) -> Spoken:
    """Return the name of what a claim is about; the person's words where the release does not know it."""
    return concept_name(claim.uri, language, claim.words)


def concept_name(uri: str, language: Language, otherwise: str = "") -> Spoken:
    """Return the name of a concept; other words, or its URI, where the release does not know it."""
    row = language.id_of(uri)
    if row is None:
        return dict.fromkeys(TONGUES, otherwise or uri)
    return {tongue: language.concepts.name(row, tongue).text for tongue in TONGUES}


def _line(claim: Claim, language: Language, day: date, numbers: Defaults) -> Line:
    standing = standing_of(claim, day, kind_in(language, claim.uri, numbers), numbers)
    human = is_human(claim, language, numbers)
    refresh = {tongue: said for tongue in TONGUES if (said := explain_refreshing(standing, tongue, numbers))}
    return Line(
        claim,
        name_of(claim, language),
        standing,
        development(claim, day, numbers) if human else None,
        None if human else {tongue: explain_proof(standing, tongue) for tongue in TONGUES},
        {tongue: explain_currency(standing, tongue, numbers) for tongue in TONGUES},
        refresh or None,
        (another_pair_of_eyes(standing, numbers),) if human else strengthenings(standing, numbers)[:_ADVICE],
    )
