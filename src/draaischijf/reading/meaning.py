"""Concepts that a clause means without naming them: the clause gives a shortlist, its runs of words choose from it.

All vectors are rounded to whole numbers of at most 127, so that every sum is exact in 32 bits and comes out the same
on every machine, whatever its linear algebra does first.
"""

from __future__ import annotations

import math
import threading
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.language import Language, encoder
from draaischijf.reading.context import SCALE, Context, common
from draaischijf.reading.index import Index
from draaischijf.reading.layout import Page
from draaischijf.reading.pieces import Piece

SHORTLIST: Final = 24
LONGEST_SPAN: Final = 6
_BLOCK: Final = 64
# Guesses are rated anew one by one; this much room is left for rounding.
_SLACK: Final = 0.01
_LIKENESSES: Final = ("span", "whole", "lead", "said", "behind", "topic", "title")
_ROWS_AT_ONCE: Final = 256

Float32 = npt.NDArray[np.float32]
Float64 = npt.NDArray[np.float64]
Int64 = npt.NDArray[np.int64]


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
        said: Likeness of their sentence and the concept, -1 to 1.
        behind: How much less near the sentence is to it than to the nearest concept on the list, at most 0.
        topic: Likeness of the whole document and the concept.
        title: Likeness of the titles of the document and the concept.
        common: Logarithm of the number of marked documents in which the concept was accepted.
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
    said: float
    behind: float
    topic: float
    title: float
    common: float


class _Spans(NamedTuple):
    """Runs of words: first and last word, number of words, that of the piece, where each piece's begin, vectors."""

    first: Int64
    last: Int64
    size: Int64
    whole: Int64
    begins: list[int]
    vectors: Float32


class _Table(NamedTuple):
    """Concepts on shortlists: each with its nearest words (row of the spans) and products of whole numbers."""

    concept: Int64
    at: Int64
    span: Float32
    whole: Float32
    lead: Float32
    said: Float32
    behind: Float32
    topic: Float32
    title: Float32


class Meanings:
    """Holds clauses against the skills of a release.

    Args:
        language: The release.
        index: Its names.
        numbers: What a guess is worth by its features (log odds), before names are looked at (`shortlist`) and after
            (`meaning`), and what it must be worth (`shortlist.least` in log odds, `keep.least` as a chance).
    """

    def __init__(self, language: Language, index: Index, numbers: dict[str, dict[str, float]]) -> None:
        n_skills = index.n_skills
        self._index = index
        width = -(-n_skills // _BLOCK) * _BLOCK
        self._first, self._final = numbers["shortlist"], numbers["meaning"]
        self._least = self._first["least"]
        chance = numbers["keep"]["least"]
        self._floor = math.log(chance / (1 - chance)) - _SLACK
        self._common = common(language.concepts.uris[:n_skills])
        self._columns = np.arange(SHORTLIST)
        self._room = threading.local()
        self._n = n_skills
        self._rows: Float32 = np.rint(language.vectors[:n_skills] * SCALE).astype(np.float32)
        self._skills: Float32 = np.zeros((self._rows.shape[1], width), np.float32)
        self._skills[:, :n_skills] = self._rows.T

    def keep_all(self) -> None:
        """Leave nothing on the shortlist out, for fitting weights."""
        self._least = self._floor = -np.inf

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

    def guesses(self, page: Page, pieces: list[Piece], vectors: Float32, context: Context) -> list[Guess]:
        """Return the concepts that words of some pieces may mean.

        Args:
            page: The text.
            pieces: The pieces.
            vectors: Their vectors, as `vectors` gives them.
            context: What stands around them.
        """
        guesses: list[Guess] = []
        around = context.around
        # A long text goes in parts, so that memory stays bounded.
        for start in range(0, len(pieces), _ROWS_AT_ONCE):
            part = pieces[start : start + _ROWS_AT_ONCE]
            near = np.matmul(vectors[start : start + len(part)], self._skills, out=self._table()[: len(part)])
            near[:, self._n :] = -SCALE * SCALE
            spans = self._spans(page, part)
            likely = [
                self._likely(near[row], short[short < self._n], spans, row, around[part[row].sentence])
                for row, short in enumerate(_best(near))
            ]
            table = _Table(*(np.concatenate(column) for column in zip(*likely, strict=True)))
            guesses += self._kept(table, spans)
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

    def likeness(self, vectors: Float32, concepts: list[int]) -> list[float]:
        """Return the likeness of vectors, (d) or one for each concept (n, d), and skills (n), -1 to 1."""
        like: list[float] = ((self._rows[concepts] * vectors).sum(axis=1) / np.float32(SCALE**2)).tolist()
        return like

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
        whole = np.repeat([len(piece.words) for piece in pieces], np.diff(begins))
        return _Spans(words[start_row], words[stop_row - 1], stop_row - start_row, whole, begins, vectors)

    def _likely(self, near: Float32, short: Int64, spans: _Spans, row: int, around: Float32) -> _Table:
        """Return for each concept on the shortlist of a piece the words nearest to it."""
        rows = self._rows[short]
        begin, end = spans.begins[row], spans.begins[row + 1]
        like = spans.vectors[begin:end] @ rows.T
        best = like.argmax(axis=0)
        columns = self._columns[: len(short)]
        score = like[best, columns]
        said, topic, title = around @ rows.T
        lead, behind = score - _rivals(like[best], columns), said - said.max()
        return _Table(short, best + begin, score, near[short], lead, said, behind, topic, title)

    def _kept(self, table: _Table, spans: _Spans) -> list[Guess]:
        """Return the guesses that are worth something."""
        square = np.float32(SCALE**2)
        known: dict[str, Float32] = {name: getattr(table, name) / square for name in _LIKENESSES}
        known["common"] = self._common[table.concept]
        kept = np.flatnonzero(_odds(known, self._first) >= self._least)
        at, concept = table.at[kept], table.concept[kept]
        known = {name: column[kept] for name, column in known.items()}
        known["name"] = self._by_name(spans.vectors[at], concept)
        known["asked"] = self._index.asked[concept].astype(np.float32)
        known["words"] = spans.size[at].astype(np.float32)
        known["share"] = np.divide(known["words"], spans.whole[at], dtype=np.float32)
        known["single"] = (spans.size[at] == 1).astype(np.float32)
        sure = np.flatnonzero(_odds(known, self._final) >= self._floor)
        places: dict[str, Int64] = {
            "first": spans.first[at],
            "last": spans.last[at] + 1,
            "concept": concept,
            "words": spans.size[at],
        }
        columns = [(places[name] if name in places else known[name])[sure].tolist() for name in Guess._fields]
        return [Guess(*one) for one in zip(*columns, strict=True)]

    def _by_name(self, vectors: Float32, concepts: Int64) -> Float32:
        """Return the likeness of some words (n, d) and the nearest name of a concept each, -1 to 1; 0 without names."""
        starts = self._index.vector_starts.astype(np.int64)
        count = starts[concepts + 1] - starts[concepts]
        nearest = np.zeros(len(concepts), np.float32)
        if not count.sum():
            return nearest
        some = np.flatnonzero(count)
        begins = np.cumsum(count) - count
        rows = np.arange(count.sum()) + np.repeat(starts[concepts] - begins, count)
        names = self._index.vectors[rows].astype(np.float32)
        like = np.einsum("ij,ij->i", names, np.repeat(vectors, count, axis=0))
        nearest[some] = np.maximum.reduceat(like, begins[some]) / np.float32(SCALE**2)
        return nearest


def _odds(known: dict[str, Float32], weights: dict[str, float]) -> Float64:
    """Return what guesses are worth (log odds) by their features."""
    total = np.full(len(known["span"]), weights["base"])
    for name, column in known.items():
        total += weights[name] * column
    return total


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
