"""A passport as one JSON document, with its whole history: what a person takes along, and brings in elsewhere.

    {"schema": "draaischijf/passport/1", "id", "exported", "release", "events": [...], "claims": [...]}

`events` is the history, from which everything follows; `claims` shows how it stood, for whoever reads the file without
this program, and is not read back. What comes in gets a new id; consents in it were given elsewhere and end on arrival.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import msgspec

from draaischijf.passport.codec import UNREADABLE, encode, from_bytes
from draaischijf.passport.desk import Acting, Desk
from draaischijf.passport.events import PERSON, Event, Opened
from draaischijf.passport.fold import fold
from draaischijf.passport.overview import overview
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.language import Language
    from draaischijf.passport.store import PassportStore

SCHEMA: Final = "draaischijf/passport/1"
MOST_BYTES: Final = 64 * 2**20


class _Document(msgspec.Struct):
    """The outside of a document; the rest of it is not read back."""

    schema: Any = None
    events: msgspec.Raw = msgspec.Raw(b"null")


def to_document(id: str, events: Sequence[Event], language: Language, at: datetime) -> dict[str, Any]:
    """Return a passport as a document.

    Args:
        id: The passport.
        events: Its whole history.
        language: The release in which names are said.
        at: The moment of export, from whose day currency is counted.
    """
    return {
        "schema": SCHEMA,
        "id": id,
        "exported": at.astimezone(UTC).isoformat(),
        "release": language.release,
        "events": [encode(event) for event in events],
        "claims": [line.as_dict() for line in overview(fold(id, events), language, at.date())],
    }


def is_document(data: bytes) -> bool:
    """Return whether bytes look like such a document, of any version."""
    return data.lstrip()[:1] == b"{" and b'"draaischijf/passport/' in data[:4096]


def from_document(data: bytes, file: str = "") -> tuple[Event, ...]:
    """Return the history in a document.

    Args:
        data: The document.
        file: Its name, for problems.

    Raises:
        Problem: It is no such document, is of a newer version, or something in it does not fit.
    """
    if len(data) > MOST_BYTES:
        raise Problem("passport-large", f"is larger than {MOST_BYTES // 2**20} MiB.", file=file)
    try:
        document = msgspec.json.decode(data, type=_Document)
    except msgspec.ValidationError:
        document = _Document()
    except UNREADABLE as error:
        raise Problem("passport-not-json", "is not JSON.", file=file, hint="Export the passport again.") from error
    if document.schema != SCHEMA:
        raise Problem(
            "passport-schema",
            f"has the schema {document.schema!r}, not {SCHEMA}.",
            file=file,
            place="schema",
            hint="Upgrade draaischijf, or export the passport again.",
        )
    events = from_bytes(document.events, file=file, place="events")
    if not events or not isinstance(events[0].body, Opened):
        raise Problem("passport-beginning", "does not begin with the making of a passport.", file=file, place="events")
    return events


def bring_in(store: PassportStore, events: Sequence[Event], at: datetime) -> str:
    """Keep a history that was exported elsewhere as a new passport, and return its id.

    Args:
        store: The store.
        events: The history.
        at: The moment; consents that still held end here.
    """
    desk = Desk("", events, Acting(PERSON, "ingelezen uit een afschrift", at))
    for given in desk.passport.consents:
        desk.withdraw_consent(given.consent.id)
    return store.create([*events, *desk.events])
