"""Entries of a CV whose format states their periods: JSON Resume and Europass say which job a date belongs to."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Final, Protocol

from draaischijf.reading.heads import title_in
from draaischijf.reading.layout import Page
from draaischijf.reading.result import Entry

_KINDS: Final = {"experience": "job", "education": "education", "courses": "course", "volunteering": "unpaid"}


class _Block(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def role(self) -> str: ...


class Dated(Protocol):
    """A stretch of text with its period, as the formats of files give it."""

    @property
    def start(self) -> str | None:
        """First day in ISO 8601, at the precision given (`2004`, `2004-03`, `2004-03-01`)."""
        ...

    @property
    def end(self) -> str | None:
        """Last day, likewise."""
        ...

    @property
    def ongoing(self) -> bool:
        """Whether it goes on."""
        ...

    @property
    def block(self) -> _Block:
        """The stretch."""
        ...


def dated_entries(page: Page, dates: Sequence[Dated], found: Sequence[Entry]) -> list[Entry]:
    """Return the entries of a CV: those whose period the format states, and those found in the text elsewhere.

    Args:
        page: The document.
        dates: Periods that the format states.
        found: Entries found in the text.
    """
    stated = [_entry(page, one) for one in dates if str(one.block.role) in _KINDS and one.block.end > one.block.start]
    apart = [one for one in found if not any(own.start < one.end and one.start < own.end for own in stated)]
    return sorted([*stated, *apart], key=lambda one: (one.start, one.end))


def _entry(page: Page, dated: Dated) -> Entry:
    block = dated.block
    line_end = page.text.find("\n", block.start, block.end)
    head_end = line_end if line_end >= 0 else block.end
    began, ended = _first(dated.start), None if dated.ongoing else _last(dated.end)
    if began and ended and began > ended:  # Whoever filled this in swapped something: neither day can be trusted.
        began = ended = None
    title = title_in(page.text, block.start, head_end)
    return Entry(_KINDS[str(block.role)], block.start, block.end, *title, head_end, began, ended, dated.ongoing)


def _numbers(moment: str | None) -> list[int]:
    return [int(part) for part in moment.split("-")] if moment else []


def _first(moment: str | None) -> date | None:
    try:
        year, *rest = _numbers(moment)
        month, day = [*rest, 1, 1][:2]
        return date(year, month, day)
    except ValueError:  # No date, or one that no calendar has, such as 30 February.
        return None


def _last(moment: str | None) -> date | None:
    try:
        year, *rest = _numbers(moment)
        month = rest[0] if rest else 12
        return date(year, month, rest[1] if len(rest) > 1 else monthrange(year, month)[1])
    except ValueError:
        return None
