"""A passport in the forms in which someone takes it along."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.utils.translation import get_language

from draaischijf.site.frame.engine import defaults, language, today

if TYPE_CHECKING:
    from draaischijf.passport.words import Tongue
    from draaischijf.site.accounts.services import Person
    from draaischijf.site.passports.services import Own


class Form(NamedTuple):
    """A form of a passport.

    Args:
        ending: Of the file.
        type: Content type.
        make: Makes it of a passport and who its holder is.
    """

    ending: str
    type: str
    make: Callable[[Own, Person], bytes]


def _whole(own: Own, who: Person) -> bytes:
    from draaischijf.passport.document import to_document

    return _json(to_document(own.passport.id, own.events, language(), datetime.now(UTC)))


def _pdf(own: Own, who: Person) -> bytes:
    from draaischijf.passport.paper import to_pdf

    return to_pdf(own.passport, language(), datetime.now(UTC), who.name, defaults())


def _europass(own: Own, who: Person) -> bytes:
    from draaischijf.exchange import Owner, to_europass

    return _json(to_europass(own.passport, language(), today(), Owner(who.name, who.email), _tongue()))


def _json_resume(own: Own, who: Person) -> bytes:
    from draaischijf.exchange import Owner, to_json_resume

    return _json(to_json_resume(own.passport, language(), today(), Owner(who.name, who.email), _tongue()))


def _json(shape: dict[str, Any]) -> bytes:
    return json.dumps(shape, ensure_ascii=False, indent=1).encode()


def _tongue() -> Tongue:
    return "en" if (get_language() or "nl").startswith("en") else "nl"


FORMS: Final = {
    "pdf": Form("pdf", "application/pdf", _pdf),
    "geheel": Form("json", "application/json", _whole),
    "europass": Form("europass.json", "application/json", _europass),
    "json-resume": Form("resume.json", "application/json", _json_resume),
}
