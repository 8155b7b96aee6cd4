"""The published reference model with people one by one: an ordered list of rules over one state.

Each rule reads and writes the `Step`; together they are the equations of `docs/explanation/market.md`. All flows of a
step follow from the values at its start. The result does not depend on the number of threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.engines import LocalEngine
from draaischijf.market.keys import generator_of, key_of
from draaischijf.market.parameters import ReferenceParameters
from draaischijf.market.reference import kernel
from draaischijf.market.twin.demand import Demand
from draaischijf.market.twin.network import Network
from draaischijf.problems import Problem

BLOCK: Final = 1 << 16
UNTIL_STEADY: Final = 150
_COLD: Final = (0.045, 0.018)

Float64 = npt.NDArray[np.float64]
Int32 = npt.NDArray[np.int32]
Int64 = npt.NDArray[np.int64]


class Rates(NamedTuple):
    """What is measured after a step.

    Args:
        step: The step.
        unemployment: Unemployed as a share of the labour force.
        vacancy_rate: Vacancies as a share of vacancies and employed.
        long_term: Long-term unemployed as a share of the labour force.
        found: Share of the unemployed that found work in the step.
    """

    step: int
    unemployment: float
    vacancy_rate: float
    long_term: float
    found: float


@dataclass
class Step:
    """What the rules of one step share.

    Args:
        number: The step.
        demand: Target demand per occupation in people.
        gap: Employed and vacancies less demand, at the start of the step.
        searching: The unemployed at the start of the step.
        lost: Who lose work in this step.
        opened: New vacancies per occupation.
        winners: Per vacancy who is hired; -1 nobody.
    """

    number: int
    demand: Float64
    gap: Float64 = field(default_factory=lambda: np.empty(0))
    searching: Int32 = field(default_factory=lambda: np.empty(0, np.int32))
    lost: Int32 = field(default_factory=lambda: np.empty(0, np.int32))
    opened: Int64 = field(default_factory=lambda: np.empty(0, np.int64))
    winners: Int32 = field(default_factory=lambda: np.empty(0, np.int32))
    hired: int = 0


class ReferenceMarket:
    """State of the reference model: people and counts per occupation.

    Args:
        network: Where people look for work.
        demand: Target demand per occupation at a step, summing to about 1: shares of the labour force.
        people: Number of people, at least twice the number of occupations.
        parameters: Parameters; the published ones unless said.
        seed: Seed, 0 or more.
        workers: Threads, at least 1; they do not change the result.

    Raises:
        Problem: Too few people for the occupations, or a seed below 0.
    """

    def __init__(  # noqa: PLR0913 - a run is these six things
        self,
        network: Network,
        demand: Demand,
        people: int,
        parameters: ReferenceParameters | None = None,
        *,
        seed: int = 1,
        workers: int = 1,
    ) -> None:
        n = len(network)
        if people < 2 * n:
            raise Problem("market-people", f"{people} people are too few.", place="--people", hint=f"Take {2 * n}.")
        if seed < 0:
            raise Problem("market-seed", "a seed is 0 or more.", place="--seed")
        self.parameters, self.seed = parameters or ReferenceParameters(), seed
        self.matrix, self.demand = _with_loops(network, self.parameters), demand
        self.engine = LocalEngine(workers)
        self.people = people
        self.step_number = -UNTIL_STEADY
        self._people_at_start()
        self._found, self._lost = np.empty(people, np.int32), np.empty(people, np.int32)

    def _people_at_start(self) -> None:
        n, cold_u, cold_v = len(self.matrix), *_COLD
        bounds = np.rint(np.linspace(0, self.people, n + 1)).astype(np.int64)
        self.occupation = np.repeat(np.arange(n, dtype=np.uint16), np.diff(bounds))
        self.entered = np.full(self.people, -1, np.int16)
        chosen = generator_of(self.seed, self.step_number - 1, "start").random(self.people, np.float32) < cold_u
        self.entered[chosen] = 0
        self.unemployed = np.bincount(self.occupation[chosen], minlength=n).astype(np.int64)
        self.employed = np.diff(bounds) - self.unemployed
        self.vacancies = np.rint(self.employed * cold_v).astype(np.int64)

    def run(self, steps: int) -> Iterator[Rates]:
        """Take steps and yield what is measured after each; the steps before 0 lead to the steady state."""
        while self.step_number < steps:
            yield self.step()

    def step(self) -> Rates:
        """Take one step: every rule in turn."""
        n = len(self.matrix)
        shares = np.full(n, 1 / n) if self.step_number < 0 else self.demand(self.step_number)
        step = Step(self.step_number, shares * self.people)
        for rule in RULES:
            rule(self, step)
        self.step_number += 1
        return self._measure(step)

    def blocks(self) -> list[tuple[int, int]]:
        """Return first and last place of each block of people; the same for any number of threads."""
        return [(first, min(first + BLOCK, self.people)) for first in range(0, self.people, BLOCK)]

    def stamp(self, step: int) -> int:
        """Return a step as people carry it: counted from the first, so that it is never below 0."""
        return step + UNTIL_STEADY + 1

    def _measure(self, step: Step) -> Rates:
        limit = self.stamp(step.number) + 1 - int(self.parameters.long_term_steps)
        kept = kernel.count_since(step.searching, self.entered, limit)
        new = len(step.lost) if limit >= self.stamp(step.number) else 0
        unemployed, employed, vacancies = (
            int(counts.sum()) for counts in (self.unemployed, self.employed, self.vacancies)
        )
        return Rates(
            step.number,
            unemployed / self.people,
            vacancies / max(1, vacancies + employed),
            (kept + new) / self.people,
            step.hired / max(1, len(step.searching)),
        )


def gap(market: ReferenceMarket, step: Step) -> None:
    """Take work and vacancies less demand: `gap = e + v - d`."""
    step.gap = market.employed + market.vacancies - step.demand


def find(market: ReferenceMarket, step: Step) -> None:
    """List the unemployed at the start of the step."""

    def one(block: tuple[int, int]) -> Int32:
        n = kernel.find_unemployed(market.entered, *block, market._found)
        return market._found[block[0] : block[0] + n]

    step.searching = np.concatenate(list(market.engine.map_batches(one, market.blocks())))


def separate(market: ReferenceMarket, step: Step) -> None:
    """Draw who lose work: `Bin(e, du + (1 - du) min(e, gu max(0, gap)) / e)`."""
    p, employed = market.parameters, np.maximum(1, market.employed)
    chance = p.delta_u + (1 - p.delta_u) * np.minimum(1.0, p.gamma_u * np.maximum(0, step.gap) / employed)
    key = key_of(market.seed, step.number, "separate")

    def one(block: tuple[int, int]) -> Int32:
        n = kernel.separate(market.entered, market.occupation, chance, key, *block, market._lost)
        return market._lost[block[0] : block[0] + n]

    step.lost = np.concatenate(list(market.engine.map_batches(one, market.blocks())))


def open_vacancies(market: ReferenceMarket, step: Step) -> None:
    """Draw openings: `Bin(e, dv + (1 - dv) min(e, gv max(0, -gap)) / e)`."""
    p, employed = market.parameters, np.maximum(1, market.employed)
    chance = p.delta_v + (1 - p.delta_v) * np.minimum(1.0, p.gamma_v * np.maximum(0, -step.gap) / employed)
    step.opened = generator_of(market.seed, step.number, "open").binomial(market.employed, chance)


def apply_and_hire(market: ReferenceMarket, step: Step) -> None:
    """Let everyone who searches apply once, `~ v_j A_ij`; each vacancy takes one of its applicants at random."""
    n = len(market.employed)
    weights = market.matrix * market.vacancies
    cut, other = np.empty((n, n)), np.empty((n, n), np.uint16)
    kernel.alias_tables(weights, cut, other)
    starts = np.concatenate(([0], np.cumsum(market.vacancies)))
    slots, ranks = np.empty(len(step.searching), np.int32), np.empty(len(step.searching), np.uint64)
    key = key_of(market.seed, step.number, "apply")

    def one(block: tuple[int, int]) -> None:
        first, last = block
        people = step.searching[first:last]
        kernel.apply(people, market.occupation, cut, other, starts, key, slots[first:last], ranks[first:last])

    for _ in market.engine.map_batches(one, _parts(len(step.searching))):
        pass
    step.winners = np.full(int(starts[-1]), -1, np.int32)
    kernel.choose(step.searching, slots, ranks, step.winners, np.empty(len(step.winners), np.uint64))
    moved = np.zeros(n, np.int64)
    kernel.hire(step.winners, starts, market.entered, market.occupation, market.employed, market.vacancies, moved)
    step.hired = int(moved.sum())
    market.unemployed -= moved


def settle(market: ReferenceMarket, step: Step) -> None:
    """Write down who lost work and which vacancies opened; they take part from the next step on."""
    kernel.become_unemployed(
        market.entered, market.occupation, step.lost, market.stamp(step.number), market.employed, market.unemployed
    )
    market.vacancies += step.opened


def _with_loops(network: Network, parameters: ReferenceParameters) -> Float64:
    """Return the network with the share that stays in its own occupation, where that stands apart."""
    if not network.loops:
        return network.matrix
    spread: Float64 = (1 - parameters.self_loop) * network.matrix + parameters.self_loop * np.eye(len(network))
    return spread


def _parts(n: int) -> list[tuple[int, int]]:
    return [(first, min(first + BLOCK, n)) for first in range(0, n, BLOCK)]


Rule = Callable[[ReferenceMarket, Step], None]
RULES: Final[tuple[Rule, ...]] = (gap, find, separate, open_vacancies, apply_and_hire, settle)
