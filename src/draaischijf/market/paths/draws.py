"""Draw the paths of many runs from the spread of a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from draaischijf.market.drivers import DRIVERS, monthly
from draaischijf.terms import DriverPaths

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Varied:
    """The drivers of many runs.

    Args:
        values: By driver, shape (runs, months), in its unit.
        draws: By driver with a spread, shape (runs,): how many standard deviations the run lies above the path.
    """

    values: Mapping[str, Floats]
    draws: Mapping[str, Floats]


def vary(paths: DriverPaths, months: int, runs: int, seed: int, *, first: int = 0) -> Varied:
    """Return the drivers of runs that each lie as a whole above or below the path.

    Every driver gets one standard normal number a run: a future with more technology early has more of it late. Run k
    gets the same numbers however many runs are asked for, so that batches and resumed work agree.

    Args:
        paths: The scenario.
        months: Number of months, at least 1.
        runs: Number of runs, 0 or more.
        seed: Seed of the draws.
        first: Number of the first run.

    Raises:
        Problem: The scenario names an unknown driver or a value outside its range.
    """
    middle = monthly(paths, months)
    at = np.arange(months) / 12
    spreads = {
        one.driver: np.interp(at, one.years, one.spread)
        for one in paths.paths
        if any(width > 0 for width in one.spread)
    }
    order = [one.name for one in DRIVERS]
    normal = np.stack(
        [np.random.default_rng([seed, 7, first + run]).standard_normal(len(order)) for run in range(runs)]
        or [np.zeros(len(order))]
    )[:runs]
    values, draws = {}, {}
    for place, one in enumerate(DRIVERS):
        level = np.broadcast_to(middle[one.name], (runs, months))
        if one.name in spreads:
            draws[one.name] = normal[:, place]
            level = np.clip(level + np.outer(normal[:, place], spreads[one.name]), one.low, one.high)
        values[one.name] = level
    return Varied(values, draws)
