"""Consents to be found: what stands in a passport about who may see it, said in the words of this site.

A party is `employers` (every employer on this site) or `organisation:ID`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from draaischijf.passport import Consent, GivenConsent, Part, Passport, Selection
from draaischijf.problems import Problem
from draaischijf.site.accounts.roles import Actor
from draaischijf.site.accounts.services import organisation_names
from draaischijf.site.frame.engine import today
from draaischijf.site.frame.services import record
from draaischijf.site.passports.services import Own, change, open_own

EVERYONE: Final = "employers"
ORGANISATION: Final = "organisation:"
PARTS: Final = (Part.LEVEL, Part.CURRENCY, Part.PROOF)
LONGEST: Final = timedelta(days=366)


class Shown(NamedTuple):
    """A consent as its page shows it.

    Args:
        id: Its name within the passport.
        everyone: True for every employer.
        organisation: Name of the one organisation, empty for everyone or where it is no more.
        purpose: What for.
        ends: Last day.
        holds: Whether it is in force today.
        withdrawn: Whether it was withdrawn.
    """

    id: str
    everyone: bool
    organisation: str
    purpose: str
    ends: date
    holds: bool
    withdrawn: bool


def who_may_find(passport: Passport, day: date) -> tuple[date | None, dict[UUID, date]]:
    """Return until when every employer may find a person, and which organisations may until when.

    Args:
        passport: How the passport stands.
        day: The day to judge by.
    """
    everyone: date | None = None
    some: dict[UUID, date] = {}
    for given in passport.consents:
        if not in_force(given, day):
            continue
        party, ends = given.consent.party, given.consent.ends
        if party == EVERYONE:
            everyone = max(everyone or ends, ends)
        elif party.startswith(ORGANISATION):
            organisation = UUID(party.removeprefix(ORGANISATION))
            some[organisation] = max(some.get(organisation, ends), ends)
    return everyone, some


def consent_of(passport: Passport, organisation: UUID, day: date) -> GivenConsent | None:
    """Return the consent under which an organisation may look at a person; None where there is none."""
    parties = (EVERYONE, f"{ORGANISATION}{organisation}")
    holding = [one for one in passport.consents if one.consent.party in parties and in_force(one, day)]
    return max(holding, key=lambda one: (one.consent.party != EVERYONE, one.consent.ends), default=None)


class Said(NamedTuple):
    """What goes with a consent in words.

    Args:
        purpose: What for, in words that the person understands.
        notice: What the person read.
        request: What it answers, such as an invitation.
    """

    purpose: str
    notice: str
    request: str = ""


def give(actor: Actor, organisation: UUID | None, ends: date, said: Said) -> str:
    """Let oneself be found and return the id of the consent.

    Args:
        actor: The person.
        organisation: Who may; None for every employer on this site.
        ends: Last day, at most a year and a day from now.
        said: What goes with it in words.

    Raises:
        Problem: The last day has passed or is too far away, or there is no such organisation.
    """
    if not today() <= ends <= today() + LONGEST:
        raise Problem("consent-days", "a consent ends between today and a year from now.", place="ends")
    if organisation is not None and organisation not in organisation_names([organisation]):
        raise Problem("consent-party", "there is no such organisation.", place="organisation")
    own = open_own(actor)
    party = EVERYONE if organisation is None else f"{ORGANISATION}{organisation}"
    consent = Consent(party, said.purpose, Selection((), PARTS), today(), ends, (), said.request, said.notice)
    id = change(own.key, lambda desk: desk.consent(consent))
    record(actor, "consent.given", f"person:{own.key}", organisation)
    return id


def withdraw(actor: Actor, consent: str) -> bool:
    """Withdraw a consent; tell whether there was one in force."""
    own = open_own(actor)
    given = own.passport.consent(consent)
    if given is None or given.withdrawn is not None:
        return False
    change(own.key, lambda desk: desk.withdraw_consent(consent))
    record(actor, "consent.withdrawn", f"person:{own.key}")
    return True


def shown(own: Own) -> list[Shown]:
    """Return the consents of a passport, newest first."""
    names = organisation_names(_organisations(own.passport.consents))
    return [
        Shown(
            id=one.consent.id,
            everyone=one.consent.party == EVERYONE,
            organisation=names.get(organisation, "") if (organisation := _organisation(one)) else "",
            purpose=one.consent.purpose,
            ends=one.consent.ends,
            holds=in_force(one, today()),
            withdrawn=one.withdrawn is not None,
        )
        for one in reversed(own.passport.consents)
    ]


def in_force(given: GivenConsent, day: date) -> bool:
    """Tell whether a consent holds on a day."""
    return given.withdrawn is None and given.consent.begins <= day <= given.consent.ends


def party_of(given: GivenConsent) -> str | None:
    """Return to whom a consent was given, where that is in the words of this site; None for any other."""
    party = given.consent.party
    return party if party == EVERYONE or party.startswith(ORGANISATION) else None


def _organisation(given: GivenConsent) -> UUID | None:
    party = given.consent.party
    return UUID(party.removeprefix(ORGANISATION)) if party.startswith(ORGANISATION) else None


def _organisations(consents: Iterable[GivenConsent]) -> list[UUID]:
    return [one for one in map(_organisation, consents) if one is not None]
