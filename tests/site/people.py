"""Invented people and organisations for tests."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.test import Client

from draaischijf.site.accounts.models import User
from draaischijf.site.accounts.roles import Actor, Role
from draaischijf.site.accounts.services import actor_of, organisation_called, register
from draaischijf.site.employer.models import Status, Vacancy
from draaischijf.site.employer.services import invite, new_vacancy, save, wall_of
from draaischijf.site.frame.engine import read_text, today
from draaischijf.site.matches.services import Said, code_of, give
from draaischijf.site.passports.services import open_own
from draaischijf.site.worker.services import settle, take_in

PASSWORD = "een heel lang wachtwoord"
CV = """Curriculum vitae

Werkervaring
Heftruckchauffeur bij Verzonnen Logistiek, 2019 - heden
- heftruck rijden
- voorraad tellen
- collega's inwerken

Talen
Nederlands: moedertaal
"""
VACANCY = """Magazijnmedewerker

Wij zoeken een jonge hond voor ons magazijn, 32 uur per week.

Taken
- je rijdt met de heftruck
- je telt de voorraad
- je pakt orders in

Eisen
- je spreekt Nederlands
"""


class Cast(NamedTuple):
    """Who plays in a test."""

    worker: Actor
    other_worker: Actor
    employer: Actor
    other_employer: Actor
    vacancy: Vacancy
    other_vacancy: Vacancy
    key: str

    def code(self, employer: Actor | None = None) -> str:
        """The code of the worker at an employer."""
        return code_of(wall_of(employer or self.employer).id, self.key)


def worker(email: str, name: str = "", cv: str = CV, *, found: bool = True) -> tuple[Actor, str]:
    """Make a worker with a passport, whom every employer may find unless said otherwise."""
    actor = actor_of(register(email, PASSWORD, Role.WORKER, name=name))
    take_in(actor, read_text(cv))
    own = open_own(actor)
    settle(own, {one.id: "yes" for one in own.passport.claims if not one.inferred_from}, {})
    if found:
        give(actor, None, today() + timedelta(days=90), Said("werk", "gelezen"))
    return actor, own.key


def employer(email: str, organisation: str) -> Actor:
    """Make someone who acts for an organisation."""
    return actor_of(register(email, PASSWORD, Role.EMPLOYER, organisation_called(organisation)))


def vacancy(actor: Actor, text: str = VACANCY, status: Status = Status.OPEN) -> Vacancy:
    """Make a vacancy."""
    made = new_vacancy(actor, wall_of(actor), read_text(text))
    save(actor, made, status)
    return made


def cast_of() -> Cast:
    """Make everyone."""
    one, key = worker("samira@voorbeeld.nl", "Samira Verzonnen")
    other, _ = worker("otto@voorbeeld.nl", "Otto Verzonnen", found=False)
    first, second = employer("eva@een.nl", "Een (verzonnen)"), employer("tom@twee.nl", "Twee (verzonnen)")
    vacancies = vacancy(first), vacancy(second)
    invite(first, vacancies[0], key, "Kom je langs?")
    return Cast(one, other, first, second, *vacancies, key)


def browser_of(actor: Actor | None, **options: object) -> Client:
    """Return a client that is signed in as someone."""
    client = Client(**options)
    if actor is not None and actor.user is not None:
        client.force_login(User.objects.get(pk=actor.user), "django.contrib.auth.backends.ModelBackend")
    return client
