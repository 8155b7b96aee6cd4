"""The whole of reading: a text goes in, what it says about skills comes out."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from draaischijf.language import Language, open_language
from draaischijf.reading.choose import Candidate, allowed, of_guess, of_match, resolve
from draaischijf.reading.detect import detect_language
from draaischijf.reading.entries import entries_of
from draaischijf.reading.headings import Heading, headings_of
from draaischijf.reading.index import Index, open_index
from draaischijf.reading.kind import kind_of
from draaischijf.reading.layout import Page, lines_of, page_of
from draaischijf.reading.levels import Span, levels_in, years_in
from draaischijf.reading.matcher import Match, matches_in
from draaischijf.reading.meaning import SCALE, Guess, Meanings, Piece, pieces_of
from draaischijf.reading.personal import hidden_words
from draaischijf.reading.result import Entry, Finding, Reading, Section
from draaischijf.reading.sections import by_blocks, opened_by, sections_of
from draaischijf.reading.status import Meant, meant_in, status_of
from draaischijf.reading.titles import Titles, is_asked, occupations_in

_PAPERS: Final = frozenset({"licence", "certificate", "registration"})
# Headings that are part of what they head: "Rijbewijs: B".
_SPEAKING: Final = frozenset({"licences", "languages", "courses"})


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


class _Draft(NamedTuple):
    """A document on its way to a reading."""

    page: Page
    kind: str
    spoken: str
    sections: list[Section]
    hidden: list[bool]
    meant: list[Meant]
    of_sentence: list[str]
    entries: list[Entry]


def read_text(text: str, language: Language | None = None, blocks: Iterable[Block] = ()) -> Reading:
    """Read a text: what kind it is, its parts, and the concepts that it names or means.

    The same text gives the same reading, always.

    Args:
        text: A CV, vacancy, course text, or any other text, a sentence too.
        language: Release of the skills language; None for the one in use.
        blocks: Stretches whose role the file's format gives.
    """
    return _reader(language or open_language()).read(text, tuple(blocks))


def read_file(path: Path, language: Language | None = None) -> Reading:
    """Read a file: PDF, DOCX, ODT, HTML, text, JSON Resume, Europass or JobPosting.

    Args:
        path: The file.
        language: Release of the skills language; None for the one in use.

    Raises:
        Problem: The file cannot be read; says why and what to do.
    """
    from draaischijf.reading.formats import read_document

    document = read_document(path)
    reading = read_text(document.text, language=language, blocks=document.blocks)
    return replace(reading, file=path.name)


@lru_cache(maxsize=2)
def _reader(language: Language) -> Reader:
    return Reader(language)


class Reader:
    """Reads documents in one release of the language.

    Args:
        language: The release.
    """

    def __init__(self, language: Language) -> None:
        self.release = language.release
        self.index: Index = open_index(language)
        self.meanings = Meanings(language, self.index.n_skills)
        self.titles = Titles(language, self.index)

    def read(self, text: str, blocks: Sequence[Block] = ()) -> Reading:
        """Return the reading of a text.

        Args:
            text: The text.
            blocks: Stretches whose role the file's format gives.
        """
        draft = _draft(text, blocks)
        candidates = self.candidates(draft)
        findings = _findings(draft, candidates, self.index)
        return Reading(
            kind=draft.kind,
            language=draft.spoken,
            text=text,
            sections=tuple(draft.sections),
            findings=tuple(findings),
            entries=tuple(draft.entries),
            release=self.release,
        )

    def candidates(self, draft: _Draft) -> list[Candidate]:
        """Return the concepts found in a document, overlaps resolved."""
        raw = self.raw_candidates(draft)
        named = [of_match(match, near) for match, near in raw.matches]
        return resolve([*named, *(of_guess(guess) for guess in raw.guesses), *raw.occupations])

    def raw_candidates(self, draft: _Draft) -> Raw:
        """Return names found with the likeness of their surroundings, guesses by meaning, and occupations."""
        page = draft.page
        wanted = [
            number
            for number, meant in enumerate(draft.meant)
            if not meant.silent and draft.of_sentence[number] != "title"
        ]
        pieces = pieces_of(page, wanted, draft.hidden, draft.spoken)
        guesses, near = self.meanings.guesses(page, pieces)
        matches = self._matches(draft, wanted, pieces, near)
        flat = [guess for own in guesses for guess in own]
        spots = [entry[3:5] for entry in draft.entries if entry.kind in ("job", "unpaid") and entry[4] > entry[3]]
        spots += [(one.start, one.end) for one in draft.sections if one.name == "title"]
        occupations = occupations_in(page, spots, self.titles, draft.hidden)
        return Raw(matches, flat, occupations)

    def _matches(
        self, draft: _Draft, wanted: list[int], pieces: list[Piece], near: npt.NDArray[np.float32]
    ) -> list[tuple[Match, float]]:
        page, index = draft.page, self.index
        piece_of = {at: number for number, piece in reversed(list(enumerate(pieces))) for at in piece.words}
        begins = [one.first for one in page.sentences]
        silent = set(range(len(page.sentences))) - set(wanted)
        found = []
        for match in matches_in(page, index, draft.spoken, draft.hidden):
            number = bisect_right(begins, match.first) - 1
            sentence = page.sentences[number]
            if number in silent or match.last > sentence.last:
                continue
            if index.kinds[match.name.concept] == "occupation":
                if is_asked(page, match, sentence):
                    found.append((match, 0.5))
            elif allowed(page, match, (sentence.first, sentence.last)):
                row = piece_of.get(match.first, piece_of.get(match.last - 1, -1))
                like = float(near[row, match.name.concept]) / SCALE**2 if row >= 0 else 0.0
                found.append((match, like))
        return found


class Raw(NamedTuple):
    """What was found before overlaps are resolved."""

    matches: list[tuple[Match, float]]
    guesses: list[Guess]
    occupations: list[Candidate]


def _draft(text: str, blocks: Sequence[Block]) -> _Draft:
    ranges = tuple((block.start, block.end, str(block.role)) for block in blocks)
    lines = lines_of(text, ranges)
    headings = headings_of(text, lines)
    kind = kind_of(text, lines, headings)
    counted = opened_by(headings, kind)
    alone = {heading.line for heading in counted if heading.alone}
    page = page_of(text, lines, alone)
    sections = by_blocks(page, kind, ranges) or sections_of(page, kind, counted)
    hidden = hidden_words(page, kind, sections)
    _hide_headings(page, counted, hidden)
    begins = [section.start for section in sections]
    of_sentence = [_section_of(one.start, begins, sections) for one in page.sentences]
    meant = [meant_in(page.words, one, name, kind) for one, name in zip(page.sentences, of_sentence, strict=True)]
    entries = entries_of(page, sections) if kind == "cv" else []
    return _Draft(page, kind, detect_language(text), sections, hidden, meant, of_sentence, entries)


def _hide_headings(page: Page, headings: list[Heading], hidden: list[bool]) -> None:
    for heading in headings:
        if heading.alone or heading.section not in _SPEAKING:
            for at in page.within(page.lines[heading.line].start, heading.rest):
                hidden[at] = True


def _section_of(start: int, begins: list[int], sections: list[Section]) -> str:
    at = bisect_right(begins, start) - 1
    return sections[at].name if at >= 0 else "other"


def _findings(draft: _Draft, candidates: list[Candidate], index: Index) -> list[Finding]:
    words = draft.page.words
    begins = [one.first for one in draft.page.sentences]
    grouped: defaultdict[int, list[Candidate]] = defaultdict(list)
    for one in candidates:
        grouped[max(bisect_right(begins, one.first) - 1, 0)].append(one)
    findings = []
    for number, own in sorted(grouped.items()):
        sentence = draft.page.sentences[number]
        spans = [Span(one.first, one.last, index.kinds[one.concept] == "language") for one in own]
        levels = levels_in(words, sentence, spans)
        years = years_in(words, sentence, spans)
        for place, one in enumerate(own):
            entry = _entry_of(words.starts[one.first], draft.entries)
            within = draft.entries[entry] if entry is not None else None
            findings.append(
                Finding(
                    uri=index.uris[one.concept],
                    kind=one.sort if one.sort in _PAPERS else index.kinds[one.concept],
                    start=words.starts[one.first],
                    end=words.ends[one.last - 1],
                    section=draft.of_sentence[number],
                    status=status_of(words, draft.meant[number], one.first, one.last),
                    confidence=round(one.confidence, 3),
                    level=levels.get(place),
                    years=years.get(place),
                    via=one.via,
                    entry=entry,
                    started=within.began if within else None,
                    last_used=within.ended if within else None,
                )
            )
    return findings


def _entry_of(start: int, entries: list[Entry]) -> int | None:
    for number, entry in enumerate(entries):
        if entry.start <= start < entry.end:
            return number
    return None
