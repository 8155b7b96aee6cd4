"""What other apps use of passports: one's own passport, adding to it, and forgetting it.

`changed` is sent inside the transaction of every change, with the key under which others meet the person.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Final, NamedTuple, TypeVar

from django.conf import settings
from django.db import transaction
from django.dispatch import Signal

from draaischijf.passport import PERSON, Acting, Actor, Desk, Event, FileKeeper, Passport, amend, fold, open_passport
from draaischijf.passport.erasures import ErasureList
from draaischijf.passport.store import new_id
from draaischijf.problems import Problem
from draaischijf.site.accounts import roles
from draaischijf.site.frame.services import record
from draaischijf.site.passports.models import Holder
from draaischijf.site.passports.store import OrmPassports

changed: Final = Signal()
Answer = TypeVar("Answer")


class Own(NamedTuple):
    """A person's passport.

    Args:
        passport: How it stands.
        events: Its history.
        key: The random name under which others meet this person.
    """

    passport: Passport
    events: tuple[Event, ...]
    key: str


@cache
def store() -> OrmPassports:
    """Return the store of this site."""
    return OrmPassports(
        FileKeeper(settings.SITE_DATA / "passports.key"), ErasureList(settings.SITE_DATA / "passports.erased")
    )


def own(actor: roles.Actor) -> Own | None:
    """Return one's own passport; None where there is none yet."""
    holder = Holder.objects.filter(user_id=actor.me).first()
    return None if holder is None else _opened(holder)


def of_key(key: str) -> Own | None:
    """Return the passport of who is met under a key; the caller answers for the right to see it."""
    holder = Holder.objects.filter(key=key).first()
    return None if holder is None else _opened(holder)


def key_of(actor: roles.Actor) -> str | None:
    """Return the name under which others meet someone; None where they have no passport."""
    return Holder.objects.filter(user_id=actor.me).values_list("key", flat=True).first()


def user_of(key: str) -> int | None:
    """Return the account of who is met under a key."""
    return Holder.objects.filter(key=key).values_list("user_id", flat=True).first()


def every_key() -> list[str]:
    """Return the keys of all who have a passport."""
    return list(Holder.objects.order_by("key").values_list("key", flat=True))


def open_own(actor: roles.Actor) -> Own:
    """Return one's own passport, made where there is none."""
    return own(actor) or _make(actor)


@transaction.atomic
def _make(actor: roles.Actor) -> Own:
    found = own(actor)
    if found is not None:  # another request was first
        return found
    holder = Holder.objects.create(user_id=actor.me, passport=open_passport(store()), key=new_id())
    record(actor, "passport.opened", f"person:{holder.key}")
    return _opened(holder)


@transaction.atomic
def change(key: str, act: Callable[[Desk], Answer], *, by: Actor = PERSON, ground: str = "") -> Answer:
    """Change a passport, and return the answer of what was done.

    Args:
        key: The name under which others meet its holder.
        act: What is done at the desk.
        by: Who does it.
        ground: On what ground.

    Raises:
        Problem: It may not or cannot be done, or there is no such passport.
    """
    holder = Holder.objects.filter(key=key).first()
    if holder is None:
        raise Problem("passport-unknown", "there is no such passport.")
    answer, _ = amend(store(), holder.passport, act, Acting(by, ground))
    changed.send(sender=Holder, key=key)
    return answer


def forget(actor: roles.Actor) -> bool:
    """Destroy one's own passport and its key; tell whether there was one."""
    holder = Holder.objects.filter(user_id=actor.me).first()
    if holder is None:
        return False
    with transaction.atomic():
        store().forget(holder.passport, datetime.now(UTC))
        holder.delete()
        record(actor, "passport.forgotten", f"person:{holder.key}")
        changed.send(sender=Holder, key=holder.key)
    return True


def _opened(holder: Holder) -> Own:
    events = store().load(holder.passport)
    return Own(fold(holder.passport, events), events, holder.key)
