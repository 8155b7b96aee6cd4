"""General morphological analysis: exactly the configurations whose every pair goes together."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.foresight.pairs import configurations, make_pairs
from draaischijf.problems import Problem
from tests.foresight.fields import axes_of


def random_pairs(sizes, seed, share=0.3):
    random = np.random.default_rng(seed)
    count = sum(sizes)
    values = random.integers(1, 4, (count, count)) * (random.random((count, count)) > share)
    upper = np.triu(values, 1)
    return make_pairs(axes_of(sizes), (upper + upper.T).tolist())


@pytest.mark.kernel
@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(2, 4), min_size=2, max_size=5), st.integers(0, 10**6), st.integers(1, 3))
def test_the_search_finds_what_trying_everything_finds(sizes, seed, lowest):
    pairs = random_pairs(sizes, seed)
    starts = [0, *itertools.accumulate(sizes)]
    wanted = {
        states
        for states in itertools.product(*map(range, sizes))
        if all(
            pairs.values[starts[a] + states[a], starts[b] + states[b]] >= lowest
            for a, b in itertools.combinations(range(len(sizes)), 2)
        )
    }
    found = configurations(pairs, lowest)
    assert {one.states for one in found.scenarios} == wanted
    assert len(found.scenarios) == len(wanted)
    assert found.complete
    assert all(one.value >= lowest for one in found.scenarios)


def test_value_total_and_balances_are_of_the_chosen_pairs():
    values = np.full((6, 6), 2)
    values[0, 2] = values[2, 0] = 3
    values[2, 4] = values[4, 2] = 1
    first = configurations(make_pairs(axes_of([2, 2, 2]), values.tolist())).scenarios[0]
    assert first.states == (0, 0, 0)
    assert (first.value, first.total) == (1, 6)
    assert first.balances == (5, 4, 4, 4, 3, 4)


def test_a_field_where_all_fits_ends_at_its_limit():
    pairs = make_pairs(axes_of([3] * 8), np.full((24, 24), 2).tolist())
    assert not configurations(pairs, most_found=10).complete
    assert not configurations(pairs, most_steps=10).complete


def test_contradicting_and_odd_cells_are_named():
    values = np.full((4, 4), 2)
    values[0, 2] = 0
    with pytest.raises(Problem) as caught:
        make_pairs(axes_of([2, 2]), values.tolist(), file="veld.yaml")
    assert caught.value.place == "row A A1, column B B1"
    values[0, 2] = 7
    with pytest.raises(Problem) as caught:
        make_pairs(axes_of([2, 2]), values.tolist(), file="veld.yaml")
    assert caught.value.code == "pair-out-of-range"
    with pytest.raises(Problem):
        configurations(random_pairs([2, 2], 1), 0)
