"""What the Dutch twin starts from: occupations, regions and ages with their people, as arrays in thousands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from draaischijf.market.dutch.world import World, dutch_world
from draaischijf.market.parameters import DutchParameters
from draaischijf.market.twin.network import Floats
from draaischijf.problems import Problem

CONTRACTS = ("permanent", "flexible", "self-employed")
PERMANENT, FLEXIBLE, SELF = range(3)
YOUNGEST, OLDEST = 15, 75
NEEDS = np.array([0, 1, 1, 2])  # education (0 low, 1 middle, 2 high) that work of level 1 to 4 asks
STRICT = (0.84, 0.92, 1.0, 1.08, 1.16)  # employers ask .8 to 1.2 times what the occupation asks
DURATIONS = 25  # months unemployed: 0 to 23, and 24 or more


@dataclass(frozen=True)
class Economy:
    """A labour market at its start. n occupations, R regions, 60 ages of 15 to 74; people in thousands.

    Args:
        employed: (R, n).
        vacancies: (R, n).
        unemployed: (R, n), by last occupation.
        outside: (R, n), by last or likeliest occupation.
        contracts: (3,), shares of the employed.
        near: (n, n), how far the skills of i cover those of j, 0 to 1.
        fit: (s, n, n), how far the levels of the typical person of i meet what j asks, 0 to 1, where employers are
            more or less strict.
        qualified: (n, n), share of the people of i with the education that j asks.
        pull: (n,), how much more than by nearness people look for work in it.
        entry: (n,), share of those who turn 15 that will start in it, summing to 1.
        level: (n,), 1 to 4.
        registered: (n,), whether the profession is registered.
        exposure: (n,), share of tasks exposed to technology.
        tradable: (n,), share that could be done abroad.
        care: (n,), share that is care.
        green: (n,), share that grows with sustainability, below 0 where it shrinks.
        wage: (n,), euro an hour.
        borders: (R, R), 1 where provinces touch and 0 elsewhere.
        ages: (3, 60), employed, unemployed and outside by age.
        leave: (60,), ratio to the parameter `leave`.
        discouraged: (60,), ratio to the parameter `discouraged`.
        start: (60,), ratio to the parameters `start_search` and `search_outside`.
        retire: (60,), chance a month to retire apart from the birthday at pension age.
        participation: (60,), labour force by people, as at the start.

    Raises:
        Problem: Shapes do not fit each other, or a number is negative.
    """

    employed: Floats
    vacancies: Floats
    unemployed: Floats
    outside: Floats
    contracts: Floats
    near: Floats
    fit: Floats
    qualified: Floats
    pull: Floats
    entry: Floats
    level: Floats
    registered: Floats
    exposure: Floats
    tradable: Floats
    care: Floats
    green: Floats
    wage: Floats
    borders: Floats
    ages: Floats
    leave: Floats
    discouraged: Floats
    start: Floats
    retire: Floats
    participation: Floats

    def __post_init__(self) -> None:
        regions, n = self.employed.shape
        shapes: dict[str, tuple[int, ...]] = {
            **dict.fromkeys(("employed", "vacancies", "unemployed", "outside"), (regions, n)),
            **dict.fromkeys(("near", "qualified"), (n, n)),
            "fit": (len(self.fit), n, n),
            **dict.fromkeys(
                ("pull", "entry", "level", "registered", "exposure", "tradable", "care", "green", "wage"), (n,)
            ),
            **dict.fromkeys(("leave", "discouraged", "start", "retire", "participation"), (OLDEST - YOUNGEST,)),
            "borders": (regions, regions),
            "ages": (3, OLDEST - YOUNGEST),
            "contracts": (3,),
        }
        for name, shape in shapes.items():
            values: Floats = getattr(self, name)
            if values.shape != shape or not np.isfinite(values).all():
                raise Problem("bad-economy", f"it must hold finite numbers of shape {shape}.", place=name)
            if name != "green" and values.min() < 0:
                raise Problem("bad-economy", "it holds a number below 0.", place=name)

    @property
    def n(self) -> int:
        """Number of occupations."""
        return int(self.employed.shape[1])

    @property
    def regions(self) -> int:
        """Number of regions."""
        return int(self.employed.shape[0])

    @property
    def population(self) -> float:
        """All people, thousands."""
        return float(self.employed.sum() + self.unemployed.sum() + self.outside.sum())


def dutch_economy(
    parameters: DutchParameters | None = None, *, regions: bool = False, world: World | None = None
) -> Economy:
    """Return the Dutch labour market at its start.

    Args:
        parameters: Stocks at the start; the defaults unless said.
        regions: Twelve provinces rather than one country.
        world: Occupations, provinces and ages; the Dutch ones unless said.
    """
    given, where = parameters or DutchParameters(), world or dutch_world()
    outside = given.population - given.employed - given.unemployed
    whole = np.ones(1)
    flexible = 1 - given.permanent - given.self_employed
    ages = _ages(where, given, outside)

    def spread(total: float, places: Floats) -> Floats:
        found: Floats = total * np.outer(places if regions else whole, where.employed)
        return found

    return Economy(
        employed=spread(given.employed, where.employed_in),
        vacancies=spread(given.vacancies, where.employed_in),
        unemployed=spread(given.unemployed, where.unemployed_in),
        outside=spread(outside, where.outside_in),
        contracts=np.array([given.permanent, flexible, given.self_employed]),
        near=where.near,
        fit=np.stack([typical_fit(where, strict) for strict in STRICT]),
        qualified=(where.education[:, None, :] * (np.arange(3) >= NEEDS[where.level - 1][:, None])).sum(axis=2),
        pull=where.pull,
        entry=where.entry,
        level=where.level.astype(float),
        registered=where.registered.astype(float),
        exposure=where.exposure,
        tradable=where.tradable,
        care=where.care,
        green=where.green,
        wage=where.wage,
        borders=where.borders.astype(float) if regions else np.zeros((1, 1)),
        ages=ages,
        leave=where.leave,
        discouraged=where.discouraged,
        start=where.start,
        retire=where.retire,
        participation=where.employed_at + where.unemployed_at,
    )


def typical_fit(where: World, strict: float) -> Floats:
    """Return `sum_g w_jg min(1, r_ig / (strict r_jg))`, (n, n): how well the typical person of i fits work in j."""
    covered = np.minimum(1, where.asks[:, None, :] / (strict * where.asks[None, :, :]))
    found: Floats = (covered * where.weights[None, :, :]).sum(axis=2)
    return found


def _ages(where: World, given: DutchParameters, outside: float) -> Floats:
    """Return people by state and age, (3, 60): published shares, fitted by turns to the totals of state and of age."""
    found = where.population * np.stack(
        [where.employed_at, where.unemployed_at, 1 - where.employed_at - where.unemployed_at]
    )
    states = np.array([given.employed, given.unemployed, outside])
    people = where.population * given.population
    for _ in range(200):
        found *= (states / found.sum(axis=1))[:, None]
        found *= people / found.sum(axis=0)
    return found
