"""The wind tunnel: regret, worst case and satisficing by hand, and never an average over scenarios."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path

import pytest

import draaischijf.foresight.tunnel as module
from draaischijf.foresight.bridge import measure, paths_of, policies_of
from draaischijf.foresight.files import Text
from draaischijf.foresight.plans import Indicator, Measured, Run
from draaischijf.foresight.study import open_study
from draaischijf.foresight.tunnel import JUDGED, gains, indicator_of, parts_of, portfolios, wind_tunnel
from draaischijf.problems import Problem
from draaischijf.terms import OutcomeBand

# Outcomes of three plans in four scenarios; lower is better, 5 is enough.
BY_HAND = {"niets-extra": (4, 6, 8, 5), "vaardigheden": (3, 5, 7, 6), "leerrecht": (4, 4, 5, 5)}


@pytest.fixture
def study():
    found = open_study("werkzekerheid")
    plans = tuple(one for one in found.testing.plans if one.id in BY_HAND)
    indicator = Indicator("unemployment_rate", Text("Werkloosheid"), "%", "lower", 5.0)
    testing = replace(
        found.testing,
        plans=plans,
        indicators=(indicator,),
        judged=tuple(one for one in found.testing.judged if one.plan in BY_HAND),
    )
    measured = tuple(
        Measured(plan, scenario.id, "", OutcomeBand("unemployment_rate", "%", value - 1, value, value + 1, "t"))
        for plan, values in BY_HAND.items()
        for scenario, value in zip(found.scenarios, values, strict=True)
    )
    return replace(found, testing=testing, measured=measured)


def test_regret_worst_case_and_satisficing_by_hand(study):
    tunnel = wind_tunnel(study)
    assert tunnel.indicator.id == "unemployment_rate"
    regrets = {plan: [tunnel.cell(plan, s).regret for s in tunnel.scenarios] for plan in tunnel.plans}
    assert regrets == {"niets-extra": [1, 2, 3, 0], "vaardigheden": [0, 1, 2, 1], "leerrecht": [1, 0, 0, 0]}
    rows = {row.plan: row for row in tunnel.rows}
    assert (rows["niets-extra"].worst, rows["niets-extra"].worst_in) == (8, "C")
    assert (rows["vaardigheden"].most_regret, rows["vaardigheden"].regret_in) == (2, "C")
    assert [rows[plan].satisfies for plan in BY_HAND] == [2, 2, 4]
    assert rows["vaardigheden"].fails_in == ("C", "D")
    assert tunnel.robust == ("leerrecht",)
    assert tunnel.least_regret == ("leerrecht",)
    assert rows["niets-extra"].beaten_by == ("leerrecht",)
    assert rows["vaardigheden"].beaten_by == ()


def test_in_every_scenario_some_plan_has_no_regret(study):
    for by in ("", "judged"):
        tunnel = wind_tunnel(study, by)
        for column in tunnel.scenarios:
            known = [tunnel.cell(plan, column).regret for plan in tunnel.plans]
            assert min(one for one in known if one is not None) == 0


def test_regret_counts_against_all_plans_when_few_are_shown(study):
    tunnel = wind_tunnel(study, plans=["niets-extra"])
    assert tunnel.plans == ("niets-extra",)
    assert tunnel.cells[2].regret == 3


def test_judgements_stand_beside_outcomes_with_their_reasons(study):
    cell = wind_tunnel(study).cell("leerrecht", "A")
    assert cell.outcome == 4
    assert cell.judged == 4
    assert cell.reasons[0].why.nl


def test_missing_outcomes_stay_open(study):
    less = replace(study, measured=study.measured[:-1])
    tunnel = wind_tunnel(less)
    cell = tunnel.cell("leerrecht", "D")
    assert (cell.outcome, cell.regret, cell.enough) == (None, None, None)
    assert "leerrecht" not in tunnel.robust
    assert "leerrecht" not in tunnel.least_regret
    assert tunnel.rows[0].beaten_by == ()
    assert all("leerrecht" not in one.plans for one in portfolios(less, tunnel))


def test_two_plans_kept_open_take_the_better_in_each_future(study):
    first = portfolios(study, wind_tunnel(study))[0]
    assert set(first.plans) == {"vaardigheden", "leerrecht"}
    assert first.most_regret == 0
    assert first.satisfies == 4


def test_plans_that_close_each_others_options_are_said():
    full = open_study("werkzekerheid")
    pairs = {one.plans: one for one in portfolios(full, wind_tunnel(full, "judged"))}
    assert pairs["basisinkomen", "werkgarantie"].closed == ("onbetaald-werk",)


def test_who_gains_and_who_loses(study):
    found = {(one.scenario, one.verdict): one.difference for one in gains(study, "vaardigheden", "niets-extra")}
    assert found == {("A", "gains"): -1, ("B", "gains"): -1, ("C", "gains"): -1, ("D", "loses"): 1}


def test_wild_cards_come_beside_the_scenarios(study):
    extra = Measured("leerrecht", "A", "pandemie", OutcomeBand("unemployment_rate", "%", 8, 9, 10, "t"))
    tunnel = wind_tunnel(replace(study, measured=(*study.measured, extra)))
    assert tunnel.scenarios == ("A", "B", "C", "D", "A+pandemie")
    assert tunnel.cell("leerrecht", "A+pandemie").outcome == 9
    assert tunnel.cell("vaardigheden", "A+pandemie").outcome is None
    assert tunnel.robust == ()


def test_combined_plans_bring_their_parts():
    full = open_study("werkzekerheid")
    assert parts_of(full, "vaardig-en-leren") == ("vaardig-en-leren", "vaardigheden", "leerrecht")
    assert {one.name for one in policies_of(full, "vaardig-en-leren")} == {
        "skills-hiring",
        "passports",
        "learning-rights",
        "income-bridging",
    }


def test_unknown_names_and_empty_studies(study):
    with pytest.raises(Problem, match="no plan 'x'") as caught:
        wind_tunnel(study, plans=["x"])
    assert caught.value.place == "--plan"
    with pytest.raises(Problem, match="no indicator 'x'"):
        wind_tunnel(study, "x")
    with pytest.raises(Problem, match="no plans yet"):
        wind_tunnel(open_study("somewhereland"))
    with pytest.raises(Problem):
        parts_of(study, "x")
    assert indicator_of(open_study("werkzekerheid"), "judged") is JUDGED


def test_no_average_over_scenarios_is_computed_anywhere():
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not names & {"mean", "fmean", "average"}


def stand_in(paths, policies, *, seed):
    """A market that knows two rules: growth lowers unemployment, every policy lowers it by a little."""
    by_driver = {path.driver: path.values[-1] for path in paths.paths}
    level = 4.6 - by_driver.get("growth", 0) - 0.1 * len(policies) + seed / 1000
    return (OutcomeBand("unemployment_rate", "%", level - 1, level, level + 1, paths.scenario),)


def test_the_market_measures_every_plan_in_every_scenario():
    full = open_study("regio")
    run = Run("run-1", (("seed", 3),))
    done = measure(full, stand_in, run, ["energieschok"])
    assert len(done.measured) == len(full.testing.plans) * len(full.scenarios) * 2
    tunnel = wind_tunnel(done)
    assert tunnel.cell("niets-extra", "motor").outcome == pytest.approx(4.6 - 0.4 + 0.003)
    assert "motor+energieschok" in tunnel.scenarios
    assert tunnel.cell("samen", "motor").outcome < tunnel.cell("pool", "motor").outcome


def test_states_scenarios_and_wild_cards_become_paths():
    full = open_study("regio")
    motor = full.scenario("motor")
    paths = {path.driver: path for path in paths_of(full, motor).paths}
    assert set(paths) == {"globalisation", "growth", "sustainability", "technology", "migration"}
    shocked = {path.driver: path for path in paths_of(full, motor, "energieschok").paths}
    assert shocked["growth"].values != paths["growth"].values
    with pytest.raises(Problem):
        paths_of(full, motor, "geen")


def test_a_market_that_measures_nothing_asked_is_said():
    full = open_study("regio")
    with pytest.raises(Problem, match="measures none"):
        measure(full, lambda paths, policies, *, seed: (), Run("r", (("seed", 1),)))
    with pytest.raises(Problem, match="needs scenarios"):
        measure(open_study("somewhereland"), stand_in, Run("r", (("seed", 1),)))
