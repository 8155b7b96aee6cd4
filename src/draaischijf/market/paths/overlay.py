"""Wild cards: events that come on top of any scenario."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import numpy as np

from draaischijf.market.drivers import BY_NAME
from draaischijf.market.paths.files import read_scenario
from draaischijf.problems import Problem
from draaischijf.terms import DriverPath, DriverPaths

STEP: Final = 1 / 24  # years between calm and the first effect: half a step of the model


def scenario(name: str | Path, wild_cards: Iterable[str] = ()) -> DriverPaths:
    """Return the driver paths of a scenario with wild cards laid over it.

    Args:
        name: A shipped short name, or a file.
        wild_cards: Each a shipped short name or a file, with `@` and the year in which it begins: `pandemie@3`.

    Raises:
        Problem: A name, file or year is wrong.
    """
    paths = read_scenario(name).paths
    for card in wild_cards:
        what, mark, when = card.rpartition("@")
        try:
            year = float(when)
        except ValueError:
            mark = ""
        if not mark or not math.isfinite(year) or year < 0:
            raise Problem(
                "bad-wild-card",
                f"{card!r} does not say when it begins.",
                place="--wild-card",
                hint="Write the year after an @, such as pandemie@3.",
            )
        paths = lay_over(paths, read_scenario(what, "wild card").paths, year)
    return paths


def lay_over(base: DriverPaths, card: DriverPaths, year: float) -> DriverPaths:
    """Return a scenario with an event added.

    The event's values are added to the scenario's from the year in which it begins, its spread as that of something
    independent. Sums are kept within the range of the driver.

    Args:
        base: The scenario.
        card: The event; its years count from its own begin.
        year: Year of the run in which the event begins, 0 or later.
    """
    events = {path.driver: path for path in card.paths}
    laid = {path.driver: path for path in base.paths}
    for name, event in events.items():
        under = laid.get(name) or _today(name)
        laid[name] = _sum(under, event, year)
    return DriverPaths(f"{base.scenario} + {card.scenario}", tuple(laid.values()))


def _today(name: str) -> DriverPath:
    return DriverPath(name, (0.0,), (BY_NAME[name].today,), (0.0,), "assumed: as today")


def _sum(under: DriverPath, event: DriverPath, year: float) -> DriverPath:
    """Return the sum of a path and an event; level before the event and, as every path, after its last point."""
    begins = [year - STEP] if year > STEP else []
    own = [year + at for at in event.years]
    years = np.unique(np.array([*under.years, *begins, *own]))
    years = years[np.concatenate([[True], np.diff(years) > 1e-9])]
    after = years >= year - 1e-9
    low, high = BY_NAME[under.driver].low, BY_NAME[under.driver].high
    added = np.where(after, np.interp(years, own, event.values), 0)
    values = np.clip(np.interp(years, under.years, under.values) + added, low, high)
    wider = np.where(after, np.interp(years, own, event.spread), 0)
    spread = np.hypot(np.interp(years, under.years, under.spread), wider)
    return DriverPath(
        under.driver,
        tuple(years.tolist()),
        tuple(values.tolist()),
        tuple(spread.tolist()),
        f"{under.source} + {event.source}",
    )
