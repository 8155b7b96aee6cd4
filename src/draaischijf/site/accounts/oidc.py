"""Signing in through an OpenID provider.

An account is known by the provider's subject. An address alone never joins an existing account with a password: who
controls a provider's address would otherwise take that account over.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from mozilla_django_oidc.views import OIDCAuthenticationCallbackView, OIDCAuthenticationRequestView

from draaischijf.site.accounts import services
from draaischijf.site.accounts.models import User
from draaischijf.site.accounts.roles import Role
from draaischijf.site.frame.pages import PUBLIC, page


class ProviderBackend(OIDCAuthenticationBackend):  # type: ignore[misc]
    """Finds or makes the account of a subject."""

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[User]:
        """Return the account of a subject, if there is one."""
        return User.objects.filter(provider_subject=claims.get("sub"), is_active=True)

    def verify_claims(self, claims: dict[str, Any]) -> bool:
        """Ask for a subject, and for an address that the provider has verified and nobody else uses here."""
        subject, email = claims.get("sub"), str(claims.get("email", "")).strip().lower()
        if not subject or not email or claims.get("email_verified") is not True:
            return False
        return not User.objects.filter(email=email).exclude(provider_subject=subject).exists()

    def create_user(self, claims: dict[str, Any]) -> User:
        """Return a new account for a worker."""
        user = services.register(claims["email"], None, Role.WORKER, name=str(claims.get("name", ""))[:120])
        user.provider_subject = claims["sub"]
        user.save(update_fields=["provider_subject"])
        return user

    def update_user(self, user: User, claims: dict[str, Any]) -> User:
        """Leave the account as its owner has it."""
        return user


@page(PUBLIC)
def start(request: Any) -> HttpResponse:
    """Send someone to the provider."""
    return OIDCAuthenticationRequestView.as_view()(request)


@page(PUBLIC)
def back(request: Any) -> HttpResponse:
    """Take someone back from the provider."""
    return OIDCAuthenticationCallbackView.as_view()(request)
