"""Running the market for a study: plans in every scenario, and a plan over the room between the scenarios."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from draaischijf.foresight.bridge import Market, measure, paths_of, policies_of
from draaischijf.foresight.discovery import Box, discover
from draaischijf.foresight.plans import PolicyUse, Run
from draaischijf.foresight.study import Study
from draaischijf.foresight.tunnel import indicator_of
from draaischijf.problems import Problem
from draaischijf.terms import DriverPath, DriverPaths

Array = npt.NDArray[Any]


@runtime_checkable
class RunsMany(Protocol):
    """A market that runs many paths side by side."""

    def many(self, several: Sequence[DriverPaths], policies: Sequence[PolicyUse], indicator: str) -> list[float] | None:
        """Return one outcome for each of the paths; None where the indicator is not measured."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How the market is run.

    Args:
        runs: Runs a cell with drawn paths, or runs in all over the room between the scenarios.
        seed: Seed of the runs.
        market: The market; the fast twin of the Dutch model unless given.
        progress: Told what is being run.
    """

    runs: int = 20
    seed: int = 1
    market: Market | None = None
    progress: Callable[[str], None] = lambda _: None


FEW: Final = Trial()
MANY: Final = Trial(500)


def run_market(study: Study, wilds: Sequence[str] = (), trial: Trial = FEW) -> Study:
    """Return the study with every plan run in every scenario; written to its folder where it has one.

    Args:
        study: The study.
        wilds: Wild cards that come on top of every scenario too.
        trial: How the market is run.
    """
    from draaischijf.foresight.dutch_market import DutchTwin
    from draaischijf.foresight.writing import save_results

    chosen = trial.market or DutchTwin(study.about.horizon, trial.runs)
    settings: dict[str, Any] = {"seed": trial.seed, **getattr(chosen, "manifest", dict)()}
    done = measure(study, chosen, Run("run-1", tuple(settings.items())), wilds, trial.progress)
    if study.folder is not None:
        save_results(done)
    return done


def failing_conditions(study: Study, plan: str, by: str = "", trial: Trial = MANY) -> tuple[Box, ...]:
    """Return boxes of drivers in which a plan fails, from the whole room between the scenarios to the tightest.

    Runs lie on a Latin hypercube: for each driver, its path is somewhere between the lowest and highest of the
    scenarios, at the same share all along.

    Args:
        study: The study.
        plan: The plan.
        by: Indicator; it must have a level that is enough.
        trial: How the market is run; its seed is that of the sample too.

    Raises:
        Problem: The indicator has no level that is enough, or nothing sets failures apart.
    """
    from draaischijf.foresight.dutch_market import DutchTwin

    indicator = indicator_of(study, by)
    if indicator.enough is None or indicator.id == "judged":
        hint = "Give an indicator that the market measures and a level under `enough`."
        raise Problem("no-level", f"{indicator.id} has no level that is enough.", place="--by", hint=hint)
    chosen, runs = trial.market or DutchTwin(study.about.horizon, 1), trial.runs
    room, policies = _room(study), policies_of(study, plan)
    names = list(room)
    shares = _hypercube(runs, len(names), trial.seed)
    several = [
        DriverPaths(
            f"between {number}", tuple(_between(room[name], share) for name, share in zip(names, row, strict=True))
        )
        for number, row in enumerate(shares)
    ]
    inputs = np.array([[path.values[-1] for path in paths.paths] for paths in several])
    trial.progress(f"{runs} runs of {plan}")
    outcomes = np.array(_outcomes(chosen, several, policies, indicator.id, trial.seed))
    fails = outcomes < indicator.enough if indicator.better == "higher" else outcomes > indicator.enough
    return discover(inputs, fails, names)


def _outcomes(
    market: Market, several: Sequence[DriverPaths], policies: Sequence[PolicyUse], indicator: str, seed: int
) -> list[float]:
    """Return the outcome of each of many paths: side by side where the market can, otherwise one by one."""
    if isinstance(market, RunsMany):
        found = market.many(several, policies, indicator)
    else:
        bands = [market(paths, policies, seed=seed) for paths in several]
        medians = [next((band.median for band in one if band.indicator == indicator), None) for one in bands]
        found = [value for value in medians if value is not None]
    if not found or len(found) < len(several):
        raise Problem("no-indicator", f"the market does not measure {indicator}.", place="--by")
    return found


def _room(study: Study) -> dict[str, list[DriverPath]]:
    """Return for every driver that the scenarios set, its path in each; as today where a scenario says nothing."""
    from draaischijf.market import DRIVERS

    today = {one.name: one.today for one in DRIVERS}
    scenarios = [{path.driver: path for path in paths_of(study, one).paths} for one in study.scenarios]
    names = dict.fromkeys(name for one in scenarios for name in one)
    if not names:
        raise Problem("no-paths", "no scenario says what it means for the market.", file=study.name)
    return {
        name: [one.get(name) or DriverPath(name, (0.0,), (today[name],), (0.0,), "as today") for one in scenarios]
        for name in names
    }


def _between(paths: Sequence[DriverPath], share: float) -> DriverPath:
    """Return a path at a share of the way between the lowest and the highest of some, at every moment."""
    years = tuple(sorted({year for path in paths for year in path.years}))
    values = np.stack([np.interp(years, path.years, path.values) for path in paths])
    low, high = values.min(0), values.max(0)
    chosen = tuple((low + share * (high - low)).tolist())
    return DriverPath(paths[0].driver, years, chosen, (0.0,) * len(years), "sampled between the scenarios")


def _hypercube(runs: int, drivers: int, seed: int) -> Array:
    """Return shares between 0 and 1: each driver meets every stretch of its room once (Latin hypercube).

    Source: M.D. McKay, R.J. Beckman and W.J. Conover, Technometrics 21 (1979).
    """
    random = np.random.default_rng(seed)
    strata = np.stack([random.permutation(runs) for _ in range(drivers)], 1)
    sample: Array = (strata + random.random((runs, drivers))) / runs
    return sample
