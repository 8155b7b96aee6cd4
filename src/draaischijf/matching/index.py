"""An index over many works: the exact best for a person in milliseconds, the same as plain scoring finds.

The index holds what works ask for, said in URIs, and knows nothing of nearness: it outlives a release of the language.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np

from draaischijf.engines import Engine, LocalEngine
from draaischijf.matching.basis import Basis
from draaischijf.matching.bounds_kernel import Array
from draaischijf.matching.demand import Asked, Requirement, asked_of
from draaischijf.matching.postings import Postings, build_postings
from draaischijf.matching.query_kernel import cover_columns
from draaischijf.matching.ranking import Measure, Ranking, best_of, settled, with_the_rest
from draaischijf.matching.score import explain_asked
from draaischijf.matching.search_kernel import Best, Works, search_works
from draaischijf.matching.space import SkillSpace
from draaischijf.matching.supply import Supply
from draaischijf.passport import Defaults, load_defaults
from draaischijf.terms import DEFAULT_LEARNING_HOURS, Offer, SkillProfile, Wish, Work


@dataclass(frozen=True)
class WorkIndex:
    """What many works ask for, as columns.

    Args:
        ids: Identifiers in order; the order by which ties go.
        vocabulary: URIs of all required skills, in order.
        offsets: int64 (works + 1) into `entries`.
        entries: uint32 (entries, 2): four times a place in the vocabulary plus level less one; weight in millionths.
        proof_required: bool per entry.
        learning_hours: float64 per work.
        offers: Per work what it offers, as JSON, empty for nothing.
        postings: Made from these.
    """

    ids: Sequence[str]
    vocabulary: Sequence[str]
    offsets: Array
    entries: Array
    proof_required: Array
    learning_hours: Array
    offers: Sequence[str]
    postings: Postings
    _room: list[tuple[Array, Array]] = field(default_factory=list, repr=False, compare=False)
    _places: dict[int, tuple[SkillSpace, Array]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def build(cls, works: Iterable[Work], defaults: Defaults | None = None) -> WorkIndex:
        """Return an index of works.

        Args:
            works: The works; each identifier once.
            defaults: The numbers in force; weights by importance go into the index.

        Raises:
            ValueError: An identifier comes twice.
        """
        numbers = defaults or load_defaults()
        asked = sorted((asked_of(work, numbers) for work in works), key=lambda one: one.work)
        return cls.of_columns(
            ids=[one.work for one in asked],
            uris=[[requirement.uri for requirement in one.requirements] for one in asked],
            levels=np.array([r.level for one in asked for r in one.requirements], np.uint32),
            weights=np.array([r.weight for one in asked for r in one.requirements], np.uint32),
            proof_required=np.array([r.proof_required for one in asked for r in one.requirements], np.bool_),
            learning_hours=np.array([one.learning_hours for one in asked], np.float64),
            offers=[_offers_text(one.offers) for one in asked],
        )

    @classmethod
    def of_columns(  # noqa: PLR0913 - one argument per column
        cls,
        *,
        ids: Sequence[str],
        uris: Sequence[Sequence[str]],
        levels: Array,
        weights: Array,
        proof_required: Array | None = None,
        learning_hours: Array | None = None,
        offers: Sequence[str] | None = None,
    ) -> WorkIndex:
        """Return an index of works that are already columns.

        Args:
            ids: Identifiers, ascending.
            uris: Per work the required skills, ascending.
            levels: Per required skill, work after work, 1 to 4.
            weights: Likewise, in millionths; those of a work sum to a million.
            proof_required: Likewise; False unless said.
            learning_hours: Per work; 160 unless said.
            offers: Per work, as JSON; nothing unless said.

        Raises:
            ValueError: Identifiers are not ascending.
        """
        if any(first >= second for first, second in pairwise(ids)):
            raise ValueError("identifiers of works must be ascending, each once")
        vocabulary = sorted({uri for row in uris for uri in row})
        place = {uri: number for number, uri in enumerate(vocabulary)}
        offsets = np.zeros(len(ids) + 1, np.int64)
        np.cumsum([len(row) for row in uris], out=offsets[1:])
        skills = np.array([place[uri] for row in uris for uri in row], np.uint32)
        entries = np.stack([4 * skills + levels.astype(np.uint32) - 1, weights.astype(np.uint32)], axis=1)
        return cls(
            ids=ids,
            vocabulary=vocabulary,
            offsets=offsets,
            entries=entries,
            proof_required=np.zeros(len(entries), np.bool_) if proof_required is None else proof_required,
            learning_hours=np.full(len(ids), DEFAULT_LEARNING_HOURS) if learning_hours is None else learning_hours,
            offers=[""] * len(ids) if offers is None else offers,
            postings=build_postings(offsets, entries, len(vocabulary), tail=True),
        )

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def place_of(self) -> dict[str, int]:
        """Place in the vocabulary by URI."""
        return {uri: place for place, uri in enumerate(self.vocabulary)}

    @cached_property
    def longest(self) -> int:
        """Most skills that a work asks for."""
        return int(np.diff(self.offsets).max(initial=0))

    def top(self, person: SkillProfile, basis: Basis, top: int = 10) -> list[tuple[str, int]]:
        """Return the works with the best fit: identifier and fit in millionths, best first, ties by identifier.

        Args:
            person: What the person can do.
            basis: The release of the language, the day that currency is counted from, and the numbers in force.
            top: Number of works, at least 1.

        Raises:
            Problem: A skill was last used after the day that currency is counted from.
        """
        rows, fits = self._search(Supply(person, basis), top)
        return [(self.ids[row], fit) for row, fit in zip(rows, fits, strict=True)]

    def top_many(
        self, people: Iterable[SkillProfile], basis: Basis, top: int = 10, engine: Engine | None = None
    ) -> Iterator[list[tuple[str, int]]]:
        """Yield `top` for many people, in their order.

        Args:
            people: Any iterable; read as it is needed.
            basis: See `top`.
            top: See `top`.
            engine: Where the work runs; this machine, one thread, unless said.
        """
        yield from (engine or LocalEngine()).map_batches(lambda person: self.top(person, basis, top), people)

    def rank(
        self,
        person: SkillProfile,
        basis: Basis,
        *,
        top: int = 10,
        by: Measure = "fit",
        wishes: Sequence[Wish] = (),
    ) -> Ranking:
        """Return the works that suit a person best, with the reasons; the same as `rank_works` on the same works.

        Args:
            person: What the person can do.
            basis: See `top`.
            top: Number of matches, at least 1.
            by: `fit` or `mutual`.
            wishes: What the person wants; empty where unknown.

        Raises:
            Problem: A skill was last used after the day that currency is counted from.
            ValueError: The measure is not one of these.
        """
        if by not in ("fit", "mutual"):
            raise ValueError(f"an index ranks by fit or mutual, not {by}")
        supply, size = Supply(person, basis), top if not wishes and by == "fit" else 4 * top
        while True:
            rows, fits = self._search(supply, min(size, len(self)))
            matches = [explain_asked(supply, self.asked(row), wishes=wishes) for row in rows]
            ranking = best_of(((one.work, one) for one in matches), top, by)
            if len(rows) == len(self) or settled(ranking, fits[-1], top, by, bool(wishes)):
                return ranking
            size *= 4

    def asked(self, row: int) -> Asked:
        """Return what one work asks for."""
        first, last = int(self.offsets[row]), int(self.offsets[row + 1])
        columns, weights = self.entries[first:last].T.tolist() if last > first else ([], [])
        proofs = self.proof_required[first:last].tolist()
        requirements = tuple(
            Requirement(self.vocabulary[column // 4], weight, column % 4 + 1, proof)
            for column, weight, proof in zip(columns, weights, proofs, strict=True)
        )
        return Asked(self.ids[row], requirements, float(self.learning_hours[row]), offers_of(self.offers[row]))

    def covered(self, supply: Supply) -> Array:
        """Return the covered share of every column in millionths, uint32.

        Args:
            supply: What a person's skills reach.
        """
        table = np.zeros(4 * len(self.vocabulary), np.uint32)
        space, places = supply.basis.space, self._places_in(supply.basis.space)
        known = [(space.id_of(held.uri), held) for held in supply.held]
        inside = [(row, held) for row, held in known if row is not None]
        skills = np.array([row for row, _ in inside], np.int32)
        levels = np.array([held.level for _, held in inside], np.int64)
        currencies = np.array([held.currency for _, held in inside], np.int64)
        cover_columns(space.targets, space.nearness, places, skills, levels, currencies, table)
        for row, held in known:
            place = self.place_of.get(held.uri) if row is None else None
            if place is not None:
                for reach in supply.reach(held.uri):
                    table[4 * place : 4 * place + 4] = [reach.covers(level) for level in (1, 2, 3, 4)]
        return table

    def _places_in(self, space: SkillSpace) -> Array:
        """Return per skill of a release its place in the vocabulary, -1 where no work asks for it."""
        if id(space) not in self._places:
            places = np.array([self.place_of.get(uri, -1) for uri in space.uris], np.int32)
            self._places[id(space)] = (space, places)
        return self._places[id(space)][1]

    def _search(self, supply: Supply, top: int) -> tuple[list[int], list[int]]:
        """Return rows and fits of the best, those that fit nowhere last."""
        table = self.covered(supply)
        columns = np.flatnonzero(table).astype(np.int32)
        best = Best(np.zeros(top, np.int64), np.zeros(top, np.int64))
        if len(columns) and len(self):
            self._run(columns, table, best)
        filled = int(np.count_nonzero(best.fits))
        return with_the_rest(best.rows[:filled].tolist(), best.fits, min(top, len(self)))

    def _run(self, columns: Array, table: Array, best: Best) -> None:
        """Fill in the best rows for a person."""
        try:
            bounds, found = self._room.pop()
        except IndexError:
            bounds, found = room_for(self.postings.room)
        search_works(
            self.postings.packed,
            Works(self.offsets, self.entries),
            self.longest // 2 + 1,  # each contribution is rounded by half a millionth at most
            columns,
            table[columns].astype(np.int64),
            table,
            bounds,
            found,
            best,
        )
        self._room.append((bounds, found))


def room_for(rows: int) -> tuple[Array, Array]:
    """Return room for a search: uint16 bounds and int32 found rows, in one block that can be mapped in large pages.

    Args:
        rows: Rows of the largest part.
    """
    page = 1 << 21
    block = np.empty(6 * rows + 3 * page, np.uint8)
    first = -block.ctypes.data % page
    second = first + (2 * rows + page - 1) // page * page
    return block[first : first + 2 * rows].view(np.uint16), block[second : second + 4 * rows].view(np.int32)


def _offers_text(offers: Sequence[Offer]) -> str:
    if not offers:
        return ""
    plain = [
        {"topic": one.topic, "low": one.low, "high": one.high, "among": sorted(one.among)}
        for one in sorted(offers, key=lambda one: (one.topic, sorted(one.among)))
    ]
    return json.dumps(plain, ensure_ascii=False)


def offers_of(text: str) -> tuple[Offer, ...]:
    """Return offers from JSON, as they stand in an index; none for an empty text."""
    if not text:
        return ()
    return tuple(
        Offer(one["topic"], one.get("low"), one.get("high"), frozenset(one.get("among", ())))
        for one in json.loads(text)
    )
