"""What other apps use of workers: reading a CV into proposals, and one's own limits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from draaischijf.passport import PROGRAM, Claim, EvidenceItem, Status, Use
from draaischijf.passport.events import (
    Confirmed,
    Corrected,
    EvidenceAdded,
    Proposed,
    Rejected,
    Undone,
    UseAdded,
    Withdrawn,
)
from draaischijf.passport.store import new_id
from draaischijf.site.accounts.roles import Actor
from draaischijf.site.employer.services import forget_person
from draaischijf.site.frame.engine import language
from draaischijf.site.passports import services as passports
from draaischijf.site.passports.services import Own
from draaischijf.site.worker.models import Intake, Limits
from draaischijf.site.worker.proposals import kind_of, proposals_from
from draaischijf.terms import Wish

if TYPE_CHECKING:
    from draaischijf.reading import Reading

KEPT: Final = timedelta(days=7)
YES: Final = "yes"
NO: Final = "no"


@transaction.atomic
def take_in(actor: Actor, reading: Reading, name: str = "", id: UUID | None = None) -> UUID:
    """Keep a text while a person looks through it, and propose what was found.

    Args:
        actor: The person.
        reading: The text, read.
        name: What the person calls it.
        id: Id of the intake; one that is there already stays as it is.
    """
    Intake.objects.filter(created__lt=timezone.now() - KEPT).delete()
    if id is not None and Intake.objects.filter(pk=id).exists():
        return id
    own = passports.open_own(actor)
    known = {claim.uri for claim in own.passport.claims if claim.counts or claim.status is Status.PROPOSED}
    found = proposals_from(reading, known, name)
    if found:
        passports.add(own, [Proposed(one.claim) for one in found], by=PROGRAM, ground=name)
    intake = Intake.objects.create(
        **({"id": id} if id else {}),
        user_id=actor.me,
        name=name,
        text=reading.text,
        kind=reading.kind,
        claims=[one.claim.id for one in found],
        spans=[[one.claim.id, start, end] for one in found for start, end in one.spans],
    )
    return intake.id


def intakes(actor: Actor) -> list[Intake]:
    """Return the texts that someone is not done with."""
    return list(Intake.objects.filter(user_id=actor.me).order_by("-created"))


def intake(actor: Actor, id: UUID) -> Intake | None:
    """Return one of one's own texts; None where there is none."""
    return Intake.objects.filter(user_id=actor.me, pk=id).first()


def done_with(actor: Actor, id: UUID) -> None:
    """Throw a text away; what was found in it stays."""
    Intake.objects.filter(user_id=actor.me, pk=id).delete()


def discard(own: Own, found: Intake) -> None:
    """Throw a text away and undo what was proposed from it; what the person decided about it stays."""
    open_now = {one.id for one in own.passport.claims if one.status is Status.PROPOSED} & set(found.claims)
    numbers = [
        number
        for number, event in enumerate(own.events, 1)
        if isinstance(event.body, Proposed) and event.body.claim.id in open_now and number not in own.passport.undone
    ]
    if numbers:
        passports.add(own, [Undone(number) for number in numbers])
    found.delete()


def settle(own: Own, choices: Mapping[str, str], levels: Mapping[str, int]) -> int:
    """Confirm, correct or reject what was proposed, and return how many were settled.

    Args:
        own: The passport.
        choices: By claim `yes` or `no`; anything else leaves it for later.
        levels: By claim the level that the person gives.
    """
    proposed = {one.id: one for one in own.passport.claims if one.status is Status.PROPOSED}
    yes = [one for id, one in proposed.items() if choices.get(id) == YES]
    no = tuple(id for id in proposed if choices.get(id) == NO)
    corrected = [one for one in yes if levels.get(one.id, one.level) != one.level]
    same = tuple(one.id for one in yes if one not in corrected)
    bodies: list[Any] = [Corrected(one.id, level=levels[one.id]) for one in corrected]
    bodies += [Confirmed(same)] if same else []
    bodies += [Rejected(no)] if no else []
    if bodies:
        passports.add(own, bodies)
    return len(yes) + len(no)


def add_skill(own: Own, uri: str, level: int, ground: str = "") -> str:
    """Add a skill that the person names, and return its claim."""
    known = next((one for one in own.passport.claims if one.uri == uri), None)
    if known is not None and known.status is not Status.WITHDRAWN:
        passports.add(own, [Corrected(known.id, level=level)], ground=ground)
        return known.id
    claim = Claim(uri, kind_of(uri), level, release=language().release, id=new_id())
    passports.add(own, [Proposed(claim), Confirmed((claim.id,))], ground=ground)
    return claim.id


def set_level(own: Own, claim: str, level: int) -> None:
    """Put the level of a claim right."""
    passports.add(own, [Corrected(claim, level=level)])


def add_evidence(own: Own, claim: str, item: EvidenceItem) -> None:
    """Add evidence to a claim."""
    passports.add(own, [EvidenceAdded(claim, item)])


def add_use(own: Own, claim: str, use: Use) -> None:
    """Say when a skill was used."""
    passports.add(own, [UseAdded(claim, use)])


def take_back(own: Own, claims: Iterable[str]) -> None:
    """Take claims back; they stand in the history and count no more."""
    passports.add(own, [Withdrawn(tuple(claims))])


def undo(own: Own, number: int) -> bool:
    """Undo an event of one's own history; tell whether there is one."""
    if not 1 <= number <= len(own.events) or number in own.passport.undone:
        return False
    passports.add(own, [Undone(number)])
    return True


def limits_of(actor: Actor) -> Limits:
    """Return what someone wants of work."""
    return Limits.objects.filter(user_id=actor.me).first() or Limits(user_id=actor.me)


def wishes_of(limits: Limits) -> list[Wish]:
    """Return what someone wants of work as matching takes it."""
    wishes = []
    if limits.hours_low is not None or limits.hours_high is not None:
        wishes.append(Wish("hours", limits.hours_low, limits.hours_high, limit=limits.hours_hard))
    if limits.region:
        wanted = frozenset(word.strip() for word in limits.region.split(",") if word.strip())
        wishes.append(Wish("region", among=wanted, limit=limits.region_hard))
    return wishes


@transaction.atomic
def forget(actor: Actor) -> bool:
    """Wipe everything that stands here about a person, but not the account; tell whether there was a passport."""
    key = passports.key_of(actor)
    Intake.objects.filter(user_id=actor.me).delete()
    Limits.objects.filter(user_id=actor.me).delete()
    if key is not None:
        forget_person(key)
    return passports.forget(actor)
