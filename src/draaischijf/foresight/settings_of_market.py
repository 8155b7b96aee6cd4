"""What a state, scenario or wild card means for the market: driver paths, with where the figures come from.

A file gives the name of a scenario that ships with the market, or its own paths.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from draaischijf.foresight.files import Node
from draaischijf.market.paths import lay_over, read_scenario
from draaischijf.problems import Problem
from draaischijf.terms import DriverPath, DriverPaths

Kind = Literal["scenario", "wild card"]


def paths_under(node: Node, key: str, kind: Kind = "scenario") -> tuple[DriverPath, ...]:
    """Return the driver paths under a key; none where there is no such key.

    Args:
        node: The mapping.
        key: Its key: the name of one that ships with the market, or a list of `{driver, years, values, spread, source}`
            with spread 0 unless said.
        kind: `scenario` or `wild card`, for a name.
    """
    if key not in node:
        return ()
    child = node.child(key)
    if isinstance(child.value, str):
        try:
            return read_scenario(child.scalar().strip(), kind).paths.paths
        except Problem as problem:
            raise child.wrong(problem.message, hint=problem.hint) from problem
    return tuple(_path(one) for one in child.elements())


def _path(node: Node) -> DriverPath:
    node.only("driver", "years", "values", "spread", "source")
    years = tuple(one.as_number() for one in node.items("years"))
    values = tuple(one.as_number() for one in node.items("values"))
    spread = tuple(one.as_number(0) for one in node.items("spread")) or (0.0,) * len(values)
    try:
        path = DriverPath(node.text("driver"), years, values, spread, node.text("source"))
    except ValueError as error:
        raise node.wrong(f"{error}.") from error
    _in_range(path, node)
    return path


def _in_range(path: DriverPath, node: Node) -> None:
    from draaischijf.market import DRIVERS

    known = {one.name: one for one in DRIVERS}
    driver = known.get(path.driver)
    if driver is None:
        hint = f"Known are {', '.join(known)}."
        raise node.wrong(f"the market has no driver {path.driver!r}.", "driver", hint)
    span = max(abs(driver.low), abs(driver.high))
    for value in path.values:
        # A wild card adds to a scenario, so it may be below the lowest legal value.
        if abs(value) > span:
            message = f"{value:g} is outside {driver.low:g} to {driver.high:g} ({driver.unit})."
            raise node.wrong(message, "values", f"It is: {driver.meaning}.")


def together(scenario: str, *layers: Iterable[DriverPath]) -> DriverPaths:
    """Return the paths of a scenario; where two layers name a driver, the later one counts."""
    found: dict[str, DriverPath] = {}
    for layer in layers:
        for path in layer:
            found[path.driver] = path
    return DriverPaths(scenario, tuple(found.values()))


def with_event(base: DriverPaths, event: Iterable[DriverPath], year: float, name: str) -> DriverPaths:
    """Return a scenario with a wild card on top, which begins in a year of the run."""
    laid = lay_over(base, DriverPaths(name, tuple(event)), year)
    return DriverPaths(name, laid.paths)
