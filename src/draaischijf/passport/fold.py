"""From the history of a passport to how it stands.

The fold is a pure function and trusts no one: events by someone who was not allowed to (`rights`) have no effect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from draaischijf.passport.claims import Claim, ClaimKind, EvidenceItem, Status, Use
from draaischijf.passport.consent import GivenConsent, Look
from draaischijf.passport.events import (
    LASTING,
    Confirmed,
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
from draaischijf.passport.records import changed, replace
from draaischijf.passport.rights import Rights

Item = TypeVar("Item", EvidenceItem, Use)


@dataclass(frozen=True, slots=True)
class Passport:
    """How a passport stands after some events.

    Args:
        id: Random identifier; says nothing about the person.
        version: Number of events that it was folded from; what a store compares when adding to it.
        label: What the person calls it.
        claims: Every claim ever proposed and not undone, in order; `counts` says which stand.
        consents: Every consent, in order.
        looks: Every look by another, in order.
        undone: Numbers of the events that are undone.
        refused: Numbers of the events that had no effect because whoever did them was not allowed to.
    """

    id: str
    version: int = 0
    label: str = ""
    claims: tuple[Claim, ...] = ()
    consents: tuple[GivenConsent, ...] = ()
    looks: tuple[Look, ...] = ()
    undone: frozenset[int] = frozenset()
    refused: frozenset[int] = frozenset()

    def claim(self, id: str) -> Claim | None:
        """Return a claim by its id."""
        return next((one for one in self.claims if one.id == id), None)

    def consent(self, id: str) -> GivenConsent | None:
        """Return a consent by its id."""
        return next((one for one in self.consents if one.consent.id == id), None)

    @property
    def counting(self) -> tuple[Claim, ...]:
        """The claims that the person stands behind."""
        return tuple(one for one in self.claims if one.counts)


def fold(id: str, events: Sequence[Event], *, version: int | None = None, at: datetime | None = None) -> Passport:
    """Return how a passport stands.

    Args:
        id: Identifier of the passport.
        events: Its history from the start.
        version: Fold only so many events, to see how it stood then.
        at: Fold only what had happened by this moment.
    """
    seen = list(events if version is None else events[:version])
    if at is not None:
        seen = [event for event in seen if event.at <= at]
    return Folding(id, seen).passport


class Folding:
    """A fold that can go on as events are added.

    Args:
        id: Identifier of the passport.
        events: Its history so far.
    """

    def __init__(self, id: str, events: Sequence[Event] = ()) -> None:
        self.id = id
        self._events = list(events)
        self._begin()

    @property
    def claims(self) -> Mapping[str, Claim]:
        """The claims by id, as they stand."""
        return {id: draft.as_it_stands() for id, draft in self._state.drafts.items()}

    def add(self, event: Event) -> bool:
        """Take in one more event, and return whether whoever did it was allowed to."""
        self._events.append(event)
        number = len(self._events)
        if isinstance(event.body, Undone):
            self._begin()
        else:
            self._rights.take(number, event)
            if number not in self._rights.refused:
                self._state.take(event)
        return number not in self._rights.refused

    @property
    def passport(self) -> Passport:
        """How the passport stands."""
        return Passport(
            self.id,
            len(self._events),
            self._state.label,
            tuple(draft.as_it_stands() for draft in self._state.drafts.values()),
            tuple(self._rights.consents.values()),
            tuple(self._rights.looks),
            self._undone,
            frozenset(self._rights.refused),
        )

    def _begin(self) -> None:
        """Fold everything anew: an undoing reaches back."""
        self._rights, self._state = Rights(), _State()
        for number, event in enumerate(self._events, 1):
            self._rights.take(number, event)
        self._undone = _undone(self._events, self._rights.refused)
        void = self._undone | self._rights.refused
        for number, event in enumerate(self._events, 1):
            if number not in void:
                self._state.take(event)


def _undone(events: Sequence[Event], refused: set[int]) -> frozenset[int]:
    """Return the numbers of undone events; latest first, so that an undone undoing undoes nothing."""
    found: set[int] = set()
    for number in range(len(events), 0, -1):
        event = events[number - 1]
        if not isinstance(event.body, Undone) or number in found or number in refused:
            continue
        target = event.body.number
        if 1 <= target < number and _may_undo(event, events[target - 1]):
            found.add(target)
    return frozenset(found)


def _may_undo(undoing: Event, target: Event) -> bool:
    own = undoing.by.role is Role.PERSON or undoing.by == target.by
    return own and not isinstance(target.body, LASTING)


class _Draft:
    """A claim while events are taken in: what was said, where it stands, and what does not count yet.

    The claim itself is made once, when somebody asks for it, so that a long history costs little.
    """

    __slots__ = ("claim", "confirmed", "loose", "made", "status")

    def __init__(self, claim: Claim) -> None:
        # Whatever the event says, a proposal starts as one: nothing counts unconfirmed.
        self.claim, self.status, self.confirmed = claim, Status.PROPOSED, False
        self.loose: frozenset[str] = frozenset()
        self.made: Claim | None = None

    def settle(self, status: Status) -> None:
        """Confirm the claim, with all evidence and use that it has."""
        self.status, self.confirmed, self.loose, self.made = status, True, frozenset(), None

    def stand(self, status: Status) -> None:
        self.status, self.made = status, None

    def say(self, claim: Claim) -> None:
        self.claim, self.made = claim, None

    def add(self, item: Item, counts: bool) -> None:
        """Take in evidence or use; what was merely found counts from the next confirming on."""
        kept: dict[str, Any] = (
            {"evidence": (*self.claim.evidence, item)}
            if isinstance(item, EvidenceItem)
            else {"uses": (*self.claim.uses, item)}
        )
        if self.confirmed and not counts:
            self.loose |= {item.id}
        elif counts and not self.confirmed:
            # Everything that was there is loose, what the person adds is not.
            ids = (*(one.id for one in self.claim.evidence), *(one.id for one in self.claim.uses))
            self.loose = frozenset(ids) | self.loose
            self.confirmed = True
        self.say(replace(self.claim, **kept))

    def as_it_stands(self) -> Claim:
        """Return the claim with the state of each of its parts."""
        if self.made is None:
            claim = self.claim
            self.made = changed(
                claim,
                status=self.status,
                evidence=tuple([_marked(item, self._counts(item)) for item in claim.evidence]),
                uses=tuple([_marked(use, self._counts(use)) for use in claim.uses]),
            )
        return self.made

    def _counts(self, item: EvidenceItem | Use) -> bool:
        return self.confirmed and item.id not in self.loose


class _State:
    """The claims while events are taken in."""

    def __init__(self) -> None:
        self.label = ""
        self.drafts: dict[str, _Draft] = {}

    def take(self, event: Event) -> None:
        step = _TAKE.get(type(event.body))
        if step is not None:
            step(self, event.body, event)

    def opened(self, body: Opened, _: Event) -> None:
        self.label = body.label

    def proposed(self, body: Proposed, _: Event) -> None:
        if body.claim.id not in self.drafts:
            self.drafts[body.claim.id] = _Draft(body.claim)

    def confirmed(self, body: Confirmed, _: Event) -> None:
        for draft in self._named(body.claims):
            draft.settle(Status.CORRECTED if draft.status is Status.CORRECTED else Status.CONFIRMED)

    def corrected(self, body: Corrected, _: Event) -> None:
        for draft in self._named((body.claim,)):
            draft.say(amended(draft.claim, body))
            draft.settle(Status.CORRECTED)

    def rejected(self, body: Rejected, _: Event) -> None:
        for draft in self._named(body.claims):
            draft.stand(Status.REJECTED)

    def withdrawn(self, body: Withdrawn, _: Event) -> None:
        for draft in self._named(body.claims):
            draft.stand(Status.WITHDRAWN)

    def evidence_added(self, body: EvidenceAdded, event: Event) -> None:
        for draft in self._named((body.claim,)):
            draft.add(body.item, event.by.role is not Role.PROGRAM and not body.item.inferred)

    def use_added(self, body: UseAdded, event: Event) -> None:
        for draft in self._named((body.claim,)):
            draft.add(body.use, event.by.role is not Role.PROGRAM)

    def removed(self, body: Removed, _: Event) -> None:
        for draft in self._named((body.claim,)):
            claim = draft.claim
            kept = (_without(claim.evidence, body.item), _without(claim.uses, body.item))
            draft.say(replace(claim, evidence=kept[0], uses=kept[1]))

    def _named(self, ids: Sequence[str]) -> list[_Draft]:
        return [self.drafts[id] for id in ids if id in self.drafts]


_TAKE: Final[Mapping[type, Callable[[_State, Any, Event], None]]] = {
    Opened: _State.opened,
    Proposed: _State.proposed,
    Confirmed: _State.confirmed,
    Corrected: _State.corrected,
    Rejected: _State.rejected,
    Withdrawn: _State.withdrawn,
    EvidenceAdded: _State.evidence_added,
    UseAdded: _State.use_added,
    Removed: _State.removed,
}

_CORRECTABLE: Final = ("uri", "kind", "level", "words", "cefr", "release")


def amended(claim: Claim, correction: Corrected) -> Claim:
    """Return a claim as a correction makes it; unchanged where the two do not fit together.

    Args:
        claim: The claim as it stands.
        correction: What changes.
    """
    changes: dict[str, Any] = {name: value for name in _CORRECTABLE if (value := getattr(correction, name)) is not None}
    if changes.get("kind", claim.kind) is not ClaimKind.LANGUAGE:
        changes.setdefault("cefr", "")
    try:
        return replace(claim, **changes)
    except ValueError:
        return claim


def _marked(item: Item, confirmed: bool) -> Item:
    return item if item.confirmed == confirmed else changed(item, confirmed=confirmed)


def _without(items: tuple[Item, ...], id: str) -> tuple[Item, ...]:
    return tuple(item for item in items if item.id != id)
