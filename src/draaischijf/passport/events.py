"""What can happen to a passport. The history is a list of these, only ever added to.

There is no event for what others decide about a person: being passed over, refused, ranked or not invited has no place
in a passport, and nothing here could hold it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from msgspec.structs import force_setattr

from draaischijf.passport.claims import Claim, ClaimKind, EvidenceItem, Use
from draaischijf.passport.consent import Consent
from draaischijf.passport.records import Record, Texts, Whole


class Role(StrEnum):
    """Who acts: the person, an adviser on their behalf, a party that looks, or the program that only proposes."""

    PERSON = "person"
    ADVISER = "adviser"
    PARTY = "party"
    PROGRAM = "program"


class Actor(Record, frozen=True):
    """Who did it.

    Args:
        role: In which role.
        name: Who, where that is not the person.
        consent: Id of the consent under which an adviser or party acts.
    """

    role: Role
    name: str = ""
    consent: str = ""


PERSON: Final = Actor(Role.PERSON)
PROGRAM: Final = Actor(Role.PROGRAM)


def _spoken(name: str) -> str:
    """Return the name of a class as JSON writes it: `EvidenceAdded` is `evidence-added`."""
    return "".join("-" + sign.lower() if sign.isupper() else sign for sign in name).strip("-")


class Happening(Record, frozen=True, tag_field="kind_of_event", tag=_spoken):
    """What happened; in JSON it says of which kind it is."""


class Opened(Happening, frozen=True):
    """The passport was made."""

    label: str = ""


class Proposed(Happening, frozen=True):
    """A claim was proposed; it does not count yet."""

    claim: Claim


class Confirmed(Happening, frozen=True):
    """Claims were confirmed, with all evidence and use that they had by then."""

    claims: Texts


class Corrected(Happening, frozen=True):
    """A claim was put right, and thereby confirmed; what is None stays as it was."""

    claim: str
    uri: str | None = None
    kind: ClaimKind | None = None
    level: Whole | None = None
    words: str | None = None
    cefr: str | None = None
    release: str | None = None


class Rejected(Happening, frozen=True):
    """Proposed claims were rejected: the person says that they are not so."""

    claims: Texts


class Withdrawn(Happening, frozen=True):
    """Claims that counted were taken back."""

    claims: Texts


class EvidenceAdded(Happening, frozen=True):
    """Evidence was added to a claim."""

    claim: str
    item: EvidenceItem


class UseAdded(Happening, frozen=True):
    """A period of use was added to a claim."""

    claim: str
    use: Use


class Removed(Happening, frozen=True):
    """A piece of evidence or a period of use was taken away."""

    claim: str
    item: str


class Consented(Happening, frozen=True):
    """The person gave consent."""

    consent: Consent


class ConsentWithdrawn(Happening, frozen=True):
    """The person withdrew a consent."""

    consent: str


class Looked(Happening, frozen=True):
    """Another looked, under a consent."""

    consent: str
    paths: Texts


class Undone(Happening, frozen=True):
    """An earlier event was undone, by its number in the history; undoing an undoing brings it back."""

    number: Whole


Body = (
    Opened
    | Proposed
    | Confirmed
    | Corrected
    | Rejected
    | Withdrawn
    | EvidenceAdded
    | UseAdded
    | Removed
    | Consented
    | ConsentWithdrawn
    | Looked
    | Undone
)

# What cannot be undone: the beginning, what another saw, and consent, which is withdrawn or given anew instead.
LASTING: Final = (Opened, Looked, Consented, ConsentWithdrawn)


class Event(Record, frozen=True):
    """One thing that happened. Its number in the history is its place, from 1.

    Args:
        body: What happened.
        by: Who did it.
        at: When, with its time zone.
        ground: On what ground: a document, a conversation, a request, a reason.
    """

    body: Body
    by: Actor
    at: datetime
    ground: str = ""

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("the moment of an event needs a time zone")
        if self.at.tzinfo is not UTC:
            force_setattr(self, "at", self.at.astimezone(UTC))
