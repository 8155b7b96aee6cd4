"""The index gives exactly what plain scoring gives, ties included."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.engines import LocalEngine
from draaischijf.matching import demand, rank_people, rank_works
from draaischijf.matching.index import WorkIndex
from draaischijf.matching.people import PeopleIndex
from draaischijf.matching.score import fit_of
from draaischijf.matching.supply import Supply
from draaischijf.problems import Problem
from draaischijf.terms import HeldSkill, Offer, RequiredSkill, Wish
from tests.matching.cases import BASIS, SPACE, TODAY, held, make_space, people, person, required, work, works

pytestmark = pytest.mark.kernel


def many(one, most=12):
    """Return a strategy for several people or works with identifiers of their own."""
    names = st.lists(st.text("abcé9", min_size=1, max_size=3), max_size=most, unique=True)
    return names.flatmap(lambda ids: st.tuples(*(one(name) for name in ids)))


def plain_works(one, several, top):
    scored = [(-fit_of(Supply(one, BASIS), demand(job)), job.id) for job in several]
    return [(name, -fit) for fit, name in sorted(scored)[:top]]


@settings(deadline=None, max_examples=60)
@given(people(), many(works), st.integers(1, 14))
def test_works_for_a_person(one, several, top):
    assert WorkIndex.build(several).top(one, BASIS, top) == plain_works(one, several, top)


@settings(deadline=None, max_examples=60)
@given(works(), many(people), st.integers(1, 14))
def test_people_for_a_work(job, several, top):
    scored = sorted((-fit_of(Supply(one, BASIS), demand(job)), one.id) for one in several)
    assert PeopleIndex.build(several).open(BASIS).top(job, top) == [(name, -fit) for fit, name in scored[:top]]


offers = st.lists(
    st.builds(Offer, st.just("hours"), st.integers(8, 40))
    | st.builds(Offer, st.just("shifts"), among=st.sets(st.sampled_from(["day", "night"])).map(frozenset)),
    max_size=2,
).map(tuple)
wishes = st.lists(
    st.builds(Wish, st.just("hours"), high=st.integers(8, 40), limit=st.booleans())
    | st.builds(Wish, st.just("shifts"), among=st.just(frozenset({"day"})), limit=st.booleans()),
    max_size=2,
)


@settings(deadline=None, max_examples=40)
@given(people(), many(lambda name: st.builds(replace, works(name), offers=offers)), wishes, st.data())
def test_ranking_with_reasons_and_wishes(one, several, wanted, data):
    top, by = data.draw(st.integers(1, 3)), data.draw(st.sampled_from(["fit", "mutual"]))
    plain = rank_works(one, several, BASIS, top=top, by=by, wishes=wanted)
    assert WorkIndex.build(several).rank(one, BASIS, top=top, by=by, wishes=wanted).matches == plain.matches


@settings(deadline=None, max_examples=40)
@given(st.builds(replace, works(), offers=offers), many(people), wishes, st.data())
def test_ranking_people_with_reasons_and_wishes(job, several, wanted, data):
    top, by = data.draw(st.integers(1, 3)), data.draw(st.sampled_from(["fit", "mutual"]))
    wished = {one.id: wanted for one in several[::2]}
    plain = rank_people(job, several, BASIS, top=top, by=by, wishes=wished)
    opened = PeopleIndex.build(several).open(BASIS)
    assert opened.rank(job, top=top, by=by, wishes=wished).matches == plain.matches


@settings(deadline=None, max_examples=20)
@given(many(people))
def test_people_come_out_of_the_index_as_they_went_in(several):
    index = PeopleIndex.build(several)
    for row, one in enumerate(sorted(several, key=lambda one: one.id)):
        skills = tuple(sorted(one.skills, key=lambda skill: skill.uri))
        assert index.profile(row) == replace(one, skills=skills)


def test_many_people_at_once_in_order():
    jobs = [work(RequiredSkill(uri), identifier=f"w{row:02}") for row, uri in enumerate(SPACE.uris)]
    index = WorkIndex.build(jobs)
    everyone = [person(HeldSkill(uri), identifier=uri) for uri in SPACE.uris]
    one_by_one = [index.top(one, BASIS, 3) for one in everyone]
    for workers in (1, 3):
        assert list(index.top_many(everyone, BASIS, 3, LocalEngine(workers))) == one_by_one


def test_wrong_use_is_said():
    index = WorkIndex.build([])
    assert len(index) == 0
    assert index.top(person(HeldSkill("s:000")), BASIS) == []
    with pytest.raises(ValueError, match="ranks by fit or mutual"):
        index.rank(person(), BASIS, by="potential")
    with pytest.raises(ValueError, match="ranks by fit or mutual"):
        PeopleIndex.build([]).open(BASIS).rank(work(), by="potential")
    with pytest.raises(ValueError, match="ascending, each once"):
        WorkIndex.build([work(), work()])
    with pytest.raises(ValueError, match="used once"):
        PeopleIndex.build([person(), person()])
    late = person(HeldSkill("s:001"), HeldSkill("s:000", last_used=TODAY.replace(year=2027)), identifier="late")
    with pytest.raises(Problem, match=r"^late, s:000: last use lies after"):
        PeopleIndex.build([person(identifier="a"), late]).open(BASIS)


@pytest.mark.slow
@pytest.mark.parametrize("alike", [False, True])
def test_large_sets_in_several_parts(monkeypatch, alike):
    """Several parts, tails, bounds at work, many ties: still the plain answer."""
    monkeypatch.setattr("draaischijf.matching.postings.FIRST_PART", 200)
    monkeypatch.setattr("draaischijf.matching.postings.ROW_BITS", 9)
    random = np.random.default_rng(5)
    space = make_space(seed=8, count=300, width=16)
    basis = replace(BASIS, space=space)
    common = random.zipf(1.3, 300).clip(1, 1000)

    def some(count):
        return random.choice(space.uris, count, replace=False, p=common / common.sum())

    jobs = [
        work(*(RequiredSkill(str(uri), int(random.integers(1, 5))) for uri in some(15)), identifier=f"w{row:05}")
        for row in range(3000)
    ]
    if alike:
        jobs = [replace(jobs[row % 40], id=f"w{row:05}") for row in range(3000)]
    index = WorkIndex.build(jobs)
    assert len(index.postings.parts) > 5
    for _ in range(15):
        one = person(*(HeldSkill(str(uri), int(random.integers(1, 5))) for uri in some(12)))
        supply = Supply(one, basis)
        fits = sorted((-fit_of(supply, demand(job)), job.id) for job in jobs)
        assert index.top(one, basis, 10) == [(name, -fit) for fit, name in fits[:10]]


@given(st.lists(held, max_size=6, unique_by=lambda one: one.uri), st.lists(required, max_size=6))
@settings(deadline=None, max_examples=30)
def test_a_work_comes_out_of_the_index_as_it_was_asked(skills, asked):
    job = work(*asked, learning_hours=40.0)
    index = WorkIndex.build([job])
    assert index.asked(0).requirements == demand(job)
    assert index.asked(0).learning_hours == 40.0
    assert index.top(person(*skills), BASIS) == plain_works(person(*skills), [job], 10)
