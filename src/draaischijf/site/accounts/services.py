"""What other apps use of accounts."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone

from draaischijf.site.accounts.models import Membership, Organisation, Token, User
from draaischijf.site.accounts.roles import NEEDS_ORGANISATION, Actor, Role, Wall
from draaischijf.site.frame.services import record

SCOPES: Final = ("language", "read", "match", "passports", "consents")
TOKEN_DAYS: Final = 90
NOBODY: Final = Actor()


class Person(NamedTuple):
    """What someone may choose to share about who they are."""

    name: str
    email: str


def actor_of(user: Any) -> Actor:
    """Return who acts, with all roles.

    Args:
        user: An account, or Django's anonymous user.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOBODY
    memberships = Membership.objects.filter(user_id=user.pk).select_related("organisation")
    roles = {
        Role(one.role): Wall(one.organisation.id, one.organisation.name) if one.organisation else None
        for one in memberships
    }
    return Actor(user.pk, roles)


@transaction.atomic
def register(email: str, password: str | None, role: Role, organisation: UUID | None = None, name: str = "") -> User:
    """Make an account with one role.

    Args:
        email: Not yet in use.
        password: None for an account that signs in through a provider.
        role: Its role.
        organisation: Needed where the role has walls.
        name: May be empty.
    """
    user = User.objects.create_user(email, password, name=name)
    grant(user.pk, role, organisation)
    return user


def grant(user: int, role: Role, organisation: UUID | None = None) -> None:
    """Give someone a role, in the place of the same role elsewhere."""
    wall = organisation if role in NEEDS_ORGANISATION else None
    Membership.objects.update_or_create(user_id=user, role=role, defaults={"organisation_id": wall})
    record(None, "role.granted", f"user:{user}", wall)


def organisation_called(name: str) -> UUID:
    """Return the organisation of a name, made where it is new."""
    found: UUID = Organisation.objects.get_or_create(name=name)[0].id
    return found


def organisation_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return names of organisations."""
    return dict(Organisation.objects.filter(id__in=list(ids)).values_list("id", "name"))


def every_organisation() -> list[Wall]:
    """Return all organisations by name."""
    return [Wall(*one) for one in Organisation.objects.order_by("name").values_list("id", "name")]


def who_is(user: int) -> Person:
    """Return name and address of an account; show them only where its owner said so."""
    return Person(*User.objects.values_list("name", "email").get(pk=user))


def make_token(actor: Actor, name: str, scopes: Iterable[str], days: int = TOKEN_DAYS) -> str:
    """Return a new key to the API; it is shown once and only its digest is kept.

    Args:
        actor: Whose it is.
        name: What it is for.
        scopes: What it opens, some of `SCOPES`.
        days: How long it is good, 1 to 365.
    """
    secret = "dsk_" + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user_id=actor.me,
        name=name,
        digest=_digest(secret),
        scopes=" ".join(sorted(set(scopes) & set(SCOPES))),
        expires=timezone.now() + timedelta(days=days),
    )
    record(actor, "token.made", f"token:{token.id}")
    return secret


def open_token(secret: str) -> tuple[Actor, frozenset[str]] | None:
    """Return whose a key is and what it opens; None where it opens nothing."""
    token = Token.objects.select_related("user").filter(digest=_digest(secret)).first()
    if token is None or token.revoked or token.expires <= timezone.now():
        return None
    actor = actor_of(token.user)
    return (actor, frozenset(token.scopes.split())) if actor.user is not None else None


def own_tokens(actor: Actor) -> list[Token]:
    """Return someone's own keys that still open something."""
    return list(Token.objects.filter(user_id=actor.me, revoked=None, expires__gt=timezone.now()).order_by("-created"))


def revoke_token(actor: Actor, token: UUID) -> bool:
    """Make one's own key open nothing more; tell whether there was one."""
    done = Token.objects.filter(user_id=actor.me, id=token, revoked=None).update(revoked=timezone.now())
    if done:
        record(actor, "token.revoked", f"token:{token}")
    return bool(done)


def end_sessions() -> None:
    """Throw sessions away that have ended."""
    SessionStore.clear_expired()


def _digest(secret: str) -> str:
    # A key has 256 random bits: a plain digest cannot be guessed back.
    return hashlib.sha256(secret.encode()).hexdigest()
