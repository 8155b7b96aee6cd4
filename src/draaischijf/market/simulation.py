"""The market as a function: a scenario and policies in, bands of outcomes out. Foresight calls this."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from draaischijf.market.dutch.model import DutchMarket, Setting, fitted_to_people
from draaischijf.market.dutch.record import outcomes
from draaischijf.market.dutch.run import run_into
from draaischijf.market.keys import generator_of
from draaischijf.market.outcomes import MONTHLY
from draaischijf.market.parameters import DutchParameters
from draaischijf.market.policies import Policy, write_policy
from draaischijf.terms import DriverPaths, OutcomeBand

LAST_MONTHS: Final = 12


def simulate(  # noqa: PLR0913 - each is its own choice of the caller
    paths: DriverPaths,
    policies: Sequence[Policy] = (),
    *,
    people: int = 50_000,
    years: int = 15,
    seeds: Sequence[int] = (1, 2, 3, 4, 5),
    parameters: DutchParameters | None = None,
    workers: int = 1,
    out: Path | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> tuple[OutcomeBand, ...]:
    """Run a scenario with policies for several seeds and return every outcome as a band.

    Each seed also draws, where a path has a spread, how far above or below it this future lies. Two calls with the same
    seeds differ in nothing but scenario and policies, so that plans can be compared seed by seed.

    Args:
        paths: The scenario.
        policies: The plan; each policy at most once.
        people: Simulated people per run; each stands for many.
        years: Years; an outcome is its mean over the last twelve months.
        seeds: Seeds, at least one.
        parameters: Parameters; the fitted ones unless given.
        workers: Threads; they do not change the result.
        out: Folder in which each run leaves its tables, as `seed-1`; none unless given. A run that stands there
            unfinished is gone on with.
        progress: Is told runs done and runs in all.

    Returns:
        A band an outcome, in the order of `market.outcomes.MONTHLY`: the 5th, 50th and 95th percentile over the seeds.

    Raises:
        Problem: A setting cannot be; said before anything runs.
        ValueError: There is no seed.
    """
    if not seeds:
        raise ValueError("simulate needs a seed")
    settings = [
        Setting(paths, tuple(policies), people, years, seed, parameters or fitted_to_people(), draws_of(paths, seed))
        for seed in seeds
    ]
    values = []
    for done, setting in enumerate(settings, start=1):
        values.append(_last_year(setting, workers, out))
        progress(done, len(settings))
    low, median, high = np.percentile(np.array(values), (5, 50, 95), axis=0)
    where = str(out) if out else f"market.simulate(people={people}, years={years}, seeds={list(seeds)})"
    plan = " + ".join(write_policy(policy) for policy in policies) or "no policy"
    return tuple(
        OutcomeBand(
            one.name,
            one.unit,
            float(low[place]),
            float(median[place]),
            float(high[place]),
            f"{where}: {paths.scenario}, {plan}; monthly, mean of the last {LAST_MONTHS} months of {one.name}",
        )
        for place, one in enumerate(MONTHLY)
    )


def draws_of(paths: DriverPaths, seed: int) -> dict[str, float]:
    """Return how many standard deviations each driver with a spread lies above its path under a seed."""
    return {
        path.driver: float(generator_of(seed, 0, f"draw of {path.driver}").standard_normal())
        for path in paths.paths
        if max(path.spread) > 0
    }


def _last_year(setting: Setting, workers: int, out: Path | None) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    if out is not None:
        folder = out / f"seed-{setting.seed}"
        rows = run_into(folder, setting, workers=workers, resume=(folder / "manifest.json").exists()).rows.monthly
    else:
        market = DutchMarket(setting, workers=workers)
        rows = [outcomes(market, month) for month in market.run() if month.number >= setting.months - LAST_MONTHS]
    mean: np.ndarray[tuple[int], np.dtype[np.float64]] = np.array(rows[-LAST_MONTHS:]).mean(axis=0)
    return mean
