"""Parameters of many runs, month by month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from draaischijf.market.twin.network import Floats
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.market.parameters import DutchParameters


class Values:
    """Parameters of all runs, and what policies make of them month by month.

    Args:
        parameters: One set, or one per run.
        runs: Number of runs.
        changes: By name of parameter, (runs or 1, months): values in its place.

    Raises:
        Problem: A change names no parameter, or lies outside the legal range.
    """

    def __init__(
        self, parameters: Sequence[DutchParameters], runs: int, changes: Mapping[str, Floats] | None = None
    ) -> None:
        if len(parameters) not in (1, runs):
            raise Problem("bad-runs", f"{len(parameters)} sets of parameters do not fit {runs} runs.")
        table = {one.name: one for one in type(parameters[0]).table()}
        self.fixed = {name: np.array([getattr(one, name) for one in parameters], float) for name in table}
        self.changes = dict(changes or {})
        for name, values in self.changes.items():
            if name not in table:
                raise Problem("market-parameter", "there is no such parameter.", place=name)
            low, high = table[name].low, table[name].high
            if values.ndim != 2 or values.min() < low or values.max() > high:
                raise Problem("market-parameter", f"a change stays within {low:g} to {high:g}.", place=name)
        self.month = 0

    def __call__(self, name: str) -> Floats:
        """Return a parameter in the present month, (runs or 1,)."""
        if name in self.changes:
            rows = self.changes[name]
            return rows[:, min(self.month, rows.shape[1] - 1)]
        return self.fixed[name]

    def wide(self, name: str) -> Floats:
        """Return a parameter in the present month, (runs or 1, 1, 1)."""
        return self(name)[:, None, None]
