"""People who consented to be found: what is searched for a piece of work."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from draaischijf.matching import Basis, Match, PeopleIndex, explain, load_people, rank_people
from draaischijf.matching.people import OpenPeople
from draaischijf.matching.records import person_from
from draaischijf.matching.supply import Supply
from draaischijf.passport import Passport, preview
from draaischijf.site.accounts.roles import Wall
from draaischijf.site.frame.engine import basis, defaults, language, today
from draaischijf.site.jobs.services import begin_once
from draaischijf.site.matches.clock import PEOPLE, tick
from draaischijf.site.matches.consents import EVERYONE, in_force, party_of, who_may_find
from draaischijf.site.matches.models import Audience, PersonEntry
from draaischijf.site.matches.pool import Pool, Source
from draaischijf.site.matches.records import person_record
from draaischijf.site.passports.services import of_key
from draaischijf.terms import SkillProfile, Work

# More people than this who are to be found by one organisation alone are not looked at one by one.
FEW = 500


def passport_changed(sender: Any, key: str, **_: Any) -> None:
    """Follow a change of a passport: what the person discloses, and who may find them."""
    found = of_key(key)
    if found is None:
        put_person(key, None, None, {})
        # The stored index still holds what was wiped: make a new one now.
        pool().source.rebuild()
        return
    everyone, some = who_may_find(found.passport, today())
    record = person_record(_disclosed(found.passport, key)) if everyone or some else None
    put_person(key, record, everyone, some)


def _disclosed(passport: Passport, key: str) -> SkillProfile:
    """Return what the consents to be found disclose, under the key: that for every employer, otherwise the first."""
    parties = [one for one in passport.consents if in_force(one, today()) and party_of(one) is not None]
    given = min(parties, key=lambda one: one.consent.party != EVERYONE)
    return replace(preview(passport, given.consent, language(), today(), defaults()).profile, id=key)


@transaction.atomic
def put_person(key: str, record: dict[str, Any] | None, everyone: date | None, some: dict[UUID, date]) -> None:
    """Let a person be found, or no longer.

    Args:
        key: The random name under which others meet the person.
        record: What the person can do, as `person_record` gives it; None for no longer.
        everyone: Last day on which every employer may find them; None for none.
        some: Organisations that may, each with its last day.
    """
    kept = PersonEntry.objects.filter(key=key)
    if record is None and not kept.exists():
        return
    now = tick(PEOPLE)
    values = {"tick": now, "record": record, "everyone_until": everyone if record else None}
    PersonEntry.objects.update_or_create(key=key, defaults=values)
    Audience.objects.filter(key=key).delete()
    if record:
        Audience.objects.bulk_create(Audience(key=key, organisation=one, until=until) for one, until in some.items())


def people_for(wall: Wall, work: Work, top: int) -> list[Match]:
    """Return the people who suit a piece of work best, of those whom an organisation may find.

    A person's wishes and circumstances are their own and play no part here; neither do conditions of proof set anyone
    aside: they are shown.

    Args:
        wall: The organisation.
        work: The work.
        top: Number of people, at least 1.
    """
    _retire(today())
    view, now = pool().view(), basis()
    ranked: list[tuple[int, str, PeopleIndex]] = []
    for index, gone in ((view.base, view.masked), (view.fresh, frozenset())):
        ranked += [(-fit, key, index) for key, fit in _top(index, now, work, top, gone)]
    ranked.sort(key=lambda one: one[:2])
    found = [explain(Supply(_profile(index, key), now), work) for _, key, index in ranked[:top]]
    own = rank_people(work, _only_for(wall), now, top=top)
    every = {one.person: one for one in (*found, *own.matches, *own.set_aside)}
    return sorted(every.values(), key=lambda one: (-one.fit, one.person))[:top]


def _top(index: PeopleIndex, now: Basis, work: Work, top: int, gone: frozenset[str]) -> list[tuple[str, int]]:
    """Return the best of an index that still count: key and fit."""
    size = top
    while len(index):
        found = opened(index, now).top(work, size)
        kept = [one for one in found if one[0] not in gone]
        if len(kept) >= top or len(found) < size:
            return kept[:top]
        size = size * 2 + min(len(gone), 50)
    return []


def _profile(index: PeopleIndex, key: str) -> SkillProfile:
    return index.profile(bisect_left(index.ids, key))


def count_found(wall: Wall) -> int:
    """Return how many people an organisation may find; counted from the index, as it lists those whom all may find."""
    _retire(today())
    view = pool().view()
    everyone = len(view.base) - len(view.masked) + len(view.fresh)
    return everyone + _apart(wall).count()


def found_by(wall: Wall, start: int, end: int) -> list[tuple[str, int]]:
    """Return key and number of skills of people whom an organisation may find, a stretch of them in order of key."""
    rows = _may_find(wall).order_by("key").values_list("key", "record")[start:end]
    return [(key, len(record["skills"])) for key, record in rows]


def _may_find(wall: Wall) -> QuerySet[PersonEntry]:
    some = Audience.objects.filter(organisation=wall.id, until__gte=today()).values("key")
    may = Q(everyone_until__gte=today()) | Q(key__in=some)
    return PersonEntry.objects.filter(may, record__isnull=False)


def opened(index: PeopleIndex, now: Basis) -> OpenPeople:
    """Return an index with currency counted for today, opened once a day.

    Opening a large one takes seconds, so a small one that changes all the time must never push it out.
    """
    kept = _OPEN.get(id(index))
    if kept is None or kept.day != now.as_of or kept.people.index is not index:
        kept = _Opened(now.as_of, index.open(now))
        _OPEN[id(index)] = kept
        standing = pool().standing()
        for old in [
            one for one, value in list(_OPEN.items()) if not any(value.people.index is two for two in standing)
        ]:
            _OPEN.pop(old, None)
    return kept.people


class _Opened(NamedTuple):
    day: date
    people: OpenPeople


_OPEN: dict[int, _Opened] = {}


@cache
def pool() -> Pool[PeopleIndex, SkillProfile]:
    """Return the pool of this process: everyone whom every employer may find."""
    return Pool(
        Source(
            PEOPLE,
            _rows,
            PeopleIndex.build,
            load_people,
            lambda index: index.ids,
            lambda: begin_once("index", {"kind": PEOPLE}),
        )
    )


def _rows(after: int) -> Iterable[tuple[str, int, SkillProfile | None]]:
    rows = PersonEntry.objects.filter(tick__gt=after).order_by("tick")
    for key, at, record, until in rows.values_list("key", "tick", "record", "everyone_until").iterator(
        chunk_size=2_000
    ):
        yield key, at, person_from(record) if record and until and until >= today() else None


@lru_cache(maxsize=1)
def _retire(day: date) -> None:
    """Let nobody be found beyond the last day of their consent; once a day in each process."""
    for key in PersonEntry.objects.filter(everyone_until__lt=day, record__isnull=False).values_list("key", flat=True):
        passport_changed(None, key)


def _only_for(wall: Wall) -> list[SkillProfile]:
    """Return who is to be found by this organisation and not by every one."""
    return [person_from(one) for one in _apart(wall).order_by("-tick").values_list("record", flat=True)[:FEW]]


def _apart(wall: Wall) -> QuerySet[PersonEntry]:
    keys = Audience.objects.filter(organisation=wall.id, until__gte=today()).values("key")
    found = PersonEntry.objects.filter(key__in=keys, record__isnull=False)
    return found.filter(Q(everyone_until=None) | Q(everyone_until__lt=today()))
