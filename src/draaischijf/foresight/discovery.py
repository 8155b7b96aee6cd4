"""Scenario discovery: under which conditions a plan fails, as a box of few drivers that is easy to say.

The patient rule induction method: a box over all runs is peeled, a little at a time, on the side where that leaves
most failures, and pasted back where that loses none; a side that may well be luck is left out. Sources: J.H. Friedman
and N.I. Fisher, Bump hunting in high-dimensional data, Statistics and Computing 9 (1999); B.P. Bryant and R.J. Lempert,
Thinking inside the box, Technological Forecasting and Social Change 77 (2010), for coverage, density and the test of a
side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from draaischijf.problems import Problem

Array = npt.NDArray[Any]
PEEL: Final = 0.05
LEAST_RUNS: Final = 20
LUCK: Final = 0.05


@dataclass(frozen=True, slots=True)
class Side:
    """What a box asks of one driver.

    Args:
        driver: The driver.
        low: Lowest value; None where the box is open below.
        high: Highest value; None where it is open above.
        chance: Probability of seeing so many failures inside by luck, were this side left out; small is convincing.
    """

    driver: str
    low: float | None
    high: float | None
    chance: float


@dataclass(frozen=True, slots=True)
class Box:
    """Conditions under which failures gather.

    Args:
        sides: What it asks, the most convincing first.
        coverage: Share of all failures that lie inside.
        density: Share of the runs inside that fail.
        mass: Share of all runs that lie inside.
    """

    sides: tuple[Side, ...]
    coverage: float
    density: float
    mass: float

    @property
    def balance(self) -> float:
        """Harmonic mean of coverage and density."""
        both = self.coverage + self.density
        return 2 * self.coverage * self.density / both if both else 0.0


def discover(inputs: Array, fails: Array, drivers: Sequence[str], *, peel: float = PEEL) -> tuple[Box, ...]:
    """Return boxes from the whole space to the tightest, so that a person can choose between coverage and density.

    Args:
        inputs: float (runs, drivers): value of each driver in each run, finite.
        fails: bool (runs,): whether the plan fails there.
        drivers: Names of the drivers.
        peel: Share of the runs inside that one step takes off, above 0, at most a half.

    Raises:
        Problem: There are too few runs, or all or none of them fail.
    """
    inputs, fails = np.asarray(inputs, np.float64), np.asarray(fails, bool)
    if len(inputs) < LEAST_RUNS:
        raise Problem(
            "runs-few", f"{len(inputs)} runs are too few to find conditions.", hint=f"Make {LEAST_RUNS} or more."
        )
    if fails.all() or not fails.any():
        raise Problem("runs-alike", f"{'all' if fails.all() else 'none'} of the runs fail, so nothing sets them apart.")
    if not (0 < peel <= 0.5 and np.isfinite(inputs).all()):
        raise Problem("bad-peel", "the share to peel lies above 0 and at most at .5, and values must be finite.")
    low, high = np.full(len(drivers), -np.inf), np.full(len(drivers), np.inf)
    boxes = [_box(inputs, fails, low, high, drivers)]
    least = max(LEAST_RUNS // 2, int(peel * len(inputs)))
    while True:
        step = _peel(inputs, fails, low, high, peel)
        if step is None:
            break
        low, high = step
        if _inside(inputs, low, high).sum() < least:
            break
        boxes.append(_convincing(inputs, fails, _paste(inputs, fails, low, high), drivers))
    return tuple(boxes)


def _convincing(inputs: Array, fails: Array, ends: tuple[Array, Array], drivers: Sequence[str]) -> Box:
    """Return a box without the sides that may well be luck, the least convincing left out first."""
    low, high = ends
    while True:
        box = _box(inputs, fails, low, high, drivers)
        if not box.sides or box.sides[-1].chance <= LUCK:
            return box
        driver = drivers.index(box.sides[-1].driver)
        low[driver], high[driver] = -np.inf, np.inf


def best(boxes: Sequence[Box], most_sides: int = 3) -> Box:
    """Return the box with the best balance of coverage and density, among those with few sides."""
    few = [box for box in boxes if len(box.sides) <= most_sides]
    return max(few or boxes, key=lambda box: (box.balance, -len(box.sides)))


def _inside(inputs: Array, low: Array, high: Array) -> Array:
    within: Array = np.all((inputs >= low) & (inputs <= high), axis=1)
    return within


def _peel(inputs: Array, fails: Array, low: Array, high: Array, share: float) -> tuple[Array, Array] | None:
    """Return the box after the step that leaves the greatest share of failures; None where no step raises it."""
    now = _inside(inputs, low, high)
    here, failed = inputs[now], fails[now]
    top, step = failed.mean(), None
    for driver in range(inputs.shape[1]):
        values = np.sort(here[:, driver])
        cut = max(1, int(share * len(values)))
        for upper in (False, True):
            edge = values[-cut - 1] if upper else values[cut]
            keep = here[:, driver] <= edge if upper else here[:, driver] >= edge
            if not keep.any() or keep.all():
                # Many equal values: the step takes all of them off.
                rest = values[values < values[-1]] if upper else values[values > values[0]]
                if not len(rest):
                    continue
                edge = rest[-1] if upper else rest[0]
                keep = here[:, driver] <= edge if upper else here[:, driver] >= edge
            mean = failed[keep].mean()
            if mean > top:
                top = mean
                step = (low.copy(), high.copy())
                step[upper][driver] = edge
    return step


def _paste(inputs: Array, fails: Array, low: Array, high: Array) -> tuple[Array, Array]:
    """Return the box without sides that do nothing: leaving them out keeps the share of failures."""
    low, high = low.copy(), high.copy()
    density = fails[_inside(inputs, low, high)].mean()
    for driver in range(len(low)):
        for edges, open_end in ((low, -np.inf), (high, np.inf)):
            kept, edges[driver] = edges[driver], open_end
            if fails[_inside(inputs, low, high)].mean() < density:
                edges[driver] = kept
    return low, high


def _box(inputs: Array, fails: Array, low: Array, high: Array, drivers: Sequence[str]) -> Box:
    within = _inside(inputs, low, high)
    found = int(fails[within].sum())
    sides = []
    for number, driver in enumerate(drivers):
        if not (np.isfinite(low[number]) or np.isfinite(high[number])):
            continue
        wide_low, wide_high = low.copy(), high.copy()
        wide_low[number], wide_high[number] = -np.inf, np.inf
        rate = float(fails[_inside(inputs, wide_low, wide_high)].mean())
        chance = _at_least(found, int(within.sum()), rate)
        ends = [float(end[number]) if np.isfinite(end[number]) else None for end in (low, high)]
        sides.append(Side(driver, ends[0], ends[1], chance))
    return Box(
        tuple(sorted(sides, key=lambda side: side.chance)),
        coverage=found / int(fails.sum()),
        density=float(fails[within].mean()),
        mass=float(within.mean()),
    )


def _at_least(count: int, total: int, rate: float) -> float:
    """Return the probability of `count` or more of `total` by luck: the tail of the binomial distribution."""
    if rate in (0.0, 1.0):
        return rate if count else 1.0
    log = math.log
    terms = [
        math.lgamma(total + 1)
        - math.lgamma(k + 1)
        - math.lgamma(total - k + 1)
        + k * log(rate)
        + (total - k) * log(1 - rate)
        for k in range(count, total + 1)
    ]
    return min(1.0, math.fsum(map(math.exp, terms)))
