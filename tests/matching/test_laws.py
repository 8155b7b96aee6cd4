"""Laws that every score obeys, on random people and work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from draaischijf.matching import demand, match
from draaischijf.passport import MILLION
from draaischijf.terms import SkillProfile, Work
from tests.matching.cases import BASIS, TODAY, evidence, held, people, works


def changed(profile: SkillProfile, place: int, **fields: object) -> SkillProfile:
    skills = list(profile.skills)
    skills[place] = replace(skills[place], **fields)
    return replace(profile, skills=tuple(skills))


@given(people(), works())
def test_parts_add_up_exactly(one, work):
    result = match(one, work, BASIS)
    assert result.fit == sum(part.contribution for part in result.parts)
    assert sum(part.weight for part in result.parts) == (MILLION if result.parts else 0)
    assert 0 <= result.fit <= result.potential <= MILLION
    assert 0 <= result.proof < MILLION
    for part in result.parts:
        assert (part.by is not None) == (part.covered > 0)
        assert 0 <= part.contribution <= part.weight


@given(people(), works(), held)
def test_another_skill_never_lowers_fit(one, work, extra):
    assume(extra.uri not in {skill.uri for skill in one.skills})
    more = replace(one, skills=(*one.skills, extra))
    assert match(more, work, BASIS).fit >= match(one, work, BASIS).fit


@given(people(), works(), st.data())
def test_more_recent_use_and_a_higher_level_never_lower_anything_scored(one, work, data):
    assume(one.skills)
    place = data.draw(st.integers(0, len(one.skills) - 1))
    skill = one.skills[place]
    before = match(one, work, BASIS)
    later = skill.last_used and data.draw(st.dates(skill.last_used, TODAY) | st.none())
    higher = data.draw(st.integers(skill.level, 4))
    after = match(changed(one, place, last_used=later, level=higher), work, BASIS)
    assert after.fit >= before.fit
    assert all(now.covered >= was.covered for now, was in zip(after.parts, before.parts, strict=True))


@given(people(), works(), st.data(), evidence)
def test_more_proof_never_lowers_anything(one, work, data, more):
    assume(one.skills)
    place = data.draw(st.integers(0, len(one.skills) - 1))
    before = match(one, work, BASIS)
    after = match(changed(one, place, evidence=one.skills[place].evidence + more), work, BASIS)
    assert (after.fit, after.potential, after.mutual) == (before.fit, before.potential, before.mutual)
    assert after.proof >= before.proof
    assert after.feasibility.feasible >= before.feasibility.feasible


@given(people(), works(), st.randoms())
def test_order_has_no_meaning(one, work, random):
    skills, tasks = list(one.skills), [replace(task, skills=tuple(reversed(task.skills))) for task in work.tasks]
    random.shuffle(skills)
    random.shuffle(tasks)
    same = match(replace(one, skills=tuple(skills)), replace(work, tasks=tuple(tasks)), BASIS)
    assert same == match(one, work, BASIS)


@given(people(), works(), st.floats(0, 1e4), st.floats(0, 1e4))
def test_more_hours_to_learn_never_lower_potential(one, work, first, second):
    few, many = sorted((first, second))
    less = match(one, replace(work, learning_hours=few), BASIS)
    more = match(one, replace(work, learning_hours=many), BASIS)
    assert less.fit == more.fit <= less.potential <= more.potential


@given(people(), works())
def test_enough_hours_make_everyone_fit(one, work):
    result = match(one, replace(work, learning_hours=1e6), BASIS)
    assert result.potential == (MILLION if result.parts else 0)


@given(works())
def test_weights_do_not_depend_on_the_unit_of_shares(work):
    double = replace(work, tasks=tuple(replace(task, share=task.share * 2) for task in work.tasks))
    assert demand(double) == demand(work)


@given(people(), works())
def test_every_result_names_release_and_day(one, work):
    for day in (TODAY, TODAY + timedelta(400)):
        result = match(one, work, replace(BASIS, as_of=day))
        assert (result.release, result.as_of) == ("test-1", day)
        assert (result.as_dict()["release"], result.as_dict()["as_of"]) == ("test-1", day.isoformat())


def test_the_types_have_no_room_for_who_someone_is():
    names = {name for kind in (SkillProfile, Work) for name in kind.__slots__}
    assert names == {"id", "skills", "release", "tasks", "learning_hours", "offers"}
