"""People by age in the Dutch twin: rule 1 of `docs/explanation/market.md`, and the rates that depend on age.

The twin keeps people by occupation, region and contract, and apart from that by age and by months unemployed. The two
are taken as independent of each other within a state: someone's age says nothing about their occupation.
"""

from __future__ import annotations

import numpy as np

from draaischijf.market.twin.economy import OLDEST, YOUNGEST, Economy
from draaischijf.market.twin.network import Floats

TINY = 1e-12
MOVERS = slice(20 - YOUNGEST, 40 - YOUNGEST)  # ages at which people come and go
EMPLOYED, UNEMPLOYED, OUTSIDE = range(3)


class Ages:
    """People by age and state, (runs, 3, 60), thousands.

    Args:
        economy: Ages at the start.
        abroad: (runs,), people whose skills were learnt abroad, thousands.
    """

    def __init__(self, economy: Economy, abroad: Floats) -> None:
        self.people = np.broadcast_to(economy.ages, (len(abroad), *economy.ages.shape)).copy()
        self.abroad = abroad

    @property
    def totals(self) -> Floats:
        """People by state, (runs, 3)."""
        found: Floats = self.people.sum(axis=2)
        return found

    def mean(self, state: int, ratios: Floats) -> Floats:
        """Return the mean of a ratio by age over the people of a state, (runs,); 0 where there are none."""
        people = self.people[:, state]
        total = people.sum(axis=1)
        found: Floats = np.divide(people @ ratios, total, out=np.zeros_like(total), where=total > 0)
        return found

    def birthdays(self, pension_age: Floats, retires: Floats) -> tuple[Floats, Floats]:
        """Let a twelfth of every age turn a year older: some retire, who turns 75 makes room for someone of 15.

        Args:
            pension_age: (runs,), years.
            retires: (runs,), chance of who works at pension age.

        Returns:
            Who retired and who turned 15, each (runs,).
        """
        turning = self.people / 12
        self.people -= turning
        self.people[:, :, 1:] += turning[:, :, :-1]
        new = turning[:, :, -1].sum(axis=1)
        self.people[:, OUTSIDE, 0] += new
        at = np.clip(np.round(pension_age).astype(int) - YOUNGEST, 1, OLDEST - YOUNGEST - 1)
        runs = np.arange(len(self.people))
        retired = retires * turning[runs, EMPLOYED, at - 1]
        self.people[runs, EMPLOYED, at] -= retired
        self.people[runs, OUTSIDE, at] += retired
        return retired, new

    def migration(self, yearly: Floats, back: Floats) -> None:
        """Let people of 20 to 40 come or go, and some of those who learnt abroad go back.

        Args:
            yearly: (runs,), net arrivals in thousands a year.
            back: (runs,), share a year of those who learnt abroad that goes back.
        """
        come, go = np.maximum(yearly, 0) / 12, np.maximum(-yearly, 0) / 12
        returning = (1 - (1 - back) ** (1 / 12)) * self.abroad
        movable = self.people[:, :, MOVERS].sum(axis=(1, 2))
        share = np.divide(go + returning, movable, out=np.zeros_like(movable), where=movable > 0)
        self.people[:, :, MOVERS] *= 1 - np.minimum(share, 1)[:, None, None]
        self.people[:, OUTSIDE, MOVERS] += come[:, None] / (MOVERS.stop - MOVERS.start)
        self.abroad = self.abroad + come - returning

    def move(self, origin: int, target: int, people: Floats) -> None:
        """Move people by age, (runs, 60), from one state to another."""
        self.people[:, origin] -= people
        self.people[:, target] += people

    def part(self, state: int, total: Floats, weights: Floats | None = None, taken: Floats | float = 0.0) -> Floats:
        """Return a total that leaves a state spread over ages, (runs, 60), at no age more than there are.

        Args:
            state: The state.
            total: (runs,), how many leave.
            weights: (runs, 60) or (60,), how they spread; evenly over who is there unless said.
            taken: (runs, 60), who leave by another way.
        """
        there = self.people[:, state] - taken
        return take(total, there if weights is None else there * weights, there)


def take(gone: Floats, spread: Floats, there: Floats) -> Floats:
    """Return a number (runs,) taken from classes (runs, k) in proportion to `spread`, from none more than there is."""
    wanted = spread * _ratio(gone, spread.sum(axis=1))[:, None]
    fits = np.minimum(wanted, there)
    room = there - fits
    rest = _ratio(np.maximum(gone - fits.sum(axis=1), 0), room.sum(axis=1))
    return np.asarray(fits + room * np.minimum(rest, 1)[:, None])


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > TINY)


def supplies(economy: Economy, abroad: Floats, yearly: Floats, back: Floats) -> Floats:
    """Return the labour force at the participation of the start, 1 at the start, (runs, months).

    As `market.dutch.supply`, for many runs: demand follows it, so that it must not depend on what the market does.

    Args:
        economy: Ages and participation.
        abroad: (runs,), people whose skills were learnt abroad, thousands.
        yearly: (runs, months), net arrivals in thousands a year.
        back: (runs, months), share a year of those who learnt abroad that goes back.
    """
    runs, months = yearly.shape
    joins = np.repeat(economy.participation, 12)
    start = np.repeat(economy.ages.sum(axis=0), 12) / 12
    people = np.broadcast_to(start, (runs, len(start))).copy()
    window = slice(12 * MOVERS.start, 12 * MOVERS.stop)
    found = np.empty((runs, months))
    for month in range(months):
        found[:, month] = people @ joins
        returning = abroad * (1 - (1 - back[:, month]) ** (1 / 12))
        change = (yearly[:, month] / 12 - returning) / (window.stop - window.start)
        people[:, window] = np.maximum(0, people[:, window] + change[:, None])
        abroad = abroad + np.maximum(0, yearly[:, month]) / 12 - returning
        people = np.roll(people, 1, axis=1)
    return found / found[:, :1]
