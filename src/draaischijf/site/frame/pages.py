"""How a page says who may see it. A view without `page` is refused by the middleware `Guard`.

    @page(Role.EMPLOYER, methods=("GET", "POST"), limit=Limit("upload", 30))
    def new_vacancy(request): ...

Object-level rights are a second wall: a view gets its objects from a service that takes `request.actor` and answers
only with what that actor may see; what is another's does not exist (404).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from draaischijf.site.accounts.roles import Actor, Role
from draaischijf.site.frame.limits import Limit

View = Callable[..., HttpResponse]


class Access(StrEnum):
    """Who may see a page that is not bound to a role."""

    PUBLIC = "public"
    SIGNED_IN = "signed-in"


PUBLIC: Final = Access.PUBLIC
SIGNED_IN: Final = Access.SIGNED_IN


@dataclass(frozen=True, slots=True)
class Rules:
    """What holds for a page.

    Args:
        access: Who may see it.
        methods: Which methods it takes.
        limit: How often it may be posted to; None for any number.
    """

    access: Access | Role
    methods: tuple[str, ...]
    limit: Limit | None


class PageRequest(HttpRequest):
    """A request that has passed `Guard`."""

    actor: Actor
    htmx: Any


def page(
    access: Access | Role, *, methods: Sequence[str] = ("GET",), limit: Limit | None = None
) -> Callable[[View], View]:
    """Mark a view as a page.

    Args:
        access: `PUBLIC`, `SIGNED_IN` or a role.
        methods: Methods that it takes; `HEAD` comes with `GET`.
        limit: How often it may be posted to by one account, or one address where nobody is signed in.
    """
    allowed = (*methods, "HEAD") if "GET" in methods else tuple(methods)
    rules = Rules(access, allowed, limit)

    def mark(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            return view(request, *args, **named)

        checked.rules = rules
        return checked

    return mark


def posted(request: HttpRequest) -> Any:
    """Return what was posted, empty or not; None where nothing was, so that a form is then not yet filled in."""
    return request.POST if request.method == "POST" else None


def rules_of(view: Any) -> Rules | None:
    """Return what holds for a view; None where it is no page."""
    found = getattr(view, "rules", None)
    return found if isinstance(found, Rules) else None
