"""The verbs of calibration and ensembles as a user meets them."""

from __future__ import annotations

import pytest

from draaischijf.cli import run
from draaischijf.cli.market.compare import split_policies
from tests.cli.test_verbs import answers, own_data  # noqa: F401 - the fixture works by its name


def test_calibrate_says_how_the_figures_are_met(capsys):
    [one] = answers(capsys, "market", "calibrate")
    figures = {row["name"]: row for row in one["data"]["figures"]}
    assert figures["flow_unemployed_employed"]["published"] == 143
    assert abs(figures["flow_unemployed_employed"]["distance"]) < 1.5
    assert not figures["duration_at_2019"]["fitted"]
    assert run(["market", "calibrate"]) == 0
    shown = capsys.readouterr().out
    assert "achtergehouden" in shown and "efficiency" in shown


@pytest.mark.slow
def test_calibrate_fits_anew_into_a_file(capsys, tmp_path):
    from draaischijf.market.calibration.store import read_fitted

    [one] = answers(
        capsys, "market", "calibrate", "--country", "de", "--steps", "4", "--out", str(tmp_path / "de.json")
    )
    assert one["data"]["thin"]
    assert read_fitted(tmp_path / "de.json").country == "de"


def test_ensemble_writes_runs_bands_charts_and_a_manifest_and_goes_on(capsys, tmp_path):
    arguments = ("market", "ensemble", "--runs", "3", "--years", "1", "--out", str(tmp_path / "runs"))
    [one] = answers(capsys, *arguments)
    assert one["data"]["made"] == 3
    assert {"manifest.json", "bands.parquet", "bands.csv", "charts"} <= {
        file.name for file in (tmp_path / "runs").iterdir()
    }
    assert len(one["data"]["charts"]) == 13
    [again] = answers(capsys, *arguments)
    assert again["data"]["made"] == 0
    assert again["data"]["bands"] == one["data"]["bands"]
    assert run([*arguments, "--no-charts"]) == 0
    assert "Werkloosheid" in capsys.readouterr().out


def test_compare_sets_policies_beside_each_other(capsys, tmp_path):
    arguments = (
        *("market", "compare", "--runs", "2", "--years", "1", "--scenario", "vandaag", "--scenario", "thuis"),
        *("--policy", "skills-hiring+learning-rights:ramp=0", "--out", str(tmp_path / "beside")),
    )
    [one] = answers(capsys, *arguments)
    assert {row["scenario"] for row in one["data"]["rows"]} == {"Vandaag gaat door", "Home Sweet Home"}
    assert {row["policy"] for row in one["data"]["rows"]} == {"geen beleid", "skills-hiring + learning-rights:ramp=0"}
    assert run([*arguments]) == 0
    shown = capsys.readouterr().out
    assert "Home Sweet Home: werven op vaardigheden + persoonlijke leerrechten (ramp=0)" in shown
    assert (tmp_path / "beside" / "comparison.csv").is_file()


def test_sensitivity_ranks_factors(capsys, tmp_path):
    arguments = ("market", "sensitivity", "--size", "2", "--years", "1", "--out", str(tmp_path))
    [one] = answers(capsys, *arguments)
    assert one["data"]["factors"][0]["whole"] >= one["data"]["factors"][1]["whole"]
    assert run([*arguments, "--top", "2"]) == 0
    assert "Werkloosheid" in capsys.readouterr().out


def test_sets_of_policies_split_at_plus_but_not_inside_occupations():
    assert split_policies("a+sector-training:occupations=10+08,places=3+b") == (
        "a",
        "sector-training:occupations=10+08,places=3",
        "b",
    )


WRONG = [
    (["market", "calibrate", "--country", "fr"], "--country"),
    (["market", "calibrate", "--out", "/no/such/folder/x.json"], "/no/such/folder"),
    (["market", "ensemble"], "--out"),
    (["market", "ensemble", "--out", "x", "--runs", "0"], "--runs"),
    (["market", "ensemble", "--out", "x", "--scenario", "vandag"], "Did you mean vandaag"),
    (["market", "ensemble", "--out", "x", "--wild-card", "pandemie"], "pandemie@3"),
    (["market", "ensemble", "--out", "x", "--policy", "magic"], "magic"),
    (["market", "ensemble", "--out", "x", "--varies", "weather"], "weather"),
    (["market", "ensemble", "--out", "x", "--workers", "0"], "--workers"),
    (["market", "compare", "--out", "x"], "--policy"),
    (["market", "sensitivity", "--method", "magic"], "--method"),
    (["market", "sensitivity", "--method", "sobol", "--size", "6"], "--size"),
]


@pytest.mark.parametrize(("arguments", "word"), WRONG, ids=[" ".join(one) for one, _ in WRONG])
def test_wrong_input_gets_one_line_and_exit_code_two(arguments, word, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    error = capsys.readouterr().err.strip()
    assert word in error.splitlines()[0]
    assert "Traceback" not in error
    assert not [*tmp_path.iterdir()]
