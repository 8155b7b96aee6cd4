"""A document taken apart, before any concept is looked for: kind, language, sections, sentences, entries."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from draaischijf.reading.blanks import visible
from draaischijf.reading.dated import Dated, dated_entries
from draaischijf.reading.detect import detect_language
from draaischijf.reading.entries import entries_of
from draaischijf.reading.headings import Heading, headings_of
from draaischijf.reading.heads import IsTitle
from draaischijf.reading.kind import kind_of
from draaischijf.reading.layout import BLANK, Line, Page, lines_of, page_of, words_of
from draaischijf.reading.personal import Known, without_person
from draaischijf.reading.result import Entry, Section
from draaischijf.reading.sections import by_blocks, opened_by, sections_of
from draaischijf.reading.status import Meant, meant_in
from draaischijf.reading.verbs import join_verbs, part_clauses

# Headings that are part of what they head: "Rijbewijs: B".
_SPEAKING: Final = frozenset({"licences", "courses"})
LONGEST_HEAD: Final = 400
# Roles that only one kind of file has.
_CV_ROLES: Final = frozenset({"experience", "education", "volunteering", "personal"})
_VACANCY_ROLES: Final = frozenset({"tasks", "requirements", "conditions"})
# Where the head of a job ends and its line goes on about what was done: "Kok bij X. Ik kookte", "Kok (2019): koken".
_TOLD: Final = re.compile(r"[:.;]\s")


class Block(Protocol):
    """A stretch of text with a role, as the formats of files give it."""

    @property
    def start(self) -> int:
        """First code point."""
        ...

    @property
    def end(self) -> int:
        """First code point after it."""
        ...

    @property
    def role(self) -> str:
        """What it is."""
        ...


class Draft(NamedTuple):
    """A document on its way to a reading.

    Args:
        page: Its lines, words and sentences.
        kind: Kind of document.
        spoken: Its language.
        sections: Its sections.
        hidden: Per word, whether it takes no part: who someone is, a heading, an employer's name.
        meant: Per sentence, how skills in it are meant.
        of_sentence: Per sentence, the name of its section.
        entries: Its entries.
        titles: First code point of each title of a job, and the first after it.
    """

    page: Page
    kind: str
    spoken: str
    sections: list[Section]
    hidden: list[bool]
    meant: list[Meant]
    of_sentence: list[str]
    entries: list[Entry]
    titles: list[tuple[int, int]]


def draft_of(
    text: str,
    blocks: Sequence[Block] = (),
    dates: Sequence[Dated] = (),
    is_title: IsTitle = lambda words: False,
    is_word: IsTitle = lambda word: True,
) -> Draft:
    """Return a text taken apart: kind, sections, sentences and how each is meant, before any concept is looked for.

    Args:
        text: The text.
        blocks: Stretches whose role the file's format gives.
        dates: Periods that the file's format states.
        is_title: Tells whether some words name an occupation.
        is_word: Tells whether a plain word stands in some name of the skills language.
    """
    ranges = tuple((block.start, block.end, str(block.role)) for block in blocks)
    lines = lines_of(text, ranges)
    headings = headings_of(text, lines)
    words = words_of(text)
    kind = _kind_by(ranges) or kind_of(text, lines, headings, words)
    counted = opened_by(headings, kind)
    alone = {heading.line for heading in counted if heading.alone}
    head = counted[0].line if counted else len(lines)
    words = without_person(
        text, lines, words, Known(kind, head, _of_languages(lines, counted, ranges), is_title, is_word)
    )
    page = page_of(text, lines, alone, words)
    spoken = detect_language(visible(text, words))
    if spoken == "nl":
        part_clauses(page.words)
        join_verbs(page.words)
    sections = by_blocks(page, kind, ranges) or sections_of(page, kind, counted)
    hidden = [plain == BLANK for plain in page.words.plain]
    _hide_headings(page, counted, hidden)
    begins = [section.start for section in sections]
    of_sentence = [_section_of(one.start, begins, sections) for one in page.sentences]
    meant = [meant_in(page.words, one, name, kind) for one, name in zip(page.sentences, of_sentence, strict=True)]
    entries = dated_entries(page, dates, entries_of(page, sections, is_title)) if kind == "cv" else []
    _hide_heads(page, entries, hidden)
    titles = [one[3:5] for one in entries if one.kind in ("job", "unpaid") and one.title_end > one.title_start]
    if kind in ("cv", "vacancy"):
        titles += [(one.start, one.end) for one in sections if one.name == "title"]
    return Draft(page, kind, spoken, sections, hidden, meant, of_sentence, entries, titles)


def _kind_by(ranges: Sequence[tuple[int, int, str]]) -> str:
    """Return the kind of document that the roles of a structured file tell, empty where they tell none."""
    roles = {role for _, _, role in ranges}
    return "cv" if roles & _CV_ROLES else "vacancy" if roles & _VACANCY_ROLES else ""


def _of_languages(
    lines: Sequence[Line], headings: Sequence[Heading], ranges: Sequence[tuple[int, int, str]]
) -> list[tuple[int, int]]:
    """Return where a document lists languages, by its headings and by the roles that its format gives."""
    found = [(start, end) for start, end, role in ranges if role == "languages"]
    for place, heading in enumerate(headings):
        if heading.section == "languages":
            last = headings[place + 1].line if place + 1 < len(headings) else len(lines)
            found.append((lines[heading.line].start, lines[last - 1].end))
    return sorted(found)


def _hide_heads(page: Page, entries: list[Entry], hidden: list[bool]) -> None:
    """Hide employers and places beside the title of a job; what they are called says nothing about the person."""
    for entry in entries:
        if entry.kind not in ("job", "unpaid") or entry.head_end - entry.start > LONGEST_HEAD:
            continue
        told = _TOLD.search(page.text, entry.title_end, entry.head_end)
        for at in page.within(entry.start, told.start() if told else entry.head_end):
            if not entry.title_start <= page.words.starts[at] < entry.title_end:
                hidden[at] = True


def _hide_headings(page: Page, headings: list[Heading], hidden: list[bool]) -> None:
    for heading in headings:
        if heading.alone or heading.section not in _SPEAKING:
            for at in page.within(page.lines[heading.line].start, heading.rest):
                hidden[at] = True


def _section_of(start: int, begins: list[int], sections: list[Section]) -> str:
    at = bisect_right(begins, start) - 1
    return sections[at].name if at >= 0 else "other"
