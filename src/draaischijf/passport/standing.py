"""Where a claim stands on a day: its level, how current it is and how well it is shown, kept apart.

**Level** weighs voices. The person is one voice; every piece of evidence by others that names a level is another, with
the reliability of its kind as its weight, halved for each half-life that has passed since. One observer or issuer in
one context has one voice: the latest word, since people grow. The level is the highest that voices with at least half
of all weight reach. A voice that says at least the present level therefore never lowers it.

**Last use** is the latest day of any confirmed use or of the work and study behind confirmed evidence.

**Proof** counts confirmed evidence that had been given by that day, and the word of the person who confirmed the claim.
A paper whose last day has passed no longer counts as what it was (`lapsed` in the defaults).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from draaischijf.passport.claims import Claim, EvidenceItem
from draaischijf.passport.currency import currency_after, days_unused
from draaischijf.passport.defaults import MILLION, Defaults, load_defaults
from draaischijf.passport.proof import proof
from draaischijf.terms import DEFAULT_LEVEL, Evidence, EvidenceKind

_OWN_WORD: Final = Evidence(EvidenceKind.SELF_REPORT)
_PERSON: Final = ("person", "", "")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a claim stands on a day.

    Args:
        claim: The claim.
        level: 1 to 4, from what the person and evidence say.
        last_used: Last day of use; None where it is in use now or nothing is known.
        use_known: Whether anything is known about when it was used.
        currency: How current, in millionths.
        proof: How well shown, in millionths.
        evidence: What counts as evidence, as scoring takes it.
        items: The same with all that is known of each piece, without the person's own word.
        lapsed: Evidence whose last day has passed.
        kind: Class of the concept, in the words of `Defaults.kinds`.
    """

    claim: Claim
    level: int
    last_used: date | None
    use_known: bool
    currency: int
    proof: int
    evidence: tuple[Evidence, ...]
    items: tuple[EvidenceItem, ...]
    lapsed: tuple[EvidenceItem, ...]
    kind: str


def standing_of(claim: Claim, day: date, kind: str = "skill", defaults: Defaults | None = None) -> Standing:
    """Return where a claim stands on a day.

    Args:
        claim: The claim.
        day: The day.
        kind: Class of the concept, in the words of `Defaults.kinds`.
        defaults: The numbers in force; the shipped ones unless said.
    """
    numbers = defaults or load_defaults()
    items = counting_evidence(claim, day)
    last, known = last_use(claim, items, day)
    evidence = scored_evidence(claim, items, day, numbers)
    return Standing(
        claim,
        level_of(claim, items, day, kind, numbers),
        last,
        known,
        currency_after(days_unused(last, day), numbers.half_life[numbers.class_of(kind)]),
        proof(evidence, numbers),
        evidence,
        tuple(item for item in items if not numbers.proof[item.kind].own_word),
        tuple(item for item in items if item.expired(day)),
        kind,
    )


def counting_evidence(claim: Claim, day: date) -> tuple[EvidenceItem, ...]:
    """Return the evidence that counts on a day: confirmed, and given by then."""
    return tuple([item for item in claim.evidence if item.confirmed and (item.issued is None or item.issued <= day)])


def scored_evidence(claim: Claim, items: Sequence[EvidenceItem], day: date, defaults: Defaults) -> tuple[Evidence, ...]:
    """Return what counts as evidence as scoring takes it, with the word of the person who confirmed the claim."""
    found = [as_evidence(item, day, defaults) for item in items]
    if claim.counts and defaults.own_words.isdisjoint([one.kind for one in found]):
        found.append(_OWN_WORD)
    return tuple(found)


def as_evidence(item: EvidenceItem, day: date, defaults: Defaults | None = None) -> Evidence:
    """Return a piece of evidence as scoring takes it.

    Args:
        item: The piece.
        day: The day; a paper that has lapsed by then counts as less.
        defaults: The numbers in force; the shipped ones unless said.
    """
    kind = _kind_on(item, day, defaults or load_defaults())
    seen = item.ended or item.issued
    return Evidence(kind, item.context or item.title or item.issuer, seen if seen is None or seen <= day else None)


def _kind_on(item: EvidenceItem, day: date, defaults: Defaults) -> EvidenceKind:
    """Return the kind that a piece counts as on a day."""
    if item.expires is None or not item.expired(day):
        return item.kind
    return defaults.lapsed.get(item.kind, item.kind)


def last_use(claim: Claim, items: Sequence[EvidenceItem], day: date) -> tuple[date | None, bool]:
    """Return the last day of use, None where it goes on or nothing is known, and whether anything is known.

    Args:
        claim: The claim.
        items: The evidence that counts.
        day: The day from which is looked back.
    """
    last: date | None = None
    for use in claim.uses:
        if use.confirmed and (use.began is None or use.began <= day):
            if use.ended is None or use.ended >= day:
                return None, True
            last = use.ended if last is None else max(last, use.ended)
    for item in items:
        seen = item.ended or item.issued
        if seen and item.kind is not EvidenceKind.SELF_REPORT:
            last = min(seen, day) if last is None else max(last, min(seen, day))
    return (None if last == day else last), last is not None


def level_of(claim: Claim, items: Sequence[EvidenceItem], day: date, kind: str, defaults: Defaults) -> int:
    """Return the level of a claim, 1 to 4.

    Args:
        claim: The claim.
        items: The evidence that counts.
        day: The day.
        kind: Class of the concept.
        defaults: The numbers in force.
    """
    voices = _voices(claim, items, day, kind, defaults)
    if len(voices) == 1:
        return voices[0][0]
    whole = sum([weight for _, weight in voices])
    heard = 0
    for level, weight in sorted(voices, reverse=True):
        heard += weight
        if 2 * heard >= whole:
            return level
    return DEFAULT_LEVEL


def said_level(item: EvidenceItem, defaults: Defaults) -> int | None:
    """Return the level that a piece of evidence says, None where it says nothing."""
    if item.level is not None or item.stage is None:
        return item.level
    return defaults.stages[item.stage]


def _voices(
    claim: Claim, items: Sequence[EvidenceItem], day: date, kind: str, defaults: Defaults
) -> list[tuple[int, int]]:
    """Return level and weight of each voice."""
    latest: dict[Any, tuple[date, int, int]] = {}
    half_life = defaults.half_life[defaults.class_of(kind)]
    for item in items:
        level = said_level(item, defaults)
        if level is None:
            continue
        of = defaults.proof[_kind_on(item, day, defaults)]
        if of.own_word:
            continue
        seen = min(item.seen_on or day, day)
        weight = of.reliability * currency_after((day - seen).days, half_life)
        who = (item.observer or item.issuer, item.context, item.kind)
        latest[who] = max(latest.get(who, (date.min, 0, 0)), (seen, level, weight))
    own = claim.level or defaults.cefr.get(claim.cefr)
    if own is not None:
        latest[_PERSON] = (day, own, defaults.proof[EvidenceKind.SELF_REPORT].reliability * MILLION)
    return [(level, weight) for _, level, weight in latest.values()]
