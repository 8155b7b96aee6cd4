"""Cross-impact balances: the published example, and the exact search against trying everything."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.foresight.balances import balance, consistent, listed, searched
from draaischijf.foresight.field import Axis, make_field
from draaischijf.problems import Problem
from tests.foresight.fields import axes_of, random_field, small_fields


def as_set(states):
    return {tuple(row) for row in states.tolist()}


@pytest.mark.kernel
@settings(deadline=None, max_examples=25)
@given(small_fields(), st.integers(0, 2000))
def test_the_search_finds_what_trying_everything_finds(field, slack):
    found, steps = searched(field, slack, most_found=5000)
    assert as_set(found) == as_set(listed(field, slack))
    assert len(as_set(found)) == len(found)
    assert steps > 0


@pytest.mark.kernel
def test_drivers_of_very_different_sizes():
    field = random_field([9, 2, 3, 6, 2], 5)
    found, _ = searched(field)
    assert as_set(found) == as_set(listed(field))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(12))
def test_the_search_finds_what_trying_everything_finds_in_larger_fields(seed):
    field = random_field([4] * 8 + [3], seed, filled=[1.0, 0.4, 0.15][seed % 3])
    found, _ = searched(field, most_found=200_000)
    assert as_set(found) == as_set(listed(field))


@settings(deadline=None, max_examples=50)
@given(small_fields(), st.integers(0, 10**6))
def test_states_of_a_driver_may_all_be_pushed_alike(field, seed):
    """Adding one number to a row of a block changes every balance of that driver alike, and nothing else."""
    moved = field.thousandths.copy()
    random = np.random.default_rng(seed)
    for first, last in zip(field.starts, field.starts[1:], strict=False):
        moved[:, first:last] += random.integers(-2, 3, (len(moved), 1)) * 1000
    other = type(field)(field.axes, moved)
    assert as_set(listed(field)) == as_set(listed(other))


@settings(deadline=None, max_examples=50)
@given(small_fields())
def test_more_slack_never_loses_a_scenario(field):
    assert as_set(listed(field)) <= as_set(listed(field, 1000))


def test_small_and_large_fields_are_described_alike():
    field = random_field([4] * 8, 3, filled=0.3)
    assert field.combinations > 20_000
    result = consistent(field)
    assert result.complete
    assert {one.states for one in result.scenarios} == as_set(listed(field))
    assert all(one.value >= 0 for one in result.scenarios)
    assert result.scenarios == tuple(sorted(result.scenarios, key=lambda one: one.states))


def test_a_field_without_structure_ends_at_its_limit():
    field = make_field(axes_of([4] * 12), np.zeros((48, 48)).tolist())
    result = consistent(field, most_found=50)
    assert len(result.scenarios) == 50
    assert not result.complete
    assert not consistent(random_field([4] * 12, 1), most_steps=10).complete
    assert not consistent(make_field(axes_of([3, 3]), np.zeros((6, 6)).tolist()), most_found=2).complete


def test_impacts_with_decimals_are_exact():
    """A tenth three times is three tenths, so both states of B tie: floating point would say otherwise."""
    axes = axes_of([2, 2, 2, 2])
    impacts = np.zeros((8, 8))
    impacts[[0, 2, 4], 6] = 0.1
    impacts[0, 7] = 0.3
    tied = balance(make_field(axes, impacts.tolist()), ["A1", "B1", "C1", "D1"])
    assert tied.value == 0


def test_what_is_left_out_neither_pushes_nor_is_pushed():
    field = random_field([3, 3, 3], 4)
    less = field.without(["B"])
    assert [axis.id for axis in less.axes] == ["A", "C"]
    assert (less.thousandths == field.thousandths[np.ix_([0, 1, 2, 6, 7, 8], [0, 1, 2, 6, 7, 8])]).all()


@pytest.mark.parametrize(
    ("sizes", "change", "place"),
    [
        ([2, 1], lambda m: m, "driver B"),
        ([2, 2], lambda m: m[:3], "3 rows"),
        ([2, 2], lambda m: [m[0], m[1][:3], m[2], m[3]], "row A A2: 3 cells"),
        ([2, 2], lambda m: [m[0], [0, 0, 1e9, 0], m[2], m[3]], "row A A2, column B B1"),
        ([2, 2], lambda m: [m[0], [0, 0, float("nan"), 0], m[2], m[3]], "row A A2, column B B1"),
        ([2, 2], lambda m: [m[0], [0, 0, 0.00001, 0], m[2], m[3]], "row A A2, column B B1"),
    ],
)
def test_bad_fields_name_the_cell(sizes, change, place):
    count = sum(sizes)
    with pytest.raises(Problem) as caught:
        make_field(axes_of(sizes), change([[0.0] * count for _ in range(count)]), file="veld.yaml")
    assert caught.value.file == "veld.yaml"
    assert caught.value.place == place


def test_drivers_and_states_stand_once():
    zero = np.zeros((4, 4)).tolist()
    for axes in ([Axis("A", ("a", "b")), Axis("A", ("c", "d"))], [Axis("A", ("a", "a")), Axis("B", ("c", "d"))]):
        with pytest.raises(Problem):
            make_field(axes, zero)
    with pytest.raises(Problem):
        make_field([Axis("A", ("a", "b"))], [[0, 0], [0, 0]])


def test_unknown_states_and_slack_are_problems():
    field = random_field([2, 2], 1)
    for states in (["A1", "B9"], ["A1"]):
        with pytest.raises(Problem):
            balance(field, states)
    with pytest.raises(Problem):
        consistent(field, -1)


def test_a_driver_with_too_many_states_is_said():
    field = random_field([18, 2], 1)
    with pytest.raises(Problem, match="18 states"):
        searched(field)
