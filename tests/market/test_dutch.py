from __future__ import annotations

import numpy as np
import pytest

from draaischijf.market.dutch.ledger import Ledger
from draaischijf.market.dutch.model import DutchMarket, Month, Setting
from draaischijf.market.dutch.people import ABSENT, OUTSIDE, UNEMPLOYED
from draaischijf.market.dutch.shared_kernel import TRAIN
from draaischijf.market.parameters import DutchParameters
from draaischijf.market.policies import POLICIES, read_policy
from draaischijf.problems import Problem
from draaischijf.terms import DriverPath, DriverPaths

pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered")

TODAY = DriverPaths("today", ())


def scenario(**levels: float) -> DriverPaths:
    paths = tuple(DriverPath(name, (0.0, 3.0), (0.0, level), (0.0, 0.0), "assumed") for name, level in levels.items())
    return DriverPaths("test", paths)


def stocks(market: DutchMarket) -> np.ndarray:
    """People at work, unemployed, outside and the vacancies."""
    state = market.people.status[: market.used]
    counts = np.bincount(state, minlength=6)
    return np.array([counts[:3].sum(), counts[UNEMPLOYED], counts[OUTSIDE]])


def check_laws(market: DutchMarket) -> Month:
    """Let a month pass and hold it to the laws that no month may break."""
    before, open_before = stocks(market), len(market.vacancies.cell)
    month = market.step()
    after, moves = stocks(market), month.flows.moves
    assert (month.counts.groups.reshape(216, 5).sum(axis=0)[3:] == before[1:]).all()
    assert month.employed.sum() == before[0]
    # People: what was there, less who went, with who came.
    assert (after == before - moves[:3].sum(axis=1) + moves[:, :3].sum(axis=0)).all()
    assert (market.people.status[market.used :] == ABSENT).all()
    # Vacancies: each hires one person at most, and is then gone.
    winners = month.winners[month.winners >= 0]
    assert len(month.winners) == open_before and len(set(winners.tolist())) == len(winners) == month.filled
    assert len(market.vacancies.cell) == open_before - month.filled - month.lapsed + month.opened.sum()
    assert (np.diff(market.vacancies.cell.astype(int)) >= 0).all()
    # Money balances to the cent.
    assert sum(month.ledger.balances().values()) == 0
    # States are legal.
    people = type(market.people)(*(column[: market.used] for column in market.people))
    there = people.status != ABSENT
    ages = market.number - people.born[there].astype(int)
    assert ages.min() >= 180 and ages.max() <= 900
    assert people.occupation.max() < 114 and people.province.max() < 12 and (people.traits & 3).max() <= 2
    assert (people.since[there] <= market.number).all() and (people.touched[there] <= market.number).all()
    assert (people.hours[there] > 0).all() and (people.wanted[there] > 0).all()
    for chances in (month.lose, month.layoff, month.lapse):
        assert chances.min() >= 0 and chances.max() <= 1
    return month


EVERYTHING = tuple(read_policy(f"{name}:ramp=0") for name in POLICIES)


@pytest.mark.parametrize(
    ("paths", "policies"),
    [
        (TODAY, ()),
        (scenario(technology=0.9, growth=-8, globalisation=1), ()),
        (scenario(migration=400, circular_mobility=0.5, ageing=30, sustainability=1), ()),
        (scenario(migration=-300, growth=4), ()),
        (scenario(technology=0.3), EVERYTHING),
    ],
)
def test_the_laws_hold_in_every_month(paths: DriverPaths, policies: tuple[object, ...]) -> None:
    market = DutchMarket(Setting(paths, policies, people=4_000, years=2, seed=3))  # type: ignore[arg-type]
    while market.number < 24:
        check_laws(market)


@pytest.mark.kernel
@pytest.mark.parametrize("policies", [(), EVERYTHING])
def test_the_laws_hold_where_kernels_are_plain_python(policies: tuple[object, ...]) -> None:
    market = DutchMarket(Setting(TODAY, policies, people=2_000, years=1, spin_up=0))  # type: ignore[arg-type]
    for _ in range(2):
        check_laws(market)


def same(one: DutchMarket, two: DutchMarket) -> bool:
    columns = zip((*one.people, *one.vacancies), (*two.people, *two.vacancies), strict=True)
    return all((a == b).all() for a, b in columns)


def after(months: int, *policies: str, workers: int = 1, seed: int = 1, **levels: float) -> DutchMarket:
    setting = Setting(
        scenario(**levels),
        tuple(read_policy(text) for text in policies),
        people=150_000,
        years=2,
        seed=seed,
        spin_up=0,
    )
    market = DutchMarket(setting, workers=workers)
    for _ in range(months):
        market.step()
    return market


def test_one_thread_and_two_give_the_same_and_a_seed_decides() -> None:
    one = after(6)
    assert same(one, after(6, workers=2))
    assert not same(one, after(6, seed=2))


def test_a_policy_that_is_off_changes_nothing() -> None:
    bare = after(4, technology=0.2)
    off = after(4, *(f"{name}:start=50" for name in POLICIES), technology=0.2)
    assert same(bare, off)


@pytest.mark.parametrize("name", POLICIES)
def test_each_policy_does_something_and_costs_something(name: str) -> None:
    levels = {"growth": -20.0, "technology": 0.9}
    bare, on = after(4, **levels), after(3, f"{name}:ramp=0", **levels)
    month = on.step()
    assert not same(bare, on) or name == "part-time-unemployment"
    costs = {key: cents for key, cents in month.ledger.entries.items() if key[0] == name}
    assert costs and sum(costs.values()) > 0


def kinds(market: DutchMarket) -> np.ndarray:
    """0 at work, 1 unemployed, 2 outside, 3 not there, per row."""
    return np.maximum(0, market.people.status.astype(int) - 2)


def test_people_one_by_one_meet_the_published_stocks_and_three_month_flows() -> None:
    market = DutchMarket(Setting(TODAY, people=200_000, years=1))
    while market.number < 6:
        month = market.step()
    before = kinds(market)
    for _ in range(3):
        month = market.step()
    table = np.zeros((4, 4))
    np.add.at(table, (before, kinds(market)), market.weight / 1000)
    # CBS 82848NED, April 2024, thousands: from employed, unemployed, outside to the same.
    published = np.array([[9489, 116, 209], [143, 135, 90], [178, 123, 2890]])
    assert np.abs(table[:3, :3] / published - 1).max() < 0.25
    thousand = market.weight / 1000
    assert abs(month.employed.sum() * thousand / 9_814 - 1) < 0.02
    assert abs(month.vacant.sum() * thousand / 410.8 - 1) < 0.15


@pytest.mark.slow
def test_without_drivers_the_market_stays_where_it_is_for_fifteen_years() -> None:
    market = DutchMarket(Setting(TODAY, people=150_000, years=15))
    rates = []
    for month in market.run():
        state = month.counts.cells.sum(axis=0)
        rates.append((100 * state[3] / state[:4].sum(), month.vacant.sum() * market.weight / 1000))
    unemployment, vacancies = np.array(rates).T
    assert unemployment.min() > 3.3 and unemployment.max() < 4.9
    assert vacancies.min() > 350 and vacancies.max() < 480


def test_rules_of_the_seeds_are_off_unless_switched_on() -> None:
    usual = DutchParameters()
    assert usual.insecurity_effect == 0 and usual.income_feedback == 0
    falling = scenario(growth=-20.0)

    def run(**switched: float) -> tuple[DutchMarket, int]:
        setting = Setting(falling, people=50_000, years=2, parameters=DutchParameters(**switched), spin_up=0)
        market = DutchMarket(setting)
        trainings = sum(int(market.step().flows.events[TRAIN]) for _ in range(8))
        return market, trainings

    (bare, calm), (_, insecure), (fed, _) = run(), run(insecurity_effect=2.0), run(income_feedback=0.3)
    assert insecure < 0.95 * calm
    assert bare.income == 1 and fed.income != 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": 10},
        {"people": 10**9},
        {"years": 0},
        {"years": 51},
        {"seed": -1},
        {"parameters": DutchParameters(employed=13_000, unemployed=1_000)},
        {"parameters": DutchParameters(permanent=0.9, self_employed=0.3)},
        {"policies": (read_policy("passports"), read_policy("passports:people=0.1"))},
        {"policies": (read_policy("sector-training:occupations=99"),)},
        {"paths": scenario(weather=1.0)},
    ],
)
def test_settings_that_cannot_be_are_refused_before_anything_runs(wrong: dict[str, object]) -> None:
    with pytest.raises(Problem):
        Setting(**{"paths": TODAY, **wrong})  # type: ignore[arg-type]


def test_a_ledger_takes_no_unknown_account_and_no_negative_payment() -> None:
    book = Ledger()
    book.pay("wages", "employers", "people", 10.004)
    assert book.balances()["people"] == 1000
    for wrong in (("wages", "employers", "nobody", 1.0), ("wages", "employers", "people", -1.0)):
        with pytest.raises(ValueError, match="no payment"):
            book.pay(*wrong)
