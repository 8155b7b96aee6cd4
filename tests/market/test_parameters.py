from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from draaischijf.market.drivers import BY_NAME, DRIVERS, monthly
from draaischijf.market.parameters import DutchParameters, ReferenceParameters
from draaischijf.problems import Problem
from draaischijf.terms import DriverPath, DriverPaths

TABLES = (ReferenceParameters, DutchParameters)


@pytest.mark.parametrize("kind", TABLES)
def test_every_parameter_says_unit_range_meaning_and_source(kind: type[DutchParameters]) -> None:
    for one in kind.table():
        assert one.unit and one.meaning and one.source
        assert one.low <= one.default <= one.high


@pytest.mark.parametrize("kind", TABLES)
def test_a_value_outside_its_range_is_refused_with_its_name(kind: type[DutchParameters]) -> None:
    for one in kind.table():
        for value in (one.low - 1, one.high + 1, float("nan"), "many", True):
            with pytest.raises(Problem) as raised:
                kind.from_values({one.name: value})  # type: ignore[dict-item]
            assert raised.value.place == one.name


def test_an_unknown_parameter_is_refused_with_a_near_name() -> None:
    with pytest.raises(Problem, match="Did you mean separation"):
        DutchParameters.from_values({"seperation": 0.1})


def path(driver: str, *values: float, spread: float = 0.0) -> DriverPaths:
    years = tuple(float(year) for year in range(len(values)))
    return DriverPaths("test", (DriverPath(driver, years, values, (spread,) * len(values), "assumed"),))


def test_a_driver_without_a_path_stays_as_today() -> None:
    found = monthly(path("growth", 0.0, 1.2), 24)
    assert set(found) == set(BY_NAME)
    assert np.allclose(found["growth"][:13], np.arange(13) * 0.1) and np.allclose(found["growth"][13:], 1.2)
    assert (found["migration"] == BY_NAME["migration"].today).all()


@given(st.floats(-3, 3))
def test_draws_move_a_path_by_its_spread_within_the_range(draw: float) -> None:
    found = monthly(path("technology", 0.5, spread=0.2), 3, {"technology": draw})["technology"]
    assert np.allclose(found, np.clip(0.5 + 0.2 * draw, 0, 1))


@pytest.mark.parametrize("bad", [path("weather", 1.0), path("technology", 1.5), path("growth", 0.0, -31.0)])
def test_an_unknown_driver_or_a_value_outside_is_refused(bad: DriverPaths) -> None:
    with pytest.raises(Problem) as raised:
        monthly(bad, 12)
    assert raised.value.code == "market-driver"


def test_every_driver_says_what_it_is_and_does() -> None:
    for one in DRIVERS:
        assert one.meaning and one.effect and one.unit and one.low <= one.today <= one.high
