"""The published values beside what people one by one give.

Draws leave a spread that falls with the root of the number of people N. A tolerance is the spread measured over seeds,
times five, for the mean of a steady state; for the extremes of a path also what noise adds to a largest value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from draaischijf.market.parameters import ReferenceParameters
from draaischijf.market.reference.model import ReferenceMarket
from draaischijf.market.twin import demand
from draaischijf.market.twin.cases import ReferenceRow
from draaischijf.market.twin.network import Network, complete

# Five spreads times the root of N, in percentage points or shares.
_MEAN_U, _MEAN_V, _MEAN_FOUND, _MEAN_LONG, _EXTREME = 30.0, 4.0, 2.2, 18.0, 60.0
Line: TypeAlias = npt.NDArray[np.float64]
_SHORT: Final = ("steady", "cycle", "automation")


class Path(NamedTuple):
    """Rates of one run from step 0 on, in percent, each (steps,), and the share that found work."""

    unemployment: Line
    vacancy_rate: Line
    long_term: Line
    found: Line


def agent_rows(
    people: int, *, seed: int = 1, workers: int = 1, progress: Callable[[str], None] = lambda line: None
) -> list[ReferenceRow]:
    """Return every published value beside what the reference model gives with people one by one.

    Args:
        people: Number of people, at least 1,000.
        seed: Seed, 0 or more.
        workers: Threads; they do not change the result.
        progress: Is told which case begins.
    """
    paths = {}
    for name in _SHORT:
        progress(f"reference, {people} people: {name}")
        paths[name] = run_case(name, people, seed, workers)
    still, wave, shock = paths["steady"], paths["cycle"], paths["automation"]
    root = people**-0.5
    one, two, three = (
        f"{case}, {people} people one by one"
        for case in ("complete network, steady state", "complete network, cycle", "two occupations, automation")
    )
    last = slice(2 * 103, None)
    u, v = wave.unemployment[last], wave.vacancy_rate[last]
    return [
        ReferenceRow(one, "unemployment, %", 4.106573, float(still.unemployment.mean()), _MEAN_U * root),
        ReferenceRow(one, "vacancy rate, %", 1.721901, float(still.vacancy_rate.mean()), _MEAN_V * root),
        ReferenceRow(
            one, "unemployed who find work, share a step", 0.373619, float(still.found.mean()), _MEAN_FOUND * root
        ),
        ReferenceRow(two, "lowest unemployment, %", 1.850, float(u.min()), _EXTREME * root),
        ReferenceRow(two, "highest unemployment, %", 9.871, float(u.max()), 2 * _EXTREME * root),
        ReferenceRow(two, "lowest vacancy rate, %", 1.234, float(v.min()), _EXTREME * root),
        ReferenceRow(two, "highest vacancy rate, %", 5.305, float(v.max()), 2 * _EXTREME * root),
        ReferenceRow(two, "Beveridge loop, 1 for counter-clockwise", 1, loop_sign(u[-103:], v[-103:]), 0),
        ReferenceRow(three, "peak of unemployment, %", 4.40797, float(shock.unemployment.max()), 2 * _EXTREME * root),
        ReferenceRow(
            three, "long-term unemployment before, %", 1.009, float(shock.long_term[:100].mean()), _MEAN_LONG * root
        ),
        ReferenceRow(three, "highest long-term unemployment, %", 1.113, float(shock.long_term.max()), _EXTREME * root),
    ]


def run_case(name: str, people: int, seed: int, workers: int = 1) -> Path:
    """Return the rates of a case: `steady` (250 steps), `cycle` (four periods) or `automation` (300 steps)."""
    parameters = ReferenceParameters()
    force = np.ones(1)
    if name == "steady":
        market = (complete(1), demand.steady(force), 250)
    elif name == "cycle":
        market = (complete(1), demand.cycle(force, parameters), 412)
    else:
        target = demand.automation(np.full(2, 0.5), np.array([0.5, 0.0]), parameters)
        market = (Network(np.array([[0.9, 0.1], [0.1, 0.9]])), target, 300)
    network, wanted, steps = market
    model = ReferenceMarket(network, wanted, people, parameters, seed=seed, workers=workers)
    rates = np.array([one for one in model.run(steps) if one.step >= 0])
    return Path(100 * rates[:, 1], 100 * rates[:, 2], 100 * rates[:, 3], rates[:, 4])


def loop_sign(u: Line, v: Line) -> float:
    """Return 1 where a closed loop of unemployment (right) and vacancies (up) runs counter-clockwise, else -1."""
    return float(np.sign((u * np.roll(v, -1) - np.roll(u, -1) * v).sum()))
