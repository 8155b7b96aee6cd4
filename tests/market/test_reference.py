from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.market.parameters import ReferenceParameters
from draaischijf.market.reference import ReferenceMarket
from draaischijf.market.reference.rows import agent_rows, loop_sign
from draaischijf.market.twin import demand
from draaischijf.market.twin.network import Network, complete
from draaischijf.market.twin.reference import simulate, usual_start
from draaischijf.problems import Problem

# The hash wraps around by design; only plain Python (compilation off) says so.
pytestmark = pytest.mark.filterwarnings("ignore:overflow encountered")


def automated(people: int, **rest: int) -> ReferenceMarket:
    parameters = ReferenceParameters(automation_start=0, automation_half_years=1)
    network = Network(np.array([[0.9, 0.1], [0.1, 0.9]]))
    return ReferenceMarket(
        network, demand.automation(np.full(2, 0.5), np.array([0.5, 0.0]), parameters), people, parameters, **rest
    )


@pytest.mark.kernel
@settings(max_examples=8, deadline=None)
@given(
    people=st.integers(20, 400),
    seed=st.integers(0, 50),
    delta_u=st.floats(0, 1),
    gamma_u=st.floats(0, 1),
    gamma_v=st.floats(0, 1),
)
def test_books_balance_at_every_step(people: int, seed: int, delta_u: float, gamma_u: float, gamma_v: float) -> None:
    market = automated(people, seed=seed)
    market.parameters = ReferenceParameters(delta_u=delta_u, gamma_u=gamma_u, gamma_v=gamma_v)
    market.step_number = -5
    for _ in range(8):
        vacant, searching = market.vacancies.sum(), market.unemployed.sum()
        rates = market.step()
        employed = np.bincount(market.occupation[market.entered < 0], minlength=2)
        unemployed = np.bincount(market.occupation[market.entered >= 0], minlength=2)
        assert (employed == market.employed).all() and (unemployed == market.unemployed).all()
        assert employed.sum() + unemployed.sum() == people
        assert market.vacancies.min() >= 0
        assert 0 <= rates.long_term <= rates.unemployment <= 1
        assert rates.found * searching <= vacant + 1e-9


def test_a_vacancy_hires_at_most_one_and_a_person_takes_one() -> None:
    market = automated(5_000)
    for _ in range(30):
        searching = set(np.flatnonzero(market.entered >= 0).tolist())
        slots = int(market.vacancies.sum())
        seen: list[np.ndarray] = []
        original = market._measure

        def keep(step: object, seen: list[np.ndarray] = seen, original: object = original) -> object:
            seen.append(step.winners)  # type: ignore[attr-defined]
            return original(step)  # type: ignore[operator]

        market._measure = keep  # type: ignore[method-assign,assignment]
        market.step()
        market._measure = original  # type: ignore[method-assign]
        [winners] = seen
        taken = winners[winners >= 0].tolist()
        assert len(winners) == slots and len(taken) == len(set(taken)) and set(taken) <= searching


def test_one_thread_and_two_give_the_same_and_a_seed_decides() -> None:
    one, two, other = automated(200_000), automated(200_000, workers=2), automated(200_000, seed=2)
    for _ in range(12):
        assert one.step() == two.step()
        other.step()
    assert (one.entered == two.entered).all() and (one.occupation == two.occupation).all()
    assert not (one.entered == other.entered).all()


def deviation(people: int, seeds: int) -> float:
    """Root mean square over seeds and steps of unemployment less that of the twin, in a cycle of demand."""
    parameters = ReferenceParameters(cycle_steps=40, cycle_phase=10)
    force, steps = np.ones(1), 40
    wanted = demand.cycle(force, parameters)
    still = simulate(complete(1), demand.steady(force), usual_start(force, parameters), parameters, 400)
    twin = simulate(
        complete(1),
        lambda step: wanted(step - 1),
        type(usual_start(force, parameters))(still.employed[0, -1:], still.unemployed[0, -1:], still.vacancies[0, -1:]),
        parameters,
        steps,
    ).unemployment[0, 1:]
    found = []
    for seed in range(seeds):
        market = ReferenceMarket(complete(1), wanted, people, parameters, seed=seed)
        found.append([one.unemployment for one in market.run(steps) if one.step >= 0] - twin)
    return float(np.sqrt(np.mean(np.square(found))))


def test_people_converge_on_the_twin_with_the_root_of_their_number() -> None:
    few, many = deviation(2_000, 12), deviation(50_000, 6)
    assert many < 0.002
    assert 2.5 < few / many < 10  # the root of 25 is 5


@pytest.mark.slow
def test_people_converge_on_the_twin_at_100_thousand_and_a_million() -> None:
    few, many = deviation(100_000, 6), deviation(1_000_000, 4)
    assert many < 3e-4
    assert 1.9 < few / many < 5.5  # the root of 10 is 3.2


def test_published_values_come_out_with_people_one_by_one() -> None:
    rows = agent_rows(20_000)
    assert len(rows) == 11 and all(row.ok for row in rows), [row.as_dict() for row in rows if not row.ok]


def test_a_loop_knows_its_direction() -> None:
    turn = np.linspace(0, 2 * np.pi, 50, endpoint=False)
    assert loop_sign(np.cos(turn), np.sin(turn)) == 1 and loop_sign(np.cos(-turn), np.sin(-turn)) == -1


def test_a_network_with_loops_apart_is_joined_to_them() -> None:
    network = Network(np.array([[0.0, 1.0], [1.0, 0.0]]), loops=True)
    market = ReferenceMarket(network, demand.steady(np.full(2, 0.5)), 100)
    assert np.allclose(market.matrix, [[0.55029, 0.44971], [0.44971, 0.55029]])


@pytest.mark.parametrize(("people", "seed"), [(1, 1), (0, 1), (-5, 1), (10, -1)])
def test_too_few_people_or_a_negative_seed_are_refused(people: int, seed: int) -> None:
    with pytest.raises(Problem):
        ReferenceMarket(complete(1), demand.steady(np.ones(1)), people, seed=seed)
