"""Run the Dutch twin over months and keep what is measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from draaischijf.market.twin.dutch import QUIET, DutchTwin
from draaischijf.market.twin.economy import Economy
from draaischijf.market.twin.measures import NAMES, measure
from draaischijf.market.twin.network import Floats
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.market.parameters import DutchParameters
    from draaischijf.market.policies import Policy

BATCH = 64  # runs side by side: more does not fit the caches


@dataclass(frozen=True)
class Results:
    """What runs measured.

    Args:
        values: (runs, months, measures).
    """

    values: Floats

    def __getitem__(self, name: str) -> Floats:
        """Return one measure, (runs, months)."""
        return self.values[:, :, NAMES.index(name)]


def run_dutch(  # noqa: PLR0913 - each a part of a run
    economy: Economy,
    parameters: Sequence[DutchParameters],
    drivers: Mapping[str, Floats],
    months: int,
    *,
    policies: Sequence[Policy] = (),
    changes: Mapping[str, Floats] | None = None,
    quiet: int = QUIET,
) -> Results:
    """Run the twin, in batches.

    Args:
        economy: The start.
        parameters: One set, or one per run.
        drivers: By driver, (runs, months).
        months: Number of months, at least 1.
        policies: Policies, the same for all runs.
        changes: Parameters in place of the fixed ones, by name, (runs or 1, months).
        quiet: Months before the start in which nothing moves.

    Raises:
        Problem: Runs do not fit each other.
    """
    if months < 1:
        raise Problem("bad-runs", "a run takes at least a month.")
    runs = len(next(iter(drivers.values())))
    parts = []
    for first in range(0, runs, BATCH):
        rows = slice(first, first + BATCH)
        own = parameters if len(parameters) == 1 else parameters[rows]
        changed = {name: one if len(one) == 1 else one[rows] for name, one in (changes or {}).items()}
        paths = {name: one[rows] for name, one in drivers.items()}
        twin = DutchTwin(economy, own, paths, policies=policies, changes=changed, quiet=quiet)
        for _ in range(quiet):
            twin.step()
        parts.append(np.stack([measure(twin, twin.step()) for _ in range(months)], axis=1))
    return Results(np.concatenate(parts))
