"""From parameters, levers and counts to the tables that the kernels read in one month."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from draaischijf.market.dutch.people import Vacancies
from draaischijf.market.dutch.populate_kernel import Start
from draaischijf.market.dutch.shared_kernel import Chances, Hiring, Suit, Targets
from draaischijf.market.dutch.skill_kernel import Work
from draaischijf.market.dutch.supply import monthly_share
from draaischijf.market.dutch.world import TECHNICAL, World, internal_moves, mobility, reach
from draaischijf.market.parameters import DutchParameters
from draaischijf.market.policies import Levers
from draaischijf.market.reference.kernel import alias_tables

Float64 = npt.NDArray[np.float64]
Int64 = npt.NDArray[np.int64]

# Education that work of each level (1 to 4) asks: none, middle, middle, high; assumed.
NEEDS: Final = np.array([0, 1, 1, 2])
# Suitability in a registered profession of who comes from another.
UNREGISTERED: Final = 0.0
MONTHS: Final = np.arange(900.0)
# `fit^fit_power` of who applies in the own occupation, on average: the efficiency is that of a typical person. Fitted,
# so that as many vacancies are filled as where all are alike.
TYPICAL_FIT: Final = 0.93
# Part of what gets rarer with the months of unemployment that happens to each; the rest is that who finds work soon
# leaves first. Fitted, so that as many are unemployed for long as `duration_decay` gives where all are alike.
OWN_DECAY: Final = 0.72
GUARANTEE_CHANCE: Final = 0.5
# Mean months in the present state at the start: permanent, flexible, self-employed, unemployed, outside; assumed.
TENURE: Final = np.array([90.0, 14.0, 80.0, 6.0, 60.0])
# Hours: shares of up to 12, 20, 35 and full weeks; of 23 and over, and of the young; assumed, so that all together
# come near the published bands.
HOURS: Final = np.array([[0.04, 0.06, 0.34, 0.56], [0.45, 0.15, 0.20, 0.20]])


def _cumulated(chances: Float64) -> Float64:
    summed = np.cumsum(chances, axis=-1)
    total = summed[..., -1:]
    found: Float64 = np.divide(summed, total, out=np.ones_like(summed), where=total > 0)
    return found


def contract_ratios(parameters: DutchParameters) -> tuple[Float64, Float64]:
    """Return the ratios of separation and of layoffs by contract to the mean over contracts at the start, each (3,)."""
    shares = contract_shares(parameters)
    separation = np.array([parameters.separation_permanent, parameters.separation_flexible, parameters.separation_self])
    layoff = np.array([1.0, parameters.layoff_flexible, 1.0])
    return separation / max(1e-9, shares @ separation), layoff / (shares @ layoff)


def contract_shares(parameters: DutchParameters) -> Float64:
    """Return the shares of permanent, flexible and self-employed at the start, (3,)."""
    permanent, own = parameters.permanent, parameters.self_employed
    return np.array([permanent, 1 - permanent - own, own])


def start_tables(world: World, parameters: DutchParameters) -> Start:
    """Return the chances from which people at the start are drawn."""
    at_work = world.employed_at * parameters.employed / parameters.population / (world.population @ world.employed_at)
    looking = world.unemployed_at * parameters.unemployed / parameters.population
    looking = looking / (world.population @ world.unemployed_at)
    # Young people have more flexible work; the shares over all ages stay those of the parameters. Assumed.
    years = np.arange(60)
    tilt = np.where(years < 12, 2.2, 0.75)
    flexible = np.minimum(0.9, tilt * contract_shares(parameters)[1])
    flexible *= contract_shares(parameters)[1] / np.average(flexible, weights=world.population * at_work)
    own = np.where(years < 12, 0.4, 1.15)
    own = own * parameters.self_employed / np.average(own, weights=world.population * at_work)
    state = np.stack(
        [at_work * (1 - flexible - own), at_work * flexible, at_work * own, looking, 1 - at_work - looking], axis=1
    )
    by_education = world.educated / world.educated[0]
    spread = np.stack([world.employed * (world.education @ ratio) for ratio in by_education])
    return Start(
        _cumulated(world.population),
        _cumulated(np.maximum(0, state)),
        _cumulated(np.stack([world.employed_in, world.unemployed_in, world.outside_in])),
        _cumulated(spread),
        _cumulated(world.entry),
        _cumulated(world.education),
        np.array([parameters.abroad, parameters.recognised]),
        TENURE,
        _cumulated(HOURS),
    )


def work_table(world: World, parameters: DutchParameters, technology: float, speed: float) -> Work:
    """Return what work asks and pays.

    Args:
        world: Occupations.
        parameters: Parameters.
        technology: T in this month, 0 to 1.
        speed: Rise of T a year, 0 or more; skills without use fade `1 + 10 speed` times as fast.
    """
    rise = parameters.digital_rise * world.exposure[:, None] * technology * TECHNICAL
    asks = np.minimum(1.0, world.asks + rise)
    years = np.where(TECHNICAL, parameters.fade_years_technical, parameters.fade_years)
    wages = world.wage[:, None] * np.exp(world.wage_spread[:, None] * _normal_quantiles()) * 52 / 12
    return Work(
        asks,
        world.weights,
        0.5 ** (MONTHS / (12 * parameters.learn_years)),
        0.5 ** (np.outer(MONTHS, (1 + 10 * speed) / (12 * years))),
        1 / asks,
        wages,
    )


def _normal_quantiles() -> Float64:
    from statistics import NormalDist

    normal = NormalDist()
    return np.array([normal.inv_cdf((rank + 0.5) / 256) for rank in range(256)])


@dataclass(frozen=True, eq=False)
class Tables:
    """Makes the tables of a month; what changes seldom is worked out once.

    Args:
        world: Occupations, provinces, ages.
        parameters: Parameters.
        per_thousand: Simulated people for each thousand real ones.
    """

    world: World
    parameters: DutchParameters
    per_thousand: float

    @cached_property
    def _internal(self) -> tuple[Float64, Float64]:
        chance, to = internal_moves(self.world, self.parameters)
        return np.minimum(1.0, chance * to.sum(axis=1)), _cumulated(to)

    @cached_property
    def _mobility(self) -> dict[tuple[float, float], Float64]:
        return {}

    def mobility(self, levers: Levers) -> Float64:
        """Return `A` under the levers, (n, n)."""
        key = (levers.skills_hiring, levers.near_power)
        if key not in self._mobility:
            self._mobility.clear()
            self._mobility[key] = mobility(self.world, self.parameters, *key)
        return self._mobility[key]

    def efficiency(self, levers: Levers) -> tuple[float, float]:
        """Return the efficiency where passports are read, and elsewhere as a share of that."""
        gain = levers.passport_gain if levers.passport_people * levers.passport_employers > 0 else 0.0
        return min(1.0, self.parameters.efficiency / TYPICAL_FIT * (1 + gain)), 1 / (1 + gain)

    def lose(self, levers: Levers, layoff: Float64) -> Float64:
        """Return the chance of losing work by contract and cell, (3, cells).

        Args:
            levers: Levers.
            layoff: Mean chance of a layoff by cell, before the levers, (cells,).
        """
        p = self.parameters
        separation, ratio = contract_ratios(p)
        base = np.minimum(1.0, p.separation * separation)[:, None]
        chance = base + (1 - base) * np.minimum(1.0, levers.layoff * ratio[:, None] * layoff)
        chance[1] *= levers.pooled
        found: Float64 = chance
        return found

    def training(self, levers: Levers, lose: Float64) -> tuple[Float64, Float64]:
        """Return the chance of a training by contract and cell, (3, cells), and of unemployed and outside, (2,)."""
        p = self.parameters
        insecure = 1 - (1 - lose) ** 12
        calm = np.exp(-p.insecurity_effect * levers.insecurity * insecure)
        chance = np.minimum(1.0, p.training * levers.training)
        return chance[:3, None] * calm, chance[3:]

    def chances(self, levers: Levers, lose: Float64, unemployed: int, emigrate: tuple[float, float]) -> Chances:
        """Return all chances of the month.

        Args:
            levers: Levers.
            lose: See `lose`.
            unemployed: Number of unemployed people.
            emigrate: Chance to go back of who learnt abroad, and to leave of all from 20 to 40.
        """
        p, w = self.parameters, self.world
        most, _ = self.efficiency(levers)
        train, idle = self.training(levers, lose)
        search = p.accept_better * most * np.array([p.search_permanent, p.search_flexible, p.search_self])
        policy = np.array(
            [
                min(1.0, levers.trainees.sum() * self.per_thousand / max(1, unemployed)),
                min(1.0, levers.places.sum() * self.per_thousand / max(1, unemployed)),
                GUARANTEE_CHANCE if np.isfinite(levers.guarantee_after) else 0.0,
            ]
        )
        found = Chances(
            limit=np.zeros((5, 61)),
            own=np.zeros((5, len(w.brc))),
            bound=np.zeros(5, np.uint8),
            retire=_years(w.retire),
            leave=_years(np.minimum(1, p.leave * w.leave)),
            give_up=_years(np.minimum(1, p.discouraged * w.discouraged)),
            look=_years(np.minimum(1, p.start_search * w.start)),
            outside=_years(np.minimum(1, p.search_outside * w.start) * most),
            start_direct=_years(np.minimum(1, 2 * p.direct_outside * w.start)),
            lose=lose,
            train=train,
            train_idle=idle,
            emigrate=np.array(emigrate),
            search=search,
            search_idle=np.array([most * levers.effort]),
            direct=np.array([2 * p.direct_employed, 2 * p.direct_unemployed]),
            internal=self._internal[0],
            convert=np.array([p.to_permanent]),
            hours=np.array([p.hours_change]),
            policy=policy,
            guarantee_after=np.array([levers.guarantee_after]),
            pension=np.array([p.retire_at_pension]),
            pension_age=np.array([12 * p.pension_age]),
            patience=(1 - p.duration_decay) ** (OWN_DECAY * np.arange(25.0)),
        )
        _set_limits(found)
        return found

    def targets(self, levers: Levers, wanted: Float64, counts: Int64, vacant: Int64) -> Targets:
        """Return where moves go.

        Args:
            levers: Levers.
            wanted: Demand by occupation and province in simulated people, (n, 12).
            counts: Employed, idem.
            vacant: Vacancies, idem.
        """
        p, w = self.parameters, self.world
        n, provinces = wanted.shape
        travel = reach(w, p, levers.region_stay)
        near = travel @ vacant.T  # (home, occupation)
        weights = (self.mobility(levers)[None, :, :] * near[:, None, :]).reshape(provinces * n, n)
        cut, other = np.empty_like(weights), np.empty(weights.shape, np.uint16)
        alias_tables(weights, cut, other)
        there = (travel[:, None, :] * vacant[None, :, :]).reshape(provinces * n, provinces)
        work_and_open = (counts + vacant).sum(axis=1)
        open_share = (wanted.sum(axis=1) / np.maximum(1, work_and_open)) ** p.direct_elasticity
        base = w.employed
        return Targets(
            cut=cut,
            other=other,
            province=_cumulated(there),
            starts=np.concatenate(([0], np.cumsum(vacant.ravel()))).astype(np.int64),
            direct=_cumulated(self.mobility(levers) * base),
            direct_open=np.minimum(2, open_share) / 2,
            internal=self._internal[1],
            trainee=_cumulated(levers.trainees),
            place=_cumulated(levers.places),
            guarantee=_cumulated(levers.guarantee),
            slack=np.minimum(1, wanted / np.maximum(1, counts + vacant)).ravel(),
        )

    def suit(self, levers: Levers, vacancies: Vacancies) -> Suit:
        """Return what makes applications suitable."""
        p, w = self.parameters, self.world
        bytes_ = 256 * np.array([levers.skills_hiring, levers.passport_people, levers.passport_employers])
        return Suit(
            vacancies.skills,
            vacancies.passport,
            vacancies.strict,
            np.append(bytes_, levers.recognised),
            NEEDS[w.level - 1].astype(np.int64),
            w.registered.astype(np.int64),
            np.array([p.diploma_miss, UNREGISTERED, p.foreign_discount]),
            np.array([p.fit_power]),
            np.array([self.efficiency(levers)[1]]),
        )

    def hiring(self) -> Hiring:
        """Return how new work begins."""
        p = self.parameters
        return Hiring(np.array([p.hire_permanent]), np.array([p.direct_self]), np.array([p.training_gain]))


def _years(values: Float64) -> Float64:
    """Add a last year, for who turns 75 this month."""
    return np.append(values, values[-1])


def _set_limits(c: Chances) -> None:
    """Set the largest sum of chances by state and age; whoever draws above it needs no second look."""
    out = c.emigrate.sum()
    for state in range(3):
        c.limit[state] = c.retire + c.leave + out + c.direct[0] + c.search[state] + c.train[state].max() + c.hours[0]
        c.limit[state] += c.convert[0] if state == 1 else 0
        c.own[state] = c.internal + c.lose[state].reshape(-1, 12).max(axis=1)
    c.limit[3] = c.retire + c.give_up + out + c.policy.sum() + c.direct[1] + c.search_idle[0] + c.train_idle[0]
    c.limit[4] = c.look + c.outside + c.start_direct + out + c.train_idle[1]
    c.limit[:] *= 1 + 1e-9  # sums are taken in another order when events are drawn
    c.bound[:] = np.minimum(255, 256 * (c.limit.max(axis=1) + c.own.max(axis=1)))


def going(parameters: DutchParameters, migration: float, circular: float, people: float) -> tuple[float, float]:
    """Return the chances a month to go back and, where net migration is below 0, to leave at 20 to 40.

    Args:
        parameters: Parameters.
        migration: Thousand people a year, net.
        circular: Share a year of those who learnt abroad.
        people: Thousand people of 20 to 40.
    """
    return monthly_share(circular), min(1.0, max(0.0, -migration) / 12 / max(1e-9, people))
