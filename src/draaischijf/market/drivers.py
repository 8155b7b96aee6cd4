"""The drivers that the market knows: name, unit, what today is, and what each does in the equations.

Foresight gives them as `terms.DriverPaths`. A driver without a path stays at today's value. The symbol is the one in
`docs/explanation/market.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.problems import Problem
from draaischijf.terms import DriverPath, DriverPaths

Float64 = npt.NDArray[np.float64]


class Driver(NamedTuple):
    """One driver.

    Args:
        name: As paths name it.
        symbol: As the equations name it.
        unit: Unit of its values.
        today: Value where a scenario has no path for it.
        low: Lowest legal value.
        high: Highest legal value.
        meaning: What its values say.
        effect: What it does in the equations.
    """

    name: str
    symbol: str
    unit: str
    today: float
    low: float
    high: float
    meaning: str
    effect: str


DRIVERS: Final[tuple[Driver, ...]] = (
    Driver(
        "technology", "T", "share of exposed tasks, 0 to 1", 0.0, 0.0, 1.0,
        "exposed tasks taken over by technology since the start",
        "demand of an occupation falls by exposure x T; a share `compensation` of it returns elsewhere; "
        "the information skill that work asks for rises; skills without use fade faster while T rises",
    ),
    Driver(
        "growth", "g", "% a year", 0.0, -30.0, 30.0,
        "growth of labour demand beyond that of the labour force",
        "demand of every occupation grows by g, compounded monthly",
    ),
    Driver(
        "migration", "M", "thousand people a year", 60.0, -1000.0, 1000.0,
        "net migration of people of 15 to 74, before circular return",
        "people arrive, or leave where it is below 0; part of their skills was learnt abroad",
    ),
    Driver(
        "circular_mobility", "c", "share a year, 0 to 1", 0.05, 0.0, 1.0,
        "migrants of the last years who go back within a year",
        "people who learnt abroad leave the population, with their skills, at this rate",
    ),
    Driver(
        "globalisation", "O", "index, -1 to 1", 0.0, -1.0, 1.0,
        "1: work that can move has moved abroad as far as it can; -1: it has come back as far",
        "demand of an occupation falls by its tradable share x a quarter x O",
    ),
    Driver(
        "sustainability", "S", "share of the transition, 0 to 1", 0.0, 0.0, 1.0,
        "how far the transition to a sustainable economy has come since the start",
        "demand of an occupation changes by its green share x S, up or down",
    ),
    Driver(
        "ageing", "C", "% of care demand", 0.0, -50.0, 200.0,
        "extra demand for care since the start because people grow older",
        "demand of an occupation grows by its care share x C",
    ),
)  # fmt: skip

BY_NAME: Final[Mapping[str, Driver]] = {one.name: one for one in DRIVERS}


def monthly(paths: DriverPaths, months: int, draws: Mapping[str, float] | None = None) -> dict[str, Float64]:
    """Return every driver's value at the start of each month.

    Args:
        paths: The scenario; linear between its points and level after the last.
        months: Number of months, at least 1.
        draws: Standard normal draw per driver, for runs that vary the paths: the value is
            `path + draw * spread`, kept within the driver's range.

    Returns:
        float64 (months,) per driver of `DRIVERS`, in its unit.

    Raises:
        Problem: The scenario names an unknown driver, or a value outside the driver's range.
    """
    by_driver = {path.driver: path for path in paths.paths}
    for path in paths.paths:
        _check(path)
    at = np.arange(months) / 12
    found: dict[str, Float64] = {}
    for one in DRIVERS:
        chosen = by_driver.get(one.name)
        if chosen is None:
            found[one.name] = np.full(months, one.today)
            continue
        values = np.interp(at, chosen.years, chosen.values)
        if draws and one.name in draws:
            values = values + draws[one.name] * np.interp(at, chosen.years, chosen.spread)
        found[one.name] = np.clip(values, one.low, one.high)
    return found


def _check(path: DriverPath) -> None:
    driver = BY_NAME.get(path.driver)
    if driver is None:
        raise Problem(
            "market-driver",
            f"there is no driver {path.driver!r}.",
            place="paths",
            hint=f"Known are {', '.join(BY_NAME)}.",
        )
    for value in path.values:
        if not driver.low <= value <= driver.high:
            raise Problem(
                "market-driver",
                f"{value:g} is outside {driver.low:g} to {driver.high:g} ({driver.unit}).",
                place=path.driver,
                hint=f"It is: {driver.meaning}.",
            )
