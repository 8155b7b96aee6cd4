"""Concepts that a clause means without naming them: the clause gives a shortlist, its runs of words choose from it.

All vectors are rounded to whole numbers of at most 127, so that every sum is exact in 32 bits and comes out the same
on every machine, whatever its linear algebra does first.
"""

from __future__ import annotations

import threading
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
        self._columns = np.arange(SHORTLIST)
        self._room = threading.local()
        self._n = n_skills
        self._rows: Float32 = np.rint(language.vectors[:n_skills] * SCALE).astype(np.float32)
        self._skills: Float32 = np.zeros((self._rows.shape[1], width), np.float32)
        self._skills[:, :n_skills] = self._rows.T

    def vectors(self, page: Page, pieces: list[Piece]) -> Float32:
        """Return the vector of every piece in whole numbers (pieces, d)."""
        made = np.zeros((len(pieces), self._rows.shape[1]), np.float32)
        for start in range(0, len(pieces), _ROWS_AT_ONCE):
            part = pieces[start : start + _ROWS_AT_ONCE]
            counts = np.asarray([len(piece.words) for piece in part])
            words = encoder().word_vectors(self._said(page, part), "name")
            sums = np.add.reduceat(words, np.cumsum(counts) - counts, axis=0)
            made[start : start + len(part)] = _whole(encoder().finish(sums, "name"))
        return made

    def guesses(self, page: Page, pieces: list[Piece], vectors: Float32) -> list[Guess]:
        """Return the concepts that words of some pieces may mean.

        Args:
            page: The text.
            pieces: The pieces.
            vectors: Their vectors, as `vectors` gives them.
        """
        guesses: list[Guess] = []
        # A long text goes in parts, so that memory stays bounded.
        for start in range(0, len(pieces), _ROWS_AT_ONCE):
            part = pieces[start : start + _ROWS_AT_ONCE]
            near = np.matmul(vectors[start : start + len(part)], self._skills, out=self._table()[: len(part)])
            near[:, self._n :] = -SCALE * SCALE
            short = [one[one < self._n] for one in _best(near)]
            spans = self._spans(page, part)
            for number, piece in enumerate(part):
                own = slice(spans.begins[number], spans.begins[number + 1])
                guesses += self._choose(near[number], short[number], spans, own, len(piece.words))
        return guesses

    def _table(self) -> Float32:
        """Return room for products of pieces and skills, one a thread: fresh memory costs as much as the product."""
        if not hasattr(self._room, "table"):
            self._room.table = np.empty((_ROWS_AT_ONCE, self._skills.shape[1]), np.float32)
        table: Float32 = self._room.table
        return table

    def _said(self, page: Page, pieces: list[Piece]) -> list[str]:
        """Return the words of pieces as names would say them: verbs as infinitives."""
        infinitive = self._index.infinitive
        return [infinitive(page.words.plain[at]) for piece in pieces for at in piece.words]

    def likeness(self, vector: Float32, concept: int) -> float:
        """Return the likeness of a piece and a skill, -1 to 1."""
        return float(vector @ self._rows[concept]) / SCALE**2 if concept < len(self._rows) else 0.0

    def _spans(self, page: Page, pieces: list[Piece]) -> _Spans:
        flat = [at for piece in pieces for at in piece.words]
        names = encoder().word_vectors(self._said(page, pieces), "name")
        running = np.concatenate([np.zeros((1, names.shape[1])), np.cumsum(names, axis=0)])
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
        weights = self._weights
        best = like.argmax(axis=0)
        columns = self._columns[: len(short)]
        score = like[best, columns]
        lead = score - _rivals(like[best], columns)
        whole = near[short] / np.float32(SCALE**2)
        worth = weights["span"] * score + weights["whole"] * whole + weights["lead"] * lead
        return [
            self._guess(
                spans,
                own.start + int(best[one]),
                int(short[one]),
                (float(score[one]), float(whole[one]), float(lead[one])),
                size,
            )
            for one in np.flatnonzero(worth >= self._least - weights["base"]).tolist()
        ]

    def _guess(self, spans: _Spans, at: int, concept: int, likeness: tuple[float, float, float], size: int) -> Guess:
        score, whole, lead = likeness
        count = int(spans.size[at])
        return Guess(
            first=int(spans.first[at]),
            last=int(spans.last[at]) + 1,
            concept=concept,
            span=score,
            name=self._by_name(spans.vectors[at], concept),
            whole=whole,
            lead=lead,
            share=count / size,
            words=count,
            asked=float(self._index.asked[concept]),
        )

    def _by_name(self, vector: Float32, concept: int) -> float:
        starts = self._index.vector_starts
        names = self._index.vectors[starts[concept] : starts[concept + 1]]
        return float((names @ vector).max()) / SCALE**2 if len(names) else 0.0


def _rivals(rows: Float32, columns: Int64) -> Float32:
    """Return per concept how near its best words (rows) are to the nearest other concept."""
    rows[columns, columns] = -1
    rivals: Float32 = rows.max(axis=1)
    return rivals


def _whole(rows: Float32) -> Float32:
    whole: Float32 = np.rint(rows * SCALE)
    return whole


def _best(near: Float32) -> list[Int64]:
    """Return per row the columns of the highest values, highest first; of equals the first.

    The highest of every 64 columns give a floor that at least as many columns reach as there are such blocks above it,
    which is much faster than sorting all.
    """
    blocks = near.reshape(len(near), -1, _BLOCK)
    peaks = blocks.max(axis=2)
    count = min(SHORTLIST, peaks.shape[1])
    tops = np.argpartition(peaks, peaks.shape[1] - count, axis=1)[:, -count:]
    floor = np.take_along_axis(peaks, tops, axis=1).min(axis=1)
    tops.sort(axis=1)
    likely = blocks[np.arange(len(near))[:, None], tops]
    row, block, place = np.nonzero(likely >= floor[:, None, None])
    column = tops[row, block] * _BLOCK + place
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
