"""What other apps use of the frame: the audit trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from draaischijf.logs import request_id
from draaischijf.site.frame.models import Event

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from draaischijf.site.accounts.roles import Actor


def record(actor: Actor | None, action: str, subject: str, organisation: object = None) -> None:
    """Write in the audit trail that someone did something.

    Args:
        actor: Who; None for the system itself.
        action: What, such as `person.looked`.
        subject: On what, as `kind:id`; ids are random and name nobody.
        organisation: For which organisation; None for none.
    """
    Event.objects.create(
        actor_id=actor.user if actor else None,
        action=action,
        subject=subject,
        organisation=organisation,
        request=request_id.get(),
    )


def events_about(subject: str, action: str = "") -> QuerySet[Event]:
    """Return what was done to a subject, newest first.

    Args:
        subject: As `kind:id`.
        action: Only this; everything unless said.
    """
    found = Event.objects.filter(subject=subject)
    return found.filter(action=action) if action else found
