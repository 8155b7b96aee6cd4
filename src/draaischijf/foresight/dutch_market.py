"""The Dutch market as foresight runs it: the fast twin, several draws a cell, bands back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from draaischijf.foresight.plans import PolicyUse
from draaischijf.terms import DriverPaths, OutcomeBand

if TYPE_CHECKING:
    from draaischijf.market.ensembles.plan import Plan

YEAR: Final = 12
# What differs from cell to cell, and so is no setting of a whole run.
_OF_A_CELL: Final = ("scenario", "paths", "policies", "seed")


class DutchTwin:
    """The deterministic twin of the Dutch model; draws vary the paths within their spread and the fitted parameters.

    Args:
        years: Years to run, 1 or more; an outcome is the mean of the last of them.
        draws: Runs a cell.
    """

    def __init__(self, years: int, draws: int) -> None:
        self.years, self.draws = years, draws

    def manifest(self) -> dict[str, Any]:
        """Return every setting that makes a run come out the same again, besides its seed."""
        settings = self._plan(None, (), 0).manifest()
        return {key: value for key, value in settings.items() if key not in _OF_A_CELL}

    def __call__(self, paths: DriverPaths, policies: Sequence[PolicyUse], *, seed: int) -> tuple[OutcomeBand, ...]:
        """Return what runs say about every measure of the twin, over the last year."""
        from draaischijf.market.ensembles.plan import run_batch
        from draaischijf.market.ensembles.results import Runs, outcome_bands
        from draaischijf.market.twin.measures import NAMES

        plan = self._plan(paths, policies, seed)
        values = np.concatenate([run_batch(plan, first, count) for first, count in plan.batches])
        months = np.array(plan.kept, float) + 1
        runs = Runs(plan.manifest(), months, {name: values[:, :, place] for place, name in enumerate(NAMES)})
        return tuple(self._told(band, paths.scenario, seed) for band in outcome_bands(runs, YEAR))

    def _told(self, band: OutcomeBand, scenario: str, seed: int) -> OutcomeBand:
        """Return a band as it is kept: where it comes from, and no digits that only make files hard to read."""
        trace = f"{scenario}, seed {seed}, {self.draws} draws, {band.indicator}, year {self.years}"
        low, median, high = (round(value, 4) for value in (band.low, band.median, band.high))
        return OutcomeBand(band.indicator, band.unit, low, median, high, trace)

    def many(self, several: Sequence[DriverPaths], policies: Sequence[PolicyUse], indicator: str) -> list[float] | None:
        """Return one outcome for each of many paths, run side by side with the best fit; None where it is not measured.

        Args:
            several: Scenarios.
            policies: Policies that are in force in all.
            indicator: The measure.
        """
        from draaischijf.market.drivers import monthly
        from draaischijf.market.twin.economy import dutch_economy
        from draaischijf.market.twin.measures import NAMES
        from draaischijf.market.twin.run import run_dutch

        if indicator not in NAMES:
            return None
        plan = self._plan(several[0], policies, 0)
        each = [monthly(paths, plan.months) for paths in several]
        drivers = {name: np.stack([one[name] for one in each]) for name in each[0]}
        best = plan.fit.parameters
        found = run_dutch(dutch_economy(best), [best], drivers, plan.months, policies=plan.read)
        return [float(value) for value in found[indicator][:, -YEAR:].mean(1)]

    def _plan(self, paths: DriverPaths | None, policies: Sequence[PolicyUse], seed: int) -> Plan:
        from draaischijf.market.ensembles.plan import Plan

        texts = tuple(map(_written, policies))
        return Plan(policies=texts, runs=self.draws, years=self.years, seed=seed, every=1, drawn=paths)


def _written(policy: PolicyUse) -> str:
    """Return a policy as the market reads it."""
    settings = ",".join(
        f"{name}={'+'.join(map(str, value)) if isinstance(value, list) else value}" for name, value in policy.settings
    )
    return f"{policy.name}:{settings}" if settings else policy.name
