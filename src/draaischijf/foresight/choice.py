"""Choosing few scenarios that are plausible, surprising and different, each criterion visible and weighed by the team.

A set scores the weighted sum of four shares between 0 and 1:

- `plausible`: mean over its scenarios of how well their parts hold together, 1 for the best candidate;
- `surprising`: mean share of drivers that leave the state expected today;
- `different`: mean distance of two scenarios of the set;
- `distinct`: distance of the two that lie closest, so that no two tell the same story.

Distance of two scenarios is the mean over drivers of how many states lie between them, as a share of the most possible
(ordered states), or 0 and 1 (states without an order). After S. Lord, A. Helfgott and J.M. Vervoort, Choosing diverse
sets of plausible scenarios in multidimensional exploratory futures techniques, Futures 77 (2016), who maximise
diversity within the plausible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from draaischijf.foresight.balances import Balanced
from draaischijf.problems import Problem

Array = npt.NDArray[Any]
MILLION: Final = 1_000_000
MOST_CANDIDATES: Final = 2_000
MOST_STEPS: Final = 3_000_000


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each criterion counts; 0 or more, only their ratio matters.

    Args:
        plausible: For holding together.
        surprising: For leaving what is expected.
        different: For the mean distance.
        distinct: For the distance of the closest two.
    """

    plausible: float = 1.0
    surprising: float = 1.0
    different: float = 1.0
    distinct: float = 1.0

    def shares(self) -> tuple[int, int, int, int]:
        """Return the weights as whole thousandths of their sum.

        Raises:
            Problem: A weight is below zero or not finite, or all are 0.
        """
        given = (self.plausible, self.surprising, self.different, self.distinct)
        if not all(0 <= one < float("inf") for one in given) or sum(given) <= 0:
            raise Problem("bad-weights", f"weights must be 0 or more and not all 0: {given}.", place="--weights")
        first, second, third, fourth = (round(1000 * one / sum(given)) for one in given)
        return first, second, third, fourth


@dataclass(frozen=True, slots=True)
class Criteria:
    """The criteria of one scenario or set, as shares between 0 and 1; the last two are of sets only."""

    plausible: float
    surprising: float
    different: float = 0.0
    distinct: float = 0.0


@dataclass(frozen=True, slots=True)
class Choice:
    """A set of scenarios.

    Args:
        chosen: Numbers of the candidates, lowest first.
        score: Weighted share that the set scores, 0 to 1.
        bound: A share that no set of this size exceeds; equal to the score where the choice is proven best.
        criteria: The four shares of the set.
        each: Criteria of every candidate, in their order.
        considered: How many candidates took part.
    """

    chosen: tuple[int, ...]
    score: float
    bound: float
    criteria: Criteria
    each: tuple[Criteria, ...]
    considered: int

    @property
    def proven(self) -> bool:
        """True where no better set exists."""
        return self.bound <= self.score


@dataclass(frozen=True, slots=True)
class Space:
    """What the states of the drivers mean to each other.

    Args:
        sizes: Number of states of each driver.
        ordered: Whether the states of each driver have an order.
        expected: State of each driver that is expected today; None where nothing is.
    """

    sizes: tuple[int, ...]
    ordered: tuple[bool, ...]
    expected: tuple[int | None, ...]


def distances(states: Array, space: Space) -> Array:
    """Return int64 (scenarios, scenarios): distance of each two, in millionths.

    Args:
        states: int (scenarios, drivers): number of the chosen state of each driver.
        space: What the states mean to each other.
    """
    total = np.zeros((len(states), len(states)), np.float64)
    for driver, (size, order) in enumerate(zip(space.sizes, space.ordered, strict=True)):
        column = states[:, driver].astype(np.float64)
        gap = np.abs(column[:, None] - column[None, :])
        total += gap / (size - 1) if order else gap > 0
    return np.rint(total / len(space.sizes) * MILLION).astype(np.int64)


def choose(
    candidates: Sequence[Balanced],
    count: int,
    space: Space,
    weights: Weights = Weights(),
    *,
    most_steps: int = MOST_STEPS,
) -> Choice:
    """Return the best set of a given size: proven best where the search can end, otherwise with a bound.

    Args:
        candidates: Scenarios to choose from; of more than 2,000 those with the highest totals take part.
        count: How many to choose, at least two.
        space: What the states of the drivers mean to each other.
        weights: How much each criterion counts.
        most_steps: Steps of the search at most.

    Raises:
        Problem: There are fewer candidates than asked for, or weights or count are wrong.
    """
    from draaischijf.foresight import choice_kernel as kernel

    if not 2 <= count <= len(candidates):
        message = f"cannot choose {count} out of {len(candidates)} consistent scenarios."
        hint = "Ask for two or more, or allow more with --slack." if count >= 2 else "Ask for two or more."
        raise Problem("bad-count", message, place="--count", hint=hint)
    shares = weights.shares()
    plausible, surprising = _criteria(candidates, space.expected)
    kept = np.argsort(-plausible, kind="stable")[:MOST_CANDIDATES]
    states = np.array([candidates[one].states for one in kept], np.int64)
    apart = distances(states, space)
    worth = (count - 1) * (shares[0] * plausible[kept] + shares[1] * surprising[kept])
    pairs, prize = 2 * shares[2] * apart, count * (count - 1) * shares[3]
    order = np.argsort(-(worth + pairs.max(1) * (count - 1) // 2), kind="stable")
    kept, apart, worth, pairs = kept[order], apart[np.ix_(order, order)], worth[order], pairs[np.ix_(order, order)]
    best_set = np.arange(count, dtype=np.int64)
    kernel.swap(best_set, worth, pairs, apart, prize)
    best, ceiling, _ = kernel.choose(worth, pairs, apart, _reach(pairs, count), prize, most_steps, best_set)
    whole = count * (count - 1) * sum(shares) * MILLION
    inner = apart[np.ix_(best_set, best_set)][np.triu_indices(count, 1)]
    chosen = kept[best_set]
    return Choice(
        chosen=tuple(sorted(chosen.tolist())),
        score=best / whole,
        bound=ceiling / whole,
        criteria=Criteria(
            float(plausible[chosen].mean()) / MILLION,
            float(surprising[chosen].mean()) / MILLION,
            float(inner.mean()) / MILLION,
            int(inner.min()) / MILLION,
        ),
        each=tuple(Criteria(int(p) / MILLION, int(s) / MILLION) for p, s in zip(plausible, surprising, strict=True)),
        considered=len(kept),
    )


def _criteria(candidates: Sequence[Balanced], expected: Sequence[int | None]) -> tuple[Array, Array]:
    """Return plausible and surprising of each candidate, in millionths."""
    totals = np.array([one.total for one in candidates])
    span = np.ptp(totals)
    plausible = (totals - totals.min()) / span if span else np.ones(len(totals))
    known = [driver for driver, state in enumerate(expected) if state is not None]
    states = np.array([one.states for one in candidates])[:, known]
    today = np.array([expected[driver] for driver in known], np.int64)
    surprising = (states != today).mean(1) if known else np.zeros(len(totals))
    return np.rint(plausible * MILLION).astype(np.int64), np.rint(surprising * MILLION).astype(np.int64)


def _reach(pairs: Array, count: int) -> Array:
    """Return int64 (candidates, count): half of what the best pairs of each candidate add, rounded up."""
    others = pairs - np.diag(np.diag(pairs))
    top = -np.sort(-others, axis=1)[:, : count - 1]
    sums = np.concatenate([np.zeros((len(pairs), 1), np.int64), np.cumsum(top, axis=1)], axis=1)
    return (sums + 1) // 2
