"""Potential: the greedy plan is the best plan."""

from __future__ import annotations

from fractions import Fraction
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.matching.learning import Gap, after_learning, contribution
from draaischijf.passport import MILLION, load_defaults

DEFAULTS = load_defaults()
share = st.integers(0, 10).map(lambda tenth: tenth * 100_000)


@st.composite
def gaps(draw):
    covered = draw(share)
    refreshed = draw(share.filter(lambda value: value >= covered))
    kind = draw(st.sampled_from(["skill", "technical", "attitude", "language"]))
    return Gap(draw(st.integers(1, MILLION)), covered, refreshed, kind)


def best_by_trying(several, hours):
    """Return the greatest gain over every order in which stretches can be served until the hours are gone.

    An optimal plan of a fractional knapsack serves whole stretches and part of one, so some order finds it.
    """
    stretches = []
    for gap in several:
        cost = Fraction(DEFAULTS.hours[DEFAULTS.class_of(gap.kind)]) / MILLION
        stretches.append((gap.weight, gap.refreshed - gap.covered, cost * Fraction(DEFAULTS.refresh)))
        stretches.append((gap.weight, MILLION - gap.refreshed, cost))
    best = Fraction(0)
    for order in permutations(stretches):
        left, gain = Fraction(hours), Fraction(0)
        for weight, length, cost in order:
            learnt = min(Fraction(length), left / cost)
            gain, left = gain + weight * learnt / MILLION, left - learnt * cost
        best = max(best, gain)
    return best


@settings(max_examples=40, deadline=None)
@given(st.lists(gaps(), max_size=3), st.integers(0, 600))
def test_no_plan_gains_more(several, hours):
    after = after_learning(several, hours, DEFAULTS)
    gain = sum(Fraction(g.weight * (now - g.covered), MILLION) for g, now in zip(several, after, strict=True))
    best = best_by_trying(several, hours)
    assert best - 1 <= gain <= best  # hours that buy less than a millionth of a skill stay unspent
    assert all(gap.covered <= now <= MILLION for gap, now in zip(several, after, strict=True))


def test_hours_by_hand():
    # 160 hours: refreshing .5 of a language (400 h, a quarter) takes 50 h, the other 110 h learn 110 of 400
    assert after_learning([Gap(MILLION, 0, 500_000, "language")], 160, DEFAULTS) == [775_000]
    # equal weights: the general skill (80 h) is cheaper than the technical one (160 h)
    cheap_first = after_learning([Gap(500_000, 0, 0, "technical"), Gap(500_000, 0, 0, "skill")], 100, DEFAULTS)
    assert cheap_first == [125_000, MILLION]


@given(st.integers(0, MILLION), st.integers(0, MILLION))
def test_contribution_is_rounded_half_up(weight, covered):
    assert contribution(weight, covered) == int(Fraction(weight * covered, MILLION) + Fraction(1, 2))
