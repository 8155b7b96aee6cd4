"""Ensembles: the same numbers however they are cut, stopped or spread, and clear errors before anything runs."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from draaischijf.market.calibration import fitted
from draaischijf.market.ensembles import Plan, bands, compare, outcome_bands, read_runs, run_ensemble, sensitivity
from draaischijf.market.ensembles import plan as plans
from draaischijf.market.ensembles.comparing import NO_POLICY, dutch_names, table
from draaischijf.market.ensembles.factors import ranges
from draaischijf.market.ensembles.measured import measured
from draaischijf.market.ensembles.results import write_bands
from draaischijf.market.paths import scenario
from draaischijf.market.twin.measures import EENHEDEN, MEASURES, NAMES
from draaischijf.problems import Problem
from draaischijf.terms import OutcomeBand

SMALL = Plan(runs=6, years=1, seed=4)


def test_an_ensemble_is_the_same_however_it_is_cut_into_batches(tmp_path, monkeypatch):
    whole = tmp_path / "whole"
    assert run_ensemble(SMALL, whole) == 6
    monkeypatch.setattr(plans, "BATCH", 2)
    cut = tmp_path / "cut"
    seen = []
    assert run_ensemble(SMALL, cut, progress=lambda done, all_: seen.append((done, all_))) == 6
    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]
    a, b = read_runs(whole), read_runs(cut)
    for name in NAMES:
        assert a.values[name] == pytest.approx(b.values[name], rel=1e-5, abs=1e-5)


def test_stopped_work_goes_on_without_loss(tmp_path, monkeypatch):
    monkeypatch.setattr(plans, "BATCH", 2)
    folder = tmp_path / "runs"
    run_ensemble(SMALL, folder)
    before = read_runs(folder)
    (folder / "runs-0000002.parquet").unlink()
    with pytest.raises(Problem, match="4 of 6 runs"):
        read_runs(folder)
    assert run_ensemble(SMALL, folder) == 2
    after = read_runs(folder)
    assert all((before.values[name] == after.values[name]).all() for name in NAMES)
    assert run_ensemble(SMALL, folder) == 0


@pytest.mark.slow
def test_workers_do_not_change_the_result_and_a_kill_loses_nothing(tmp_path):
    script = (
        "import sys; from pathlib import Path; from draaischijf.market.ensembles import Plan, run_ensemble\n"
        "if __name__ == '__main__':\n"
        "    run_ensemble(Plan(runs=192, years=3, seed=4), Path(sys.argv[1]), workers=int(sys.argv[2]))\n"
    )
    file = tmp_path / "script.py"
    file.write_text(script)
    alone, many = tmp_path / "one", tmp_path / "two"
    subprocess.run([sys.executable, str(file), str(alone), "1"], check=True, env=os.environ)
    process = subprocess.Popen([sys.executable, str(file), str(many), "2"], start_new_session=True, env=os.environ)
    deadline = time.monotonic() + 60
    while not [*many.glob("runs-*.parquet")] and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    subprocess.run([sys.executable, str(file), str(many), "2"], check=True, env=os.environ)
    a, b = read_runs(alone), read_runs(many)
    assert all((a.values[name] == b.values[name]).all() for name in NAMES)


def test_the_manifest_holds_every_setting_and_another_plan_does_not_mix(tmp_path):
    run_ensemble(SMALL, tmp_path)
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    assert manifest["seed"] == 4
    assert manifest["paths"][0]["source"].startswith("assumed")
    assert manifest["parameters"]["efficiency"] == fitted("nl").parameters.efficiency
    with pytest.raises(Problem, match="another seed"):
        run_ensemble(Plan(runs=6, years=1, seed=5), tmp_path)
    (tmp_path / "manifest.json").unlink()
    with pytest.raises(Problem, match="other files"):
        run_ensemble(SMALL, tmp_path)


def test_runs_vary_what_they_are_told_to():
    still = plans.run_batch(Plan(runs=3, years=1, varies=()), 0, 3)
    assert (still[0] == still[1]).all()
    for what in plans.VARIES:
        varied = plans.run_batch(Plan(runs=3, years=1, varies=(what,)), 0, 3)
        assert (varied[0] != varied[1]).any()


def test_driver_paths_of_another_room_can_be_run():
    own = plans.run_batch(Plan(runs=2, years=1, drawn=scenario("thuis")), 0, 2)
    named = plans.run_batch(Plan(scenario="thuis", runs=2, years=1), 0, 2)
    assert (own == named).all()


def test_bands_are_percentiles_over_the_runs(tmp_path):
    run_ensemble(SMALL, tmp_path)
    runs = read_runs(tmp_path, ["unemployment_rate", "vacancies"])
    rows = bands(runs)
    with pytest.raises(Problem, match="no measure 'happiness'"):
        read_runs(tmp_path, ["happiness"])
    assert len(rows) == 2 * 4
    for row in rows:
        assert row.p5 <= row.p25 <= row.p50 <= row.p75 <= row.p95
        assert row.unit in EENHEDEN
    [unemployment, _] = outcome_bands(runs, trace="here")
    assert isinstance(unemployment, OutcomeBand)
    means = runs.values["unemployment_rate"].mean(axis=1)
    assert unemployment.median == pytest.approx(np.median(means))
    assert unemployment.trace == "here/manifest.json#unemployment_rate@12"
    for name in ("bands.csv", "bands.parquet"):
        write_bands(rows, tmp_path / name)
        assert (tmp_path / name).stat().st_size > 100
    assert {one.unit for one in MEASURES} == set(EENHEDEN)
    assert all(one.eenheid != one.unit or one.unit == "%" for one in measured().values())


def test_people_one_by_one_run_the_same_futures(tmp_path):
    plan = Plan(runs=2, years=1, model="people", people=3000)
    assert run_ensemble(plan, tmp_path) == 2
    runs = read_runs(tmp_path)
    assert "below_skills" in runs.values
    assert (runs.values["unemployment_rate"][0] != runs.values["unemployment_rate"][1]).any()
    assert len({band.indicator for band in outcome_bands(runs)}) == len(runs.values)
    again = plans.run_batch(plan, 1, 1)
    assert again[0, :, 0] == pytest.approx(runs.values["employed"][1], rel=1e-6)
    still = plans._setting(Plan(runs=1, years=1, model="people", people=3000, varies=()), 0)
    assert still.parameters == plan.fit.people
    assert still.draws is None


def test_policies_are_compared_with_the_same_draws(tmp_path):
    lines = []
    rows = compare(
        Plan(runs=4, years=2), ["vandaag", "ai-bubbel"], [["work-guarantee:ramp=0,after=6"]], tmp_path,
        measures=["unemployment_rate", "cost_government"], say=lines.append,
    )  # fmt: skip
    assert len(rows) == 2 * 2 * 2
    assert len(lines) == 4
    plain = [row for row in rows if row.policy == NO_POLICY]
    assert all(row.difference is None for row in plain)
    with_policy = [row for row in rows if row.policy != NO_POLICY]
    for row in with_policy:
        sign = -1 if row.band.indicator == "unemployment_rate" else 1
        assert sign * row.difference.low > 0 or sign * row.difference.high > 0
        assert np.sign(row.difference.low) == np.sign(row.difference.high)  # every run agrees on the direction
    shown = table(rows)
    assert shown[2]["beleid"].startswith("werkgarantie (ramp=0")
    assert shown[0]["verschil midden"] is None
    assert dutch_names("skills-hiring + passports") == "werven op vaardigheden + skillspaspoorten"


def test_sensitivity_ranks_factors_and_finds_the_obvious():
    seen = []
    rows = sensitivity(
        size=2, years=1, measures=["unemployment_rate", "job_security"], progress=lambda *a: seen.append(a)
    )
    factors = len(ranges(fitted("nl"), "vandaag"))
    assert len(rows) == 2 * factors
    assert seen[-1] == (2 * (factors + 1), 2 * (factors + 1))
    security = [row for row in rows if row.measure == "job_security"]
    assert security[0].factor == "separation"
    assert [row.whole for row in security] == sorted((row.whole for row in security), reverse=True)
    assert all(row.alone is None for row in rows)


@pytest.mark.slow
def test_sobol_says_shares_of_the_variance():
    rows = sensitivity(method="sobol", size=8, years=1, measures=["job_security"])
    assert rows[0].factor == "separation"
    assert rows[0].whole > 0.3
    assert all(row.alone is not None for row in rows)


WRONG = [
    (lambda folder: Plan(runs=0), "--runs: 0 is outside 1"),
    (lambda folder: Plan(years=99), "--years"),
    (lambda folder: Plan(seed=-1), "--seed"),
    (lambda folder: Plan(varies=("weather",)), "--varies: 'weather'"),
    (lambda folder: Plan(scenario="vandag"), "Did you mean vandaag"),
    (lambda folder: Plan(policies=("magic",)), "magic"),
    (lambda folder: Plan(model="magic"), "--model"),
    (lambda folder: Plan(model="people", people=3), "--people"),
    (lambda folder: Plan(country="fr"), "no fit of 'fr'"),
    (lambda folder: Plan(wild_cards=("pandemie",)), "pandemie@3"),
    (lambda folder: run_ensemble(SMALL, folder, workers=0), "--workers"),
    (read_runs, "no ensemble in it"),
    (lambda folder: sensitivity(method="magic"), "--method"),
    (lambda folder: sensitivity(method="sobol", size=6), "power of two"),
    (lambda folder: sensitivity(measures=["happiness"]), "happiness"),
    (lambda folder: compare(SMALL, ["vandaag"], [["magic"]], folder), "magic"),
]


@pytest.mark.parametrize(("make", "word"), WRONG, ids=[word for _, word in WRONG])
def test_wrong_plans_get_one_clear_line_before_anything_runs(make, word, tmp_path):
    with pytest.raises(Problem, match=word):
        make(tmp_path / "new")
    assert not [*tmp_path.rglob("*.parquet")]
