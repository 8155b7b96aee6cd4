"""The score on cases that can be checked by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from draaischijf.matching import Basis, SkillSpace, demand, match
from draaischijf.passport import MILLION
from draaischijf.problems import Problem
from draaischijf.terms import Evidence, EvidenceKind, HeldSkill, Importance, RequiredSkill, Task, Work
from tests.matching.cases import TODAY, person, work

NAMES = ("drive-reach-truck", "handle-loads", "lead-team", "plan-shifts")
SPACE = SkillSpace(
    "hand-1",
    NAMES,
    ("skill", "skill", "attitude", "technical"),
    targets=np.array([[0, 1], [1, 0], [2, 3], [3, -1]], np.int16),
    nearness=np.array([[MILLION, MILLION], [MILLION, 600_000], [MILLION, 500_000], [MILLION, 0]], np.int32),
    via=np.array([[0, 1], [0, 2], [0, 3], [0, 0]], np.uint8),
)
BASIS = Basis(SPACE, TODAY)


def test_weights_are_share_of_time_times_importance():
    job = Work(
        "w",
        (
            Task("move", 3.0, (RequiredSkill("handle-loads"), RequiredSkill("lead-team", 3, Importance.WISHED))),
            Task("plan", 1.0, (RequiredSkill("lead-team"), RequiredSkill("plan-shifts", 2, Importance.OPTIONAL))),
        ),
    )
    # raw: handle-loads 3, lead-team 3 * .4 + 1 = 2.2, plan-shifts .3; together 5.5
    asked = {one.uri: (one.weight, one.level) for one in demand(job)}
    assert asked == {"handle-loads": (545_455, 2), "lead-team": (400_000, 3), "plan-shifts": (54_545, 2)}


def test_ties_of_remainders_go_by_uri():
    assert [one.weight for one in demand(work(*map(RequiredSkill, NAMES[:3])))] == [333_334, 333_333, 333_333]


def test_the_specific_covers_the_general_and_the_general_in_part():
    down = match(person(HeldSkill("drive-reach-truck")), work(RequiredSkill("handle-loads")), BASIS)
    assert (down.fit, down.parts[0].by.path) == (MILLION, "includes")
    up = match(person(HeldSkill("handle-loads")), work(RequiredSkill("drive-reach-truck")), BASIS)
    assert (up.fit, up.parts[0].by.path, up.parts[0].by.nearness) == (600_000, "hierarchy", 600_000)
    assert (up.missing[0].nearest, up.missing[0].distance) == ("handle-loads", 400_000)


def test_level_and_currency_multiply():
    old = HeldSkill("lead-team", 2, TODAY - timedelta(3652))  # 10 years, the half-life of a human skill
    result = match(person(old), work(RequiredSkill("lead-team", 4), RequiredSkill("drive-reach-truck")), BASIS)
    reach, team = result.parts
    assert (team.covered, team.contribution, team.by.currency) == (250_020, 125_010, 500_040)
    assert (reach.covered, reach.by) == (0, None)
    assert [(gap.uri, gap.nearest, gap.share, gap.stale) for gap in result.missing] == [
        ("drive-reach-truck", None, MILLION, 0),
        ("lead-team", "lead-team", 749_980, 249_980),
    ]
    assert result.missing[0].distance == MILLION


def test_proof_is_shown_beside_fit():
    paper = HeldSkill("handle-loads", evidence=(Evidence(EvidenceKind.CERTIFICATE),))
    result = match(person(paper, HeldSkill("lead-team")), work(*map(RequiredSkill, NAMES[1:3])), BASIS)
    assert (result.fit, result.proof) == (MILLION, 450_000)
    assert match(person(), work(*map(RequiredSkill, NAMES)), BASIS).proof == 0


def test_the_better_shown_of_equal_skills_is_named():
    shown = HeldSkill("drive-reach-truck", evidence=(Evidence(EvidenceKind.PRODUCT),))
    result = match(person(HeldSkill("handle-loads"), shown), work(RequiredSkill("handle-loads")), BASIS)
    assert result.parts[0].by.uri == "drive-reach-truck"


def test_a_skill_outside_the_release_covers_itself():
    result = match(person(HeldSkill("x:new")), work(RequiredSkill("x:new"), RequiredSkill("x:other")), BASIS)
    assert (result.fit, result.parts[0].by.path) == (500_000, "itself")


def test_work_without_skills_fits_nobody():
    result = match(person(HeldSkill("lead-team")), work(), BASIS)
    assert (result.fit, result.potential, result.parts, result.missing) == (0, 0, (), ())


def test_use_in_the_future_names_person_and_skill():
    with pytest.raises(Problem, match=r"^p, lead-team: last use on 2026-11-22 lies after"):
        match(person(HeldSkill("lead-team", last_used=TODAY + timedelta(1))), work(), BASIS)


def test_plain_values_for_json():
    stale = HeldSkill("handle-loads", 2, TODAY - timedelta(1826), (Evidence(EvidenceKind.BADGE, "club", TODAY),))
    result = match(person(stale), work(RequiredSkill("drive-reach-truck", 3), proof_required_lead()), BASIS)
    plain = json.loads(json.dumps(result.as_dict()))
    assert plain["fit"] == result.fit / MILLION
    assert plain["parts"][0]["by"]["evidence"] == [{"kind": "badge", "context": "club", "issued": "2026-11-21"}]
    assert plain["parts"][1]["by"] is None
    assert plain["feasible"] is False
    assert plain["checks"] == [{"topic": "proof", "state": "unmet", "limit": True, "uri": "lead-team"}]
    whole = result.as_dict(whole=True)
    assert whole["fit"] == sum(part["contribution"] for part in whole["parts"]) == result.fit
    assert whole["missing"][0] == {**whole["missing"][0], "uri": "lead-team", "share": MILLION, "nearest": None}


def proof_required_lead():
    return RequiredSkill("lead-team", proof_required=True)


def test_replaced_numbers_change_the_score():
    own = replace(BASIS.defaults, importance=dict.fromkeys(Importance, 1))
    job = work(RequiredSkill("handle-loads", importance=Importance.OPTIONAL), RequiredSkill("lead-team"))
    assert match(person(HeldSkill("handle-loads")), job, BASIS).fit == 230_769
    assert match(person(HeldSkill("handle-loads")), job, replace(BASIS, defaults=own)).fit == 500_000
