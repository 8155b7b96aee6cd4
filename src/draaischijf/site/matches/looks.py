"""Who looked at whom: written in the passport itself and in the audit trail, and shown to the person."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, NamedTuple

from django.utils import timezone

from draaischijf.passport import Acting, Actor, Role, preview
from draaischijf.passport import look as write_look
from draaischijf.site.accounts import roles
from draaischijf.site.accounts.services import organisation_names
from draaischijf.site.frame.engine import defaults, language, today
from draaischijf.site.frame.services import events_about, record
from draaischijf.site.matches.consents import consent_of
from draaischijf.site.passports.services import of_key, store
from draaischijf.terms import SkillProfile

LOOKED: Final = "person.looked"
# One look a day is written in the passport; the audit trail has them all.
ANEW: Final = timedelta(days=1)


class SeenBy(NamedTuple):
    """A look by an organisation."""

    organisation: str
    at: datetime


def look(actor: roles.Actor, wall: roles.Wall, key: str) -> SkillProfile | None:
    """Return what an organisation may see of a person, and write down that it looked before it does.

    Args:
        actor: Who looks.
        wall: For which organisation.
        key: The name under which others meet the person.

    Returns:
        The profile that the consent discloses, as the passport itself now stands; None where none allows it.
    """
    found = of_key(key)
    given = consent_of(found.passport, wall.id, today()) if found else None
    if found is None or given is None:
        return None
    subject, consent = f"person:{key}", given.consent
    lately = events_about(subject, LOOKED).filter(organisation=wall.id, at__gt=timezone.now() - ANEW).exists()
    record(actor, LOOKED, subject, wall.id)
    if lately:
        return preview(found.passport, consent, language(), today(), defaults()).profile
    by = Acting(Actor(Role.PARTY, consent.party, consent.id), wall.name)
    return write_look(store(), found.passport.id, by, language(), defaults()).profile


def looks_at(key: str, most: int = 50) -> list[SeenBy]:
    """Return who looked at a person, newest first."""
    events = list(events_about(f"person:{key}", LOOKED)[:most])
    names = organisation_names([one.organisation for one in events if one.organisation])
    return [SeenBy(names.get(one.organisation, ""), one.at) for one in events if one.organisation]
