"""From how a passport stands to the profile that matching takes: what counts, and nothing about who it is."""

from __future__ import annotations

from datetime import date

from draaischijf.passport import Claim, EvidenceItem, Passport
from draaischijf.terms import DEFAULT_LEVEL, Evidence, HeldSkill, SkillProfile


def profile_of(passport: Passport, as_of: date, id: str = "") -> SkillProfile:
    """Return the profile of a passport.

    Args:
        passport: How it stands.
        as_of: Day that currency is counted from; evidence that has expired by then shows nothing.
        id: Identifier of the profile; that of the passport unless said.
    """
    skills: dict[str, HeldSkill] = {}
    for claim in passport.counting:
        held = held_of(claim, as_of)
        known = skills.get(claim.uri)
        if known is None or (known.level, len(known.evidence)) < (held.level, len(held.evidence)):
            skills[claim.uri] = held
    release = next((claim.release for claim in passport.counting if claim.release), "")
    return SkillProfile(id or passport.id, tuple(skills[uri] for uri in sorted(skills)), release)


def held_of(claim: Claim, as_of: date) -> HeldSkill:
    """Return one claim as matching sees it."""
    counting = [item for item in claim.evidence if item.confirmed and not item.expired(as_of)]
    return HeldSkill(claim.uri, claim.level or DEFAULT_LEVEL, last_used(claim, as_of), tuple(map(_plain, counting)))


def last_used(claim: Claim, as_of: date) -> date | None:
    """Return the last day of use; None for a skill in use, or of which no use is known."""
    uses = [use for use in claim.uses if use.confirmed]
    ends = [use.ended for use in uses if use.ended is not None]
    if len(ends) < len(uses) or not ends:
        return None
    last = max(ends)
    return None if last >= as_of else last


def _plain(item: EvidenceItem) -> Evidence:
    return Evidence(item.kind, item.context or item.title, item.seen_on)
