"""The Dutch market as foresight runs it: the fast twin, several drawn paths a cell, bands back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from draaischijf.foresight.plans import PolicyUse
from draaischijf.problems import Problem
from draaischijf.terms import DriverPaths, OutcomeBand

if TYPE_CHECKING:
    from draaischijf.market.twin.economy import Economy

YEAR = 12


class DutchTwin:
    """The deterministic twin of the Dutch model; every run draws the paths anew within their spread.

    Args:
        years: Years to run, 1 or more; an outcome is the mean of the last of them.
        draws: Runs a cell.
    """

    def __init__(self, years: int, draws: int) -> None:
        self.years, self.draws = years, draws

    @cached_property
    def economy(self) -> Economy:
        """The Dutch labour market at its start."""
        from draaischijf.market.twin.economy import dutch_economy

        return dutch_economy()

    def manifest(self) -> dict[str, Any]:
        """Return every setting that makes a run come out the same again, besides its seed."""
        from dataclasses import asdict

        from draaischijf import __version__
        from draaischijf.market import DutchParameters

        parameters = {
            name: value for name, value in asdict(DutchParameters()).items() if isinstance(value, int | float)
        }
        return {
            "market": "twin of the Dutch model",
            "version": __version__,
            "years": self.years,
            "draws": self.draws,
            "outcome": "mean of the last year; 5th, 50th and 95th percentile over draws",
            "parameters": parameters,
        }

    def __call__(self, paths: DriverPaths, policies: Sequence[PolicyUse], *, seed: int) -> tuple[OutcomeBand, ...]:
        """Return what runs say about every measure of the twin."""
        from draaischijf.market import DutchParameters
        from draaischijf.market.paths import vary
        from draaischijf.market.twin.measures import NAMES
        from draaischijf.market.twin.run import run_dutch

        if policies:
            names = ", ".join(one.name for one in policies)
            raise Problem("market-policies", f"the market does not run policies yet ({names}).")
        months = YEAR * self.years
        varied = vary(paths, months, self.draws, seed)
        found = run_dutch(self.economy, [DutchParameters()], varied.values, months)
        return tuple(_band(name, found[name][:, -YEAR:].mean(1), paths.scenario, seed) for name in NAMES)


def _band(name: str, values: Any, scenario: str, seed: int) -> OutcomeBand:
    low, median, high = (round(float(one), 6) for one in np.percentile(values, (5, 50, 95)))
    return OutcomeBand(name, "", low, median, high, f"{scenario}, seed {seed}, {len(values)} draws")
