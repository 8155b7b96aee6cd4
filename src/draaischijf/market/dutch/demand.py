"""Demand for labour per occupation and province, month by month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from draaischijf.market.dutch.world import World, base_demand
from draaischijf.market.parameters import DutchParameters

Float64 = npt.NDArray[np.float64]

RELOCATED = 0.25


@dataclass(frozen=True)
class Now:
    """The drivers in one month, in their units; see `DRIVERS`."""

    technology: float
    growth: float
    migration: float
    circular_mobility: float
    globalisation: float
    sustainability: float
    ageing: float


def technology(world: World, base: Float64, adopted: float, compensation: float) -> tuple[Float64, Float64]:
    """Return what technology makes of demand per occupation, and the share of it that it takes over, each (n,).

    `1 - x_j T + compensation X (1 - x_j) / sum_j w_j (1 - x_j)` with `X = sum_j w_j x_j T`.

    Args:
        world: Exposure x.
        base: Demand at the start, any unit, (n,).
        adopted: T, 0 to 1.
        compensation: Share of freed work that returns elsewhere.
    """
    weights = base / base.sum()
    taken = world.exposure * adopted
    left = 1 - world.exposure
    returned = compensation * float(weights @ taken) * left / float(weights @ left)
    factor: Float64 = 1 - taken + returned
    return factor, taken


def demand(world: World, parameters: DutchParameters, now: Now, scale: float) -> tuple[Float64, Float64]:
    """Return demand in thousands per occupation, and the work that technology has taken over, each (n,).

    Args:
        world: Occupations.
        parameters: Parameters.
        now: Drivers of this month.
        scale: `G(t) l(t)^supply_follows Y(t)`: growth so far, labour supply and income, as one factor.
    """
    base = base_demand(world, parameters)
    factor, taken = technology(world, base, now.technology, parameters.compensation)
    moved = 1 - RELOCATED * world.tradable * now.globalisation
    green = 1 + world.green * now.sustainability
    care = 1 + world.care * now.ageing / 100
    wanted: Float64 = base * scale * factor * moved * green * care
    return wanted, base * taken
