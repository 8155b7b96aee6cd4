"""Charts of the market: each draws, speaks Dutch, and stands beside its table and on a page."""

from __future__ import annotations

import csv

import pytest

from draaischijf.market.calibration import fitted
from draaischijf.market.charts import draw_comparison, draw_ensemble, draw_fit, draw_sensitivity
from draaischijf.market.ensembles import Factor, Plan, compare, read_runs, run_ensemble


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("runs")
    run_ensemble(Plan(runs=4, years=4), folder)
    return read_runs(folder)


def test_an_ensemble_gets_bands_securities_inequality_and_a_beveridge_curve(runs, tmp_path):
    files = draw_ensemble(runs, tmp_path)
    names = {file.name for file in files}
    for chart in ("werkloosheid", "spanning", "zekerheden", "ongelijkheid", "beveridge", "contracten"):
        assert {f"{chart}.svg", f"{chart}.csv"} <= names
    assert all(file.stat().st_size > 200 for file in files)
    rows = [*csv.DictReader((tmp_path / "zekerheden.csv").read_text("utf-8").splitlines())]
    assert {row["reeks"] for row in rows} == {
        "Baanzekerheid",
        "Werkzekerheid",
        "Inkomenszekerheid",
        "Ontwikkelzekerheid",
    }
    assert float(rows[0]["p5"]) <= float(rows[0]["midden"]) <= float(rows[0]["p95"])
    page = (tmp_path / "index.html").read_text("utf-8")
    assert page.count("<svg") == page.count("<table>") == 6
    assert "Vandaag gaat door" in page
    again = draw_ensemble(runs, tmp_path / "again")
    assert [one.read_bytes() for one in files] == [one.read_bytes() for one in again]


def test_a_comparison_gets_a_chart_for_every_measure_that_differs(tmp_path):
    rows = compare(
        Plan(runs=2, years=1), ["vandaag"], [["work-guarantee:ramp=0,after=2"]], tmp_path / "runs",
        measures=["unemployment_rate", "cost_funds"],
    )  # fmt: skip
    files = draw_comparison(rows, tmp_path / "charts")
    assert {file.name for file in files} == {"unemployment_rate.svg", "unemployment_rate.csv", "index.html"}
    assert "werkgarantie" in (tmp_path / "charts" / "unemployment_rate.svg").read_text("utf-8")


def test_fit_and_sensitivity_draw(tmp_path):
    files = draw_fit(fitted("nl"), tmp_path)
    assert "achtergehouden" in files[0].read_text("utf-8")
    factors = [Factor("unemployment_rate", f"factor {at}", None, 1 / (at + 1), 0.1) for at in range(12)]
    [drawn, table, _] = draw_sensitivity(factors, "morris", tmp_path, top=5)
    assert "factor 4" in drawn.read_text("utf-8") and "factor 5" not in drawn.read_text("utf-8")
    assert len(table.read_text("utf-8").splitlines()) == 13
