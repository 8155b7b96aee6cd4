"""The whole of reading: a text goes in, what it says about skills comes out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.language import Language, open_language
from draaischijf.reading.choose import (
    Around,
    Candidate,
    allowed,
    never,
    of_guess,
    of_matches,
    plausible,
    resolve,
)
from draaischijf.reading.context import Context, common, context_of, length
from draaischijf.reading.dated import Dated
from draaischijf.reading.draft import Block, Draft, draft_of
from draaischijf.reading.findings import findings_of
from draaischijf.reading.index import PART_OF_LANGUAGE, Index, open_index
from draaischijf.reading.layout import Page
from draaischijf.reading.matcher import Match, matches_in
from draaischijf.reading.meaning import Guess, Meanings
from draaischijf.reading.pieces import Piece, pieces_of
from draaischijf.reading.result import Reading
from draaischijf.reading.titles import Titles, is_asked, is_command, occupations_in, title_words
from draaischijf.reading.words import function_words

if TYPE_CHECKING:
    from draaischijf.reading.formats import Limits

Named = tuple[Match, Around]
# A name whose piece is about the concept at least this much is believed.
NAMED: Final = 0.5
_JOINING: Final = frozenset({"en", "of", "and", "or"})
# Where a CV says what someone was, an occupation needs no "als" before it.
_SAYS_WHO: Final = frozenset({"experience", "profile", "title", "volunteering"})


def read_text(
    text: str, language: Language | None = None, blocks: Iterable[Block] = (), dates: Iterable[Dated] = ()
) -> Reading:
    """Read a text: what kind it is, its parts, and the concepts that it names or means.

    The same text gives the same reading, always.

    Args:
        text: A CV, vacancy, course text, or any other text, a sentence too.
        language: Release of the skills language; None for the one in use.
        blocks: Stretches whose role the file's format gives.
        dates: Periods that the file's format states, each with its stretch.
    """
    return _reader(language or open_language()).read(text, tuple(blocks), tuple(dates))


def read_file(path: Path, language: Language | None = None, limits: Limits | None = None) -> Reading:
    """Read a file: PDF, DOCX, ODT, HTML, text, JSON Resume, Europass or JobPosting.

    Args:
        path: The file.
        language: Release of the skills language; None for the one in use.
        limits: What one file may cost; the defaults where None.

    Raises:
        Problem: The file cannot be read; says why and what to do.
    """
    from draaischijf.reading.formats import read_document

    document = read_document(path, limits=limits)
    reading = read_text(document.text, language=language, blocks=document.blocks, dates=document.dates)
    return replace(reading, file=path.name, notes=document.notes)


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
        self.meanings = Meanings(language, self.index)
        self.titles = Titles(language, self.index)
        self.common = common(self.index.uris)

    def read(self, text: str, blocks: Sequence[Block] = (), dates: Sequence[Dated] = ()) -> Reading:
        """Return the reading of a text.

        Args:
            text: The text.
            blocks: Stretches whose role the file's format gives.
            dates: Periods that the file's format states.
        """
        draft = self.draft(text, blocks, dates)
        candidates = self.candidates(draft)
        findings = findings_of(draft, candidates, self.index)
        return Reading(
            kind=draft.kind,
            language=draft.spoken,
            text=text,
            sections=tuple(draft.sections),
            findings=tuple(findings),
            entries=tuple(draft.entries),
            release=self.release,
        )

    def draft(self, text: str, blocks: Sequence[Block] = (), dates: Sequence[Dated] = ()) -> Draft:
        """Return a text taken apart, before any concept is looked for; arguments as those of `read`."""
        return draft_of(text, blocks, dates, self.titles.names, self.index.has_word)

    def candidates(self, draft: Draft) -> list[Candidate]:
        """Return the concepts found in a document, overlaps resolved."""
        raw = self.raw_candidates(draft)
        kept = resolve([*of_matches(raw.matches), *(of_guess(guess) for guess in raw.guesses), *raw.occupations])
        return _once_a_sentence(draft.page, kept)

    def raw_candidates(self, draft: Draft) -> Raw:
        """Return names found with the likeness of their surroundings, guesses by meaning, and occupations."""
        page = draft.page
        wanted = [
            number
            for number, meant in enumerate(draft.meant)
            if not meant.silent and not (draft.of_sentence[number] == "title" and draft.kind in ("cv", "vacancy"))
        ]
        titles = [title_words(page, *spot, draft.hidden) for spot in draft.titles]
        titled = {at for own in titles for at in own}
        away = [hidden or at in titled for at, hidden in enumerate(draft.hidden)]
        pieces = pieces_of(page, wanted, away, draft.spoken)
        vectors = self.meanings.vectors(page, pieces)
        said = [[page.words.plain[at] for at in own] for own in titles]
        context = context_of(draft, said, set(wanted), vectors)
        matches = self._matches(draft, set(wanted), titled, _Pieces(pieces, vectors, context))
        unnamed = _unnamed(pieces, matches)
        guesses = self.meanings.guesses(page, [pieces[one] for one in unnamed], vectors[unnamed], context)
        begins = [one.first for one in page.sentences]
        spoken = self._about_languages(draft, [match for match, _ in matches])
        guesses = [guess for guess in guesses if self._fits(draft, guess, begins, spoken)]
        named = [(match.first, match.last) for match, _ in matches if match.first in titled]
        occupations = occupations_in(page, titles, self.titles, named)
        told = {at for one in occupations for at in range(one.first, one.last)}
        return Raw([one for one in matches if one[0].first not in told], guesses, occupations)

    def _fits(self, draft: Draft, guess: Guess, begins: list[int], spoken: set[int]) -> bool:
        number = bisect_right(begins, guess.first) - 1
        sentence = draft.page.sentences[number]
        kind = self.index.kinds[guess.concept]
        if kind == PART_OF_LANGUAGE or (number in spoken and kind != "language"):
            return False
        return plausible(draft.page, guess, (sentence.first, sentence.last))

    def _about_languages(self, draft: Draft, matches: list[Match]) -> set[int]:
        """Return the sentences under a heading of languages that name one; what follows them may be about more."""
        begins = [one.first for one in draft.page.sentences]
        kinds = self.index.kinds
        named = {bisect_right(begins, one.first) - 1 for one in matches if kinds[one.name.concept] == "language"}
        return {number for number in named if draft.of_sentence[number] == "languages"}

    def _matches(self, draft: Draft, wanted: set[int], titled: set[int], pieces: _Pieces) -> list[Named]:
        page, index = draft.page, self.index
        begins = [one.first for one in page.sentences]
        found: list[Named] = []
        every = matches_in(page, index, draft.spoken, draft.hidden)
        spoken = self._about_languages(draft, every)
        skills: list[tuple[int, Match]] = []
        for match in every:
            number = bisect_right(begins, match.first) - 1
            sentence = page.sentences[number]
            kind = index.kinds[match.name.concept]
            # "Spreek Turks en Nederlands" names two languages; the verb with the last would hide the one between.
            if kind == PART_OF_LANGUAGE or (kind == "language" and match.loose):
                continue
            if match.last > sentence.last or (number not in wanted and match.first not in titled):
                continue
            if kind == "occupation":
                if _is_meant(draft, match, number, titled) and not never(page, match):
                    found.append((match, self._around_occupation(page, match, titled, number)))
            elif match.first in titled or (kind != "language" and number in spoken):
                continue
            elif allowed(page, match, (sentence.first, sentence.last)):
                skills.append((number, match))
        return found + self._around(page, skills, pieces)

    def _around_occupation(self, page: Page, match: Match, titled: set[int], number: int) -> Around:
        """Return what stands around an occupation; near a title as a whole tells of two that one word names."""
        concept, near = match.name.concept, 0.5
        if match.first in titled:
            first, last = match.first, match.last
            while first - 1 in titled:
                first -= 1
            while last in titled:
                last += 1
            near += self.titles.likeness(page.words.plain[first:last], concept) / 2
        asked, known = float(self.index.asked[concept]), float(self.common[concept])
        return Around(near, 0.0, asked, 0.0, 0.0, known, length(page, number), occupation=True)

    def _around(self, page: Page, skills: list[tuple[int, Match]], pieces: _Pieces) -> list[Named]:
        """Return names of skills with what stands around each."""
        piece_of = {at: number for number, piece in enumerate(pieces.pieces) for at in piece.words}
        concepts = [match.name.concept for _, match in skills]
        rows = [piece_of.get(match.first, piece_of.get(match.last - 1, -1)) for _, match in skills]
        nothing = np.zeros((1, pieces.context.topic.shape[0]), np.float32)
        near = self.meanings.likeness(np.concatenate([pieces.vectors, nothing])[rows], concepts)
        said = self.meanings.likeness(pieces.context.sentences[[number for number, _ in skills]], concepts)
        topic = self.meanings.likeness(pieces.context.topic, concepts)
        title = self.meanings.likeness(pieces.context.title, concepts)
        asked, common = self.index.asked[concepts].tolist(), self.common[concepts].tolist()
        long = [length(page, number) for number, _ in skills]
        around = map(Around, near, topic, asked, said, title, common, long)
        return [(match, one) for (_, match), one in zip(skills, around, strict=True)]


class _Pieces(NamedTuple):
    """The pieces of a document, the vector of each, and what stands around them."""

    pieces: list[Piece]
    vectors: npt.NDArray[np.float32]
    context: Context


def _unnamed(pieces: list[Piece], matches: list[Named]) -> list[int]:
    """Return the pieces that are not one name as a whole; what is named needs no guess."""
    named = {
        at
        for match, around in matches
        if match.whole and not match.loose and around.near >= NAMED
        for at in range(match.first, match.last)
    }
    return [number for number, piece in enumerate(pieces) if not named.issuperset(piece.words)]


def _is_meant(draft: Draft, match: Match, number: int, titled: set[int]) -> bool:
    """Tell whether an occupation is what someone is, was or should be."""
    if match.first in titled:
        return match.last - 1 in titled
    if is_asked(draft.page, match, draft.page.sentences[number]):
        return True
    if draft.kind == "course" and draft.of_sentence[number] == "title":
        return match.whole
    before = draft.page.words.plain[match.first - 1 : match.first]
    says = draft.kind == "cv" and draft.of_sentence[number] in _SAYS_WHO
    if not says or not match.whole or (draft.spoken == "en" and is_command(draft.page, match)):
        return False
    return not (before and before[0] in function_words(draft.spoken) - _JOINING)


def _once_a_sentence(page: Page, candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates without guesses at a concept that the same sentence names, or says better."""
    begins = [one.first for one in page.sentences]
    best: dict[tuple[int, int], Candidate] = {}
    for one in candidates:
        key = (bisect_right(begins, one.first), one.concept)
        other = best.get(key)
        if other is None or (one.via == "name", one.worth) > (other.via == "name", other.worth):
            best[key] = one
    return [one for one in candidates if one.via == "name" or best[bisect_right(begins, one.first), one.concept] is one]


class Raw(NamedTuple):
    """What was found before overlaps are resolved."""

    matches: list[Named]
    guesses: list[Guess]
    occupations: list[Candidate]
