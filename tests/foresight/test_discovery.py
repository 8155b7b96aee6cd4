"""Scenario discovery: a box that was put there is found again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.foresight.discovery import best, discover
from draaischijf.foresight.runs import Trial, failing_conditions
from draaischijf.foresight.study import open_study
from draaischijf.problems import Problem
from draaischijf.terms import OutcomeBand


def test_a_hidden_box_is_found():
    random = np.random.default_rng(2)
    inputs = random.random((800, 4))
    fails = (inputs[:, 0] > 0.6) & (inputs[:, 2] < 0.4)
    box = best(discover(inputs, fails, ["a", "b", "c", "d"]))
    assert {side.driver for side in box.sides} == {"a", "c"}
    sides = {side.driver: side for side in box.sides}
    assert sides["a"].low == pytest.approx(0.6, abs=0.06)
    assert sides["c"].high == pytest.approx(0.4, abs=0.06)
    assert sides["a"].high is None
    assert box.coverage > 0.85
    assert box.density > 0.9
    assert all(side.chance < 0.001 for side in box.sides)


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10**6), st.sampled_from([0.05, 0.2]))
def test_boxes_keep_their_figures(seed, peel):
    random = np.random.default_rng(seed)
    inputs = np.round(random.random((120, 3)), 1)
    fails = inputs[:, 0] + random.random(120) > 1.1
    boxes = discover(inputs, fails, ["a", "b", "c"], peel=peel)
    assert boxes[0].coverage == boxes[0].mass == 1
    assert boxes[0].density == pytest.approx(fails.mean())
    for box in boxes:
        within = np.ones(120, bool)
        for side in box.sides:
            column = inputs[:, "abc".index(side.driver)]
            within &= (column >= (side.low if side.low is not None else -1)) & (
                column <= (side.high if side.high is not None else 2)
            )
        assert box.mass == pytest.approx(within.mean())
        assert box.density == pytest.approx(fails[within].mean())
        assert box.density >= boxes[0].density - 1e-12


def test_too_little_to_find_is_said():
    good = np.random.default_rng(1).random((50, 2))
    half = good[:, 0] > 0.5
    for inputs, fails, peel in (
        (good[:5], half[:5], 0.05),
        (good, np.ones(50, bool), 0.05),
        (good, np.zeros(50, bool), 0.05),
        (good, half, 0.9),
        (np.full((50, 2), np.nan), half, 0.05),
    ):
        with pytest.raises(Problem):
            discover(inputs, fails, ["a", "b"], peel=peel)


def market(paths, policies, *, seed):
    level = 4.5 - 2 * next(path.values[-1] for path in paths.paths if path.driver == "growth")
    return (OutcomeBand("unemployment_rate", "%", level, level, level, ""),)


def test_conditions_of_a_plan_are_found_between_the_scenarios():
    study = open_study("regio")
    box = best(failing_conditions(study, "pool", "unemployment_rate", Trial(200, 1, market)))
    assert [side.driver for side in box.sides] == ["growth"]
    assert box.sides[0].high == pytest.approx(0, abs=0.05)
    again = best(failing_conditions(study, "pool", "unemployment_rate", Trial(200, 1, market)))
    assert again == box


def test_conditions_need_a_level_and_paths():
    study = open_study("regio")
    with pytest.raises(Problem, match="no level"):
        failing_conditions(study, "pool", "judged", Trial(30, 1, market))
    bare = replace(
        study, field=type(study.field)(), scenarios=tuple(replace(one, states=()) for one in study.scenarios)
    )
    with pytest.raises(Problem, match="no scenario says"):
        failing_conditions(bare, "pool", "unemployment_rate", Trial(30, 1, market))
    with pytest.raises(Problem, match="does not measure"):
        failing_conditions(study, "pool", "youth_unemployment_rate", Trial(30, 1, market))
