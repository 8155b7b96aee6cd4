"""Calibration: it finds what is known, the shipped fits meet the figures, and files come back as they were."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from draaischijf.market.calibration import fitted, fitted_countries
from draaischijf.market.calibration.countries import COUNTRIES, calibrate_country, task_of
from draaischijf.market.calibration.fit import Task, descend, sample
from draaischijf.market.calibration.free import Space
from draaischijf.market.calibration.predict import predict, predict_held_out
from draaischijf.market.calibration.store import read_fitted, write_fitted
from draaischijf.market.calibration.targets import Target, duration_in, dutch_targets, tightness_in
from draaischijf.market.parameters import DutchParameters
from draaischijf.market.twin.economy import dutch_economy
from draaischijf.problems import Problem

P = DutchParameters()
FEW = {"separation": 0.5, "discouraged": 0.5}


def known_task(truth):
    """A task whose targets are what the twin gives for known parameters."""
    economy = dutch_economy(P)
    given = predict(economy, [truth])
    targets = [
        Target(name, float(given[name][0]), 0.01 * float(given[name][0]), "", "assumed", True, name)
        for name in ("flow_employed_unemployed", "flow_unemployed_outside", "filled")
    ]
    return Task(economy, Space(P, FEW), targets)


def test_fitting_finds_the_parameters_that_made_the_figures():
    truth = replace(P, separation=1.2 * P.separation, discouraged=0.85 * P.discouraged)
    task = known_task(truth)
    lines = []
    best, spread = descend(task, task.space.middle, say=lines.append)
    found = task.space.parameters(best)
    assert found.separation == pytest.approx(truth.separation, rel=0.02)
    assert found.discouraged == pytest.approx(truth.discouraged, rel=0.02)
    assert (np.linalg.eigvalsh(spread) > 0).all()
    assert lines


def test_draws_lie_around_the_best_point_as_wide_as_its_slopes_say_and_are_seeded():
    task = known_task(replace(P, separation=1.1 * P.separation))
    best, spread = descend(task, task.space.middle)
    fit = sample(task, best, spread, steps=12, kept=60, seed=3)
    again = sample(task, best, spread, steps=12, kept=60, seed=3)
    assert (fit.draws == again.draws).all()
    assert 0.1 < fit.acceptance < 0.95
    distance = np.abs(fit.draws.mean(axis=0) - best) / np.sqrt(np.diag(spread))
    assert (distance < 1).all()
    ratio = fit.draws.std(axis=0) / np.sqrt(np.diag(spread))
    assert ((ratio > 0.4) & (ratio < 2.5)).all()


def test_points_beyond_the_legal_range_have_no_chance():
    task = known_task(P)
    beyond = task.space.middle[None] + np.array([[10.0, 0.0]])
    assert task.log_chance(beyond)[0] == -np.inf
    assert np.isfinite(task.log_chance(task.space.middle[None])[0])


def test_the_shipped_dutch_fit_meets_what_it_was_fitted_to():
    fit = fitted("nl")
    for one in fit.met:
        if one.target.fitted:
            assert abs(one.distance) < 1.5, one
            assert one.low <= one.given <= one.high or abs(one.distance) < 1.5
    assert {one.target.name for one in fit.met if not one.target.fitted} >= {
        "duration_at_2022Q2",
        "youth_unemployment_rate",
    }
    assert len(fit.draws) >= 100
    assert not fit.thin


def test_the_shipped_fit_is_what_the_twin_gives_now():
    fit = fitted("nl")
    task = task_of("nl")
    assert [one.target for one in fit.met] == task.targets
    given = predict(task.economy, [fit.parameters])
    held = predict_held_out(task.economy, fit.parameters)
    for one in fit.met:
        now = float(given[one.target.name][0]) if one.target.name in given else held[one.target.name]
        assert now == pytest.approx(one.given, rel=2e-3, abs=2e-3), one.target.name


def test_neighbours_are_there_and_say_that_they_are_thin():
    assert fitted_countries() == sorted(COUNTRIES)
    for country in ("be", "de"):
        fit = fitted(country)
        assert fit.thin
        assert fit.parameters.employed != fitted("nl").parameters.employed
        assert any(one.target.source.startswith("assumed") for one in fit.met)


def test_a_fit_reads_back_as_it_was(tmp_path):
    fit = fitted("nl")
    write_fitted(fit, tmp_path / "own.json")
    assert read_fitted(tmp_path / "own.json") == fit


def test_draws_for_runs_are_seeded_and_do_not_depend_on_how_many_there_are():
    fit = fitted("nl")
    many, few = fit.sample(6, 5), fit.sample(2, 5, first=4)
    assert many[4:] == few
    assert many != fit.sample(6, 6)


@pytest.mark.slow
def test_a_thin_country_can_be_fitted_anew():
    lines = []
    fit = calibrate_country("be", steps=8, kept=20, say=lines.append)
    long = next(one for one in fit.met if one.target.name == "long_term_share")
    assert long.given == pytest.approx(38.7, abs=6)
    assert len(fit.draws) == 20
    assert any("step 8 of 8" in line for line in lines)


def test_targets_have_sources_and_spreads():
    targets = dutch_targets()
    assert len({one.name for one in targets}) == len(targets)
    assert all(one.source and one.spread > 0 and one.label for one in targets)
    assert 9 < duration_in(("2018",)) < 13
    assert tightness_in("2022Q2", ("2022Q2",)) == pytest.approx(141, abs=1)


WRONG = [
    ("{", "this is no fit"),
    ('{"format": 9}', "format is 9"),
    ('{"format": 1}', "this is no fit"),
    (json.dumps({"format": 1, "country": "nl", "thin": False, "parameters": {"magic": 1}}), "magic"),
]


@pytest.mark.parametrize(("text", "word"), WRONG, ids=[word for _, word in WRONG])
def test_wrong_files_and_countries_get_one_clear_line(text, word, tmp_path):
    file = tmp_path / "own.json"
    file.write_text(text)
    with pytest.raises(Problem, match=word):
        read_fitted(file)
    with pytest.raises(Problem, match="no fit of 'fr'"):
        fitted("fr")
    with pytest.raises(Problem, match="nothing is known of 'fr'"):
        task_of("fr")
