"""An index over many people: the exact best for a piece of work, the same as plain scoring finds.

The index holds what people can do and when they last did it. Currency is counted when the index is opened for a day
and a release; that takes a second or so for a million people.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from draaischijf.matching.basis import Basis
from draaischijf.matching.bounds_kernel import Array
from draaischijf.matching.demand import Asked, asked_of
from draaischijf.matching.people_kernel import search_people
from draaischijf.matching.postings import Postings, build_postings
from draaischijf.matching.ranking import Measure, Ranking, best_of, settled, with_the_rest
from draaischijf.matching.score import explain_asked
from draaischijf.matching.search_kernel import Best
from draaischijf.matching.space import SkillSpace
from draaischijf.matching.supply import Supply
from draaischijf.passport import MILLION, currency_after
from draaischijf.problems import Problem
from draaischijf.terms import Evidence, EvidenceKind, HeldSkill, SkillProfile, Wish, Work

IN_USE: Final = np.iinfo(np.int32).max


@dataclass(frozen=True)
class PeopleIndex:
    """What many people can do, as columns.

    Args:
        ids: Identifiers in order; the order by which ties go.
        vocabulary: URIs of all held skills, in order.
        offsets: int64 (people + 1) into the columns below.
        columns: uint32: four times a place in the vocabulary plus level less one.
        last_used: int32: day of last use as a proleptic Gregorian ordinal; `IN_USE` for a skill in use.
        evidence: Per held skill what shows it, as JSON, empty for nothing.
    """

    ids: Sequence[str]
    vocabulary: Sequence[str]
    offsets: Array
    columns: Array
    last_used: Array
    evidence: Sequence[str]

    @classmethod
    def build(cls, people: Iterable[SkillProfile]) -> PeopleIndex:
        """Return an index of people.

        Args:
            people: The people; each identifier once.

        Raises:
            ValueError: An identifier comes twice.
        """
        ordered = sorted(people, key=lambda one: one.id)
        ids = [one.id for one in ordered]
        if len(set(ids)) < len(ids):
            raise ValueError("identifiers of people must be used once")
        held = [sorted(one.skills, key=lambda skill: skill.uri) for one in ordered]
        vocabulary = sorted({skill.uri for skills in held for skill in skills})
        place = {uri: number for number, uri in enumerate(vocabulary)}
        offsets = np.zeros(len(ids) + 1, np.int64)
        np.cumsum([len(skills) for skills in held], out=offsets[1:])
        every = [skill for skills in held for skill in skills]
        return cls(
            ids=ids,
            vocabulary=vocabulary,
            offsets=offsets,
            columns=np.array([4 * place[skill.uri] + skill.level - 1 for skill in every], np.uint32),
            last_used=np.array([_ordinal(skill.last_used) for skill in every], np.int32),
            evidence=[_evidence_text(skill.evidence) for skill in every],
        )

    def __len__(self) -> int:
        return len(self.ids)

    def profile(self, row: int) -> SkillProfile:
        """Return one person."""
        first, last = int(self.offsets[row]), int(self.offsets[row + 1])
        days, columns = self.last_used[first:last].tolist(), self.columns[first:last].tolist()
        return SkillProfile(
            self.ids[row],
            tuple(
                HeldSkill(
                    uri=self.vocabulary[column // 4],
                    level=column % 4 + 1,
                    last_used=None if day == IN_USE else date.fromordinal(day),
                    evidence=_evidence_of(text),
                )
                for column, day, text in zip(columns, days, self.evidence[first:last], strict=True)
            ),
        )

    def open(self, basis: Basis) -> OpenPeople:
        """Return the index with currency counted for a day and a release.

        Args:
            basis: The release of the language, the day that currency is counted from, and the numbers in force.

        Raises:
            Problem: A skill was last used after that day; names the person and the skill.
        """
        return OpenPeople(self, basis, np.stack([self.columns, self._currencies(basis)], axis=1))

    def _currencies(self, basis: Basis) -> Array:
        day = basis.as_of.toordinal()
        ages = np.where(self.last_used == IN_USE, 0, day - self.last_used.astype(np.int64))
        if len(ages) and ages.min() < 0:
            place = int(ages.argmin())
            person = self.ids[int(np.searchsorted(self.offsets, place, side="right")) - 1]
            raise Problem(
                "future-use",
                f"last use lies after {basis.as_of.isoformat()}.",
                file=person,
                place=self.vocabulary[int(self.columns[place]) // 4],
                hint="Correct the date, or leave it out for a skill that is in use now.",
            )
        classes = sorted(basis.defaults.half_life)
        class_of = [classes.index(basis.defaults.class_of(basis.space.kind_of(uri))) for uri in self.vocabulary]
        pairs = ages * len(classes) + np.array(class_of, np.int64)[self.columns >> np.uint32(2)]
        distinct, where = np.unique(pairs, return_inverse=True)
        values = [
            currency_after(pair // len(classes), basis.defaults.half_life[classes[pair % len(classes)]])
            for pair in distinct.tolist()
        ]
        return np.array(values, np.uint32)[where]


class Reached(NamedTuple):
    """Which required skills an own skill reaches.

    Args:
        starts: int64 (skills + 1): places at which the requirements of each own skill begin.
        requirements: int32: numbers of requirements.
        nearness: int64: how near the own skill is to each, in millionths.
    """

    starts: Array
    requirements: Array
    nearness: Array


@dataclass(frozen=True)
class OpenPeople:
    """An index of people, opened for a day and a release.

    Args:
        index: The index.
        basis: What scores stand on.
        entries: uint32 (entries, 2): column and currency in millionths.
    """

    index: PeopleIndex
    basis: Basis
    entries: Array
    _room: list[tuple[Array, Array, Array]] = field(default_factory=list, repr=False, compare=False)

    @cached_property
    def postings(self) -> Postings:
        """Postings of the people."""
        return build_postings(self.index.offsets, self.entries, len(self.index.vocabulary), tail=False)

    def top(self, work: Work, top: int = 10) -> list[tuple[str, int]]:
        """Return the people with the best fit: identifier and fit in millionths, best first, ties by identifier.

        Args:
            work: What the work asks for.
            top: Number of people, at least 1.
        """
        rows, fits = self._search(asked_of(work, self.basis.defaults), top)
        return [(self.index.ids[row], fit) for row, fit in zip(rows, fits, strict=True)]

    def rank(
        self, work: Work, *, top: int = 10, by: Measure = "fit", wishes: Mapping[str, Sequence[Wish]] | None = None
    ) -> Ranking:
        """Return the people who suit a piece of work best, with the reasons; the same as `rank_people`.

        Args:
            work: What the work asks for.
            top: Number of matches, at least 1.
            by: `fit` or `mutual`.
            wishes: What people want, by identifier.

        Raises:
            ValueError: The measure is not one of these.
        """
        if by not in ("fit", "mutual"):
            raise ValueError(f"an index ranks by fit or mutual, not {by}")
        asked, wanted = asked_of(work, self.basis.defaults), wishes or {}
        size = top if not wanted and by == "fit" else 4 * top
        while True:
            rows, fits = self._search(asked, min(size, len(self.index)))
            matches = []
            for row in rows:
                person = self.index.profile(row)
                matches.append(explain_asked(Supply(person, self.basis), asked, wishes=wanted.get(person.id, ())))
            ranking = best_of(((one.person, one) for one in matches), top, by)
            if len(rows) == len(self.index) or settled(ranking, fits[-1], top, by, bool(wanted)):
                return ranking
            size *= 4

    def _search(self, asked: Asked, top: int) -> tuple[list[int], list[int]]:
        best = Best(np.zeros(top, np.int64), np.zeros(top, np.int64))
        reached = self._reached(asked)
        if len(reached.requirements) and len(self.index):
            self._run(asked, reached, best)
        filled = int(np.count_nonzero(best.fits))
        return with_the_rest(best.rows[:filled].tolist(), best.fits, min(top, len(self.index)))

    def _reached(self, asked: Asked) -> Reached:
        """Return, by own skill, which requirements it reaches and how near it is to each."""
        place_of, space = self._place_of, self.basis.space
        reached: list[tuple[int, int, int]] = []
        for number, requirement in enumerate(asked.requirements):
            target = space.id_of(requirement.uri)
            if target is None:
                sources = [(requirement.uri, MILLION)]
            else:
                first, last = self._reversed[0][target : target + 2].tolist()
                near = self._reversed[2][first:last].tolist()
                sources = [(space.uris[row], n) for row, n in zip(self._reversed[1][first:last], near, strict=True)]
            reached += [(place_of[uri], number, near) for uri, near in sources if uri in place_of]
        reached.sort()
        columns = np.array(reached, np.int64).reshape(-1, 3).T
        starts = np.searchsorted(columns[0], np.arange(len(self.index.vocabulary) + 1))
        return Reached(starts, columns[1].astype(np.int32), columns[2].copy())

    @cached_property
    def _place_of(self) -> dict[str, int]:
        return {uri: place for place, uri in enumerate(self.index.vocabulary)}

    @cached_property
    def _reversed(self) -> tuple[Array, Array, Array]:
        return reversed_nearness(self.basis.space)

    def _run(self, asked: Asked, reached: Reached, best: Best) -> None:
        """Fill in the best rows for a piece of work."""
        size = self.postings.room
        try:
            room = self._room.pop()
        except IndexError:
            room = (np.empty(size, np.uint16), np.empty(size, np.int32), np.empty(size, np.uint32))
        levels_and_weights = np.array([(one.level, one.weight) for one in asked.requirements], np.int64)
        packed, offsets = self.postings.packed, self.index.offsets
        search_people(packed, offsets, self.entries, *reached, levels_and_weights, *room, best)
        self._room.append(room)


def reversed_nearness(space: SkillSpace) -> tuple[Array, Array, Array]:
    """Return nearness by covered skill: places at which each begins, the skills that cover it, and how far."""
    held, slot = np.nonzero(space.targets >= 0)
    covered = space.targets[held, slot]
    order = np.argsort(covered, kind="stable")
    starts = np.searchsorted(covered[order], np.arange(len(space.uris) + 1))
    return starts, held[order], space.nearness[held, slot][order]


def _ordinal(day: date | None) -> int:
    return IN_USE if day is None else day.toordinal()


def _evidence_text(evidence: Sequence[Evidence]) -> str:
    if not evidence:
        return ""
    plain = [[str(one.kind), one.context, one.issued.isoformat() if one.issued else None] for one in evidence]
    return json.dumps(plain, ensure_ascii=False)


def _evidence_of(text: str) -> tuple[Evidence, ...]:
    if not text:
        return ()
    return tuple(
        Evidence(EvidenceKind(kind), context, date.fromisoformat(issued) if issued else None)
        for kind, context, issued in json.loads(text)
    )
