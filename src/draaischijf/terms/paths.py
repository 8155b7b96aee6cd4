"""Driver paths: how the forces behind a labour market run over the years, and what a run of the market says back.

A scenario of the foresight room is a combination of states; what the market takes of it are these paths. They stand
here, below both rooms, so that neither needs to know the other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DriverPath:
    """One driver over time, linear between its points and level after the last.

    Args:
        driver: Name of the driver as the market knows it, such as `automation` or `growth`.
        years: Years from the start of the run, from 0, strictly rising.
        values: The driver at each point, in the unit that the market states for it.
        spread: Standard deviation at each point; 0 where the path is taken as given.
        source: Where the figures come from; begins with `assumed` where the choice is ours.
    """

    driver: str
    years: tuple[float, ...]
    values: tuple[float, ...]
    spread: tuple[float, ...]
    source: str

    def __post_init__(self) -> None:
        if not self.years or not len(self.years) == len(self.values) == len(self.spread):
            raise ValueError(f"path of {self.driver} needs as many values and spreads as years, and at least one")
        if self.years[0] != 0 or any(b <= a for a, b in zip(self.years, self.years[1:], strict=False)):
            raise ValueError(f"years of {self.driver} must begin at 0 and rise")
        if not all(map(math.isfinite, (*self.years, *self.values, *self.spread))) or min(self.spread) < 0:
            raise ValueError(f"path of {self.driver} must be finite, with spreads of 0 or more")


@dataclass(frozen=True, slots=True)
class DriverPaths:
    """The paths of one scenario; a driver without a path stays as it is today.

    Args:
        scenario: Name of the scenario.
        paths: At most one path a driver.
    """

    scenario: str
    paths: tuple[DriverPath, ...]

    def __post_init__(self) -> None:
        if len({path.driver for path in self.paths}) != len(self.paths):
            raise ValueError(f"scenario {self.scenario} names a driver twice")


@dataclass(frozen=True, slots=True)
class OutcomeBand:
    """What runs of the market say about one indicator: a band, not a line.

    Args:
        indicator: Name of the indicator, such as `unemployment`.
        unit: Its unit, such as `%` or `euro a month`.
        low: The 5th percentile over the runs.
        median: The median over the runs.
        high: The 95th percentile over the runs.
        trace: Where the figure can be found again: a run's folder, manifest and row.
    """

    indicator: str
    unit: str
    low: float
    median: float
    high: float
    trace: str
