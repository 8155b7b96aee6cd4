"""Accounts, organisations, memberships and tokens."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from draaischijf.site.accounts.roles import NEEDS_ORGANISATION, Role


class Users(BaseUserManager["User"]):
    """Makes accounts."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Return a new account; without a password it can only sign in through a provider."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the account of an e-mail address, in any capitals."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """An account. The name is shown to others only when its owner says so."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=2, default="nl")
    provider_subject = models.CharField(max_length=255, unique=True, null=True)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[Users] = Users()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="one_account_an_address")]


class Organisation(models.Model):
    """An organisation: a wall."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=120)
    created = models.DateTimeField(auto_now_add=True)


class Membership(models.Model):
    """A role of someone, for an organisation where the role needs one."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="one_membership_a_role"),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False)
                | ~models.Q(role__in=sorted(role.value for role in NEEDS_ORGANISATION)),
                name="walled_roles_have_an_organisation",
            ),
        ]


class Token(models.Model):
    """A key to the API; only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.CharField(max_length=200)
    created = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    revoked = models.DateTimeField(null=True)
