"""What other apps use of employers: vacancies within a wall, open vacancies for all, invitations of a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from draaischijf.problems import Problem
from draaischijf.site.accounts.roles import Actor, Role, Wall
from draaischijf.site.accounts.services import organisation_names, who_is
from draaischijf.site.employer.models import Answer, Decision, Invitation, Status, Vacancy
from draaischijf.site.employer.reading import fill, work_of
from draaischijf.site.frame.services import record
from draaischijf.site.matches.services import put_work
from draaischijf.terms import Work

if TYPE_CHECKING:
    from draaischijf.reading import Reading


class OpenVacancy(NamedTuple):
    """An open vacancy as anyone may see it, but for its text."""

    id: UUID
    title: str
    employer: str
    region: str
    hours: str


def wall_of(actor: Actor) -> Wall:
    """Return the organisation for which someone acts as employer."""
    return actor.organisation(Role.EMPLOYER)


def vacancies_of(actor: Actor) -> QuerySet[Vacancy]:
    """Return the vacancies of one's own organisation."""
    return Vacancy.objects.filter(organisation=wall_of(actor).id)


def listed(actor: Actor) -> QuerySet[Vacancy]:
    """Return the vacancies of one's own organisation with how many were invited and how many said yes."""
    yes = Count("invitations", filter=Q(invitations__answer=Answer.ACCEPTED))
    return vacancies_of(actor).annotate(invited=Count("invitations"), accepted=yes)


def own_vacancy(actor: Actor, vacancy: UUID) -> Vacancy | None:
    """Return a vacancy of one's own organisation; None where there is none."""
    return vacancies_of(actor).filter(pk=vacancy).first()


@transaction.atomic
def new_vacancy(  # noqa: PLR0913 - all but three are keywords
    actor: Actor | None,
    wall: Wall,
    reading: Reading,
    name: str = "",
    *,
    author: int | None = None,
    id: UUID | None = None,
) -> Vacancy:
    """Keep a vacancy that was read, as a draft; one that has the same id already stays as it is.

    Args:
        actor: Who made it; None for a job.
        wall: The organisation.
        reading: Its text, read.
        name: Name of the file, for a title.
        author: Account for which a job made it.
        id: Its id; a new one unless said.
    """
    known = Vacancy.objects.filter(pk=id).first() if id else None
    if known is not None:
        return known
    vacancy = Vacancy(organisation=wall.id, author_id=actor.me if actor else author, **({"id": id} if id else {}))
    fill(vacancy, reading, name)
    vacancy.save()
    record(actor, "vacancy.made", f"vacancy:{vacancy.id}", wall.id)
    return vacancy


@transaction.atomic
def save(actor: Actor, vacancy: Vacancy, status: Status | None = None) -> None:
    """Keep a vacancy of one's own organisation, and let it be found while it is open."""
    if status is not None and status != vacancy.status:
        vacancy.status = status
        record(actor, f"vacancy.{status}", f"vacancy:{vacancy.id}", vacancy.organisation)
    vacancy.save()
    put_work(vacancy.id, work_of(vacancy) if vacancy.status == Status.OPEN else None)


def open_vacancies(ids: Iterable[str]) -> dict[str, OpenVacancy]:
    """Return open vacancies by id."""
    light = Vacancy.objects.defer("text", "found", "asked")
    found = list(light.filter(pk__in=list(ids), status=Status.OPEN))
    names = organisation_names({one.organisation for one in found})
    return {str(one.id): _open(one, names.get(one.organisation, "")) for one in found}


def _open(one: Vacancy, employer: str) -> OpenVacancy:
    bounds = [str(hour) for hour in dict.fromkeys((one.hours_low, one.hours_high)) if hour is not None]
    return OpenVacancy(one.id, one.title, employer, one.region, "–".join(bounds))


def text_of_open(vacancy: UUID) -> str:
    """Return the text of an open vacancy; empty where it is not open."""
    found = Vacancy.objects.filter(pk=vacancy, status=Status.OPEN).values_list("text", flat=True).first()
    return found or ""


def invite(actor: Actor, vacancy: Vacancy, person: str, message: str) -> None:
    """Invite a person; once for a vacancy.

    Raises:
        Problem: This person was invited already.
    """
    try:
        with transaction.atomic():
            sent = Invitation.objects.create(vacancy=vacancy, person=person, message=message, author_id=actor.me)
    except IntegrityError as error:
        raise Problem("invitation-twice", "this person was invited for this vacancy already.") from error
    record(actor, "invitation.sent", f"invitation:{sent.id}", vacancy.organisation)


def take_back(actor: Actor, vacancy: Vacancy, person: str) -> bool:
    """Take an invitation back that was not answered; tell whether there was one."""
    own = Invitation.objects.filter(vacancy=vacancy, person=person, answer=Answer.OPEN)
    done = bool(own.update(answer=Answer.TAKEN_BACK, answered=timezone.now()))
    if done:
        record(actor, "invitation.taken-back", f"vacancy:{vacancy.id}", vacancy.organisation)
    return done


def decide(actor: Actor, vacancy: Vacancy, person: str, outcome: str, reason: str) -> None:
    """Record what a person at the employer decided, and why."""
    Decision.objects.create(vacancy=vacancy, person=person, outcome=outcome, reason=reason, author_id=actor.me)
    record(actor, "decision.recorded", f"vacancy:{vacancy.id}", vacancy.organisation)


def invitations_for(person: str) -> list[Invitation]:
    """Return the invitations of who is met under a key, newest first."""
    own = Invitation.objects.filter(person=person).exclude(answer=Answer.TAKEN_BACK)
    found = list(own.select_related("vacancy"))
    names = organisation_names({one.vacancy.organisation for one in found})
    for one in found:
        one.employer = names.get(one.vacancy.organisation, "")
    return found


def answer(actor: Actor, invitation: Invitation, yes: bool, reply: str, share: Iterable[str]) -> None:
    """Answer an invitation, and share of who one is only what one says.

    Args:
        actor: The person.
        invitation: One's own, not yet answered.
        yes: Whether one wants to meet.
        reply: Words for the employer, may be empty.
        share: `name` and `email`, what is shared with a yes.
    """
    chosen = set(share) if yes else set()
    who = who_is(actor.me)
    shared = {
        "shared_name": who.name if "name" in chosen else "",
        "shared_email": who.email if "email" in chosen else "",
    }
    own = Invitation.objects.filter(pk=invitation.pk, answer=Answer.OPEN)
    given = Answer.ACCEPTED if yes else Answer.DECLINED
    if own.update(answer=given, answered=timezone.now(), reply=reply, **shared):
        record(actor, f"invitation.{given}", f"invitation:{invitation.pk}", invitation.vacancy.organisation)


def forget_person(person: str) -> None:
    """Wipe what a person wrote and shared, and what was written to them; the decisions of a vacancy lose their link."""
    Invitation.objects.filter(person=person).delete()
    Decision.objects.filter(person=person).update(person="")


def work_of_open(vacancy: UUID) -> Work | None:
    """Return what an open vacancy asks for."""
    found = Vacancy.objects.filter(pk=vacancy, status=Status.OPEN).first()
    return work_of(found) if found else None
