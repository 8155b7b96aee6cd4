"""Choosing few: proven best on small cases, an honest bound on large ones."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.foresight.balances import Balanced
from draaischijf.foresight.choice import Space, Weights, choose, distances
from draaischijf.problems import Problem


def candidates_of(states, totals):
    return [Balanced(tuple(row), 0.0, float(total), ()) for row, total in zip(states, totals, strict=True)]


def score_by_hand(candidates, chosen, space, weights):
    sizes, ordered, expected = space.sizes, space.ordered, space.expected
    totals = [one.total for one in candidates]
    span = max(totals) - min(totals)
    plausible = np.mean([(candidates[c].total - min(totals)) / span if span else 1 for c in chosen])
    surprising = np.mean(
        [np.mean([s != e for s, e in zip(candidates[c].states, expected, strict=True)]) for c in chosen]
    )
    apart = [
        np.mean(
            [
                abs(a - b) / (size - 1) if order else float(a != b)
                for a, b, size, order in zip(candidates[c].states, candidates[d].states, sizes, ordered, strict=True)
            ]
        )
        for c, d in itertools.combinations(chosen, 2)
    ]
    parts = (plausible, surprising, np.mean(apart), min(apart))
    shares = weights.shares()
    return sum(w * p for w, p in zip(shares, parts, strict=True)) / sum(shares), parts


@pytest.mark.kernel
@settings(deadline=None, max_examples=20)
@given(st.integers(4, 9), st.integers(2, 4), st.integers(0, 10**6))
def test_the_choice_is_the_best_of_all_sets(count, size, seed):
    random = np.random.default_rng(seed)
    space = Space((2, 3, 4), (True, False, True), (0, 1, 2))
    states = np.stack([random.integers(0, k, count) for k in space.sizes], 1).tolist()
    candidates = candidates_of(states, random.integers(-5, 20, count))
    weights = Weights(*random.integers(1, 5, 4).tolist())
    chosen = choose(candidates, size, space, weights)
    assert chosen.proven
    by_hand, parts = score_by_hand(candidates, chosen.chosen, space, weights)
    assert chosen.score == pytest.approx(by_hand, abs=1e-5)
    got = (chosen.criteria.plausible, chosen.criteria.surprising, chosen.criteria.different, chosen.criteria.distinct)
    assert got == pytest.approx(parts, abs=1e-5)
    best = max(
        score_by_hand(candidates, some, space, weights)[0] for some in itertools.combinations(range(count), size)
    )
    assert chosen.score == pytest.approx(best, abs=1e-5)


def large(seed=1, count=600):
    random = np.random.default_rng(seed)
    states = np.unique(random.integers(0, 4, (count, 8)), axis=0).tolist()
    return candidates_of(states, random.integers(0, 40, len(states)))


def test_a_search_that_ends_early_says_how_far_it_may_be_off():
    space = Space((4,) * 8, (True,) * 8, (None,) * 8)
    short = choose(large(), 5, space, most_steps=200)
    longer = choose(large(), 5, space, most_steps=200_000)
    assert not short.proven
    assert short.score <= longer.score <= longer.bound <= short.bound
    assert short.score > 0.9 * longer.score


def test_a_pair_out_of_many_is_proven():
    chosen = choose(large(), 2, Space((4,) * 8, (True,) * 8, (0,) * 8))
    assert chosen.proven
    assert chosen.considered == len(large())


def test_weights_change_the_choice_and_stay_visible():
    candidates = candidates_of([(0, 0), (0, 1), (3, 3)], [10, 9, 0])
    space = Space((4, 4), (True, True), (0, 0))
    assert choose(candidates, 2, space, Weights(1, 0, 0, 0)).chosen == (0, 1)
    assert choose(candidates, 2, space, Weights(0, 0, 0, 1)).chosen == (0, 2)


def test_distance_is_zero_on_itself_and_symmetric():
    apart = distances(np.array([[0, 1], [2, 1], [1, 0]]), Space((3, 2), (True, False), (None, None)))
    assert (np.diag(apart) == 0).all()
    assert (apart == apart.T).all()
    assert apart[0, 1] == 500_000


def test_bad_counts_and_weights_are_problems():
    candidates = candidates_of([(0,), (1,)], [1, 2])
    space = Space((2,), (True,), (0,))
    for count in (1, 3):
        with pytest.raises(Problem):
            choose(candidates, count, space)
    for weights in (Weights(-1), Weights(0, 0, 0, 0), Weights(float("inf"))):
        with pytest.raises(Problem):
            choose(candidates, 2, space, weights)
