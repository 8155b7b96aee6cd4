"""Runs of words put out of sight: one blank word stands for each, however many words it had."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from typing import Final

from draaischijf.reading.layout import BLANK, Words

# First word, and the word after the last.
Span = tuple[int, int]
# What may stand between two runs that are one: signs within names and between the facts of a line.
_WITHIN: Final = re.compile(r"[ ,;/&()'’|·•\t\-–]{0,8}")
LONGEST_INITIALS: Final = 4


def blanked(text: str, found: Words, spans: Iterable[Span]) -> Words:
    """Return words with one blank word in the place of each span; spans with nothing between them are one.

    Args:
        text: The document.
        found: Its words.
        spans: The spans, in any order; they may overlap.
    """
    runs = _joined(text, found, spans)
    if not runs:
        return found
    kept = Words([], [], [], [], [], [])
    at = 0
    for first, last in [*runs, (len(found), len(found))]:
        kept.starts += found.starts[at:first]
        kept.ends += found.ends[at:first]
        kept.plain += found.plain[at:first]
        kept.raw += found.raw[at:first]
        if last > first:
            kept.starts.append(found.starts[first])
            kept.ends.append(found.ends[last - 1])
            kept.plain.append(BLANK)
            kept.raw.append(BLANK)
        at = last
    kept.clause = kept.piece = [0] * len(kept.raw)
    return kept


def _joined(text: str, found: Words, spans: Iterable[Span]) -> list[Span]:
    runs: list[Span] = []
    for first, last in sorted(spans):
        before = runs[-1][1] if runs else -1
        if first < before or (first == before and _adjoins(text, found, first)):
            runs[-1] = runs[-1][0], max(before, last)
        elif last > first:
            runs.append((first, last))
    return runs


def _adjoins(text: str, found: Words, at: int) -> bool:
    gap = text[found.ends[at - 1] : found.starts[at]]
    if gap.strip() == ".":
        return found.ends[at - 1] - found.starts[at - 1] <= LONGEST_INITIALS
    return bool(_WITHIN.fullmatch(gap))


def visible(text: str, found: Words) -> str:
    """Return a text without what is blank in its words.

    Args:
        text: The document.
        found: Its words, as `blanked` returns them.
    """
    if BLANK not in found.plain:
        return text
    parts, at = [], 0
    for start, end, plain in zip(found.starts, found.ends, found.plain, strict=True):
        if plain == BLANK:
            parts.append(text[at:start])
            at = end
    return "".join([*parts, text[at:]])


def span_of(found: Words, start: int, end: int) -> Span:
    """Return the words that have a place in a stretch of text; an empty span where there are none."""
    return bisect_left(found.ends, start + 1), bisect_left(found.starts, end)
