from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draaischijf.passport import MILLION, currency, currency_after, load_defaults, worth_refreshing
from draaischijf.problems import Problem

TODAY = date(2026, 11, 21)
days = st.integers(0, 60 * 365)


def test_use_now_is_whole():
    assert currency(None, TODAY) == MILLION
    assert currency(TODAY, TODAY) == MILLION


@pytest.mark.parametrize(
    ("kind", "years", "left"),
    [("skill", 5, 500_000), ("technical", 5, 250_000), ("attitude", 10, 500_000), ("unheard-of", 10, 250_000)],
)
def test_half_is_left_after_a_half_life(kind, years, left):
    last_used = TODAY.replace(year=TODAY.year - years)
    assert currency(last_used, TODAY, kind) == pytest.approx(left, abs=150)  # leap days make years of unequal length


def test_exact_days():
    # 2 ** (-1000 / (365.2425 * 5)) = 0.684156...; checked by hand with 30 digits
    assert currency_after(1000, Decimal(5)) == round(2 ** (-1000 / (365.2425 * 5)) * MILLION)


@given(days, days)
def test_more_recent_use_never_lowers(first, second):
    earlier, later = TODAY - timedelta(max(first, second)), TODAY - timedelta(min(first, second))
    assert currency(later, TODAY) >= currency(earlier, TODAY)


@given(days)
def test_follows_the_formula(number):
    assert currency_after(number, Decimal("2.5")) == pytest.approx(MILLION * 2 ** (-number / 365.2425 / 2.5), abs=0.6)


def test_the_future_is_a_problem():
    with pytest.raises(Problem, match=r"last use on 2026-11-22 lies after 2026-11-21\. Correct the date"):
        currency(TODAY + timedelta(1), TODAY)


def test_worth_refreshing():
    assert not worth_refreshing(MILLION)
    assert not worth_refreshing(700_000)
    assert worth_refreshing(699_999)
    assert load_defaults().refresh_under == Decimal("0.7")
