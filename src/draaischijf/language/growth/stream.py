"""Dated vacancies, read one at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple

from draaischijf.problems import Problem

LONGEST: Final = 200_000


class Posting(NamedTuple):
    """A vacancy with its day.

    Args:
        id: Identifier.
        day: When it was published.
        text: What it says.
        sector: Sector or region it belongs to; empty where unknown.
    """

    id: str
    day: date
    text: str
    sector: str = ""


def read_postings(file: Path) -> Iterator[Posting]:
    """Yield the vacancies of a JSON Lines file with `id`, `date` (YYYY-MM-DD), `text` and optionally `sector`.

    Raises:
        Problem: The file is missing, or a line is no such object; names the line.
    """
    try:
        opened = file.open("rb")
    except OSError as error:
        raise Problem("postings-missing", f"the file cannot be opened: {error.strerror}.", file=str(file)) from error
    with opened:
        for number, line in enumerate(opened, 1):
            if line.strip():
                yield _posting(line, file.name, number)


def _posting(line: bytes, file: str, number: int) -> Posting:
    try:
        row = json.loads(line)  # bytes, so that a byte order mark does no harm
        posting = Posting(str(row["id"]), _day(row["date"]), row["text"], str(row.get("sector") or ""))
        if not isinstance(posting.text, str):
            raise TypeError("text is no string")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Problem(
            "posting-line",
            f"this is no vacancy: {type(error).__name__} {error}.",
            file=file,
            place=f"line {number}",
            hint='Each line is {"id": …, "date": "2026-11-21", "text": …, "sector": …} in UTF-8.',
        ) from error
    return posting._replace(text=posting.text[:LONGEST])


def _day(text: str) -> date:
    """Return a day, also of a moment such as 2026-10-03T09:30:00Z."""
    return date.fromisoformat(text[:10] if text[10:11] in ("T", " ") else text)
