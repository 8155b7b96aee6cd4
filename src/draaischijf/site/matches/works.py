"""Open work: what is searched for a person."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np
from django.db import transaction

from draaischijf.matching import Basis, Match, Ranking, WorkIndex, explain, load_works
from draaischijf.matching.records import work_from_row
from draaischijf.matching.supply import Supply
from draaischijf.site.frame.engine import basis, defaults
from draaischijf.site.jobs.services import begin_once
from draaischijf.site.matches.clock import WORKS, tick
from draaischijf.site.matches.models import WorkEntry
from draaischijf.site.matches.pool import Pool, Source, Tier, View, best
from draaischijf.site.matches.records import work_record
from draaischijf.terms import SkillProfile, Wish, Work

# Answers that are kept for who comes back to a list.
KEPT: Final = 512


@transaction.atomic
def put_work(vacancy: UUID, work: Work | None) -> None:
    """Let work be found, or no longer.

    Args:
        vacancy: Its vacancy.
        work: What it asks for; None where it is not open.
    """
    record = work_record(work) if work else None
    WorkEntry.objects.update_or_create(vacancy=vacancy, defaults={"tick": tick(WORKS), "record": record})


def open_work(vacancy: UUID) -> Work | None:
    """Return what open work asks for; None where it is not open."""
    record = WorkEntry.objects.filter(vacancy=vacancy).values_list("record", flat=True).first()
    return work_from_row(record) if record else None


def works_for(person: SkillProfile, wishes: Sequence[Wish], top: int) -> Ranking:
    """Return the open work that fits a person best, with reasons; what a limit sets aside stands apart.

    Args:
        person: What the person can do.
        wishes: What the person wants; limits only where the person says so.
        top: Number of matches, at least 1.
    """
    view, now = pool().view(), basis()
    return _works_for(_Question(view.tick, now.as_of, person, tuple(wishes), top), view, now)


class _Question(NamedTuple):
    """What an answer depends on: the same question has the same answer until something changes."""

    tick: int
    day: date
    person: SkillProfile
    wishes: tuple[Wish, ...]
    top: int


_ANSWERS: Final[OrderedDict[_Question, Ranking]] = OrderedDict()


def _works_for(asked: _Question, view: View[WorkIndex], now: Basis) -> Ranking:
    known = _ANSWERS.get(asked)
    if known is not None:
        return known

    def tier(index: WorkIndex) -> Tier:
        def rank(size: int) -> Ranking:
            return index.rank(asked.person, now, top=size, wishes=asked.wishes) if len(index) else Ranking(())

        return Tier(rank, lambda size: [fit for _, fit in index.top(asked.person, now, size)] if len(index) else [])

    found = best(tier(view.base), tier(view.fresh), view.masked, lambda match: match.work, asked.top)
    _ANSWERS[asked] = found
    while len(_ANSWERS) > KEPT:
        _ANSWERS.popitem(last=False)
    return found


def count_asking(uri: str) -> int:
    """Return how many open vacancies ask for a skill."""
    view = pool().view()
    return sum(_asking(index, uri, gone) for index, gone in ((view.base, view.masked), (view.fresh, frozenset[str]())))


def _asking(index: WorkIndex, uri: str, gone: frozenset[str]) -> int:
    place = index.place_of.get(uri)
    if place is None:
        return 0
    entries = np.flatnonzero(index.entries[:, 0] // 4 == place)
    rows = np.searchsorted(index.offsets, entries, side="right") - 1
    return len(rows) if not gone else sum(index.ids[row] not in gone for row in rows.tolist())


def match_of(person: SkillProfile, work: Work, wishes: Sequence[Wish] = ()) -> Match:
    """Return how one person and one piece of work fit, with reasons."""
    return explain(Supply(person, basis()), work, wishes=wishes)


@cache
def pool() -> Pool[WorkIndex, Work]:
    """Return the pool of this process."""
    return Pool(
        Source(
            WORKS,
            _rows,
            lambda works: WorkIndex.build(works, defaults()),
            load_works,
            lambda index: index.ids,
            lambda: begin_once("index", {"kind": WORKS}),
        )
    )


def _rows(after: int) -> Iterable[tuple[str, int, Work | None]]:
    rows = WorkEntry.objects.filter(tick__gt=after).order_by("tick").values_list("vacancy", "tick", "record")
    for vacancy, at, record in rows.iterator(chunk_size=2_000):
        yield str(vacancy), at, work_from_row(record) if record else None
