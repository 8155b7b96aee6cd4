"""Foresight meets the market: real runs of the fast twin."""

from __future__ import annotations

import pytest

from draaischijf.foresight.bridge import paths_of
from draaischijf.foresight.discovery import best
from draaischijf.foresight.dutch_market import DutchTwin
from draaischijf.foresight.plans import PolicyUse
from draaischijf.foresight.runs import Trial, failing_conditions, run_market
from draaischijf.foresight.study import examples, open_study
from draaischijf.foresight.trace import full_trace, traced
from draaischijf.foresight.tunnel import wind_tunnel
from draaischijf.foresight.writing import new_study
from draaischijf.problems import Problem

TWIN = DutchTwin(years=2, draws=3)


def level(paths, policies=(), seed=1, indicator="unemployment_rate"):
    return next(band for band in TWIN(paths, policies, seed=seed) if band.indicator == indicator)


def test_a_crisis_costs_work_and_a_plan_changes_it():
    study = open_study("werkzekerheid")
    calm, crisis = (paths_of(study, study.scenario(one)) for one in ("C", "D"))
    plain = level(crisis)
    assert plain.low <= plain.median <= plain.high
    assert plain.unit == "%"
    assert level(calm) != plain
    assert level(crisis) == plain
    assert level(crisis, seed=2) != plain
    helped = level(crisis, (PolicyUse("work-guarantee", (("start", 0),)),))
    assert helped.median < plain.median


def test_many_paths_run_side_by_side_give_what_one_gives():
    study = open_study("leren")
    several = [paths_of(study, one) for one in study.scenarios]
    together = TWIN.many(several, (), "tightness")
    alone = [TWIN.many([one], (), "tightness")[0] for one in several]
    assert together == pytest.approx(alone)
    assert len(set(together)) == 4
    assert TWIN.many(several, (), "happiness") is None


def test_unknown_policies_and_settings_are_said():
    study = open_study("leren")
    paths = paths_of(study, study.scenarios[0])
    for policy in (
        PolicyUse("magic"),
        PolicyUse("passports", (("colour", 1),)),
        PolicyUse("passports", (("people", 9),)),
    ):
        with pytest.raises(Problem):
            TWIN(paths, (policy,), seed=1)


@pytest.mark.parametrize("name", [one for one in examples() if open_study(one).testing.plans])
def test_plans_of_the_examples_run_and_lead_back_to_their_settings(tmp_path, name):
    new_study(tmp_path / "s", name)
    (tmp_path / "s" / "results.yaml").unlink(missing_ok=True)
    study = open_study(str(tmp_path / "s"))
    run_market(study, (), Trial(1, 5, DutchTwin(1, 1)))
    again = open_study(str(tmp_path / "s"))
    tunnel = traced(again, wind_tunnel(again))
    assert all(cell.outcome is not None for cell in tunnel.cells)
    assert {one.band.indicator for one in again.measured} == {one.id for one in again.testing.indicators}
    trace = full_trace(again)
    todo, says = [tunnel.cells[0].trace], {}
    while todo:
        record = trace.records[todo.pop()]
        says.update(record.says if record.kind == "run" else {})
        todo.extend(record.rests_on)
    assert says["seed"] == 5
    assert "twin" in says["model"]
    assert says["parameters"]["efficiency"] > 0


@pytest.mark.slow
def test_conditions_under_which_a_plan_fails():
    study = open_study("werkzekerheid")
    box = best(failing_conditions(study, "vaardigheden", "unemployment_rate", Trial(200, 1)))
    assert box.density > 0.5
    assert "growth" in {side.driver for side in box.sides}
