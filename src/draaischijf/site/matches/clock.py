"""The clock of what is searched."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.db.models import F

from draaischijf.site.matches.models import Clock

PEOPLE: Final = "people"
WORKS: Final = "works"


def tick(kind: str) -> int:
    """Return the next tick; inside a transaction, whose end lets the next writer go on.

    Args:
        kind: `people` or `works`.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a tick belongs in a transaction, or readers may miss it")
    Clock.objects.get_or_create(kind=kind)
    Clock.objects.filter(kind=kind).update(tick=F("tick") + 1)
    now: int = Clock.objects.values_list("tick", flat=True).get(kind=kind)
    return now


def state(kind: str) -> Clock:
    """Return where the clock stands, and up to which tick a stored index goes."""
    return Clock.objects.filter(kind=kind).first() or Clock(kind=kind)
