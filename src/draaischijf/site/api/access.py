"""Who may call what: tokens with scopes, and a limit on how often."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest
from ninja.errors import AuthorizationError, HttpError
from ninja.security import HttpBearer

from draaischijf.site.accounts.services import open_token
from draaischijf.site.frame.limits import Limit, within

CALLS: Final = Limit("api", 600, 1)


class Scope(HttpBearer):
    """Lets a token in that opens a scope.

    Args:
        scope: One of the scopes of accounts.
    """

    openapi_name = "token"

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Return who acts; nothing for a token that opens nothing."""
        found = open_token(token)
        if found is None:
            return None
        actor, scopes = found
        if self.scope not in scopes:
            raise AuthorizationError
        if not within(CALLS, f"user {actor.user}"):
            raise HttpError(429, "At most 600 calls a minute.")
        return actor
