"""The Dutch twin: accounts close every month, runs do not touch each other, and it stands where the figures stand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.market.drivers import DRIVERS
from draaischijf.market.dutch.supply import supply
from draaischijf.market.dutch.world import dutch_world, fit, mobility, reach
from draaischijf.market.parameters import DutchParameters
from draaischijf.market.paths import scenario, vary
from draaischijf.market.policies import POLICIES, read_policy
from draaischijf.market.twin.dutch import DutchTwin
from draaischijf.market.twin.economy import dutch_economy, typical_fit
from draaischijf.market.twin.flows import three_months
from draaischijf.market.twin.measures import MEASURES, NAMES, measure
from draaischijf.market.twin.run import run_dutch
from draaischijf.market.twin.search import spread_over_regions, ways
from draaischijf.market.twin.spells import spells_at_start
from draaischijf.problems import Problem
from draaischijf.terms import DriverPaths

P = DutchParameters()
STILL = DriverPaths("still", ())
ECONOMY = dutch_economy()


def drivers(months=60, runs=1, **values):
    """Return drivers as today, or as given by name."""
    found = dict(vary(STILL, months, runs, 1).values)
    return found | {name: np.full((runs, months), float(value)) for name, value in values.items()}


def totals(twin):
    return np.stack(
        [twin.employed.sum(axis=(1, 2, 3)), twin.unemployed.sum(axis=(1, 2)), twin.outside.sum(axis=(1, 2))], axis=1
    )


POLICY_TEXTS = [*POLICIES, "work-guarantee:after=1,ramp=0", "traineeships:places=900,ramp=0", "passports:ramp=0"]


@st.composite
def settings_of_a_run(draw):
    chosen = {}
    for one in DutchParameters.table():
        # Stocks keep their defaults; rates go anywhere that is legal and not absurd.
        if one.unit.startswith("thousand") or one.name in ("permanent", "self_employed"):
            continue
        if draw(st.booleans()):
            chosen[one.name] = draw(st.floats(one.low, min(one.high, max(one.default * 4, one.low + 1e-3))))
    path = {one.name: draw(st.floats(one.low, one.high)) for one in DRIVERS if draw(st.booleans())}
    policies = draw(st.lists(st.sampled_from(POLICY_TEXTS), max_size=3, unique_by=lambda text: text.split(":")[0]))
    return DutchParameters(**chosen), path, [read_policy(text) for text in policies]


@settings(max_examples=40, deadline=None)
@given(settings_of_a_run())
def test_accounts_close_every_month(given_):
    parameters, path, policies = given_
    twin = DutchTwin(ECONOMY, [parameters], drivers(8, **path), policies=policies, quiet=2)
    for _ in range(8):
        before, open_before = totals(twin), twin.vacancies.sum()
        flows = twin.step()
        after = totals(twin)
        scale = 1e-7 * (1 + before.sum())
        # The same people by occupation, by age and by months unemployed.
        assert after == pytest.approx(twin.ages.totals, abs=scale)
        assert twin.spells.sum() == pytest.approx(after[0, 1], abs=scale)
        # No vacancy hires twice; what opened less what closed is what there is more.
        assert (flows.hires <= open_before + scale).all()
        closed = flows.hires.sum() + flows.lapsed.sum()
        assert twin.vacancies.sum() == pytest.approx(open_before + flows.opened.sum() - closed, abs=scale)
        # Every hire and direct start has one person.
        taken = flows.moved.sum() + flows.found.sum() + flows.entered.sum()
        assert flows.hires.sum() == pytest.approx(taken, abs=scale)
        alone = flows.self_started.sum() + flows.began.sum() + flows.came.sum()
        assert flows.direct.sum() == pytest.approx(alone, abs=scale)
        for state in (twin.employed, twin.unemployed, twin.outside, twin.vacancies, twin.spells, twin.ages.people):
            assert np.isfinite(state).all()
            assert state.min() >= -scale
        assert np.isfinite(measure(twin, flows)).all()


def test_people_are_conserved_apart_from_migration():
    twin = DutchTwin(ECONOMY, [replace(P, abroad=0)], drivers(24, migration=0))
    for _ in range(24):
        twin.step()
        assert totals(twin).sum() == pytest.approx(P.population, rel=1e-12)
    come = DutchTwin(ECONOMY, [replace(P, abroad=0)], drivers(12, migration=120, circular_mobility=0))
    for _ in range(12):
        come.step()
    assert totals(come).sum() == pytest.approx(P.population + 120, rel=1e-9)


def test_runs_side_by_side_are_the_runs_alone():
    several = [replace(P, efficiency=0.15 + 0.02 * at, skills_hiring=0.1 * at) for at in range(4)]
    paths = vary(scenario("vandaag"), 18, 4, 5).values
    together = run_dutch(ECONOMY, several, paths, 18)
    for at, one in enumerate(several):
        alone = run_dutch(ECONOMY, [one], {name: values[at : at + 1] for name, values in paths.items()}, 18)
        assert together.values[at] == pytest.approx(alone.values[0], rel=1e-9, abs=1e-9)


def test_a_change_that_changes_nothing_gives_exactly_the_run_without_it():
    plain = run_dutch(ECONOMY, [P], drivers(12), 12)
    same = run_dutch(ECONOMY, [P], drivers(12), 12, changes={"training": np.full((1, 12), P.training)})
    assert (plain.values == same.values).all()


def test_a_policy_acts_from_its_month_on():
    hiring = np.full((1, 24), P.skills_hiring)
    hiring[:, 12:] = 0.9
    plain = run_dutch(ECONOMY, [P], drivers(24), 24)
    on_skills = run_dutch(ECONOMY, [P], drivers(24), 24, changes={"skills_hiring": hiring})
    assert (plain.values[:, :12] == on_skills.values[:, :12]).all()
    assert on_skills["filled"][0, 12] > plain["filled"][0, 12]
    assert on_skills["unemployment_rate"][0, -1] < plain["unemployment_rate"][0, -1]


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_that_has_not_begun_changes_nothing_and_one_that_has_changes_something(name):
    plain = run_dutch(ECONOMY, [P], drivers(8, technology=0.2, growth=-8), 8)
    later = run_dutch(
        ECONOMY, [P], drivers(8, technology=0.2, growth=-8), 8, policies=[read_policy(f"{name}:start=0.5,ramp=0")]
    )
    assert (later.values[:, :6] == plain.values[:, :6]).all()
    assert (later.values[:, 7] != plain.values[:, 7]).any()
    costs = sum(later[f"cost_{bearer}"][0, -1] for bearer in ("government", "employers", "funds"))
    assert costs > 0
    assert all((plain[f"cost_{bearer}"] == 0).all() for bearer in ("government", "employers", "funds"))


def test_guaranteed_work_takes_in_who_waited_and_adds_to_demand():
    plain = run_dutch(ECONOMY, [P], drivers(24), 24)
    taken = run_dutch(ECONOMY, [P], drivers(24), 24, policies=[read_policy("work-guarantee:ramp=0")])
    assert taken["long_term_share"][0, -1] < 0.3 * plain["long_term_share"][0, -1]
    assert taken["employed"][0, -1] > plain["employed"][0, -1]


def test_more_demand_means_less_unemployment_and_more_vacancies():
    rates = [
        (found["unemployment_rate"][0, -1], found["vacancies"][0, -1])
        for found in (run_dutch(ECONOMY, [P], drivers(48, growth=g), 48) for g in (-1, -0.3, 0, 0.3, 1))
    ]
    unemployment, vacancies = zip(*rates, strict=True)
    assert list(unemployment) == sorted(unemployment, reverse=True)
    assert list(vacancies) == sorted(vacancies)


def test_without_drivers_the_market_stays_about_where_it_is():
    found = run_dutch(ECONOMY, [P], drivers(60), 60)
    assert found["unemployment_rate"][0, -1] == pytest.approx(3.6, abs=0.9)
    assert found["vacancies"][0, -1] == pytest.approx(410, rel=0.3)
    assert found["participation"][0, -1] == pytest.approx(found["participation"][0, 0], abs=1.5)
    assert found["mismatch"][0, -1] < 0.25


def test_provinces_and_the_country_tell_the_same_story():
    whole = run_dutch(ECONOMY, [P], drivers(12), 12)
    parts = run_dutch(dutch_economy(regions=True), [P], drivers(12), 12)
    for name in ("unemployment_rate", "vacancies", "filled", "job_to_job", "long_term_share"):
        assert parts[name][0, -1] == pytest.approx(whole[name][0, -1], rel=0.05), name


def test_three_months_start_from_the_stocks_and_keep_everyone():
    flows, changed, months = three_months(DutchTwin(ECONOMY, [P], drivers(3)))
    assert flows[0].sum(axis=1) == pytest.approx([P.employed, P.unemployed, P.population - P.employed - P.unemployed])
    assert len(months) == 3
    assert 0.03 < changed[0] < 0.09


def test_supply_and_ways_are_those_of_the_people_one_by_one():
    world, path = dutch_world(), drivers(90, migration=80, circular_mobility=0.1)
    twin = DutchTwin(ECONOMY, [P], path)
    own = supply(world, P, path["migration"][0], path["circular_mobility"][0])
    assert twin.supply[0] == pytest.approx(own, rel=1e-9)
    assert twin.ways().search[0] == pytest.approx(mobility(world, P, P.skills_hiring, P.near_power), abs=1e-12)
    regions = spread_over_regions(world.borders.astype(float), P.region_stay, P.region_near)
    assert regions == pytest.approx(reach(world, P, P.region_stay))
    assert typical_fit(world, 1.0) == pytest.approx(fit(world))


def test_ways_are_chances():
    number = np.full((1, 1, 1), 1.0)
    base = ECONOMY.employed.sum(axis=0)
    found = ways(ECONOMY, base, 0.5 * number, 3 * number, 2 * number, 0.3 * number, 0 * number, 0 * number)
    for matrix in (found.search, found.direct, found.internal):
        assert matrix.sum(axis=2) == pytest.approx(1)
    assert (found.suited <= found.search + 1e-12).all()
    assert (np.diagonal(found.internal[0]) == 0).all()


@settings(max_examples=30, deadline=None)
@given(st.floats(0.01, 0.6), st.floats(0, 0.3))
def test_durations_at_the_start_have_the_share_that_is_asked(long, decay):
    patience = (1 - decay) ** np.minimum(np.arange(25), 24)[None, :]
    shares = spells_at_start(np.array([long]), patience)
    assert shares.sum() == pytest.approx(1)
    assert (np.diff(shares[0, :-1]) <= 1e-12).all()
    assert shares[0, 12:].sum() == pytest.approx(long, abs=0.01)


def test_every_measure_has_unit_meaning_and_dutch_label():
    assert len(set(NAMES)) == len(MEASURES)
    assert all(one.unit and one.meaning and one.dutch for one in MEASURES)


WRONG = [
    (lambda: run_dutch(ECONOMY, [P], drivers(), 0), "at least a month"),
    (lambda: run_dutch(ECONOMY, [P, P], drivers(runs=3), 1), "do not fit 3 runs"),
    (lambda: run_dutch(ECONOMY, [P], drivers(), 1, changes={"magic": np.ones((1, 1))}), "magic"),
    (
        lambda: run_dutch(ECONOMY, [P], drivers(), 1, changes={"training": np.full((1, 1), 2.0)}),
        "training: .* within 0 to 1",
    ),
    (lambda: replace(ECONOMY, wage=-ECONOMY.wage), "wage: it holds a number below 0"),
    (lambda: replace(ECONOMY, near=ECONOMY.near[:3]), "near: it must hold finite numbers of shape"),
]


@pytest.mark.parametrize(("make", "word"), WRONG, ids=[word for _, word in WRONG])
def test_wrong_settings_get_one_clear_line(make, word):
    with pytest.raises(Problem, match=word):
        make()
