"""Consent: what another may see or do, for what, until when.

The record holds what ISO/IEC TS 27560 asks for: who, for which purpose, which data, from when until when, what the
person read when consenting, and what became of it. An adviser who acts on someone's behalf does so under a consent
that names the acts.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from draaischijf.passport.records import Few, Record, Texts


class Part(StrEnum):
    """What of a claim may be seen beside its name."""

    LEVEL = "level"
    CURRENCY = "currency"
    PROOF = "proof"
    EVIDENCE = "evidence"
    USE = "use"
    SOURCE = "source"


class Act(StrEnum):
    """What an adviser may do on someone's behalf."""

    PROPOSE = "propose"
    CONFIRM = "confirm"
    EVIDENCE = "evidence"
    EXPORT = "export"


class Selection(Record, frozen=True):
    """Which part of a passport a consent is about; the disclosed paths follow from it.

    Args:
        claims: Ids of claims; empty means every claim that counts, also those still to come.
        parts: What may be seen of each beside its name.
        proposals: Whether claims that do not count yet may be seen too, as an adviser needs.
    """

    claims: Texts = ()
    parts: Annotated[tuple[Part, ...], Few] = ()
    proposals: bool = False


class Consent(Record, frozen=True):
    """A consent as it was given.

    Args:
        party: Who may look or act.
        purpose: What for, in words that the person understands.
        selection: What may be seen.
        begins: First day.
        ends: Last day; a consent always ends.
        acts: What may be done on the person's behalf; empty for someone who only looks.
        request: Reference to the request that it answers, such as a nonce or the id of a vacancy; empty for none.
        notice: The text that the person read when consenting.
        id: Its name within the passport.
    """

    party: str
    purpose: str
    selection: Selection
    begins: date
    ends: date
    acts: Annotated[tuple[Act, ...], Few] = ()
    request: str = ""
    notice: str = ""
    id: str = ""

    def __post_init__(self) -> None:
        if not self.party.strip() or not self.purpose.strip():
            raise ValueError("a consent names who it is for and what for")
        if self.ends < self.begins:
            raise ValueError(f"a consent ends on {self.ends.isoformat()}, before it begins")


class GivenConsent(Record, frozen=True):
    """A consent and what became of it.

    Args:
        consent: The consent.
        given: When.
        withdrawn: When it was withdrawn; None where it was not.
    """

    consent: Consent
    given: datetime
    withdrawn: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Return whether it is in force at a moment: begun, not ended, not withdrawn."""
        begun = at >= self.given and self.consent.begins <= at.date() <= self.consent.ends
        return begun and (self.withdrawn is None or at < self.withdrawn)


class Look(Record, frozen=True):
    """A look by another: who saw what, under which consent, when.

    Args:
        consent: Id of the consent.
        party: Who looked.
        purpose: What for.
        paths: What was disclosed, as `claims/c2/level`.
        at: When.
    """

    consent: str
    party: str
    purpose: str
    paths: Texts
    at: datetime
