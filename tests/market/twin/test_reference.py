"""The twin of the reference model: its published values, its laws, and clear errors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.market.parameters import ReferenceParameters
from draaischijf.market.twin import demand
from draaischijf.market.twin.cases import cycle_case, reference_rows, steady_case, turns
from draaischijf.market.twin.network import Network, complete, normalised
from draaischijf.market.twin.reference import Start, simulate, usual_start
from draaischijf.problems import Problem

P = ReferenceParameters()


@pytest.mark.parametrize("row", reference_rows(), ids=lambda row: f"{row.case}: {row.quantity}")
def test_the_twin_gives_the_reference_value(row):
    assert row.ok, row
    assert row.as_dict()["ok"] is True


def test_like_occupations_behave_as_one():
    one, many = steady_case(), steady_case(7)
    assert many.unemployment == pytest.approx(one.unemployment, abs=1e-12)
    assert many.vacancy_rate == pytest.approx(one.vacancy_rate, abs=1e-12)


def test_the_beveridge_loop_runs_counter_clockwise_and_turns_when_time_does():
    loop = cycle_case(steps=4 * 103)
    assert turns(loop, 2 * 103, 103) > 0
    mirrored = replace(loop, unemployed=loop.unemployed[:, ::-1], employed=loop.employed[:, ::-1])
    mirrored = replace(mirrored, vacancies=loop.vacancies[:, ::-1])
    assert turns(mirrored, 0, 103) < 0


shares = st.floats(0, 1)


@st.composite
def markets(draw):
    n = draw(st.integers(1, 4))
    numbers = st.lists(st.floats(0, 10), min_size=n, max_size=n)
    weights = draw(st.lists(numbers, min_size=n, max_size=n))
    start = [np.array(draw(numbers)) for _ in range(3)]
    target = np.array(draw(st.lists(st.floats(0, 30), min_size=n, max_size=n)))
    rates = {name: draw(shares) for name in ("delta_u", "delta_v", "gamma_u", "gamma_v")}
    steps = draw(st.sampled_from([1, 2, 4, 6]))
    return normalised(np.array(weights)), Start(*start), target, ReferenceParameters(**rates, long_term_steps=steps)


@settings(max_examples=60, deadline=None)
@given(markets())
def test_people_and_vacancies_are_conserved_at_every_step(market):
    network, start, target, parameters = market
    trace = simulate(network, demand.steady(target), start, parameters, 12, by_occupation=True)
    people = trace.employed.sum(axis=2) + trace.unemployed.sum(axis=2)
    assert people[0] == pytest.approx(people[0, 0], rel=1e-9, abs=1e-9)
    scale = 1e-9 * (1 + people.max() + start.vacancies.sum() + target.sum())
    for one in (trace.employed, trace.unemployed, trace.vacancies, trace.hires, trace.separations, trace.long_term):
        assert one.min() >= -scale
    assert (trace.hires[0, 1:] <= trace.vacancies[0, :-1] + scale).all()
    assert (trace.hires.sum(axis=2)[0, 1:] <= trace.unemployed.sum(axis=2)[0, :-1] + scale).all()
    assert (trace.long_term <= trace.unemployed + scale).all()


def test_runs_side_by_side_are_the_runs_alone():
    network = normalised(np.random.default_rng(1).random((5, 5)), loops=True)
    force = np.full(5, 0.2)
    settings_ = [replace(P, delta_u=0.01 + 0.002 * at, self_loop=0.1 * at) for at in range(4)]
    start = usual_start(force, P)
    together = simulate(network, demand.cycle(force, P), start, settings_, 40)
    for at, one in enumerate(settings_):
        alone = simulate(network, demand.cycle(force, P), start, one, 40)
        assert together.unemployment[at] == pytest.approx(alone.unemployment[0], abs=1e-13)
        assert together.long_term[at] == pytest.approx(alone.long_term[0], abs=1e-13)


def test_loops_of_their_own_are_the_same_as_loops_in_the_matrix():
    weights = np.random.default_rng(2).random((4, 4))
    loose = normalised(weights, loops=True)
    fixed = Network(P.self_loop * np.eye(4) + (1 - P.self_loop) * loose.matrix)
    force = np.array([0.1, 0.2, 0.3, 0.4])
    target = demand.automation(force, np.array([0.6, 0.1, 0.0, 0.3]), P)
    one = simulate(loose, target, usual_start(force, P), P, 250)
    other = simulate(fixed, target, usual_start(force, P), P, 250)
    assert one.unemployment == pytest.approx(other.unemployment, abs=1e-12)


def test_nobody_is_hired_where_nothing_is_open():
    start = Start(np.array([1.0, 1.0]), np.array([1.0, 1.0]), np.array([0.0, 1.0]))
    trace = simulate(Network(np.eye(2)), demand.steady(np.ones(2)), start, P, 1, by_occupation=True)
    assert trace.hires[0, 1, 0] == 0
    assert trace.hires[0, 1, 1] == pytest.approx(1 - np.exp(-1))


def test_automation_keeps_total_demand():
    base, part = np.array([3.0, 2.0, 1.0]), np.array([0.5, 0.0, 1.0])
    target = demand.automation(base, part, P)
    for step in (0, 150, 5000):
        assert target(step).sum() == pytest.approx(base.sum())
    assert target(5000)[2] == pytest.approx(0, abs=1e-9)


WRONG = [
    (lambda: Network(np.ones((2, 3))), "square"),
    (lambda: Network(np.array([[2.0, -1.0], [0.5, 0.5]])), "0 or more"),
    (lambda: Network(np.array([[1.0, 0.0], [0.5, 0.6]])), "row 1"),
    (lambda: Network(np.eye(2), loops=True), "diagonal"),
    (lambda: normalised(np.eye(2), loops=True), "row 0"),
    (lambda: demand.automation(np.ones(2), np.array([0.5, 1.5]), P), "0 to 1"),
    (lambda: demand.automation(np.ones(2), np.ones(2), P), "all work"),
    (
        lambda: simulate(complete(2), demand.steady(np.ones(2)), usual_start(np.ones(3), P), P, 1),
        "employed: the start takes 2",
    ),
    (
        lambda: simulate(complete(1), demand.steady(np.ones(1)), usual_start(-np.ones(1), P), P, 1),
        "0 or more",
    ),
    (
        lambda: simulate(
            complete(1), demand.steady(np.ones(1)), usual_start(np.ones(1), P), [P, replace(P, long_term_steps=9)], 1
        ),
        "same step",
    ),
]


@pytest.mark.parametrize(("make", "word"), WRONG, ids=[word for _, word in WRONG])
def test_wrong_settings_get_one_clear_line(make, word):
    with pytest.raises(Problem, match=word):
        make()
