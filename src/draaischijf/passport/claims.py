"""What a person says they can do, what shows it, and when they used it.

A claim is about one concept of the skills language. It counts only once the person has confirmed or corrected it: what
was read, inferred or proposed by another stands apart until then, and so does evidence that was merely found.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from draaischijf.passport.records import Few, Record, Whole
from draaischijf.terms import LEVELS, EvidenceKind

CEFR: Final = ("A1", "A2", "B1", "B2", "C1", "C2")
# The Dutch framework has two steps that the European one lacks: entry below 1, and 4+ beside 4 (pre-university school).
NLQF: Final = ("instroom", "1", "2", "3", "4", "4+", "5", "6", "7", "8")
TEXT: Final = 4000


class ClaimKind(StrEnum):
    """What sort of thing a claim is about."""

    SKILL = "skill"
    KNOWLEDGE = "knowledge"
    ATTITUDE = "attitude"
    LANGUAGE = "language"
    LICENCE = "licence"


class Status(StrEnum):
    """Where a claim stands; only confirmed and corrected claims count."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


COUNTING: Final = frozenset({Status.CONFIRMED, Status.CORRECTED})


class Stage(StrEnum):
    """How far others let someone do an activity (the stages of an entrustable professional activity)."""

    WITH_HELP = "with-help"
    SUPERVISED = "under-supervision"
    ALONE = "alone"
    TEACHES = "teaches-others"


class Checked(StrEnum):
    """How one piece of evidence was checked."""

    STATED = "stated"
    SEEN = "paper-seen"
    SIGNED = "signature-verified"
    REGISTER = "register-looked-up"


class UseKind(StrEnum):
    """Where a skill was used or refreshed; each keeps it current in the same way."""

    WORK = "paid-work"
    CARE = "care"
    VOLUNTEERING = "volunteering"
    HOBBY = "hobby"
    LEARNING = "learning"


class Use(Record, frozen=True):
    """A period in which a skill was used or refreshed.

    Args:
        kind: In what.
        began: First day, where known.
        ended: Last day; None where it goes on.
        context: Where, in a few words.
        id: Its name within the passport; given when it is added.
        confirmed: Whether it counts; in a passport the fold of the history says so.
    """

    kind: UseKind
    began: date | None = None
    ended: date | None = None
    context: str = ""
    id: str = ""
    confirmed: bool = True

    def __post_init__(self) -> None:
        _in_order(self.began, self.ended, "a period of use")
        _short(self.context)


class EvidenceItem(Record, frozen=True):
    """One piece of evidence, with all that a person or a verifier wants to know of it.

    Args:
        kind: What sort of evidence it is.
        title: Name of the paper, badge or piece of work.
        issuer: Who gave it.
        context: Where it comes from; pieces from one context are not independent of each other.
        began: First day of the work or study behind it.
        ended: Last day of that work or study.
        issued: When it was given.
        expires: Last day on which it holds, such as that of a registration.
        level: Level of the skill that it shows, 1 to 4, where it says so.
        eqf: Level in the European Qualifications Framework, 1 to 8.
        nlqf: Level in the Dutch framework, one of `NLQF`.
        stage: How far others let the person do the activity.
        checked: How this piece was checked.
        observer: Pseudonym of who saw it; never needed to be a name.
        credential: Reference to a credential in the wallet.
        words: What was seen or said, in the observer's words.
        inferred: True where it was derived, from a programme or an occupation, not stated.
        id: Its name within the passport; given when it is added.
        confirmed: Whether it counts; in a passport the fold of the history says so.
    """

    kind: EvidenceKind
    title: str = ""
    issuer: str = ""
    context: str = ""
    began: date | None = None
    ended: date | None = None
    issued: date | None = None
    expires: date | None = None
    level: Whole | None = None
    eqf: Whole | None = None
    nlqf: str = ""
    stage: Stage | None = None
    checked: Checked = Checked.STATED
    observer: str = ""
    credential: str = ""
    words: str = ""
    inferred: bool = False
    id: str = ""
    confirmed: bool = True

    def __post_init__(self) -> None:
        if self.began or self.expires:
            _in_order(self.began, self.ended, "the period of evidence")
            _in_order(self.issued, self.expires, "the validity of evidence")
        if self.level is not None:
            _check_level(self.level)
        if self.eqf is not None and not 1 <= self.eqf <= 8:
            raise ValueError(f"an EQF level is 1 to 8, not {self.eqf}")
        if self.nlqf and self.nlqf not in NLQF:
            raise ValueError(f"an NLQF level is one of {', '.join(NLQF)}, not {self.nlqf!r}")
        _short(self.title, self.issuer, self.context, self.observer, self.credential, self.words)

    @property
    def seen_on(self) -> date | None:
        """The day that this piece speaks of: the end of the work, otherwise the day that it was given."""
        return self.ended or self.issued

    def expired(self, as_of: date) -> bool:
        """Return whether it no longer holds on a day."""
        return self.expires is not None and self.expires < as_of


class Source(Record, frozen=True):
    """Where a claim was found.

    Args:
        document: Name of the document, programme or conversation.
        start: First code point in its text.
        end: First code point after it.
        quote: The words there.
        confidence: How sure the reading is, in millionths; None where nothing was read.
    """

    document: str = ""
    start: Whole = 0
    end: Whole = 0
    quote: str = ""
    confidence: Whole | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a place in a text runs from 0 upwards, not from {self.start} to {self.end}")
        _short(self.document, self.quote)


class Claim(Record, frozen=True):
    """A claim of a person about one concept.

    Args:
        uri: The concept in the skills language.
        kind: What sort of thing it is.
        level: 1 with help, 2 alone, 3 alone in the unexpected too, 4 teaches or leads others; None where unsaid.
        words: The person's own words for it, or the name of the licence.
        release: Release of the language in which the URI is said; empty where unknown.
        cefr: Level of a language, A1 to C2.
        inferred_from: URI of the occupation or programme from which it was derived; empty where it was named.
        source: Where it was found.
        id: Its name within the passport; given when it is proposed.
        status: Where it stands; the fold of the history says so.
        evidence: What shows it.
        uses: When it was used.
    """

    uri: str
    kind: ClaimKind = ClaimKind.SKILL
    level: Whole | None = None
    words: str = ""
    release: str = ""
    cefr: str = ""
    inferred_from: str = ""
    source: Source | None = None
    id: str = ""
    status: Status = Status.PROPOSED
    evidence: Annotated[tuple[EvidenceItem, ...], Few] = ()
    uses: Annotated[tuple[Use, ...], Few] = ()

    def __post_init__(self) -> None:
        if not self.uri.strip():
            raise ValueError("a claim needs the URI of a concept")
        if self.level is not None:
            _check_level(self.level)
        if self.cefr and (self.kind is not ClaimKind.LANGUAGE or self.cefr not in CEFR):
            raise ValueError(f"a CEFR level is one of {', '.join(CEFR)} of a language, not {self.cefr!r}")
        _short(self.uri, self.words, self.inferred_from)

    @property
    def counts(self) -> bool:
        """Whether the person stands behind it."""
        return self.status in COUNTING


def _check_level(level: int) -> None:
    if level not in LEVELS:
        raise ValueError(f"a level is 1 to 4, not {level}")


def _in_order(first: date | None, last: date | None, what: str) -> None:
    if first and last and last < first:
        raise ValueError(f"{what} ends on {last.isoformat()}, before it begins on {first.isoformat()}")


def _short(*texts: str) -> None:
    if len("".join(texts)) > TEXT and max(map(len, texts)) > TEXT:
        raise ValueError(f"a text in a passport holds at most {TEXT:,} signs")
