"""A text with what was found in it, cut into stretches that a page can mark."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Mark(NamedTuple):
    """Words that mean something.

    Args:
        start: First code point in the text.
        end: First code point after it.
        meaning: What it means, for who points at it or listens.
        css: How it is marked: a status, `concern` or `rejected`.
        anchor: Id of what it belongs to elsewhere on the page; empty for none.
    """

    start: int
    end: int
    meaning: str
    css: str = ""
    anchor: str = ""


class Stretch(NamedTuple):
    """A stretch of a text; `mark` is None where it means nothing."""

    text: str
    mark: Mark | None


def stretches(text: str, marks: Iterable[Mark]) -> list[Stretch]:
    """Return a text cut at its marks; of marks that overlap the first stays, and the longest of those.

    Args:
        text: The text.
        marks: Marks within it.
    """
    cut, at = [], 0
    for mark in sorted(marks, key=lambda one: (one.start, -one.end)):
        if mark.start < at or mark.end <= mark.start:
            continue
        cut.append(Stretch(text[at : mark.start], None))
        cut.append(Stretch(text[mark.start : mark.end], mark))
        at = mark.end
    return [one for one in [*cut, Stretch(text[at:], None)] if one.text]
