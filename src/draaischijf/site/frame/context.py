"""What every template knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from draaischijf.site.accounts.roles import Role

MENU = (
    (None, "language:search", _("Skills language")),
    (Role.WORKER, "worker:passport", _("My passport")),
    (Role.WORKER, "worker:matches", _("Work that fits")),
    (Role.WORKER, "worker:invitations", _("Invitations")),
    (Role.WORKER, "worker:consents", _("Who may see it")),
    (Role.EMPLOYER, "employer:vacancies", _("Our vacancies")),
)


def frame(request: HttpRequest) -> dict[str, Any]:
    """Return the menu for who is signed in, and the theme."""
    actor = getattr(request, "actor", None)
    entries = [
        {"url": url, "label": label, "current": request.path.startswith(url)}
        for role, name, label in MENU
        if role is None or (actor is not None and actor.has(role))
        for url in [reverse(name)]
    ]
    return {
        "menu": entries,
        "actor": actor,
        "themed": settings.SITE_THEME is not None,
        "contact": settings.SITE_CONTACT,
    }
