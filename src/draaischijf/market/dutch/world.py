"""What the Dutch model stands on: occupations, provinces, ages, as published or as built from the skills language.

Both the people one by one and the twin take their occupations, nearness and start from here.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from draaischijf import figures
from draaischijf.market.parameters import DutchParameters
from draaischijf.problems import Problem

TABLES: Final = Path(__file__).parents[1] / "tables"
SKILL_GROUPS: Final = ("S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8")
TECHNICAL: Final = np.array([False, True, False, False, True, False, False, False])
YEARS: Final = np.arange(15, 75)
CONTRACTS: Final = ("permanent", "flexible", "self-employed")
# Education (low, middle, high) by level of the work, before it is fitted to the totals; assumed.
_EDUCATION: Final = np.array([[0.45, 0.45, 0.10], [0.25, 0.60, 0.15], [0.08, 0.52, 0.40], [0.02, 0.18, 0.80]])

# Share at work from 65 by age, before it is scaled to the published band: most retire at 67; assumed.
_OLD: Final = ((65, 66, 67, 74), (0.55, 0.45, 0.16, 0.05))

Float64 = npt.NDArray[np.float64]
Bool = npt.NDArray[np.bool_]
Int64 = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class World:
    """Occupations (n), provinces (12), ages (60) and education (3).

    Args:
        brc: Code of each occupation group.
        titles: Its title.
        employed: Share of all employed, (n,), sums to 1.
        level: Level of the work, 1 to 4 (ISCO-08), (n,).
        registered: Needs a registration by law, (n,).
        tradable: Share that could be done from abroad, 0 to 1, (n,).
        care: 1 for care, 0 elsewhere, (n,).
        exposure: Exposure to technology, 0 to 1, (n,).
        green: Green share, 0 to 1, (n,).
        asks: Level that the work asks per skill group, 0 to 1, (n, 8).
        weights: Share of the work per skill group, (n, 8), rows sum to 1.
        near: How far the skills of each occupation cover those of each other, 0 to 1, (n, n).
        pull: How much more than by nearness people look for work in it, (n,); chosen such that work lasts.
        entry: Share of those who turn 15 that will start in it, (n,), sums to 1; chosen likewise.
        wage: Median wage in euro an hour, (n,).
        wage_spread: Standard deviation of the logarithm of the wage, (n,).
        education: Share of low, middle, high among those at work, (n, 3), rows sum to 1.
        provinces: Code of each province.
        province_titles: Its name.
        employed_in: Share of the employed by province, (12,).
        unemployed_in: Share of the unemployed, (12,).
        outside_in: Share of those outside the labour force, (12,).
        borders: Which provinces touch, (12, 12).
        population: Share of people per year of age from 15, (60,), sums to 1.
        employed_at: Share of the people of that age who work at the start, (60,).
        unemployed_at: Share who are unemployed, (60,).
        leave: Ratio by age of leaving work for outside, mean 1 over the employed, (60,).
        retire: Extra chance a month to retire, (60,).
        start: Ratio by age of starting to look or work from outside, mean 1 over those outside, (60,).
        discouraged: Ratio by age of giving up, mean 1 over the unemployed, (60,).
        educated: Share of low, middle, high among employed, unemployed and outside, (3, 3).
    """

    brc: tuple[str, ...]
    titles: tuple[str, ...]
    employed: Float64
    level: Int64
    registered: Bool
    tradable: Float64
    care: Float64
    exposure: Float64
    green: Float64
    asks: Float64
    weights: Float64
    near: Float64
    pull: Float64
    entry: Float64
    wage: Float64
    wage_spread: Float64
    education: Float64
    provinces: tuple[str, ...]
    province_titles: tuple[str, ...]
    employed_in: Float64
    unemployed_in: Float64
    outside_in: Float64
    borders: Bool
    population: Float64
    employed_at: Float64
    unemployed_at: Float64
    leave: Float64
    retire: Float64
    start: Float64
    discouraged: Float64
    educated: Float64

    def occupations(self, prefixes: tuple[str, ...], place: str) -> Int64:
        """Return the rows of occupation groups by code or class of BRC 2014.

        Args:
            prefixes: Codes of two digits (a class) or four (a group).
            place: Where they were written, for the problem.

        Raises:
            Problem: A code is no class or group.
        """
        rows: list[int] = []
        for prefix in prefixes:
            own = [row for row, brc in enumerate(self.brc) if brc.startswith(prefix) and len(prefix) in (2, 4)]
            if not own:
                raise Problem(
                    "market-occupation",
                    f"there is no occupation {prefix!r}.",
                    place=place,
                    hint="Give a class (10) or group (1051) of BRC 2014; docs/reference/market.md lists them.",
                )
            rows += own
        return np.unique(np.array(rows, np.int64))


@cache
def dutch_world() -> World:
    """Return the Netherlands, read once."""
    groups = figures.occupation_groups()
    table = _rows("occupations")
    if [one["brc"] for one in table] != [one.brc for one in groups]:
        raise AssertionError("tables of occupations differ: run python -m tools.build_market")
    employed, level = _employed(groups), _column(table, "level").astype(np.int64)
    wage, spread = _wages(groups)
    weights = np.array([[float(row[group]) for group in SKILL_GROUPS] for row in table])
    weights /= weights.sum(axis=1, keepdims=True)
    provinces = figures.provinces()
    return World(
        brc=tuple(one.brc for one in groups),
        titles=tuple(one.title for one in groups),
        employed=employed,
        level=level,
        registered=_column(table, "registered") > 0,
        tradable=_column(table, "tradable"),
        care=_column(table, "care"),
        exposure=_column(table, "exposure"),
        green=_column(table, "green"),
        asks=_asks(weights, level),
        weights=weights,
        near=np.genfromtxt(TABLES / "nearness.csv", delimiter=",", skip_header=1)[:, 1:] / 1000,
        pull=_column(_rows("balance"), "pull"),
        entry=_share(_column(_rows("balance"), "entry").tolist()),
        wage=wage,
        wage_spread=spread,
        education=_education(employed, level),
        provinces=tuple(one.code for one in provinces),
        province_titles=tuple(one.name for one in provinces),
        employed_in=_share([one.employed for one in provinces]),
        unemployed_in=_share([one.unemployed for one in provinces]),
        outside_in=_share([one.outside for one in provinces]),
        borders=_borders([one.code for one in provinces]),
        educated=_educated(),
        **_ages(),
    )


def mobility(world: World, parameters: DutchParameters, skills_hiring: float, near_power: float) -> Float64:
    """Return `A`, (n, n): where people look for other work, before vacancies count; rows sum to 1.

    `A_ij = self_loop 1(i = j) + (1 - self_loop) B_ij / sum_j B_ij`,
    `B_ij = near_ij^near_power ((1 - w) open_ij + w) pull_j`, B_ii = 0, w the share of employers that hire on skills; a
    registered profession stays as closed as `open_ij` says.
    """
    spread = neighbours(world, parameters, skills_hiring, near_power)
    found: Float64 = (1 - parameters.self_loop) * spread + parameters.self_loop * np.eye(len(world.brc))
    return found


def neighbours(world: World, parameters: DutchParameters, skills_hiring: float, near_power: float) -> Float64:
    """Return `B_ij / sum_j B_ij`, (n, n): where people look outside their own occupation."""
    opens = np.where(world.level[None, :] <= world.level[:, None], 1.0, parameters.diploma_miss)
    opens = (1 - skills_hiring) * opens + skills_hiring
    opens[:, world.registered] = 0.02  # a rare change, with the registration made up on the way
    spread = world.near**near_power * opens * world.pull
    np.fill_diagonal(spread, 0)
    found: Float64 = spread / spread.sum(axis=1, keepdims=True)
    return found


def internal_moves(world: World, parameters: DutchParameters) -> tuple[Float64, Float64]:
    """Return how people move to another occupation with the same employer: chance a month, (n,), and to where, (n, n).

    `P_ij = S_ij w_j min(1 / m_i, 1 / m_j)`, S_ij = `(near_ij near_ji)^(near_power / 2)`, w the share of all employed
    and `m_i = sum_j S_ij w_j` (Metropolis): with everyone in place as many go from i to j as from j to i. Rows
    sum to at most 1, the rest stay; the chance is scaled so that `internal_move` of all employed move.
    """
    pull = (world.near * world.near.T) ** (parameters.near_power / 2)
    np.fill_diagonal(pull, 0)
    pull[world.registered] = pull[:, world.registered] = 0
    reached = np.maximum(pull @ world.employed, 1e-300)
    to: Float64 = pull * world.employed * np.minimum(1 / reached[:, None], 1 / reached[None, :])
    moving = float(world.employed @ to.sum(axis=1))
    return np.full(len(reached), min(1.0, parameters.internal_move / moving)), to


def reach(world: World, parameters: DutchParameters, region_stay: float) -> Float64:
    """Return `R`, (12, 12): where people look for work, by province, before vacancies count; rows sum to 1."""
    touch = world.borders / world.borders.sum(axis=1, keepdims=True)
    far = ~world.borders & ~np.eye(len(world.provinces), dtype=bool)
    rest = parameters.region_near * touch + (1 - parameters.region_near) * far / far.sum(axis=1, keepdims=True)
    found: Float64 = region_stay * np.eye(len(world.provinces)) + (1 - region_stay) * rest
    return found


def fit(world: World) -> Float64:
    """Return `sum_g w_jg min(1, r_ig / r_jg)`, (n, n): how well the typical person of i fits work in j."""
    covered = np.minimum(1, world.asks[:, None, :] / world.asks[None, :, :])
    found: Float64 = (covered * world.weights[None, :, :]).sum(axis=2)
    return found


def base_demand(world: World, parameters: DutchParameters) -> Float64:
    """Return `D0` in thousands per occupation, (n,): work, vacancies and shortfall at the start.

    The shortfall lets as many vacancies open as are filled in a month at the start.
    """
    opened = parameters.filled / parameters.employed
    shortfall = max(0.0, opened - parameters.opening) / max(1e-9, parameters.gap_opening)
    total = parameters.employed * (1 + shortfall) + parameters.vacancies
    found: Float64 = world.employed * total
    return found


def _rows(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _column(table: list[dict[str, str]], name: str) -> Float64:
    return np.array([float(row[name]) for row in table])


def _share(values: list[float]) -> Float64:
    found: Float64 = np.array(values) / sum(values)
    return found


def _employed(groups: tuple[figures.OccupationGroup, ...]) -> Float64:
    """Employees per group, scaled to all who work in the class where that is known: so self-employed are in."""
    employees = np.array([one.employees for one in groups])
    known = {one.brc: one.employed for one in figures.employed_by_class()}
    for row, one in enumerate(groups):
        in_class = sum(other.employees for other in groups if other.brc[:2] == one.brc[:2])
        employees[row] *= (known.get(one.brc[:2]) or in_class * 1.1) / in_class
    return _share(employees.tolist())


def _wages(groups: tuple[figures.OccupationGroup, ...]) -> tuple[Float64, Float64]:
    """Median and spread, of the class where the group has none; quartiles of a log-normal are .6745 deviations off."""
    classes = {one.brc: one for one in figures.occupation_classes()}
    found = []
    for one in groups:
        source = one if one.wage else classes[one.brc[:2]]
        assert source.wage and source.wage_low and source.wage_high
        found.append((source.wage, np.log(source.wage_high / source.wage_low) / (2 * 0.6745)))
    wage, spread = np.array(found).T
    return wage, spread


def _asks(weights: Float64, level: Int64) -> Float64:
    """Level asked: `(.4 + .15 level) sqrt(share / largest share of the skill group)`, at least .05; assumed."""
    found: Float64 = (0.4 + 0.15 * level)[:, None] * np.sqrt(weights / weights.max(axis=0))
    return np.maximum(0.05, found)


def _education(employed: Float64, level: Int64) -> Float64:
    """Fit education by level of work to the published totals, by turns (iterative proportional fitting)."""
    wanted = _share([one.employed for one in figures.education_levels()])
    table = _EDUCATION[level - 1] * employed[:, None]
    for _ in range(100):
        table *= wanted / table.sum(axis=0)
        table *= (employed / table.sum(axis=1))[:, None]
    found: Float64 = table / table.sum(axis=1, keepdims=True)
    return found


def _educated() -> Float64:
    levels = figures.education_levels()
    return np.array(
        [
            _share([one.employed for one in levels]),
            _share([one.unemployed for one in levels]),
            _share([one.population - one.employed - one.unemployed for one in levels]),
        ]
    )


def _borders(codes: list[str]) -> Bool:
    found = np.zeros((len(codes), len(codes)), bool)
    for row in _rows("borders"):
        for other in row["neighbours"].split():
            found[codes.index(row["province"]), codes.index(other)] = True
    return found | found.T


def _ages() -> Mapping[str, Float64]:
    """Stocks by year of age from the published bands, split inside a band by assumption; ratios from our table."""
    bands = figures.age_bands()
    band = np.searchsorted([one.low for one in bands], YEARS, side="right") - 1
    size = np.array([one.high - one.low for one in bands])[band]
    population = np.array([one.population for one in bands])[band] / size
    at_work = np.array([one.employed / one.population for one in bands])[band]
    # Assumed: inside 15-24 and 55-64 the share at work rises and falls evenly; from 65 it follows `_OLD`.
    at_work += np.where(YEARS < 25, (YEARS - 19.5) * 0.017, 0) - np.where(YEARS >= 55, (YEARS - 59.5) * 0.035, 0)
    old = np.where(YEARS >= 65, np.interp(YEARS, *_OLD), 0)
    last = bands[-1]
    at_work = np.where(YEARS >= 65, old * last.employed / last.population * (YEARS >= 65).sum() / old.sum(), at_work)
    looking = np.array([one.unemployed / one.population for one in bands])[band]
    rows = _rows("ages")
    own = np.searchsorted([int(row["low"]) for row in rows], YEARS, side="right") - 1
    leave, start, discouraged = (_column(rows, name)[own] for name in ("leave", "start", "discouraged"))
    outside = population * (1 - at_work - looking)
    return {
        "population": population / population.sum(),
        "employed_at": at_work,
        "unemployed_at": looking,
        "retire": _column(rows, "retire")[own],
        "leave": leave / np.average(leave, weights=population * at_work),
        "start": start / np.average(start, weights=outside),
        "discouraged": discouraged / np.average(discouraged, weights=population * looking),
    }
