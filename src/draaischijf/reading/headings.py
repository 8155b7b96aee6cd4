"""Headings: which section a line opens, in all the ways that people write it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, NamedTuple

from draaischijf.reading.layout import Line
from draaischijf.reading.tables import rows, words
from draaischijf.reading.words import WORD, plain_word

LONGEST: Final = 9
_INLINE: Final = re.compile(r"^[^:\n]{2,45}:(?=\s|$)")
_DATED: Final = re.compile(r"\s*\([^()]*\d{4}[^()]*\)\s*$")
_SENTENCE_END: Final = re.compile(r"[^.]\.$|,$|;$")


class Heading(NamedTuple):
    """A heading.

    Args:
        line: Index of its line.
        section: The section that it opens.
        kind: The kind of document that uses it: `vacancy`, `cv`, `course` or `any`.
        alone: False where text of the section follows on the same line.
        rest: First code point after the heading.
    """

    line: int
    section: str
    kind: str
    alone: bool
    rest: int


@cache
def _table() -> tuple[dict[str, tuple[str, str]], dict[str, tuple[str, str]], list[tuple[str, tuple[str, str]]]]:
    exact: dict[str, tuple[str, str]] = {}
    loose: dict[str, tuple[str, str]] = {}
    open_ended: list[tuple[str, tuple[str, str]]] = []
    for row in rows("headings"):
        meaning = (row["section"], row["kind"])
        key = _key(row["heading"].rstrip("* "))
        if row["heading"].endswith("*"):
            open_ended.append((key + " ", meaning))
            continue
        exact.setdefault(key, meaning)
        if short := _without_filler(key):
            loose.setdefault(short, meaning)
    open_ended.sort(key=lambda one: -len(one[0]))
    return exact, loose, open_ended


def _key(text: str) -> str:
    return " ".join(plain_word(word) for word in WORD.findall(text.replace("&", " en ").replace("/", " en ")))


def _without_filler(key: str) -> str:
    return " ".join(word for word in key.split() if word not in words("filler", "word"))


def meaning_of(text: str, likely: bool) -> tuple[str, str] | None:
    """Return section and kind of document for the words of a heading, None where they are none.

    Args:
        text: The words, without a colon.
        likely: True where its place or looks say that it is a heading.
    """
    key = _key(text)
    if not key or key.count(" ") >= LONGEST:
        return None
    exact, loose, open_ended = _table()
    if key in exact:
        return exact[key]
    short = _without_filler(key)
    if short in loose and (likely or " " in short or len(key.split()) <= 3):
        return loose[short]
    if likely:
        for opening, meaning in open_ended:
            if key.startswith(opening):
                return meaning
    return None


def headings_of(text: str, lines: list[Line]) -> list[Heading]:
    """Return the headings of a text, in order."""
    found = []
    for index, line in enumerate(lines):
        heading = _heading(text, index, line, lines[index + 1] if index + 1 < len(lines) else None)
        if heading:
            found.append(heading)
    return found


def _heading(text: str, index: int, line: Line, following: Line | None) -> Heading | None:
    if line.end - line.start > 400:
        return None
    start = line.body if _decorated(text, line) else line.start
    own = text[start : line.end]
    inline = _INLINE.match(own)
    whole = _DATED.sub("", own).strip("#*_=-–— \t:?!.…")
    if not (line.bullet and start == line.start) and len(own) <= 80:
        likely = (
            line.role == "heading"
            or own[-1] in ":?"
            or (not _SENTENCE_END.search(own) and (line.gap or own.isupper() or bool(following and following.bullet)))
        )
        if meaning := meaning_of(whole, likely):
            return Heading(index, *meaning, alone=True, rest=line.end)
    if not inline or line.bullet or inline.end() == len(own):
        return None
    meaning = meaning_of(inline.group().strip("#*_ :"), likely=False)
    return Heading(index, *meaning, alone=False, rest=start + inline.end()) if meaning else None


def _decorated(text: str, line: Line) -> bool:
    """Tell a heading with an ornament or number before it from an item of a list."""
    if not line.bullet:
        return False
    mark = text[line.start : line.body].strip()
    return mark[:1].isdigit() or ord(mark[0]) > 0x2BFF or (ord(mark[0]) >= 0x2190 and mark not in "✓✔✅➢➤")
