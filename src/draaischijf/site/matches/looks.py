"""Who looked at whom: written in the passport itself and in the audit trail, and shown to the person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.utils import timezone

from draaischijf.passport import Actor, Role
from draaischijf.passport.events import Looked
from draaischijf.site.accounts import roles
from draaischijf.site.accounts.services import organisation_names
from draaischijf.site.frame.engine import today
from draaischijf.site.frame.services import events_about, record
from draaischijf.site.matches.consents import consent_of
from draaischijf.site.passports.services import Own, add_anyhow, of_key

LOOKED: Final = "person.looked"
# One look a day is written in the passport; the audit trail has them all.
ANEW: Final = timedelta(days=1)


class SeenBy(NamedTuple):
    """A look by an organisation."""

    organisation: str
    at: datetime


def look(actor: roles.Actor, wall: roles.Wall, key: str) -> bool:
    """Write that an organisation looked at a person; tell whether it may, as the passport itself now stands.

    Args:
        actor: Who looked.
        wall: For which organisation.
        key: The name under which others meet the person.
    """
    found = of_key(key)
    given = consent_of(found.passport, wall.id, today()) if found else None
    if found is None or given is None:
        return False
    subject = f"person:{key}"
    before = events_about(subject, LOOKED).filter(organisation=wall.id, at__gt=timezone.now() - ANEW).exists()
    record(actor, LOOKED, subject, wall.id)
    if not before:
        by = Actor(Role.PARTY, given.consent.party, given.consent.id)
        add_anyhow(key, lambda own: _bodies(own, given.consent.id), by=by, ground=wall.name)
    return True


def _bodies(own: Own, consent: str) -> Sequence[Any]:
    paths = tuple(
        f"claims/{claim.id}/{part}" for claim in own.passport.counting for part in ("level", "currency", "proof")
    )
    return [Looked(consent, paths)]


def looks_at(key: str, most: int = 50) -> list[SeenBy]:
    """Return who looked at a person, newest first."""
    events = list(events_about(f"person:{key}", LOOKED)[:most])
    names = organisation_names([one.organisation for one in events if one.organisation])
    return [SeenBy(names.get(one.organisation, ""), one.at) for one in events if one.organisation]
