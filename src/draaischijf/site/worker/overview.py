"""A passport as its pages show it: level, currency and proof of each skill, and what would help."""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from draaischijf.passport import Claim, ClaimKind, Event, Passport, Status, currency, is_hard, proof, worth_refreshing
from draaischijf.passport.events import LASTING
from draaischijf.site.frame.engine import Named, basis, named, today
from draaischijf.site.passports.profile import held_of
from draaischijf.terms import DEFAULT_LEVEL

# Human skills come first.
ORDER: Final = (ClaimKind.ATTITUDE, ClaimKind.SKILL, ClaimKind.LANGUAGE, ClaimKind.LICENCE, ClaimKind.KNOWLEDGE)
MILLION: Final = 1_000_000
WEAK: Final = 400_000
HELPED: Final = 5


class Card(NamedTuple):
    """One claim that counts; shares in millionths.

    Args:
        claim: The claim.
        skill: Its name.
        level: 1 to 4.
        share: The level as a share of the highest.
        currency: What is left of it.
        proof: How well it is shown.
        last_used: Last day of use; None for in use, or unknown.
        in_use: Whether a use is known that goes on.
        refresh: Whether it is worth refreshing.
        hard: Whether hard evidence shows it.
        kinds: Kinds of evidence, each once.
    """

    claim: Claim
    skill: Named
    level: int
    share: int
    currency: int
    proof: int
    last_used: date | None
    in_use: bool
    refresh: bool
    hard: bool
    kinds: list[str]


class Group(NamedTuple):
    """Cards of one kind."""

    kind: ClaimKind
    cards: list[Card]


class Overview(NamedTuple):
    """A whole passport."""

    groups: list[Group]
    open: int
    strengthen: list[Card]
    refresh: list[Card]
    count: int


def overview(passport: Passport) -> Overview:
    """Return a passport as its page shows it."""
    cards = [card(one) for one in passport.counting]
    groups = [
        Group(kind, sorted((one for one in cards if one.claim.kind is kind), key=lambda one: one.skill.name.lower()))
        for kind in ORDER
    ]
    weak = sorted((one for one in cards if one.proof < WEAK), key=lambda one: (one.proof, -one.level, one.skill.name))
    stale = sorted((one for one in cards if one.refresh), key=lambda one: one.currency)
    return Overview(
        [one for one in groups if one.cards],
        sum(one.status is Status.PROPOSED for one in passport.claims),
        weak[:HELPED],
        stale[:HELPED],
        len(cards),
    )


def card(claim: Claim) -> Card:
    """Return one claim as its page shows it."""
    now = basis()
    held = held_of(claim, today())
    left = currency(held.last_used, today(), now.space.kind_of(claim.uri), now.defaults)
    level = claim.level or DEFAULT_LEVEL
    return Card(
        claim,
        named(claim.uri),
        level,
        level * MILLION // 4,
        left,
        proof(held.evidence, now.defaults),
        held.last_used,
        any(use.confirmed and use.ended is None for use in claim.uses),
        worth_refreshing(left, now.defaults),
        is_hard(held.evidence, now.defaults),
        list(dict.fromkeys(str(one.kind) for one in held.evidence)),
    )


class Happened(NamedTuple):
    """One event of a history as its page shows it.

    Args:
        number: Its number.
        event: The event.
        kind: Name of its kind, which the template puts in words.
        skills: What it was about.
        undone: Whether it is undone.
        may_undo: Whether it can be undone now.
    """

    number: int
    event: Event
    kind: str
    skills: list[Named]
    undone: bool
    may_undo: bool


def history(passport: Passport, events: tuple[Event, ...], most: int = 200) -> list[Happened]:
    """Return what happened to a passport, newest first.

    Args:
        passport: How it stands.
        events: Its history.
        most: Most events that are shown.
    """
    names = {one.body.claim.id: one.body.claim.uri for one in events if type(one.body).__name__ == "Proposed"}
    names |= {claim.id: claim.uri for claim in passport.claims}
    shown = []
    for number, event in reversed(list(enumerate(events, 1))):
        uris = [names[one] for one in _claims_of(event) if one in names]
        undone = number in passport.undone
        lasting = isinstance(event.body, LASTING)
        shown.append(
            Happened(
                number,
                event,
                type(event.body).__name__,
                [named(uri) for uri in uris[:6]],
                undone,
                not undone and not lasting and number not in passport.refused,
            )
        )
    return shown[:most]


def _claims_of(event: Event) -> tuple[str, ...]:
    body = event.body
    if hasattr(body, "claims"):
        found: tuple[str, ...] = body.claims
        return found
    claim = getattr(body, "claim", "")
    return (claim.id,) if isinstance(claim, Claim) else (claim,) if claim else ()
