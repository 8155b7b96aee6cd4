"""What verbs share: settings, the envelope, problems as data."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from draaischijf.problems import Problem
from draaischijf.settings import Settings, load

if TYPE_CHECKING:
    from draaischijf.language import Language


@cache
def settings() -> Settings:
    """Return the settings in force."""
    return load()[0]


def open_release(name: str = "") -> Language:
    """Return the release of the language to work with: the flag's, otherwise the one in the settings."""
    from draaischijf.language import open_language

    return open_language(settings().data, name or settings().release)


def parse_day(text: str) -> date:
    """Return a day written as YYYY-MM-DD, today for an empty text.

    Raises:
        Problem: It is no day.
    """
    if not text:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Problem("bad-day", f"{text!r} is no day.", place="--as-of", hint="Write it as 2026-11-21.") from error


def envelope(
    verb: str, data: Any, *, release: str = "", as_of: date | None = None, problems: Sequence[Problem] = ()
) -> dict[str, Any]:
    """Return the shape in which every verb answers with `--json`.

    Args:
        verb: Name of the verb; part of the name of the schema.
        data: What the verb found.
        release: Release of the language that it was said in.
        as_of: Day that currency is counted from.
        problems: What went wrong with this item.
    """
    return {
        "schema": f"draaischijf/{verb}/1",
        "release": release,
        "as_of": (as_of or date.today()).isoformat(),
        "data": data,
        "problems": [problem.as_dict() for problem in problems],
    }


def names_of(uri: str, language: Language) -> dict[str, str | None]:
    """Return the names of a concept; none where the release does not know it."""
    row = language.id_of(uri)
    return {"en": None, "nl": None} if row is None else language.concepts.names_by_language(row)


def print_json(value: Any) -> None:
    """Write one value as one line of JSON and flush it, so that a reader at the other end of a pipe can go on."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def say(line: str) -> None:
    """Write a line for a person to standard error."""
    print(line, file=sys.stderr, flush=True)


def say_problems(problems: Sequence[Problem]) -> None:
    """Write each problem as one line to standard error."""
    for problem in problems:
        say(f"draaischijf: {problem}")
