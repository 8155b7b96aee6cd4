"""Concepts that a clause means without naming them: the clause gives a shortlist, its runs of words choose from it.

All vectors are rounded to whole numbers of at most 127, so that every sum is exact in 32 bits and comes out the same
on every machine, whatever its linear algebra does first.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.language import Language, encoder
from draaischijf.reading.index import Index
from draaischijf.reading.layout import Page
from draaischijf.reading.words import function_words, person_words

SHORTLIST: Final = 24
LONGEST_SPAN: Final = 6
LONGEST_PIECE: Final = 24
SCALE: Final = 127.0
_BLOCK: Final = 64
_ROWS_AT_ONCE: Final = 256
_JOINING: Final = frozenset({"en", "of", "and", "or", "und", "oder", "et"})

Float32 = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]
Int64 = npt.NDArray[np.int64]


class Piece(NamedTuple):
    """A run of words that is held against the skills as a whole: what stands between commas, "en" and "of".

    Args:
        words: Indexes of its words that count, in order.
        sentence: Index of its sentence.
    """

    words: tuple[int, ...]
    sentence: int


class Guess(NamedTuple):
    """A concept that some words may mean.

    Args:
        first: First word.
        last: The word after the last.
        concept: Dense id.
        span: Likeness of these words and the concept, -1 to 1.
        name: Likeness of these words and the nearest name of the concept, -1 to 1.
        asked: Logarithm of how many occupations ask for the concept.
        whole: Likeness of their piece and the concept, -1 to 1.
        lead: How much nearer these words are to the concept than to the next one.
        share: Share of the words of the piece that these are.
        words: Number of these words that count.
    """

    first: int
    last: int
    concept: int
    span: float
    name: float
    whole: float
    lead: float
    share: float
    words: int
    asked: float


class _Spans(NamedTuple):
    """Runs of words: first and last word, number of words, where each piece's begin, and their vectors."""

    first: Int64
    last: Int64
    size: Int64
    begins: list[int]
    vectors: Float32


class Meanings:
    """Holds clauses against the skills of a release.

    Args:
        language: The release.
        index: Its names.
        weights: What a guess is worth by its features before its names are looked at.
        least: Guesses worth less are left out.
    """

    def __init__(self, language: Language, index: Index, weights: dict[str, float], least: float) -> None:
        n_skills = index.n_skills
        self._index = index
        width = -(-n_skills // _BLOCK) * _BLOCK
        self._weights = weights
        self._least = least
        self._rows: Float32 = np.rint(language.vectors[:n_skills] * SCALE).astype(np.float32)
        self._skills: Float32 = np.zeros((self._rows.shape[1], width), np.float32)
        self._skills[:, :n_skills] = self._rows.T

    def guesses(self, page: Page, pieces: list[Piece]) -> tuple[list[Guess], Float32]:
        """Return guesses, and the vector of every piece in whole numbers.

        Args:
            page: The text.
            pieces: Its pieces.
        """
        if not pieces:
            return [], np.zeros((0, self._rows.shape[1]), np.float32)
        used = sorted({at for piece in pieces for at in piece.words})
        place = {at: row for row, at in enumerate(used)}
        plain = [page.words.plain[at] for at in used]
        vectors = self._pieces(plain, place, pieces)
        near = vectors @ self._skills
        short = _best(near)
        spans = self._spans(plain, place, pieces)
        guesses: list[Guess] = []
        for number, piece in enumerate(pieces):
            own = slice(spans.begins[number], spans.begins[number + 1])
            guesses += self._choose(near[number], short[number], spans, own, len(piece.words))
        return guesses, vectors

    def likeness(self, vector: Float32, concept: int) -> float:
        """Return the likeness of a piece and a skill, -1 to 1."""
        return float(vector @ self._rows[concept]) / SCALE**2 if concept < len(self._rows) else 0.0

    def _pieces(self, plain: list[str], place: dict[int, int], pieces: list[Piece]) -> Float32:
        vectors = encoder().word_vectors(plain, "sentence")
        rows = np.asarray([place[at] for piece in pieces for at in piece.words], np.int64)
        counts = np.asarray([len(piece.words) for piece in pieces])
        sums = np.add.reduceat(vectors[rows], np.cumsum(counts) - counts, axis=0)
        return _whole(encoder().finish(sums, "sentence"))

    def _spans(self, plain: list[str], place: dict[int, int], pieces: list[Piece]) -> _Spans:
        names = encoder().word_vectors(plain, "name")
        flat = [at for piece in pieces for at in piece.words]
        rows = np.asarray([place[at] for at in flat], np.int64)
        running = np.concatenate([np.zeros((1, names.shape[1])), np.cumsum(names[rows], axis=0)])
        starts: list[int] = []
        stops: list[int] = []
        begins = [0]
        offset = 0
        for piece in pieces:
            size = len(piece.words)
            for start in range(offset, offset + size):
                ends = range(start + 1, min(start + LONGEST_SPAN, offset + size) + 1)
                starts += [start] * len(ends)
                stops += ends
            begins.append(len(starts))
            offset += size
        start_row, stop_row = np.asarray(starts, np.int64), np.asarray(stops, np.int64)
        words = np.asarray(flat, np.int64)
        vectors = _whole(encoder().finish(running[stop_row] - running[start_row], "name"))
        return _Spans(words[start_row], words[stop_row - 1], stop_row - start_row, begins, vectors)

    def _choose(self, near: Float32, short: Int64, spans: _Spans, own: slice, size: int) -> list[Guess]:
        """Return for each concept on the shortlist the words nearest to it, where that is worth something."""
        like = (spans.vectors[own] @ self._rows[short].T) / np.float32(SCALE**2)
        columns = np.arange(len(short))
        best = like.argmax(axis=0)
        score = like[best, columns]
        lead = score - _rivals(like, best)
        whole = near[short] / np.float32(SCALE**2)
        weights = self._weights
        worth = weights["base"] + weights["span"] * score + weights["whole"] * whole + weights["lead"] * lead
        first, last, size_of = spans.first[own], spans.last[own], spans.size[own]
        vectors = spans.vectors[own]
        guesses = []
        for one in np.flatnonzero(worth >= self._least).tolist():
            row, concept = int(best[one]), int(short[one])
            guesses.append(
                Guess(
                    int(first[row]),
                    int(last[row]) + 1,
                    concept,
                    float(score[one]),
                    self._by_name(vectors[row], concept),
                    float(whole[one]),
                    float(lead[one]),
                    int(size_of[row]) / size,
                    int(size_of[row]),
                    float(self._index.asked[concept]),
                )
            )
        return guesses

    def _by_name(self, vector: Float32, concept: int) -> float:
        starts = self._index.vector_starts
        names = self._index.vectors[starts[concept] : starts[concept + 1]]
        return float((names @ vector).max()) / SCALE**2 if len(names) else 0.0


def _rivals(like: Float32, best: Int64) -> Float32:
    """Return per concept how near its best words are to the nearest other concept."""
    rows = like[best]
    columns = np.arange(rows.shape[1])
    rows[columns, columns] = -1
    rivals: Float32 = rows.max(axis=1) if rows.shape[1] > 1 else np.zeros(1, np.float32)
    return rivals


def _whole(rows: Float32) -> Float32:
    whole: Float32 = np.rint(rows * SCALE)
    return whole


def _best(near: Float32) -> list[Int64]:
    """Return per row the columns of the highest values, highest first; of equals the first.

    The highest of every 64 columns give a floor that at least as many columns reach as there are such blocks above it,
    which is much faster than sorting all.
    """
    peaks = near.reshape(len(near), -1, _BLOCK).max(axis=2)
    at = peaks.shape[1] - min(SHORTLIST, peaks.shape[1])
    floor = np.partition(peaks, at, axis=1)[:, at]
    row, column = np.nonzero(near >= floor[:, None])
    order = np.lexsort((column, -near[row, column], row))
    column = column[order]
    begins = np.searchsorted(row, np.arange(len(near) + 1))
    return [column[begins[one] : min(begins[one] + SHORTLIST, begins[one + 1])] for one in range(len(near))]


def pieces_of(page: Page, wanted: list[int], hidden: list[bool], spoken: str) -> list[Piece]:
    """Return the pieces of some sentences: what stands between commas, "en" and "of".

    Args:
        page: The text.
        wanted: Indexes of sentences.
        hidden: Per word, whether it says who someone is.
        spoken: Language of the text.
    """
    words = page.words
    skipped = function_words(spoken) | person_words()
    pieces: list[Piece] = []
    for number in wanted:
        sentence = page.sentences[number]
        runs: list[list[int]] = [[]]
        for at in range(sentence.first, sentence.last):
            word = words.plain[at]
            parted = at > sentence.first and words.piece[at] != words.piece[at - 1]
            if parted or word in _JOINING:
                runs.append([])
            if word and not (hidden[at] or word in skipped or word.isdecimal()):
                runs[-1].append(at)
        pieces += [Piece(tuple(run[:LONGEST_PIECE]), number) for run in runs if run]
    return pieces
