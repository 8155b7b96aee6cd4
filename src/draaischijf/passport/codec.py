"""Events to JSON and back, strictly: what does not fit is a problem that names the place.

The same codec reads what the store holds and what a stranger's file says, so that it trusts neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Any, Final

import msgspec

from draaischijf.passport.events import Event
from draaischijf.passport.records import Few
from draaischijf.problems import Problem

Events = Annotated[tuple[Event, ...], Few]

# What a library says of bytes that are no JSON in UTF-8, or nested too deep.
UNREADABLE: Final = (msgspec.DecodeError, RecursionError, UnicodeDecodeError)
_HINT: Final = "Made by a newer version? Then upgrade; otherwise mend the file."
_READER: Final = msgspec.json.Decoder(Events)
_WRITER: Final = msgspec.json.Encoder()
_PLACE: Final = re.compile(r"^(?P<what>.*?)(?: - at `\$(?P<place>.*)`)?$", re.DOTALL)
_WORDS: Final = {"str": "a text", "int": "a whole number", "bool": "true or false", "array": "a list",
                 "object": "an object", "date": "a day such as 2026-11-21", "null": "nothing",
                 "datetime": "a moment such as 2026-11-21T09:30:00Z", "float": "a number"}  # fmt: skip
_SENTENCES: Final = {"Invalid RFC3339 encoded date": "Expected `date`",
                     "Invalid RFC3339 encoded datetime": "Expected `datetime` with its time zone"}  # fmt: skip
_TYPE: Final = re.compile(r"`([a-z |]+)`")


def encode(value: Any) -> Any:
    """Return a value of the passport as JSON knows it."""
    return msgspec.to_builtins(value)


def to_bytes(events: Sequence[Event]) -> bytes:
    """Return events as compact JSON in UTF-8.

    Raises:
        ValueError: They would not come back as they are; nothing that cannot be read again is ever written.
    """
    data = _WRITER.encode(events)
    try:
        same = _READER.decode(data) == tuple(events)
    except msgspec.ValidationError:
        same = False
    if not same:
        raise ValueError("these events cannot be written so that they come back as they are")
    return data


def from_bytes(data: bytes | msgspec.Raw, *, file: str | None = None, place: str = "") -> tuple[Event, ...]:
    """Return events from JSON in UTF-8.

    Args:
        data: The JSON.
        file: Name of the file in which it stands, for the problem.
        place: Its place in that file.

    Raises:
        Problem: They are no events.
    """
    try:
        return _READER.decode(data)
    except msgspec.ValidationError as error:
        raise _misfit(error, file, place) from error
    except UNREADABLE as error:
        raise Problem("passport-misfit", "the record is not JSON.", file=file, hint=_HINT) from error


def _misfit(error: Exception, file: str | None, place: str) -> Problem:
    """Return what the library says as a problem: `Expected `int`, got `str` - at `$[0].body.number``."""
    found = _PLACE.match(str(error))
    assert found is not None
    inner = found["place"] or ""
    said = _SENTENCES.get(found["what"], found["what"])
    what = _TYPE.sub(lambda name: " or ".join(_WORDS.get(one, one) for one in name[1].split(" | ")), said)
    whole = f"{place}{inner}".removeprefix(".")
    return Problem("passport-misfit", f"{what[:1].lower()}{what[1:]}.", file=file, place=whole or None, hint=_HINT)
