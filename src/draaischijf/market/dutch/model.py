"""The Dutch model with people one by one: its state, and an ordered list of rules that let a month pass.

The result does not depend on the number of threads.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt

from draaischijf.engines import LocalEngine
from draaischijf.market.drivers import monthly
from draaischijf.market.dutch import populate_kernel
from draaischijf.market.dutch.demand import Now
from draaischijf.market.dutch.month import Month
from draaischijf.market.dutch.people import People, Vacancies
from draaischijf.market.dutch.rules import BANDS, RULES
from draaischijf.market.dutch.setting import Setting, fitted_to_people
from draaischijf.market.dutch.supply import supply
from draaischijf.market.dutch.tables import Tables, start_tables, work_table
from draaischijf.market.dutch.world import World, dutch_world
from draaischijf.market.keys import generator_of, key_of
from draaischijf.market.policies import Levers

__all__ = ["BANDS", "DutchMarket", "Month", "Setting", "fitted_to_people"]

BLOCK: Final = 1 << 16
# Incomes and hours are counted of a fixed part of the people once there are more than these.
INCOMES_OF: Final = 1_000_000

Float64 = npt.NDArray[np.float64]
Int64 = npt.NDArray[np.int64]


class DutchMarket:
    """State of the Dutch model.

    Args:
        setting: Everything that decides the run.
        workers: Threads, at least 1; they do not change the result.
    """

    def __init__(self, setting: Setting, *, workers: int = 1) -> None:
        self.setting, self.engine = setting, LocalEngine(workers)
        self.world: World = dutch_world()
        p, early = setting.parameters, setting.spin_up
        self.weight = 1000 * p.population / setting.people
        self.stride = max(1, setting.people // INCOMES_OF)
        self.tables = Tables(self.world, p, 1000 / self.weight)
        self.drivers = monthly(setting.paths, setting.months, setting.draws)
        quiet = {name: np.concatenate((np.full(early, rows[0]), rows)) for name, rows in self.drivers.items()}
        self.path = quiet
        whole = supply(self.world, p, quiet["migration"], quiet["circular_mobility"])
        self.supply = whole / whole[early]
        growth = np.cumsum(np.log1p(np.clip(self.drivers["growth"], -99, None) / 100) / 12)
        self.grown = np.concatenate((np.ones(early + 1), np.exp(growth)))[: len(whole)]
        self.number = -early
        self.income_at_start = 0.0
        self.income = 1.0
        self._people_at_start()

    def _people_at_start(self) -> None:
        setting, p, n = self.setting, self.setting.parameters, len(self.world.brc)
        arrivals = np.maximum(0, self.path["migration"]) / 12 * 1000 / self.weight
        self.used = setting.people
        self.people = People.empty(setting.people + int(np.ceil(arrivals).sum()) + len(arrivals))
        self.start = start_tables(self.world, p)
        work = work_table(self.world, p, 0.0, 0.0)
        key = key_of(setting.seed, self.number, "people")

        def one(block: tuple[int, int]) -> None:
            populate_kernel.populate(self.people, work, self.start, key, *block, self.number)

        for _ in self.engine.map_batches(one, self.blocks()):
            pass
        share = np.outer(self.world.employed, self.world.employed_in).ravel()
        random = generator_of(setting.seed, self.number, "vacancies at the start")
        each = random.poisson(share * p.vacancies * 1000 / self.weight)
        self.vacancies = Vacancies.empty().join(self._new_vacancies(each, random, self.number))
        ages = random.geometric(0.3, len(self.vacancies.cell))
        self.vacancies.opened[:] -= np.minimum(ages, 24).astype(np.int16)
        assert len(share) == 12 * n

    def _new_vacancies(self, each: Int64, random: np.random.Generator, month: int) -> Vacancies:
        cell = np.repeat(np.arange(len(each), dtype=np.uint16), each)
        size = len(cell)
        skills, passport = (random.integers(0, 256, size, np.uint8) for _ in range(2))
        strict = random.integers(70, 101, size, np.uint8)
        return Vacancies(cell, np.full(size, month, np.int16), skills, passport, strict)

    def blocks(self) -> list[tuple[int, int]]:
        """Return first and last row of each block of people; the same for any number of threads."""
        return [(first, min(first + BLOCK, self.used)) for first in range(0, self.used, BLOCK)]

    def run(self) -> Iterator[Month]:
        """Yield month after month from 0 on; the months before lead to a steady start."""
        while self.number < self.setting.months:
            month = self.step()
            if month.number >= 0:
                yield month

    def step(self) -> Month:
        """Let one month pass: every rule in turn."""
        month = self._begin()
        for rule in RULES:
            rule(self, month)
        self.number += 1
        return month

    def _begin(self) -> Month:
        place = self.number + self.setting.spin_up
        now = Now(**{name: float(rows[place]) for name, rows in self.path.items()})
        levers = Levers.usual(self.setting.parameters, len(self.world.brc))
        strengths = tuple(one.strength(self.number / 12) if self.number >= 0 else 0.0 for one in self.setting.policies)
        for policy, strength in zip(self.setting.policies, strengths, strict=True):
            if strength > 0:
                policy.pull(levers, self.world, strength)
        return Month(self.number, now, levers, strengths)

    def at(self, rows: Float64) -> float:
        """Return this month's value of a row per month, the months before the start included."""
        return float(rows[self.number + self.setting.spin_up])

    def key(self, process: str) -> np.uint64:
        """Return the key of a process in this month."""
        return key_of(self.setting.seed, self.number, process)
