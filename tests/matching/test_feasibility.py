from __future__ import annotations

import pytest

from draaischijf.matching import match, rank_people, rank_works
from draaischijf.matching.feasibility import mutual, wish_state
from draaischijf.passport import MILLION
from draaischijf.terms import Evidence, EvidenceKind, HeldSkill, Offer, RequiredSkill, Wish
from tests.matching.cases import BASIS, person, work

SKILL = "s:000"
ME = person(HeldSkill(SKILL))


@pytest.mark.parametrize(
    ("wish", "offers", "state"),
    [
        (Wish("hours", 24, 32), [Offer("hours", 32, 40)], "met"),
        (Wish("hours", 24, 32), [Offer("hours", 36, 40)], "unmet"),
        (Wish("hours", 24, 32), [Offer("hours", 36, 40), Offer("hours", 24)], "met"),
        (Wish("travel", high=45), [Offer("travel", low=60)], "unmet"),
        (Wish("travel", high=45), [Offer("travel")], "unknown"),
        (Wish("travel", high=45), [Offer("hours", 60)], "unknown"),
        (Wish("shifts", among=frozenset({"Day"})), [Offer("shifts", among=frozenset({"day", "night"}))], "met"),
        (Wish("shifts", among=frozenset({"day"})), [Offer("shifts", among=frozenset({"night"}))], "unmet"),
        (Wish("region", among=frozenset({"Zeeland"})), [Offer("region")], "unknown"),
        (Wish("region"), [Offer("region", among=frozenset({"Zeeland"}))], "met"),
    ],
)
def test_wishes(wish, offers, state):
    assert wish_state(wish, offers) == state


def test_a_wish_limits_only_where_the_person_says_so():
    night = work(RequiredSkill(SKILL), offers=(Offer("shifts", among=frozenset({"night"})),))
    for limit in (False, True):
        wishes = [Wish("shifts", among=frozenset({"day"}), limit=limit), Wish("hours", 24, 32)]
        result = match(ME, night, BASIS, wishes=wishes)
        assert result.fit == MILLION
        assert result.feasibility.feasible is not limit
        assert result.feasibility.wishes_met == 250_000  # one unmet, one unknown that counts for half
        assert result.mutual == 500_000


def test_without_wishes_mutual_is_fit():
    result = match(ME, work(RequiredSkill(SKILL), RequiredSkill("x:other")), BASIS)
    assert (result.mutual, result.feasibility.wishes_met) == (result.fit, None)
    assert mutual(640_000, 250_000) == 400_000


@pytest.mark.parametrize(
    ("kind", "feasible"), [(EvidenceKind.REGISTRATION, True), (EvidenceKind.WORK_EXPERIENCE, False)]
)
def test_a_condition_of_proof_asks_for_hard_evidence(kind, feasible):
    nurse = person(HeldSkill(SKILL, evidence=(Evidence(kind),)))
    result = match(nurse, work(RequiredSkill(SKILL, proof_required=True)), BASIS)
    assert (result.fit, result.feasibility.feasible) == (MILLION, feasible)


def test_ranking_sets_aside_with_reasons_and_breaks_ties_by_identifier():
    day, night = (Offer("shifts", among=frozenset({word})) for word in ("day", "night"))
    jobs = [
        work(RequiredSkill(SKILL), identifier=name, offers=(offer,))
        for name, offer in (("b", day), ("a", day), ("c", night), ("d", day))
    ]
    jobs.append(work(RequiredSkill("x:other"), identifier="e", offers=(night,)))
    wishes = [Wish("shifts", among=frozenset({"day"}), limit=True)]
    ranking = rank_works(ME, jobs, BASIS, top=2, wishes=wishes)
    assert [one.work for one in ranking.matches] == ["a", "b"]
    assert ranking.set_aside == ()
    everything = rank_works(ME, jobs, BASIS, wishes=wishes)
    assert [one.work for one in everything.matches] == ["a", "b", "d"]
    assert [one.work for one in everything.set_aside] == ["c", "e"]


def test_ranking_people_by_what_they_wish():
    job = work(RequiredSkill(SKILL), RequiredSkill("x:other"), offers=(Offer("hours", 36, 36),))
    people = [person(HeldSkill(SKILL), identifier=name) for name in ("p1", "p2", "p3")]
    wishes = {"p1": [Wish("hours", high=24)], "p2": [Wish("hours", 32, 40)]}
    ranking = rank_people(job, people, BASIS, by="mutual", wishes=wishes)
    assert [(one.person, one.mutual) for one in ranking.matches] == [("p2", 707_106), ("p3", 500_000), ("p1", 0)]
    assert [one.person for one in rank_people(job, people, BASIS, top=2).matches] == ["p1", "p2"]
