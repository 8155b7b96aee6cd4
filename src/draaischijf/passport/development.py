"""Human skills: what others saw over time and in which places, never one mark.

Trust in how someone works with people grows by observation: again, elsewhere, by others. This shows that growth as it
happened, and sums it up in counts and in the levels at either end.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from draaischijf.passport.claims import Claim
from draaischijf.passport.defaults import Defaults, load_defaults
from draaischijf.passport.standing import counting_evidence, said_level
from draaischijf.passport.words import LEVEL, Tongue, number
from draaischijf.terms import EvidenceKind

if TYPE_CHECKING:
    from draaischijf.language import Language

# What others saw of someone at work; papers and tests say little of how someone works with people.
_SEEN: Final = frozenset(
    {
        EvidenceKind.OBSERVATION,
        EvidenceKind.ENTRUSTABLE_ACTIVITY,
        EvidenceKind.PRACTICE_STATEMENT,
        EvidenceKind.ASSESSMENT,
        EvidenceKind.EVC,
    }
)


_COUNTED: Final[dict[Tongue, tuple[tuple[str, ...], ...]]] = {
    "nl": (("keer", "keer"), ("persoon", "mensen"), ("plek", "plekken"), ("{} gezien, door {} op {}",)),
    "en": (("time", "times"), ("person", "people"), ("place", "places"), ("seen {}, by {} in {}",)),
}


@dataclass(frozen=True, slots=True)
class Sighting:
    """One time that another saw it.

    Args:
        day: When; None where unknown.
        context: Where.
        observer: Pseudonym of who saw it.
        level: Level that they saw, None where they did not say.
        words: What they said.
        kind: What sort of evidence it is.
    """

    day: date | None
    context: str
    observer: str
    level: int | None
    words: str
    kind: EvidenceKind


@dataclass(frozen=True, slots=True)
class Development:
    """A human skill as others saw it.

    Args:
        sightings: Every sighting, oldest first; those without a day last.
        contexts: Number of different places.
        observers: Number of different people who saw it; unnamed ones in one place count once.
        first: Day of the first dated sighting.
        last: Day of the last.
    """

    sightings: tuple[Sighting, ...]
    contexts: int
    observers: int
    first: date | None
    last: date | None

    def sentence(self, tongue: Tongue = "nl") -> str:
        """Return it in one sentence."""
        if not self.sightings:
            return {"nl": "Nog door niemand beschreven.", "en": "Not described by anyone yet."}[tongue]
        when = _span(self.first, self.last)
        said = f"{self._counts(tongue)}{f' ({when})' if when else ''}{self._growth(tongue)}."
        # Dutch writes the first é of "één" without its accent as a capital.
        return said[0].upper().replace("É", "E") + said[1:]

    def _counts(self, tongue: Tongue) -> str:
        counts = (len(self.sightings), self.observers, self.contexts)
        words = _COUNTED[tongue]
        said = [f"{number(count, tongue)} {words[place][count != 1]}" for place, count in enumerate(counts)]
        return words[3][0].format(*said)

    def _growth(self, tongue: Tongue) -> str:
        levels = [one.level for one in self.sightings if one.level is not None]
        if not levels:
            return ""
        first, last = LEVEL[levels[0]][tongue], LEVEL[levels[-1]][tongue]
        if first == last:
            return f": {last}"
        return f": {'van' if tongue == 'nl' else 'from'} {first} {'naar' if tongue == 'nl' else 'to'} {last}"


def development(claim: Claim, as_of: date, defaults: Defaults | None = None) -> Development:
    """Return how a human skill was seen over time.

    Args:
        claim: The claim.
        as_of: The day up to which is looked.
        defaults: The numbers in force; the shipped ones unless said.
    """
    numbers = defaults or load_defaults()
    seen = [
        Sighting(one.seen_on, one.context, one.observer or one.issuer, said_level(one, numbers), one.words, one.kind)
        for one in counting_evidence(claim, as_of)
        if one.kind in _SEEN
    ]
    seen.sort(key=lambda one: (one.day is None, one.day or as_of))
    days = [one.day for one in seen if one.day]
    return Development(
        tuple(seen),
        len({one.context for one in seen}),
        len({one.observer or ("", one.context) for one in seen}),
        min(days, default=None),
        max(days, default=None),
    )


def is_human(claim: Claim, language: Language, defaults: Defaults | None = None) -> bool:
    """Return whether a claim is about a human skill, of which development is shown instead of a mark."""
    numbers = defaults or load_defaults()
    row = language.id_of(claim.uri)
    if row is None:
        return numbers.is_human(claim.kind, "")
    return numbers.is_human(language.concepts.kinds[row], language.concepts.codes[row])


def _span(first: date | None, last: date | None) -> str:
    if first is None or last is None:
        return ""
    return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
