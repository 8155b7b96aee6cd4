"""Periods in a CV: "2004 – heden", "jan. 2010 tot mrt. 2015", "sinds 2009", "03/2012-05/2018"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from draaischijf.reading.tables import mapping, plain

_NOW: Final = r"(?:tot\s+)?(?:op\s+)?(?:heden|nu|now|present|today|current|currently|heute|vandaag|lopend|thans)\b"
_DASH: Final = r"\s*(?:-|–|—|−|t/m|tot en met|tot|to|until|till|bis|through)\s*"
_SINCE: Final = r"\b(?:sinds|vanaf|since|from|seit|ab)\s+"
_YEAR_FIRST: Final = re.compile(r"\s*\d{4}")
_YEAR: Final = r"(?:19[4-9]\d|20[0-4]\d)"
_ROUGH: Final = re.compile(r"\d{2}")
# Every moment names a year; looking for that alone is much faster.
_NAMES_YEAR: Final = re.compile(rf"{_YEAR}|['’]\d\d")


class Period(NamedTuple):
    """A period in a text.

    Args:
        start: First code point of its words.
        end: First code point after them.
        began: First day; the first of the month or year that is named.
        ended: Last day; the last of the month or year that is named; None where it goes on or is one moment still.
        ongoing: True where it goes on.
        single: True for one moment, as "2016" after the name of a course.
    """

    start: int
    end: int
    began: date
    ended: date | None
    ongoing: bool
    single: bool


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    months = "|".join(sorted(mapping("months", "form", "month"), key=len, reverse=True))
    point = (
        rf"(?:(?:\d{{1,2}}\s+)?(?:{months})\b\.?\s*(?:{_YEAR}|['’]\d\d)"
        rf"|(?:\d{{1,2}}[-/.])?(?:0?[1-9]|1[0-2])[-/.]{_YEAR}|{_YEAR}[-/.](?:0[1-9]|1[0-2])(?:[-/.](?:0[1-9]|[12]\d|3[01]))?(?!\d)|{_YEAR}|['’]\d\d)(?!\d)"
    )
    month = rf"(?:{months})\b\.?|0?[1-9]|1[0-2]"
    span = re.compile(
        rf"(?<![\d/.-])(?:(?P<a>{point}){_DASH}(?:(?P<b>{point})|(?P<now>{_NOW}))"
        rf"|{_SINCE}(?P<since>{point})|(?P<half>{month}){_DASH}(?P<full>{point})|(?P<one>{point}))"
    )
    parts = re.compile(rf"(?:(?P<name>{months})\b\.?\s*)|(?P<year>{_YEAR})|['’](?P<short>\d\d)|(?P<number>\d{{1,2}})")
    return span, parts


def periods_in(text: str, start: int = 0, end: int | None = None) -> list[Period]:
    """Return the periods in a part of a text, in order.

    Args:
        text: The text.
        start: First code point of the part.
        end: First code point after it; None for the end of the text.
    """
    part = text[start:end]
    if not _ROUGH.search(part) or not _NAMES_YEAR.search(low := plain(part)):
        return []
    span, _ = _patterns()
    return [one for match in span.finditer(low) if (one := _period(match, start))]


def _period(match: re.Match[str], offset: int) -> Period | None:
    place = (match.start() + offset, match.end() + offset)
    since, one = match["since"], match["one"]
    if since or match["now"]:
        began = _first(since or match["a"])
        return Period(*place, began, None, True, False) if began else None
    if one:
        began = _first(one)
        return Period(*place, began, _last(one), False, True) if began else None
    opened = match["a"] or f"{match['half']} {match['full'][-4:]}"
    began, ended = _first(opened), _last(match["b"] or match["full"])
    return Period(*place, began, ended, False, False) if began and ended and began <= ended else None


def _month_and_year(text: str) -> tuple[int | None, int] | None:
    _, parts = _patterns()
    month: int | None = None
    year: int | None = None
    numbers = []
    for part in parts.finditer(text):
        if part["name"]:
            month = int(mapping("months", "form", "month")[part["name"].strip(" .")])
        elif part["year"]:
            year = int(part["year"])
        elif part["short"]:
            year = int(part["short"]) + (1900 if int(part["short"]) > 50 else 2000)
        else:
            numbers.append(int(part["number"]))
    if year is None:
        return None
    # 2010-03-01 names its month first, 01-03-2010 last.
    number = numbers[0 if _YEAR_FIRST.match(text) else -1] if numbers else 0
    if month is None and 1 <= number <= 12:
        month = number
    return month, year


def _first(text: str) -> date | None:
    found = _month_and_year(text)
    return date(found[1], found[0] or 1, 1) if found else None


def _last(text: str) -> date | None:
    found = _month_and_year(text)
    if not found:
        return None
    month = found[0] or 12
    return date(found[1], month, monthrange(found[1], month)[1])
