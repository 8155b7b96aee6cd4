"""What happens around every request: a log line, safe headers, and the guard at the door."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode

from draaischijf.logs import request_id
from draaischijf.problems import Problem
from draaischijf.site.accounts.roles import Role
from draaischijf.site.accounts.services import actor_of
from draaischijf.site.frame import views
from draaischijf.site.frame.limits import address_of, within
from draaischijf.site.frame.pages import PUBLIC, SIGNED_IN, rules_of

LOG: Final = logging.getLogger("draaischijf.site")
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
Next = Callable[[HttpRequest], HttpResponse]


class RequestLog:
    """Gives each request an id and logs its route, status and duration; never its address or content."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle a request."""
        token = request_id.set(uuid4().hex)
        began = time.perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            match = request.resolver_match
            LOG.info(
                "request",
                extra={
                    "data": {
                        "method": request.method,
                        "route": match.view_name if match else "",
                        "status": response.status_code,
                        "ms": round(1000 * (time.perf_counter() - began)),
                    }
                },
            )
            return response
        finally:
            request_id.reset(token)


class SafeHeaders:
    """No inline script or style, nothing from elsewhere, no caching of what is someone's own."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle a request."""
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", POLICY)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()")
        if not request.path.startswith(settings.STATIC_URL):
            response.setdefault("Cache-Control", "no-store")
        return response


class Guard:
    """Lets nobody into a page that is not for them, and nobody at all where a view does not say who may come."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Handle a request."""
        request.actor = actor_of(request.user)
        return self.get_response(request)

    def process_view(self, request: Any, view: Any, args: Any, named: Any) -> HttpResponse | None:
        """Check access and limits."""
        if "api" in request.resolver_match.app_names:  # tokens and scopes are checked there
            return None
        rules = rules_of(view)
        if rules is None:
            raise ImproperlyConfigured(f"{request.resolver_match.view_name} does not say who may see it")
        if rules.access != PUBLIC and request.actor.user is None:
            return redirect(f"/inloggen?{urlencode({'next': request.path})}")
        if rules.access not in (PUBLIC, SIGNED_IN) and not request.actor.has(Role(rules.access)):
            raise PermissionDenied
        if rules.limit and request.method == "POST" and not within(rules.limit, _who(request)):
            return views.too_many(request)
        return None

    def process_exception(self, request: Any, error: Exception) -> HttpResponse | None:
        """Show a problem as a page, in the words of people."""
        return views.problem(request, error) if isinstance(error, Problem) else None


def _who(request: Any) -> str:
    if request.actor.user is not None:
        return f"user {request.actor.user}"
    return "address " + address_of(request.META, settings.SITE_BEHIND_PROXY)
