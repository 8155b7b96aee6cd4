"""Concepts that a clause means without naming them: the clause gives a shortlist, its runs of words choose from it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.language import Language, encoder
from draaischijf.reading.context import Context, common
from draaischijf.reading.index import Index
from draaischijf.reading.layout import Page
from draaischijf.reading.pieces import Piece
from draaischijf.reading.shortlist import ROWS_AT_ONCE, Shortlist
from draaischijf.reading.vectors import SQUARE, Float32, whole
from draaischijf.reading.weighing import OF_GUESS, OF_LISTED, numbers, odds

LONGEST_SPAN: Final = 6

Int64 = npt.NDArray[np.int64]


class Guess(NamedTuple):
    """A concept that some words may mean.

    Args:
        first: First word.
        last: The word after the last.
        concept: Dense id.
        odds: What it is worth (log odds).
        known: What is known of it, in the order of `OF_GUESS`:

            - span: likeness of these words and the concept, -1 to 1;
            - name: likeness of these words and the nearest name of the concept, -1 to 1;
            - asked: logarithm of how many occupations ask for the concept;
            - whole: likeness of their piece and the concept, -1 to 1;
            - lead: how much nearer these words are to the concept than to the next one;
            - share: share of the words of the piece that these are;
            - words: number of these words that count;
            - single: 1 for one word;
            - said: likeness of their sentence and the concept, -1 to 1;
            - behind: how much less near the sentence is to it than to the nearest concept on the list, at most 0;
            - topic: likeness of the whole document and the concept;
            - title: likeness of the titles of the document and the concept;
            - common: logarithm of the number of marked documents in which the concept was accepted.
    """

    first: int
    last: int
    concept: int
    odds: float
    known: tuple[float, ...]


class _Spans(NamedTuple):
    """Runs of words: first and last word, number of words, that of the piece, where each piece's begin, vectors."""

    first: Int64
    last: Int64
    size: Int64
    whole: Int64
    begins: Int64
    vectors: Float32


class Meanings:
    """Holds clauses against the skills of a release.

    Args:
        language: The release.
        index: Its names.
    """

    def __init__(self, language: Language, index: Index) -> None:
        n_skills = index.n_skills
        self._index = index
        self._least = numbers()["shortlist"]["least"]
        least = numbers()["keep"]["least"]
        self._floor = math.log(least / (1 - least))
        # The index knows the concepts too; the release need not be opened for them.
        self._common = common(index.uris[:n_skills])
        self._rows = whole(language.vectors[:n_skills])
        self._shortlist = Shortlist(self._rows)

    def keep_all(self) -> None:
        """Leave nothing on the shortlist out, for fitting weights."""
        self._least = self._floor = -np.inf

    def vectors(self, page: Page, pieces: list[Piece]) -> Float32:
        """Return the vector of every piece in whole numbers (pieces, d)."""
        made = np.zeros((len(pieces), self._rows.shape[1]), np.float32)
        for start in range(0, len(pieces), ROWS_AT_ONCE):
            part = pieces[start : start + ROWS_AT_ONCE]
            counts = np.asarray([len(piece.words) for piece in part])
            words = encoder().word_vectors(self._said(page, part), "name")
            sums = np.add.reduceat(words, np.cumsum(counts) - counts, axis=0)
            made[start : start + len(part)] = whole(encoder().finish(sums, "name"))
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
        # A long text goes in parts, so that memory stays bounded.
        for start in range(0, len(pieces), ROWS_AT_ONCE):
            part = pieces[start : start + ROWS_AT_ONCE]
            spans = self._spans(page, part)
            listed, near = self._shortlist.of(vectors[start : start + len(part)])
            said = context.sentences[[piece.sentence for piece in part]]
            at, known = self._described(listed, spans, said, context)
            known["whole"] = near
            like = {name: column.ravel() / SQUARE for name, column in known.items()}
            guesses += self._kept(listed.ravel(), at.ravel(), like, spans)
        return guesses

    def _said(self, page: Page, pieces: list[Piece]) -> list[str]:
        """Return the words of pieces as names would say them: verbs as infinitives."""
        infinitive = self._index.infinitive
        return [infinitive(page.words.plain[at]) for piece in pieces for at in piece.words]

    def likeness(self, vectors: Float32, concepts: list[int]) -> list[float]:
        """Return the likeness of vectors, (d) or one for each concept (n, d), and skills (n), -1 to 1."""
        like: list[float] = ((self._rows[concepts] * vectors).sum(axis=1) / SQUARE).tolist()
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
        vectors = whole(encoder().finish(running[stop_row] - running[start_row], "name"))
        sizes = np.repeat([len(piece.words) for piece in pieces], np.diff(begins))
        return _Spans(
            words[start_row], words[stop_row - 1], stop_row - start_row, sizes, np.asarray(begins, np.int64), vectors
        )

    def _described(
        self, listed: Int64, spans: _Spans, said: Float32, context: Context
    ) -> tuple[Int64, dict[str, Float32]]:
        """Return for each concept on the shortlist of each piece the nearest words (row of the spans), and products."""
        rows = self._rows[listed]
        at = np.empty(listed.shape, np.int64)
        known = {name: np.empty(listed.shape, np.float32) for name in ("span", "lead")}
        for own, of_own in _alike(spans.begins):
            like = np.matmul(spans.vectors[of_own], rows[own].transpose(0, 2, 1))
            best = like.argmax(axis=1)
            at[own] = of_own[:, :1] + best
            known["span"][own], known["lead"][own] = like.max(axis=1), _leads(like, best)
        known["said"] = np.matmul(rows, said[:, :, None])[:, :, 0]
        known["behind"] = known["said"] - known["said"].max(axis=1, keepdims=True)
        known["topic"], known["title"] = rows @ context.topic, rows @ context.title
        return at, known

    def _kept(self, concept: Int64, at: Int64, known: dict[str, Float32], spans: _Spans) -> list[Guess]:
        """Return the guesses that are worth something."""
        known["common"] = self._common[concept]
        kept = np.flatnonzero(odds("shortlist", OF_LISTED, known) >= self._least)
        at, concept = at[kept], concept[kept]
        known = {name: column[kept] for name, column in known.items()}
        known["name"] = self._by_name(spans.vectors[at], concept)
        known["asked"] = self._index.asked[concept].astype(np.float32)
        known["words"] = spans.size[at].astype(np.float32)
        known["share"] = np.divide(known["words"], spans.whole[at], dtype=np.float32)
        known["single"] = (spans.size[at] == 1).astype(np.float32)
        worth = odds("meaning", OF_GUESS, known)
        sure = np.flatnonzero(worth >= self._floor)
        places = (spans.first[at], spans.last[at] + 1, concept, worth)
        rows = zip(*(known[name][sure].tolist() for name in OF_GUESS), strict=True)
        return [Guess(*one) for one in zip(*(column[sure].tolist() for column in places), rows, strict=True)]

    def _by_name(self, vectors: Float32, concepts: Int64) -> Float32:
        """Return the likeness of some words (n, d) and the nearest name of a concept each, -1 to 1; 0 without names."""
        starts, names = self._index.vector_starts, self._index.vectors
        places = zip(starts[concepts].tolist(), starts[concepts + 1].tolist(), vectors, strict=True)
        # One by one, since the names of all together would not stay near the processor.
        near = [names[first:last].dot(own).max() if first < last else 0 for first, last, own in places]
        return np.asarray(near, np.float32) / SQUARE


def _alike(begins: Int64) -> Iterator[tuple[Int64, Int64]]:
    """Yield the pieces with as many runs of words each, with the rows of those (pieces, runs)."""
    sizes = np.diff(begins)
    for size in sorted(set(sizes.tolist())):
        own = np.flatnonzero(sizes == size)
        yield own, begins[own][:, None] + np.arange(size)


def _leads(like: Float32, best: Int64) -> Float32:
    """Return how much nearer each concept's best words are to it than to the nearest other concept.

    Args:
        like: Products of runs of words and concepts (pieces, runs, concepts).
        best: The run that is nearest to each concept (pieces, concepts).
    """
    rivals = like[np.arange(len(like))[:, None], best]
    columns = np.arange(like.shape[2])
    rivals[:, columns, columns] = -1
    leads: Float32 = like.max(axis=1) - rivals.max(axis=2)
    return leads
