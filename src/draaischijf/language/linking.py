"""From a phrase to concepts: by name where the phrase is one, by meaning otherwise.

Two stages. The encoder's vector of the phrase is multiplied with one vector per concept, which gives a short list;
the short list is then ranked by the best of each concept's names. The names' vectors are computed when they are first
needed and kept. A few phrases are ranked by NumPy, many by compiled kernels, with the same result to the last digit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.language.concepts import Concepts, Int32, Names
from draaischijf.language.encoder import encoder
from draaischijf.language.linking_kernel import GRID, Float32, Int16, best_names, on_grid, shortlist
from draaischijf.language.normal import normalise

SHORTLIST: Final = 32
BLOCK: Final = 256
# Below this number of phrases compiling, or loading what was compiled, costs more than it saves.
KERNEL_FROM: Final = 64
# What counts in the end: mostly the name that is nearest, a little the concept as a whole.
NAME_SHARE: Final = 0.8
HIGHEST: Final = 0.999


class Candidate(NamedTuple):
    """A concept that a phrase may mean.

    Args:
        concept: Dense id.
        score: 0 to 1; 1 where the phrase is a name of the concept.
        via: `name`, `lexicon` (a trade expression) or `encoder` (by meaning).
        matched: The name that was nearest.
    """

    concept: int
    score: float
    via: str
    matched: str


class Ranked(NamedTuple):
    """A block of phrases, ranked by meaning.

    Args:
        concepts: Dense ids, int32 (m, k), best first.
        scores: 0 to .999, float64 (m, k).
        names: Row of the nearest name, int32 (m, k).
    """

    concepts: Int32
    scores: npt.NDArray[np.float64]
    names: Int32


class Linker:
    """Links phrases to the concepts of one kind.

    Args:
        concepts: The concepts of a release.
        names: Its names, those of one concept next to each other.
        vectors: Unit row per concept (concepts, d), float32.
        rows: Dense ids to choose from, ascending.
    """

    def __init__(self, concepts: Concepts, names: Names, vectors: Float32, rows: Int32) -> None:
        self._names = names
        self._rows = rows
        self._centres = np.ascontiguousarray(on_grid(vectors[rows]).T)
        wanted = np.zeros(len(concepts), dtype=bool)
        wanted[rows] = True
        self._kept = np.flatnonzero(wanted[names.concept]).astype(np.int32)
        place = np.searchsorted(rows, names.concept[self._kept])
        self._starts = np.searchsorted(place, np.arange(len(rows) + 1)).astype(np.int32)
        # One row per kept name; pages that are never filled take no memory.
        self._vectors: Int16 = np.zeros((len(self._kept), len(self._centres)), np.int16)
        self._filled: npt.NDArray[np.bool_] = np.zeros(len(rows), bool)

    @cached_property
    def _exact(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for name in self._kept.tolist():
            index[self._names.plain[name]].append(name)
        index.pop("", None)
        return index

    def link(self, phrases: Sequence[str], top: int = 10) -> list[list[Candidate]]:
        """Return the concepts that each phrase may mean, best first; none for a blank phrase.

        Args:
            phrases: Short phrases, in any of the languages.
            top: Number of concepts per phrase, at most 32.
        """
        answers: list[list[Candidate]] = [[] for _ in phrases]
        for places, ranked in self._blocks(phrases):
            for row, place in enumerate(places):
                answers[place] = self._merge(phrases[place], ranked, row, top)
        return answers

    def rank(self, phrases: Sequence[str], top: int = 10) -> tuple[Int32, npt.NDArray[np.float64]]:
        """Return the same as arrays, for work in bulk: dense ids (n, top), -1 for none, and scores (n, top).

        Args:
            phrases: Short phrases, in any of the languages.
            top: Number of concepts per phrase, at most 32.
        """
        ids = np.full((len(phrases), top), -1, np.int32)
        scores = np.zeros((len(phrases), top))
        for places, ranked in self._blocks(phrases):
            width = min(top, ranked.concepts.shape[1])
            ids[places, :width], scores[places, :width] = ranked.concepts[:, :width], ranked.scores[:, :width]
            for row, place in enumerate(places):
                if normalise(phrases[place]) in self._exact:
                    found = self._merge(phrases[place], ranked, row, top)
                    ids[place, : len(found)] = [one.concept for one in found]
                    scores[place, : len(found)] = [one.score for one in found]
        return ids, scores

    def _blocks(self, phrases: Sequence[str]) -> Iterator[tuple[list[int], Ranked]]:
        asked = [place for place, phrase in enumerate(phrases) if phrase and not phrase.isspace()]
        many = len(asked) >= KERNEL_FROM
        # One table for all blocks: fresh memory for each would cost as much as the product itself.
        table = np.empty((min(BLOCK, len(asked)), len(self._rows)), np.float32)
        for start in range(0, len(asked), BLOCK):
            places = asked[start : start + BLOCK]
            yield places, self._by_meaning([phrases[place] for place in places], table, many)

    def _by_meaning(self, texts: list[str], table: Float32, many: bool) -> Ranked:
        spoken = on_grid(encoder().encode(texts, "name"))
        near = np.matmul(spoken, self._centres, out=table[: len(texts)])
        size = min(SHORTLIST, len(self._rows))
        listed = np.empty((len(texts), size), np.int32)
        (shortlist if many else _shortlist_plainly)(near, size, listed)
        found = np.zeros((*listed.shape, 2), np.int32)
        self._fill_names(listed)
        asked = spoken.astype(np.int16)
        (best_names if many else _best_names_plainly)(asked, listed, self._starts, self._vectors, found)
        scale = 1 / GRID**2
        centre = np.take_along_axis(near, listed, axis=1).astype(np.float64)
        score = (NAME_SHARE * found[:, :, 1] + (1 - NAME_SHARE) * centre) * scale
        score = np.round(score.clip(0, HIGHEST), 6)
        order = np.lexsort((listed, -score), axis=1)
        return Ranked(
            self._rows[np.take_along_axis(listed, order, axis=1)],
            np.take_along_axis(score, order, axis=1),
            self._kept[np.take_along_axis(found[:, :, 0], order, axis=1)],
        )

    def _merge(self, text: str, ranked: Ranked, row: int, top: int) -> list[Candidate]:
        best = {one.concept: one for one in self._by_name(self._exact.get(normalise(text), ()))}
        needed = top + len(best)
        columns = (column[row, :needed].tolist() for column in ranked)
        for concept, score, name in zip(*columns, strict=True):
            if concept not in best:
                best[concept] = Candidate(concept, score, "encoder", self._names.text[name])
        return sorted(best.values(), key=lambda one: (-one.score, one.concept))[:top]

    def _by_name(self, exact: Sequence[int]) -> list[Candidate]:
        hits = []
        for name in exact:
            own = self._names.sort[name] in ("preferred", "alternative")
            # A preferred name outranks another concept's alternative name that reads the same.
            score = 1.0 if self._names.sort[name] == "preferred" else 0.9999 if own else 0.9995
            via = "name" if own else "lexicon"
            hits.append(Candidate(int(self._names.concept[name]), score, via, self._names.text[name]))
        return sorted(hits, key=lambda one: one.score)

    def _fill_names(self, listed: Int32) -> None:
        """Encode the names of listed concepts that have not been seen before."""
        new = np.unique(listed)
        new = new[~self._filled[new]]
        if not len(new):
            return
        spans = [np.arange(self._starts[one], self._starts[one + 1]) for one in new.tolist()]
        places = np.concatenate(spans)
        texts = [self._names.text[name] for name in self._kept[places].tolist()]
        self._vectors[places] = on_grid(encoder().encode(texts, "name")).astype(np.int16)
        self._filled[new] = True


def _shortlist_plainly(near: Float32, size: int, out: Int32) -> None:
    for row, values in enumerate(near):
        edge = np.partition(values, -size)[-size]
        kept = np.flatnonzero(values >= edge)
        out[row] = kept[np.lexsort((kept, -values[kept]))][:size]


def _best_names_plainly(spoken: Int16, listed: Int32, starts: Int32, vectors: Int16, out: Int32) -> None:
    for row, phrase in enumerate(spoken):
        for place, concept in enumerate(listed[row].tolist()):
            products = vectors[starts[concept] : starts[concept + 1]].astype(np.int32) @ phrase.astype(np.int32)
            if len(products):
                best = int(products.argmax())
                out[row, place] = starts[concept] + best, products[best]
