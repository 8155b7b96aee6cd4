"""Concepts that a clause means without naming them: the clause gives a shortlist, its runs of words choose from it.

All vectors are rounded to whole numbers of at most 127, so that every sum is exact in 32 bits and comes out the same
on every machine, whatever its linear algebra does first.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.language import Language, encoder
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
    """A run of words that is held against the skills as a whole: a part between commas, or a sentence.

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
        whole: Likeness of their piece and the concept, -1 to 1.
        lead: How much nearer these words are to the concept than to the next one.
        share: Share of the words of the piece that these are.
    """

    first: int
    last: int
    concept: int
    span: float
    whole: float
    lead: float
    share: float


class Meanings:
    """Holds clauses against the skills of a release.

    Args:
        language: The release.
        n_skills: Number of its skills.
    """

    def __init__(self, language: Language, n_skills: int) -> None:
        self._n = n_skills
        width = -(-n_skills // _BLOCK) * _BLOCK
        self._rows: Float32 = np.rint(language.vectors[:n_skills] * SCALE).astype(np.float32)
        self._skills: Float32 = np.zeros((self._rows.shape[1], width), np.float32)
        self._skills[:, :n_skills] = self._rows.T

    def guesses(self, page: Page, pieces: list[Piece]) -> tuple[list[list[Guess]], Float32]:
        """Return guesses per piece, and the likeness of every piece to every skill (pieces, skills).

        Args:
            page: The text.
            pieces: Its pieces.
        """
        if not pieces:
            return [], np.zeros((0, self._n), np.float32)
        flat = [at for piece in pieces for at in piece.words]
        used = sorted(set(flat))
        place = {at: row for row, at in enumerate(used)}
        plain = [page.words.plain[at] for at in used]
        near = self._near(plain, place, pieces)
        names = encoder().word_vectors(plain, "name")
        spans, owners, vectors = self._spans(page, names, place, pieces)
        guesses = []
        at = 0
        for number, piece in enumerate(pieces):
            count = owners[number]
            guesses.append(
                self._choose(near[number], spans[at : at + count], vectors[at : at + count], len(piece.words))
            )
            at += count
        return guesses, near

    def _near(self, plain: list[str], place: dict[int, int], pieces: list[Piece]) -> Float32:
        vectors = encoder().word_vectors(plain, "sentence")
        rows = np.asarray([place[at] for piece in pieces for at in piece.words], np.int64)
        counts = np.asarray([len(piece.words) for piece in pieces])
        sums = np.add.reduceat(vectors[rows], np.cumsum(counts) - counts, axis=0)
        return _whole(encoder().finish(sums, "sentence")) @ self._skills

    def _spans(
        self, page: Page, names: Float64, place: dict[int, int], pieces: list[Piece]
    ) -> tuple[list[tuple[int, int, int]], list[int], Float32]:
        """Return runs of words (first word, last word, number of words), how many each piece has, and their vectors."""
        running = np.concatenate([np.zeros((1, names.shape[1])), np.cumsum(names, axis=0)])
        spans: list[tuple[int, int, int]] = []
        begins: list[int] = []
        ends: list[int] = []
        owners = []
        for piece in pieces:
            before = len(spans)
            own = piece.words
            for start in range(len(own)):
                row = place[own[start]]
                for stop in range(start, min(start + LONGEST_SPAN, len(own))):
                    spans.append((own[start], own[stop], stop - start + 1))
                    begins.append(row)
                    ends.append(place[own[stop]] + 1)
            owners.append(len(spans) - before)
        sums = running[ends] - running[begins]
        return spans, owners, _whole(encoder().finish(sums, "name"))

    def _choose(self, near: Float32, spans: list[tuple[int, int, int]], vectors: Float32, size: int) -> list[Guess]:
        short = _best(near)
        like = vectors @ self._rows[short].T
        best = like.argmax(axis=0)
        guesses = []
        unit = SCALE * SCALE
        for column, concept in enumerate(short.tolist()):
            row = int(best[column])
            own = like[row]
            rival = max((float(own[other]) for other in range(len(own)) if other != column), default=0.0)
            first, last, count = spans[row]
            score = float(own[column])
            guesses.append(
                Guess(
                    first,
                    last + 1,
                    concept,
                    score / unit,
                    float(near[concept]) / unit,
                    (score - rival) / unit,
                    count / size,
                )
            )
        return guesses


def _whole(rows: Float32) -> Float32:
    whole: Float32 = np.rint(rows * SCALE)
    return whole


def _best(near: Float32) -> Int64:
    """Return the columns of the highest values, highest first; of equals the first.

    The highest of every 64 columns give a floor that at least as many columns reach as there are such blocks above it,
    which is much faster than sorting all.
    """
    peaks = near.reshape(-1, _BLOCK).max(axis=1)
    floor = np.partition(peaks, len(peaks) - min(SHORTLIST, len(peaks)))[len(peaks) - min(SHORTLIST, len(peaks))]
    reached = np.flatnonzero(near >= floor)
    order = np.lexsort((reached, -near[reached]))
    return reached[order[:SHORTLIST]]


def pieces_of(page: Page, wanted: list[int], hidden: list[bool], spoken: str) -> list[Piece]:
    """Return the pieces of some sentences: what stands between commas and, where that is more, between "en" and "of".

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
            if not (hidden[at] or word in skipped or word.isdecimal()):
                runs[-1].append(at)
        kept = [run[:LONGEST_PIECE] for run in runs if run]
        pieces += [Piece(tuple(run), number) for run in kept]
        whole = [at for run in kept for at in run]
        if len(kept) > 1 and len(whole) <= LONGEST_PIECE:
            pieces.append(Piece(tuple(whole), number))
    return pieces
