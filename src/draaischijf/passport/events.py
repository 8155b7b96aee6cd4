"""What can happen to a passport. The history is a list of these, only ever added to.

There is no event for what others decide about a person: being passed over, refused, ranked or not invited has no place
in a passport, and nothing here could hold it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final

from draaischijf.passport.claims import Claim, ClaimKind, EvidenceItem, Use
from draaischijf.passport.consent import Consent


class Role(StrEnum):
    """Who acts: the person, an adviser on their behalf, a party that looks, or the program that only proposes."""

    PERSON = "person"
    ADVISER = "adviser"
    PARTY = "party"
    PROGRAM = "program"


@dataclass(frozen=True)
class Actor:
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


@dataclass(frozen=True)
class Opened:
    """The passport was made."""

    label: str = ""


@dataclass(frozen=True)
class Proposed:
    """A claim was proposed; it does not count yet."""

    claim: Claim


@dataclass(frozen=True)
class Confirmed:
    """Claims were confirmed, with all evidence and use that they had by then."""

    claims: tuple[str, ...]


@dataclass(frozen=True)
class Corrected:
    """A claim was put right, and thereby confirmed; what is None stays as it was."""

    claim: str
    uri: str | None = None
    kind: ClaimKind | None = None
    level: int | None = None
    words: str | None = None
    cefr: str | None = None
    release: str | None = None


@dataclass(frozen=True)
class Rejected:
    """Proposed claims were rejected: the person says that they are not so."""

    claims: tuple[str, ...]


@dataclass(frozen=True)
class Withdrawn:
    """Claims that counted were taken back."""

    claims: tuple[str, ...]


@dataclass(frozen=True)
class EvidenceAdded:
    """Evidence was added to a claim."""

    claim: str
    item: EvidenceItem


@dataclass(frozen=True)
class UseAdded:
    """A period of use was added to a claim."""

    claim: str
    use: Use


@dataclass(frozen=True)
class Removed:
    """A piece of evidence or a period of use was taken away."""

    claim: str
    item: str


@dataclass(frozen=True)
class Consented:
    """The person gave consent."""

    consent: Consent


@dataclass(frozen=True)
class ConsentWithdrawn:
    """The person withdrew a consent."""

    consent: str


@dataclass(frozen=True)
class Looked:
    """Another looked, under a consent."""

    consent: str
    paths: tuple[str, ...]


@dataclass(frozen=True)
class Undone:
    """An earlier event was undone, by its number in the history; undoing an undoing brings it back."""

    number: int


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


@dataclass(frozen=True)
class Event:
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
            object.__setattr__(self, "at", self.at.astimezone(UTC))
