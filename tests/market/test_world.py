from __future__ import annotations

import numpy as np
import pytest

from draaischijf.market.drivers import BY_NAME
from draaischijf.market.dutch.supply import monthly_share, supply
from draaischijf.market.dutch.world import base_demand, dutch_world, fit, mobility, reach
from draaischijf.market.parameters import DutchParameters
from draaischijf.problems import Problem

WORLD, USUAL = dutch_world(), DutchParameters()


def test_shares_sum_to_one_and_chances_are_chances() -> None:
    for shares in (WORLD.employed, WORLD.population, WORLD.employed_in, WORLD.unemployed_in, WORLD.outside_in):
        assert np.isclose(shares.sum(), 1) and shares.min() > 0
    for rows in (WORLD.weights, WORLD.education, WORLD.educated):
        assert np.allclose(rows.sum(axis=1), 1) and rows.min() >= 0
    for chances in (WORLD.near, WORLD.asks, WORLD.exposure, WORLD.green, WORLD.tradable):
        assert chances.min() >= 0 and chances.max() <= 1
    assert (WORLD.employed_at + WORLD.unemployed_at).max() < 1
    assert (WORLD.borders == WORLD.borders.T).all() and not WORLD.borders.diagonal().any()


def test_the_world_has_the_published_stocks_within_a_few_percent() -> None:
    assert np.isclose((WORLD.population * WORLD.employed_at).sum() * USUAL.population, USUAL.employed, rtol=0.04)
    by_education = WORLD.employed @ WORLD.education
    assert np.allclose(by_education, WORLD.educated[0], atol=1e-6)
    for ratio, stock in (
        (WORLD.leave, WORLD.employed_at),
        (WORLD.discouraged, WORLD.unemployed_at),
        (WORLD.start, 1 - WORLD.employed_at - WORLD.unemployed_at),
    ):
        assert np.isclose(np.average(ratio, weights=WORLD.population * stock), 1)


def test_search_goes_to_near_occupations_and_provinces() -> None:
    diplomas, skills = mobility(WORLD, USUAL, 0.0, 3.0), mobility(WORLD, USUAL, 1.0, 3.0)
    for matrix in (diplomas, skills, reach(WORLD, USUAL, 0.8)):
        assert np.allclose(matrix.sum(axis=1), 1) and matrix.min() >= 0
    carer, nurse, driver = (WORLD.brc.index(brc) for brc in ("1051", "1034", "1214"))
    assert skills[carer, nurse] > skills[carer, driver]
    higher = WORLD.level[None, :] > WORLD.level[:, None]
    assert skills[higher].sum() > 1.2 * diplomas[higher].sum()


def test_typical_people_fit_their_own_work() -> None:
    assert np.allclose(np.diag(fit(WORLD)), 1) and fit(WORLD).min() > 0


def test_base_demand_covers_work_vacancies_and_what_opens() -> None:
    opened = USUAL.opening * USUAL.employed + USUAL.gap_opening * (
        base_demand(WORLD, USUAL).sum() - USUAL.employed - USUAL.vacancies
    )
    assert np.isclose(opened, USUAL.filled)


def test_occupations_are_found_by_class_or_group() -> None:
    assert len(WORLD.occupations(("10",), "here")) == 12
    assert WORLD.occupations(("1051", "10"), "here").tolist() == WORLD.occupations(("10",), "here").tolist()
    for unknown in ("99", "1", "105", ""):
        with pytest.raises(Problem, match="here"):
            WORLD.occupations((unknown,), "here")


def test_supply_follows_ages_and_migration() -> None:
    months = 180
    quiet = np.zeros(months)
    usual = supply(WORLD, USUAL, np.full(months, BY_NAME["migration"].today), np.full(months, 0.05))
    many = supply(WORLD, USUAL, np.full(months, 200.0), np.full(months, 0.05))
    none = supply(WORLD, USUAL, quiet, quiet)
    assert usual[0] == many[0] == none[0] == 1
    assert many[-1] > usual[-1] and 0.85 < usual[-1] < 1.15
    assert np.isclose((1 - monthly_share(0.3)) ** 12, 0.7)
