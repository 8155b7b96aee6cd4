"""What other apps use of workers: reading a CV into proposals, and one's own limits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from draaischijf.passport import PROGRAM, Claim, Desk, EvidenceItem, Status, Use
from draaischijf.passport.events import Corrected, Proposed
from draaischijf.site.accounts.roles import Actor
from draaischijf.site.employer.services import forget_person
from draaischijf.site.frame.engine import language
from draaischijf.site.jobs.services import every_day
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
    if id is not None and Intake.objects.filter(pk=id).exists():
        return id
    own = passports.open_own(actor)
    found = proposals_from(reading, name)
    ids = passports.change(own.key, lambda desk: [desk.propose(one.claim) for one in found], by=PROGRAM, ground=name)
    intake = Intake.objects.create(
        **({"id": id} if id else {}),
        user_id=actor.me,
        name=name,
        text=reading.text,
        kind=reading.kind,
        claims=ids,
        spans=[[claim, start, end] for claim, one in zip(ids, found, strict=True) for start, end in one.spans],
    )
    return intake.id


@every_day
def throw_away() -> None:
    """Throw texts away that nobody is done with after a week."""
    Intake.objects.filter(created__lt=timezone.now() - KEPT).delete()


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

        def act(desk: Desk) -> None:
            for number in numbers:
                desk.undo(number)

        passports.change(own.key, act)
    found.delete()


def waits(claim: Claim) -> bool:
    """Tell whether something about a claim waits for the person's answer."""
    new = not all([*(one.confirmed for one in claim.evidence), *(one.confirmed for one in claim.uses)])
    return claim.status is Status.PROPOSED or (claim.counts and new)


def settle(own: Own, choices: Mapping[str, str], levels: Mapping[str, int]) -> int:
    """Confirm, correct or reject what waits for an answer, and return how many were settled.

    Args:
        own: The passport.
        choices: By claim `yes` or `no`; anything else leaves it for later.
        levels: By claim the level that the person gives.
    """
    waiting = {one.id: one for one in own.passport.claims if waits(one)}
    yes = [one for id, one in waiting.items() if choices.get(id) == YES]
    # A "no" to new proof of what counts already takes nothing back.
    no = [id for id, one in waiting.items() if choices.get(id) == NO and not one.counts]
    other = {one.id: levels[one.id] for one in yes if levels.get(one.id, one.level) != one.level}
    same = [one.id for one in yes if one.id not in other]

    def act(desk: Desk) -> None:
        for id, level in other.items():
            desk.correct(Corrected(id, level=level))
        if same:
            desk.confirm(same)
        if no:
            desk.reject(no)

    if yes or no:
        passports.change(own.key, act)
    return len(yes) + len(no)


def add_skill(own: Own, uri: str, level: int, ground: str = "") -> str:
    """Add a skill that the person names, and return its claim."""

    def act(desk: Desk) -> str:
        id = desk.propose(Claim(uri, kind_of(uri), level, release=language().release))
        desk.correct(Corrected(id, level=level))
        return id

    return passports.change(own.key, act, ground=ground)


def set_level(own: Own, claim: str, level: int) -> None:
    """Put the level of a claim right."""
    passports.change(own.key, lambda desk: desk.correct(Corrected(claim, level=level)))


def add_evidence(own: Own, claim: str, item: EvidenceItem) -> None:
    """Add evidence to a claim."""
    passports.change(own.key, lambda desk: desk.add_evidence(claim, item))


def add_use(own: Own, claim: str, use: Use) -> None:
    """Say when a skill was used."""
    passports.change(own.key, lambda desk: desk.add_use(claim, use))


def take_back(own: Own, claim: str) -> None:
    """Take a claim back; it stands in the history and counts no more."""
    passports.change(own.key, lambda desk: desk.reject([claim]))


def undo(own: Own, number: int) -> None:
    """Undo an event of one's own history.

    Raises:
        Problem: There is no such event, or it cannot be undone.
    """
    passports.change(own.key, lambda desk: desk.undo(number))


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
