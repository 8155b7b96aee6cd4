"""Events to JSON and back, strictly: what does not fit is a problem that names the place.

The same codec reads what the store holds and what a stranger's file says, so that it trusts neither. A field that holds
its default is left out; a field that this version does not know is refused, since dropping it would lose what a newer
version wrote.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from draaischijf.passport.events import Body, Event
from draaischijf.problems import Problem

Reader = Callable[[Any], Any]
MOST_ITEMS: Final = 10_000
_KIND: Final = "kind_of_event"


class Misfit(ValueError):  # noqa: N818 - it becomes a problem, and is never seen as an error
    """A value that does not fit; gains its place on the way up."""

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place

    def under(self, name: str) -> Misfit:
        """Return the same misfit with one more step in front of its place."""
        joint = "" if not self.place or self.place.startswith("[") else "."
        return Misfit(self.message, f"{name}{joint}{self.place}")


def encode(value: Any) -> Any:
    """Return a value of the passport as JSON knows it."""
    kind = type(value)
    if kind in (str, int, bool, NoneType):
        return value
    if is_dataclass(kind):
        shape = {} if kind not in _NAMES else {_KIND: _NAMES[kind]}
        for name, default in _defaults(kind):
            item = getattr(value, name)
            if item != default:
                shape[name] = encode(item)
        return shape
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    raise ValueError(f"no passport holds {kind.__name__}")


def decode(kind: Any, value: Any, *, file: str | None = None, place: str = "") -> Any:
    """Return a value of the passport from what JSON holds.

    Args:
        kind: Its type.
        value: What the JSON holds.
        file: Name of the file, for the problem.
        place: Place of the value in it.

    Raises:
        Problem: It does not fit.
    """
    try:
        return _reader(kind)(value)
    except Misfit as misfit:
        whole = misfit.under(place) if place else misfit
        raise Problem(
            "passport-misfit", f"{whole.message}.", file=file, place=whole.place or None, hint=_HINT
        ) from misfit


_HINT: Final = "Made by a newer version? Then upgrade; otherwise mend the file."


def to_bytes(events: Sequence[Event]) -> bytes:
    """Return events as compact JSON in UTF-8.

    Raises:
        ValueError: They would not come back as they are; nothing that cannot be read again is ever written.
    """
    shapes = [encode(event) for event in events]
    data = json.dumps(shapes, ensure_ascii=False, separators=(",", ":")).encode()
    if decode(tuple[Event, ...], shapes) != tuple(events):
        raise ValueError("these events cannot be written so that they come back as they are")
    return data


def from_bytes(data: bytes) -> tuple[Event, ...]:
    """Return events from JSON in UTF-8.

    Raises:
        Problem: They are no events.
    """
    with unhurried():
        try:
            value = json.loads(data)
        except (ValueError, RecursionError) as error:
            raise Problem("passport-misfit", "the record is not JSON.", hint=_HINT) from error
        events: tuple[Event, ...] = decode(tuple[Event, ...], value)
    return events


@contextmanager
def unhurried() -> Iterator[None]:
    """Leave garbage for later while thousands of records are made.

    None of them refers back to another, so that the collector would look at each, again and again, and find nothing.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@cache
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((one.name, one.default) for one in fields(kind))


_NAMES: Final[dict[type, str]] = {
    kind: "".join("-" + sign.lower() if sign.isupper() else sign for sign in kind.__name__).strip("-")
    for kind in get_args(Body)
}
_BY_NAME: Final = {name: kind for kind, name in _NAMES.items()}


@cache
def _reader(kind: Any) -> Reader:
    """Return the function that reads one type, made once."""
    if kind == Body:
        return _read_body
    if get_origin(kind) is tuple:
        return _items(_reader(get_args(kind)[0]))
    if is_dataclass(kind):
        return _record(kind)
    if issubclass(kind, Enum):
        return _choice(kind)
    return _SIMPLE[kind]


def _read_body(value: Any) -> Any:
    name = value.get(_KIND) if isinstance(value, dict) else None
    kind = _BY_NAME.get(name) if isinstance(name, str) else None
    if kind is None:
        raise Misfit("is no event that this version knows", _KIND)
    rest = dict(value)
    del rest[_KIND]
    return _reader(kind)(rest)


def _items(read: Reader) -> Reader:
    def items(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list) or len(value) > MOST_ITEMS:
            raise Misfit(f"must be a list of at most {MOST_ITEMS:,} items")
        found = []
        try:
            for item in value:
                found.append(read(item))  # noqa: PERF401 - the number of what was read names the place of a misfit
        except Misfit as misfit:
            raise misfit.under(f"[{len(found)}]") from None
        return tuple(found)

    return items


def _record(kind: Any) -> Reader:
    hints, own = get_type_hints(kind), fields(kind)
    optional = {name for name, hint in hints.items() if get_origin(hint) in (Union, UnionType) and hint != Body}
    readers = {one.name: _field(hints[one.name], one.name in optional) for one in own}
    needed = {one.name for one in own if one.default is MISSING}
    make, check = _maker(kind), getattr(kind, "__post_init__", None)

    def record(value: Any) -> Any:
        if type(value) is not dict:
            raise Misfit("must be an object")
        made, name = make(), ""
        found = made.__dict__
        try:
            for name, item in value.items():
                found[name] = readers[name](item)
        except KeyError:
            raise Misfit("is no field that this version knows", name) from None
        except Misfit as misfit:
            raise misfit.under(name) from None
        if not needed <= found.keys():
            raise Misfit("is missing", min(needed - found.keys()))
        if check is not None:
            try:
                check(made)
            except ValueError as error:
                raise Misfit(str(error)) from None
        return made

    return record


def _maker(kind: Any) -> Callable[[], Any]:
    """Return what makes a bare instance whose fields hold their defaults until they are read.

    The generated initialiser of a frozen class sets every field one by one; a history of thousands of records loads in
    half the time without it. A class with slots has no room for fields that are not set, and is not read here.
    """
    if "__slots__" in kind.__dict__:
        raise TypeError(f"{kind.__name__} has slots")
    return lambda: object.__new__(kind)


def _field(hint: Any, optional: bool) -> Reader:
    if not optional:
        return _reader(hint)
    read = _reader(_without_none(hint))
    return lambda value: None if value is None else read(value)


def _without_none(hint: Any) -> Any:
    return next(one for one in get_args(hint) if one is not NoneType)


def _choice(kind: type[Enum]) -> Reader:
    known: dict[Any, Enum] = {one.value: one for one in kind}

    def choice(value: Any) -> Enum:
        try:
            return known[value]
        except (KeyError, TypeError):
            raise Misfit(f"must be one of {', '.join(known)}") from None

    return choice


def _text(value: Any) -> str:
    if type(value) is str:
        if value.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in value):
            return value
        raise Misfit("holds half a sign, which no text can hold")
    raise Misfit("must be a text")


def _number(value: Any) -> int:
    if type(value) is not int or abs(value) >= 2**53:
        raise Misfit("must be a whole number")
    return value


def _truth(value: Any) -> bool:
    if type(value) is not bool:
        raise Misfit("must be true or false")
    return value


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Misfit("must be a day such as 2026-11-21") from None


def _moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(_text(value))
    except ValueError as error:
        raise Misfit("must be a moment such as 2026-11-21T09:30:00+00:00") from error
    if found.tzinfo is None:
        raise Misfit("must be a moment with its time zone")
    return found


_SIMPLE: Final[dict[Any, Reader]] = {str: _text, int: _number, bool: _truth, date: _day, datetime: _moment}
