"""The index that keeps up gives what plain ranking of what now stands would give, whatever happens to it."""

from __future__ import annotations

import random
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from draaischijf.matching import rank_people, rank_works
from draaischijf.matching.records import person_from, work_from_row
from draaischijf.site.accounts.roles import Wall
from draaischijf.site.frame.engine import basis, language, today
from draaischijf.site.jobs.models import Job
from draaischijf.site.jobs.runner import work_once
from draaischijf.site.matches import people, pool, works
from draaischijf.site.matches.clock import tick
from draaischijf.site.matches.consents import give, withdraw
from draaischijf.site.matches.models import PersonEntry
from draaischijf.site.matches.people import people_for, put_person
from draaischijf.site.matches.records import person_record, work_record
from draaischijf.site.matches.services import Said
from draaischijf.site.matches.works import put_work, works_for
from draaischijf.terms import Evidence, EvidenceKind, HeldSkill, Offer, RequiredSkill, SkillProfile, Task, Wish, Work

WALL = Wall(uuid4(), "Muur")
pytestmark = pytest.mark.django_db


def some_skills(dice, count):
    return sorted(dice.sample(language().concepts.uris[:400], count))


def a_work(dice, id):
    skills = tuple(RequiredSkill(uri, dice.randint(1, 4)) for uri in some_skills(dice, dice.randint(1, 6)))
    return Work(id, (Task("", 1.0, skills),), 160.0, (Offer("hours", 20, dice.randint(20, 40)),))


def a_person(dice, id):
    held = [
        HeldSkill(uri, dice.randint(1, 4), today() - timedelta(days=dice.randint(0, 4000)),
                  (Evidence(EvidenceKind.WORK_EXPERIENCE, "werk"),))
        for uri in some_skills(dice, dice.randint(1, 9))
    ]  # fmt: skip
    return SkillProfile(id, tuple(held))


def shares(matches):
    return [(one.work, one.person, one.fit, one.potential, one.proof) for one in matches]


@pytest.mark.parametrize("seed", range(3))
def test_works_as_they_come_change_and_go(seed, settings, monkeypatch):
    monkeypatch.setattr(pool, "REBUILD_FROM", 6)
    dice = random.Random(seed)
    standing: dict[UUID, Work] = {}
    wishes = (Wish("hours", 30, 40, limit=True),)
    for step in range(40):
        id = dice.choice(list(standing)) if standing and dice.random() < 0.4 else UUID(int=dice.getrandbits(128))
        if id in standing and dice.random() < 0.5:
            del standing[id]
            put_work(id, None)
        else:
            standing[id] = a_work(dice, str(id))
            put_work(id, standing[id])
        if step % 5 == 0:
            work_once()
        if dice.random() < 0.1:
            works.pool.cache_clear()
        person = a_person(dice, "p")
        for asked in ((), wishes):
            plain = rank_works(person, standing.values(), basis(), top=4, wishes=asked)
            found = works_for(person, asked, 4)
            assert shares(found.matches) == shares(plain.matches)
            assert shares(found.set_aside) == shares(plain.set_aside)
    assert Job.objects.filter(kind="index", state="done").exists()


@pytest.mark.parametrize("seed", range(3))
def test_people_as_they_come_change_and_go(seed, monkeypatch):
    monkeypatch.setattr(pool, "REBUILD_FROM", 6)
    dice = random.Random(seed)
    standing: dict[str, SkillProfile] = {}
    for step in range(40):
        key = dice.choice(list(standing)) if standing and dice.random() < 0.4 else f"{dice.getrandbits(60):016x}"
        if key in standing and dice.random() < 0.5:
            del standing[key]
            put_person(key, None, None, {})
        else:
            standing[key] = a_person(dice, key)
            everyone = dice.random() < 0.7
            some = {} if everyone else {WALL.id: today()}
            put_person(key, person_record(standing[key]), today() if everyone else None, some)
        if step % 5 == 0:
            work_once()
        work = a_work(dice, "w")
        plain = rank_people(work, standing.values(), basis(), top=4)
        assert shares(people_for(WALL, work, 4)) == shares(plain.matches)
    stranger = people_for(Wall(uuid4(), "Ander"), a_work(dice, "w"), 50)
    seen = set(PersonEntry.objects.exclude(everyone_until=None).values_list("key", flat=True))
    assert {one.person for one in stranger} <= seen


def test_records_come_back_as_they_went():
    dice = random.Random(7)
    work, person = a_work(dice, "w"), a_person(dice, "p")
    assert work_from_row(work_record(work)) == work
    back = person_from(person_record(person))
    assert [(one.uri, one.level, one.last_used) for one in back.skills] == [
        (one.uri, one.level, one.last_used) for one in person.skills
    ]
    assert {item.context for one in back.skills for item in one.evidence} == {"1"}


def test_a_consent_that_ends_ends(cast, monkeypatch):
    from draaischijf.site.employer.reading import work_of
    from draaischijf.site.employer.services import wall_of
    from draaischijf.site.matches import consents

    wall, work = wall_of(cast.employer), work_of(cast.vacancy)
    assert [one.person for one in people_for(wall, work, 5)] == [cast.key]
    later = today() + timedelta(days=91)
    for module in (people, consents):
        monkeypatch.setattr(module, "today", lambda: later)
    assert people_for(wall, work, 5) == []
    assert people.count_found(wall) == 0
    assert people.found_by(wall, 0, 5) == []


def test_consent_for_one_organisation_shows_nothing_to_another(cast):
    from draaischijf.site.employer.reading import work_of
    from draaischijf.site.employer.services import wall_of
    from draaischijf.site.passports.services import open_own

    first, second = wall_of(cast.employer), wall_of(cast.other_employer)
    for consent in open_own(cast.worker).passport.consents:
        withdraw(cast.worker, consent.consent.id)
    work = work_of(cast.vacancy)
    assert people_for(first, work, 5) == []
    give(cast.worker, first.id, today() + timedelta(days=10), Said("werk", "gelezen"))
    assert [one.person for one in people_for(first, work, 5)] == [cast.key]
    assert people_for(second, work, 5) == []


@pytest.mark.django_db(transaction=True)
def test_a_tick_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="transaction"):
        tick("works")
    with transaction.atomic():
        assert tick("works") == 1
        assert tick("works") == 2
