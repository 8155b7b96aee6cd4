"""A passport as its pages show it: level, currency and proof of each skill, and what would help."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.utils.translation import get_language

from draaischijf.passport import Claim, ClaimKind, Event, Passport, Standing, Status, standing_of, worth_refreshing
from draaischijf.passport.events import LASTING, Proposed
from draaischijf.passport.explain import explain_currency, explain_proof, explain_refreshing, strengthenings
from draaischijf.passport.profile import kind_in
from draaischijf.passport.words import Tongue
from draaischijf.site.frame.engine import Named, defaults, language, named, today

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
        standing: Its level, currency and proof.
        share: The level as a share of the highest.
        refresh: Whether it is worth refreshing.
    """

    claim: Claim
    skill: Named
    standing: Standing
    share: int
    refresh: bool


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
    total: int


def overview(passport: Passport) -> Overview:
    """Return a passport as its page shows it."""
    cards = [card(one) for one in passport.counting]
    groups = [
        Group(kind, sorted((one for one in cards if one.claim.kind is kind), key=lambda one: one.skill.name.lower()))
        for kind in ORDER
    ]
    weak = [one for one in cards if one.standing.proof < WEAK]
    weak.sort(key=lambda one: (one.standing.proof, -one.standing.level, one.skill.name))
    stale = sorted((one for one in cards if one.refresh), key=lambda one: one.standing.currency)
    return Overview(
        [one for one in groups if one.cards],
        sum(one.status is Status.PROPOSED for one in passport.claims),
        weak[:HELPED],
        stale[:HELPED],
        len(cards),
    )


def card(claim: Claim) -> Card:
    """Return one claim as its page shows it."""
    numbers = defaults()
    standing = standing_of(claim, today(), kind_in(language(), claim.uri, numbers), numbers)
    return Card(
        claim,
        named(claim.uri),
        standing,
        standing.level * MILLION // 4,
        worth_refreshing(standing.currency, numbers),
    )


class Sentences(NamedTuple):
    """What is said of one claim, in the language of the page."""

    proof: str
    currency: str
    refresh: str
    stronger: list[str]


def sentences(one: Card) -> Sentences:
    """Return in words how well a claim is shown, how current it is, and what would help."""
    tongue: Tongue = "en" if (get_language() or "nl").startswith("en") else "nl"
    numbers = defaults()
    return Sentences(
        explain_proof(one.standing, tongue),
        explain_currency(one.standing, tongue, numbers),
        explain_refreshing(one.standing, tongue, numbers) or "",
        [advice.sentence[tongue] for advice in strengthenings(one.standing, numbers)[:3]],
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
    names = {one.body.claim.id: one.body.claim.uri for one in events if isinstance(one.body, Proposed)}
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
