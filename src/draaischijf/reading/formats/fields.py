"""Values from structured formats, which hold anything that someone's program wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from draaischijf.problems import Problem
from draaischijf.reading.formats.builder import Builder

MOST_ENTRIES = 10_000  # in one list; what would be a CV of a thousand pages
_ISO = re.compile(r"^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?:T.{0,40})?$")


def text(value: Any) -> str:
    """Return a text or number as text, the first text of a list, and nothing for anything else."""
    if isinstance(value, list):
        return next((found for found in map(text, value[:20]) if found), "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def texts(value: Any) -> list[str]:
    """Return the texts in a list, or the one text."""
    return [found for found in map(text, entries(value)) if found]


def record(value: Any) -> dict[str, Any]:
    """Return an object, the first object of a list, and an empty one for anything else."""
    if isinstance(value, list):
        return next((item for item in value if isinstance(item, dict)), {})
    return value if isinstance(value, dict) else {}


def records(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a list, or the one object."""
    return [item for item in entries(value) if isinstance(item, dict)]


def entries(value: Any) -> list[Any]:
    """Return a list, or the one value as a list.

    Raises:
        Problem: The list is longer than that of any CV or vacancy.
    """
    if not isinstance(value, list):
        return [value]
    if len(value) > MOST_ENTRIES:
        raise Problem(
            "list-too-long",
            f"A list in the file has {len(value):,} entries; at most {MOST_ENTRIES:,} are read.",
            hint="Give one CV or vacancy at a time.",
        )
    return value


def iso(value: Any) -> str | None:
    """Return an ISO 8601 date at the precision given, without time; None for anything else."""
    match = _ISO.match(text(value))
    return "-".join(part for part in match.groups() if part) if match else None


def join(parts: Iterable[str], separator: str = ", ") -> str:
    """Return the parts that are not empty, joined."""
    return separator.join(part for part in parts if part)


def span(start: str, end: str, ongoing: bool = False) -> str:
    """Return a period as text: `(2004 - 2009)`, or nothing where neither date is known."""
    if not start and not end:
        return ""
    return f"({join((start, end or ('present' if ongoing else '')), ' - ')})"


def described(builder: Builder, value: Any) -> None:
    """Add a description, which may be HTML, or a list of them."""
    from draaischijf.reading.formats.web import add_fragment

    for found in texts(value):
        add_fragment(builder, found)
