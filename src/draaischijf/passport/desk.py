"""Where a passport is changed: what someone does becomes events, checked before they are added.

    desk = Desk(id, store.load(id), Acting())
    claim = desk.propose(Claim(uri, level=2))
    desk.confirm([claim])
    store.append(id, desk.version, desk.events)

`amend` does all of that at once, and once more where another writer came first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from draaischijf.passport.claims import Claim, ClaimKind, EvidenceItem, Status, Use
from draaischijf.passport.consent import Consent
from draaischijf.passport.events import (
    LASTING,
    PERSON,
    Actor,
    Body,
    Confirmed,
    Consented,
    ConsentWithdrawn,
    Corrected,
    Event,
    EvidenceAdded,
    Opened,
    Proposed,
    Rejected,
    Removed,
    Role,
    Undone,
    UseAdded,
    Withdrawn,
)
from draaischijf.passport.fold import Folding, Passport, amended
from draaischijf.passport.records import replace
from draaischijf.passport.store import PassportStore
from draaischijf.problems import Problem

Answer = TypeVar("Answer")
TRIES: Final = 8
_OVER: Final = frozenset({Status.REJECTED, Status.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, on what ground, and when.

    Args:
        by: Who.
        ground: On what ground: a document, a conversation, a reason.
        at: When; the present unless said.
    """

    by: Actor = PERSON
    ground: str = ""
    at: datetime | None = None

    def does(self, body: Body) -> Event:
        """Return the event of doing something."""
        return Event(body, self.by, self.at or datetime.now(UTC), self.ground)


class Desk:
    """Prepares events of one actor on one passport.

    Args:
        id: The passport.
        history: Its events so far.
        acting: Who acts, on what ground, and when.
    """

    def __init__(self, id: str, history: Sequence[Event], acting: Acting) -> None:
        self.history = tuple(history)
        self.version = len(history)
        self.acting = acting
        self.events: list[Event] = []
        self._folding = Folding(id, history)

    @property
    def passport(self) -> Passport:
        """How the passport stands with what was prepared so far."""
        return self._folding.passport

    def propose(self, claim: Claim) -> str:
        """Propose a claim and return its id.

        A concept that is in the passport already gains what is new in evidence and use instead. One that the person
        rejected or withdrew is not proposed again by anyone else.
        """
        known = self._known(claim)
        if known is None:
            return self._propose_new(claim)
        if known.status not in _OVER or self.acting.by.role is Role.PERSON:
            self._enrich(known, claim)
        return known.id

    def add(self, claim: Claim) -> str:
        """Propose a claim and confirm it at once, as the person does who states it; returns its id."""
        id = self.propose(claim)
        self.confirm([id])
        return id

    def confirm(self, ids: Sequence[str]) -> None:
        """Confirm claims, with all evidence and use that they have."""
        self._claims(ids)
        self._do(Confirmed(tuple(dict.fromkeys(ids))))

    def correct(self, correction: Corrected) -> None:
        """Put a claim right and thereby confirm it."""
        [claim] = self._claims([correction.claim])
        after = amended(claim, correction)
        given = {
            name: value for name in ("uri", "kind", "level", "words", "cefr") if (value := getattr(correction, name))
        }
        if any(getattr(after, name) != value for name, value in given.items()):
            raise Problem("claim-value", "the correction does not fit the claim.", place=claim.id, hint=_FITS)
        self._do(correction)

    def reject(self, ids: Sequence[str]) -> None:
        """Say of proposals that they are not so; claims that counted are withdrawn."""
        claims = self._claims(ids)
        counted = tuple(claim.id for claim in claims if claim.counts)
        others = tuple(claim.id for claim in claims if not claim.counts)
        if counted:
            self._do(Withdrawn(counted))
        if others:
            self._do(Rejected(others))

    def add_evidence(self, claim: str, item: EvidenceItem) -> str:
        """Add evidence to a claim and return its id."""
        self._claims([claim])
        id = f"b{self._next}"
        self._do(EvidenceAdded(claim, replace(item, id=id)))
        return id

    def add_use(self, claim: str, use: Use) -> str:
        """Add a period of use to a claim and return its id."""
        self._claims([claim])
        id = f"g{self._next}"
        self._do(UseAdded(claim, replace(use, id=id)))
        return id

    def remove(self, claim: str, item: str) -> None:
        """Take a piece of evidence or a period of use away."""
        [found] = self._claims([claim])
        if item not in {*(one.id for one in found.evidence), *(one.id for one in found.uses)}:
            raise Problem("item-unknown", f"{claim} has no evidence or use {item}.", place=item, hint=_LIST)
        self._do(Removed(claim, item))

    def consent(self, consent: Consent) -> str:
        """Give a consent and return its id."""
        self._claims(consent.selection.claims)
        id = f"t{self._next}"
        self._do(Consented(replace(consent, id=id)))
        return id

    def withdraw_consent(self, id: str) -> None:
        """Withdraw a consent; a second time does nothing."""
        given = self.passport.consent(id)
        if given is None:
            raise Problem("consent-unknown", f"there is no consent {id}.", place=id, hint=_CONSENTS)
        if given.withdrawn is None:
            self._do(ConsentWithdrawn(id))

    def undo(self, number: int) -> None:
        """Undo an event by its number in the history."""
        if not 1 <= number <= self.version:
            raise Problem("event-unknown", f"there is no event {number}.", place=str(number), hint=_HISTORY)
        if isinstance(self.history[number - 1].body, LASTING):
            hint = "A consent is withdrawn, a look stays visible, a passport is forgotten."
            raise Problem("event-lasting", f"event {number} cannot be undone.", place=str(number), hint=hint)
        self._do(Undone(number))
        if number not in self.passport.undone:
            raise Problem("not-allowed", f"event {number} is not theirs to undo.", place=str(number), hint=_ALLOWED)

    def take(self, body: Body) -> None:
        """Add any event, checked; for whoever repeats a history."""
        self._do(body)

    @property
    def _next(self) -> int:
        return self.version + len(self.events) + 1

    def _do(self, body: Body) -> None:
        event = self.acting.does(body)
        self.events.append(event)
        if not self._folding.add(event):
            by = self.acting.by
            raise Problem("not-allowed", f"{by.name or by.role} may not do this.", hint=_ALLOWED)

    def _claims(self, ids: Sequence[str]) -> list[Claim]:
        found = self._folding.claims
        for id in ids:
            if id not in found:
                raise Problem("claim-unknown", f"there is no claim {id}.", place=id, hint=_LIST)
        return [found[id] for id in dict.fromkeys(ids)]

    def _known(self, claim: Claim) -> Claim | None:
        return next((one for one in self._folding.claims.values() if _key(one) == _key(claim)), None)

    def _propose_new(self, claim: Claim) -> str:
        number = self._next
        evidence = tuple(replace(one, id=f"b{number}-{place}") for place, one in enumerate(claim.evidence, 1))
        uses = tuple(replace(one, id=f"g{number}-{place}") for place, one in enumerate(claim.uses, 1))
        self._do(Proposed(replace(claim, id=f"c{number}", evidence=evidence, uses=uses, status=Status.PROPOSED)))
        return f"c{number}"

    def _enrich(self, known: Claim, claim: Claim) -> None:
        have = {_bare(one) for one in (*known.evidence, *known.uses)}
        for item in claim.evidence:
            if _bare(item) not in have:
                self.add_evidence(known.id, item)
        for use in claim.uses:
            if _bare(use) not in have:
                self.add_use(known.id, use)


_LIST: Final = "See: draaischijf passport show."
_HISTORY: Final = "See: draaischijf passport history."
_CONSENTS: Final = "See: draaischijf passport consent list."
_ALLOWED: Final = "Only the person may, or an adviser under a consent that holds today and names this act."
_FITS: Final = "A level is 1 to 4; only a language has a CEFR level, A1 to C2."


def amend(
    store: PassportStore, id: str, act: Callable[[Desk], Answer], acting: Acting | None = None
) -> tuple[Answer, Passport]:
    """Change a passport in a store, and return the answer of what was done and how it stands after.

    Args:
        store: The store.
        id: The passport.
        act: What is done at the desk; done anew where another writer came first.
        acting: Who acts, on what ground, and when; the person, now, unless said.

    Raises:
        Problem: It may not or cannot be done, or others keep writing.
    """
    for left in range(TRIES, 0, -1):
        desk = Desk(id, store.load(id), acting or Acting())
        answer = act(desk)
        if not desk.events:
            return answer, desk.passport
        try:
            store.append(id, desk.version, desk.events)
        except Problem as problem:
            if problem.code != "passport-conflict" or left == 1:
                raise
        else:
            return answer, desk.passport
    raise AssertionError("the last try returns or raises")


def open_passport(store: PassportStore, label: str = "", acting: Acting | None = None) -> str:
    """Make a new passport in a store and return its id.

    Args:
        store: The store.
        label: What the person calls it.
        acting: On what ground and when; by the person, now, unless said.
    """
    return store.create([(acting or Acting()).does(Opened(label))])


def _key(claim: Claim) -> tuple[str, ...]:
    # A licence shows a skill; each licence is a claim of its own beside it.
    return (claim.uri, claim.words.lower()) if claim.kind is ClaimKind.LICENCE else (claim.uri,)


def _bare(one: Any) -> Any:
    return replace(one, id="", confirmed=False)
