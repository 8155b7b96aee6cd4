"""How many people there are, and how large the labour force would be with participation as at the start.

Demand follows this index, so that it must not depend on what the market does: it is worked out before the run, from
ages and migration alone, and is the same for people one by one and for the twin.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from draaischijf.market.dutch.world import World
from draaischijf.market.parameters import DutchParameters

Float64 = npt.NDArray[np.float64]

ARRIVE_AT: Final = (20, 40)


def supply(world: World, parameters: DutchParameters, migration: Float64, circular: Float64) -> Float64:
    """Return `l(t)`: the labour force at the participation of the start, 1 at the start, (months,).

    Args:
        world: Ages and participation.
        parameters: Population and the share that learnt abroad.
        migration: Net migration in thousands a year, (months,).
        circular: Share of those who learnt abroad that go back, a year, (months,).
    """
    people = np.repeat(world.population, 12) / 12 * parameters.population
    joins = np.repeat(world.employed_at + world.unemployed_at, 12)
    window = slice(12 * (ARRIVE_AT[0] - 15), 12 * (ARRIVE_AT[1] - 15))
    width = window.stop - window.start
    abroad, first = parameters.abroad * parameters.population, float(people @ joins)
    found = np.empty(len(migration))
    for month in range(len(migration)):
        found[month] = people @ joins / first
        back = abroad * monthly_share(circular[month])
        people[window] = np.maximum(0, people[window] + (migration[month] / 12 - back) / width)
        abroad += max(0.0, migration[month]) / 12 - back
        people = np.roll(people, 1)  # whoever turns 75 makes room for someone of 15
    return found


def monthly_share(yearly: float) -> float:
    """Return the chance a month that makes a chance a year."""
    return float(1 - (1 - yearly) ** (1 / 12))
