"""The deterministic twin of the Dutch model, for one setting or thousands side by side.

The equations are those of `docs/explanation/market.md`, in expectations; what the twin leaves out beside people one by
one stands in `docs/explanation/twin.md`. Within a month a person does one thing: first losing work or leaving the
labour force, then hiring over vacancies, then starts without a vacancy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from draaischijf.market.twin.economy import DURATIONS, FLEXIBLE, PERMANENT, SELF, Economy
from draaischijf.market.twin.network import Floats
from draaischijf.market.twin.people import EMPLOYED, OUTSIDE, UNEMPLOYED, Ages, supplies
from draaischijf.market.twin.search import Matched, Ways, against, along, match, spread_over_regions, ways
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.market.parameters import DutchParameters

TINY = 1e-12
LONG = 12  # months from which unemployment is long-term
SECTOR_CAP = 2.0  # starts without a vacancy at most double


class Values:
    """Parameters of all runs, and what policies make of them month by month.

    Args:
        parameters: One set, or one per run.
        runs: Number of runs.
        changes: By name of parameter, (runs or 1, months): values in its place.

    Raises:
        Problem: A change names no parameter, or lies outside the legal range.
    """

    def __init__(
        self, parameters: Sequence[DutchParameters], runs: int, changes: Mapping[str, Floats] | None = None
    ) -> None:
        if len(parameters) not in (1, runs):
            raise Problem("bad-runs", f"{len(parameters)} sets of parameters do not fit {runs} runs.")
        table = {one.name: one for one in type(parameters[0]).table()}
        self.fixed = {name: np.array([getattr(one, name) for one in parameters], float) for name in table}
        self.changes = dict(changes or {})
        for name, values in self.changes.items():
            if name not in table:
                raise Problem("market-parameter", "there is no such parameter.", place=name)
            low, high = table[name].low, table[name].high
            if values.ndim != 2 or values.min() < low or values.max() > high:
                raise Problem("market-parameter", f"a change stays within {low:g} to {high:g}.", place=name)
        self.month = 0

    def __call__(self, name: str) -> Floats:
        """Return a parameter in the present month, (runs or 1,)."""
        if name in self.changes:
            rows = self.changes[name]
            return rows[:, min(self.month, rows.shape[1] - 1)]
        return self.fixed[name]

    def wide(self, name: str) -> Floats:
        """Return a parameter in the present month, (runs or 1, 1, 1)."""
        return self(name)[:, None, None]


def spells_at_start(long: Floats, patience: Floats) -> Floats:
    """Return the unemployed by months of it, (runs, 25), rows summing to 1, such that a share is long-term.

    The chance to leave falls with duration as `patience` says; its level follows from the share (by halving).

    Args:
        long: (runs,), share unemployed a year or longer.
        patience: (runs or 1, 25).
    """

    def shares(chance: Floats) -> Floats:
        stay = 1 - np.minimum(chance[:, None] * patience, 1)
        left = np.cumprod(stay[:, :-1], axis=1)
        found = np.concatenate([np.ones_like(left[:, :1]), left], axis=1)
        # The last class holds all later months: a geometric tail.
        found[:, -1] /= np.maximum(1 - stay[:, -1], 1e-6)
        return np.asarray(found / found.sum(axis=1, keepdims=True))

    low, high = np.full(len(long), 1e-4), np.ones(len(long))
    for _ in range(50):
        middle = (low + high) / 2
        too_many = shares(middle)[:, LONG:].sum(axis=1) > long
        low, high = np.where(too_many, middle, low), np.where(too_many, high, middle)
    return shares((low + high) / 2)


@dataclass
class Month:
    """Flows of one month, thousands; each (runs, R, n) unless said.

    Args:
        lost: Lose work, by contract, (runs, 3, R, n).
        left: Leave work and the labour force, by contract, (runs, 3, R, n).
        moved: Move to other work over a vacancy, by contract, (runs, 3, R, n).
        kept_occupation: The part of `moved` that stays in its occupation, (runs,).
        self_started: Move to other work without a vacancy, by contract, (runs, 3, R, n).
        stopped: Unemployed who stop looking.
        found: Unemployed hired over a vacancy.
        began: Unemployed who start without a vacancy.
        searching: Outside who start to look.
        entered: Outside hired over a vacancy.
        came: Outside who start without a vacancy.
        hires: Vacancies filled.
        direct: Starts without a vacancy, by occupation and region of the work.
        direct_kept: Part of `self_started` that stays in its occupation, (runs,).
        opened: Vacancies opened.
        lapsed: Vacancies withdrawn.
        retired: Retired on their birthday, (runs,).
        fresh_change: Share of hires from unemployment and from outside that changes occupation, (runs,).
    """

    lost: Floats
    left: Floats
    moved: Floats
    kept_occupation: Floats
    self_started: Floats
    stopped: Floats
    found: Floats
    began: Floats
    searching: Floats
    entered: Floats
    came: Floats
    hires: Floats
    direct: Floats
    direct_kept: Floats
    opened: Floats
    lapsed: Floats
    retired: Floats
    fresh_change: Floats


class DutchTwin:
    """The state of all runs; `step` moves them on together by a month.

    Args:
        economy: The start, the same for all runs.
        parameters: One set, or one per run.
        drivers: By driver, (runs, months), as `market.paths.vary` gives them.
        changes: What policies make of parameters, by name, (runs or 1, months).

    Raises:
        Problem: Runs do not fit each other, or a change is out of range.
    """

    def __init__(
        self,
        economy: Economy,
        parameters: Sequence[DutchParameters],
        drivers: Mapping[str, Floats],
        changes: Mapping[str, Floats] | None = None,
    ) -> None:
        self.economy, self.drivers = economy, drivers
        self.runs = len(next(iter(drivers.values())))
        self.value = Values(parameters, self.runs, changes)
        self.month = 0
        self._people_at_start()
        self._ways_of: tuple[bytes, Ways] | None = None
        self._spread_of: dict[tuple[float, float], Floats] = {}
        self._demand_at_start()

    # -- the start ---------------------------------------------------------------------------------------------------

    def _people_at_start(self) -> None:
        economy, value, runs = self.economy, self.value, self.runs
        shape = (runs, economy.regions, economy.n)
        self.employed = np.broadcast_to(
            economy.contracts[:, None, None] * economy.employed, (runs, 3, *shape[1:])
        ).copy()
        self.unemployed = np.broadcast_to(economy.unemployed, shape).copy()
        self.outside = np.broadcast_to(economy.outside, shape).copy()
        self.vacancies = np.broadcast_to(economy.vacancies, shape).copy()
        learnt_abroad = value("abroad") * economy.population * np.ones(runs)
        self.ages = Ages(economy, learnt_abroad)
        self.supply = supplies(economy, learnt_abroad, self.drivers["migration"], self.drivers["circular_mobility"])
        shares = spells_at_start(value("long_unemployed") * np.ones(runs), self.patience())
        self.spells = shares * economy.unemployed.sum()
        names = ("separation_permanent", "separation_flexible", "separation_self")
        ratios = np.stack(np.broadcast_arrays(*(value(name) for name in names)), axis=1)
        mean = ratios @ economy.contracts
        self.separation_ratio = (ratios / np.maximum(mean, TINY)[:, None])[:, :, None, None]
        heavy = np.ones_like(ratios)
        heavy[:, FLEXIBLE] = value("layoff_flexible")
        self.layoff_ratio = (heavy / (heavy @ economy.contracts)[:, None])[:, :, None, None]
        self.income = np.ones(runs)

    def _demand_at_start(self) -> None:
        """Set D0 such that as many vacancies open in the first month as are filled in it."""
        economy, value = self.economy, self.value
        work = self.employed.sum(axis=1)
        short = np.maximum(value("filled") / economy.employed.sum() - value("opening"), 0)
        short = short / np.maximum(value("gap_opening"), 1e-9)
        self.base = work * (1 + short[:, None, None]) + self.vacancies
        self.weights = self.base.sum(axis=1) / self.base.sum(axis=(1, 2))[:, None]
        self.income_at_start = work.sum(axis=1) @ economy.wage + self._benefits()

    # -- demand ------------------------------------------------------------------------------------------------------

    def driver(self, name: str) -> Floats:
        """Return a driver in the present month, (runs,)."""
        return self.now(self.drivers[name])

    def now(self, rows: Floats) -> Floats:
        """Return the present month of a table (runs, months), the last where it has ended."""
        return rows[:, min(self.month, rows.shape[1] - 1)]

    def demand(self) -> Floats:
        """Return target demand in the present month, (runs, R, n): rule 2."""
        economy, value = self.economy, self.value
        technology, exposed = self.driver("technology")[:, None], economy.exposure[None, :]
        freed = (self.weights * exposed * technology).sum(axis=1, keepdims=True)
        open_ = (self.weights * (1 - exposed)).sum(axis=1, keepdims=True)
        tech = 1 - exposed * technology + value("compensation")[:, None] * freed * (1 - exposed) / open_
        moved = 1 - 0.25 * economy.tradable * self.driver("globalisation")[:, None]
        green = 1 + economy.green * self.driver("sustainability")[:, None]
        care = 1 + economy.care * self.driver("ageing")[:, None] / 100
        supply = self.now(self.supply) ** value("supply_follows")
        scale = self.growth() * supply * self.income ** value("income_feedback")
        found: Floats = self.base * (scale[:, None] * tech * moved * green * care)[:, None, :]
        return found

    def growth(self) -> Floats:
        """Return G: growth compounded over the months so far, (runs,)."""
        rows = self.drivers["growth"][:, : self.month]
        found: Floats = np.prod(1 + rows / 100, axis=1) ** (1 / 12)
        return found

    # -- search ------------------------------------------------------------------------------------------------------

    def ways(self) -> Ways:
        """Return the ways between occupations under the present parameters; made anew only when these change."""
        names = ("self_loop", "near_power", "fit_power", "diploma_miss", "skills_hiring")
        given = [self.value(name) for name in names]
        key = b"".join(one.tobytes() for one in given)
        if self._ways_of is None or self._ways_of[0] != key:
            alike = [one[:1] if (one == one[0]).all() else one for one in given]
            demand = (self.economy.employed + self.economy.vacancies).sum(axis=0)
            made = ways(self.economy, demand, *(one[:, None, None] for one in alike))
            self._ways_of = (key, made)
        return self._ways_of[1]

    def _regions(self) -> Floats:
        """Return the spread of search over regions; it is the mean over runs that sets it, as all share one map."""
        stay, near = float(self.value("region_stay").mean()), float(self.value("region_near").mean())
        if (stay, near) not in self._spread_of:
            self._spread_of[stay, near] = spread_over_regions(self.economy.borders, stay, near)
        return self._spread_of[stay, near]

    def patience(self) -> Floats:
        """Return T, the chance to leave unemployment by months of it, of that at its begin, (runs or 1, 25)."""
        return (1 - self.value("duration_decay"))[:, None] ** np.minimum(np.arange(DURATIONS), 24)

    def mean_patience(self) -> Floats:
        """Return T averaged over the unemployed, (runs,)."""
        total = self.spells.sum(axis=1)
        held = (self.spells * self.patience()).sum(axis=1)
        found: Floats = np.divide(held, total, out=np.ones_like(total), where=total > TINY)
        return found

    def _weights(self) -> tuple[Floats, Floats, Floats]:
        """Return the weight of an applicant who is outside, unemployed or employed (by contract)."""
        value = self.value
        unseen = self.ages.abroad / self.ages.people.sum(axis=(1, 2)) * (1 - value("recognised"))
        efficiency = value("efficiency") * (1 - unseen * (1 - value("foreign_discount")))
        outside = efficiency * value("search_outside") * self.ages.mean(OUTSIDE, self.economy.start)
        names = ("search_permanent", "search_flexible", "search_self")
        search = np.stack(np.broadcast_arrays(*(value(name) for name in names)), axis=1)
        employed = (efficiency * value("accept_better"))[:, None] * search
        return outside[:, None, None], (efficiency * self.mean_patience())[:, None, None], employed[:, :, None, None]

    def _match(self, outside: Floats, unemployed: Floats, employed: Floats, vacancies: Floats) -> Matched:
        by_outside, by_unemployed, by_employed = self._weights()
        applicants = outside * by_outside + unemployed * by_unemployed + (employed * by_employed).sum(axis=1)
        return match(applicants, vacancies, self.ways(), self._regions())

    # -- a month -----------------------------------------------------------------------------------------------------

    def step(self) -> Month:
        """Move every run one month on and return what flowed."""
        self.value.month = self.month
        retired = self._population()
        flows = self._flows(retired)
        self._move(flows)
        self._move_ages(flows)
        self._move_spells(flows)
        self.income = self._income()
        self.month += 1
        return flows

    def _population(self) -> Floats:
        """Birthdays and migration by age, then the same totals by occupation; who turns 15 gets one by `entry`."""
        before, value = self.ages.totals, self.value
        retired, new = self.ages.birthdays(value("pension_age") * np.ones(self.runs), value("retire_at_pension"))
        self.ages.migration(self.driver("migration"), self.driver("circular_mobility"))
        after = self.ages.totals
        after[:, OUTSIDE] -= new
        ratio = np.divide(after, before, out=np.ones_like(after), where=before > 0)
        self.employed *= ratio[:, EMPLOYED, None, None, None]
        self.unemployed *= ratio[:, UNEMPLOYED, None, None]
        self.spells = self.spells * ratio[:, UNEMPLOYED, None]
        places = self.economy.outside.sum(axis=1) / self.economy.outside.sum()
        entering = np.outer(places, self.economy.entry)
        self.outside = self.outside * ratio[:, OUTSIDE, None, None] + new[:, None, None] * entering
        return retired

    def _flows(self, retired: Floats) -> Month:
        economy, value = self.economy, self.value
        work = self.employed.sum(axis=1)
        gap = work + self.vacancies - self.demand()
        over = np.divide(np.maximum(gap, 0), work, out=np.zeros_like(gap), where=work > TINY)
        under = np.divide(np.maximum(-gap, 0), work, out=np.zeros_like(gap), where=work > TINY)

        lose = np.minimum(value("separation")[:, None, None, None] * self.separation_ratio, 1)
        layoff = np.minimum((value.wide("gap_layoff") * over)[:, None] * self.layoff_ratio, 1)
        lost = self.employed * (lose + (1 - lose) * layoff)
        leave = value("leave") * self.ages.mean(EMPLOYED, economy.leave) + self.ages.mean(EMPLOYED, economy.retire)
        left = (self.employed - lost) * np.minimum(leave, 1)[:, None, None, None]
        patience = self.mean_patience()
        stop = value("discouraged") * patience * self.ages.mean(UNEMPLOYED, economy.discouraged)
        stop = np.minimum(stop + self.ages.mean(UNEMPLOYED, economy.retire), 1)
        stopped = self.unemployed * stop[:, None, None]
        starts = self.ages.mean(OUTSIDE, economy.start)
        searching = self.outside * np.minimum(value("start_search") * starts, 1)[:, None, None]

        lapse = np.divide(
            value.wide("gap_lapse") * np.maximum(gap, 0),
            self.vacancies,
            out=np.zeros_like(gap),
            where=self.vacancies > TINY,
        )
        lapsed = self.vacancies * np.minimum(lapse, 1)
        opening = value.wide("opening")
        opened = work * (opening + (1 - opening) * np.minimum(value.wide("gap_opening") * under, 1))

        employed, unemployed = self.employed - lost - left, self.unemployed - stopped
        outside = self.outside - searching
        matched = self._match(outside, unemployed, employed, self.vacancies - lapsed)
        by_outside, by_unemployed, by_employed = self._weights()
        moved = employed * by_employed * matched.rate[:, None]
        found = unemployed * by_unemployed * matched.rate
        entered = outside * by_outside * matched.rate
        kept = (employed * by_employed * matched.own[:, None]).sum(axis=(1, 2, 3))
        same = ((unemployed * by_unemployed + outside * by_outside) * matched.own).sum(axis=(1, 2))
        fresh_change = 1 - same / np.maximum((found + entered).sum(axis=(1, 2)), TINY)

        eager = self._eagerness(work, gap)
        reach = against(np.broadcast_to(eager[:, None, :], gap.shape), self.ways().direct)
        share_out = (value("direct_outside") * starts)[:, None, None]
        self_started = (employed - moved) * (value.wide("direct_employed") * reach)[:, None]
        eager_start = (value("direct_unemployed") * patience)[:, None, None]
        began = (unemployed - found) * eager_start * reach
        came = (outside - entered) * share_out * reach
        going = (employed - moved).sum(axis=1) * value.wide("direct_employed")
        going = going + (unemployed - found) * eager_start + (outside - entered) * share_out
        direct = along(going, self.ways().direct) * eager[:, None, :]
        own = np.diagonal(self.ways().direct, axis1=1, axis2=2)[:, None, :] * eager[:, None, :]
        direct_kept = ((employed - moved).sum(axis=1) * value.wide("direct_employed") * own).sum(axis=(1, 2))
        return Month(
            lost, left, moved, kept, self_started, stopped, found, began, searching, entered, came,
            matched.hires, direct, direct_kept, opened, lapsed, retired, fresh_change,
        )  # fmt: skip

    def _eagerness(self, work: Floats, gap: Floats) -> Floats:
        """Return h_j of starts without a vacancy, over the whole country, (runs, n): rule 7."""
        there = (work + self.vacancies).sum(axis=1)
        wanted = there - gap.sum(axis=1)
        ratio = np.divide(wanted, there, out=np.ones_like(there), where=there > TINY)
        found: Floats = np.minimum(np.maximum(ratio, 0) ** self.value("direct_elasticity")[:, None], SECTOR_CAP)
        return found

    def _move(self, flows: Month) -> None:
        """Put the flows of the month into the state by occupation, region and contract."""
        value = self.value
        permanent, alone = value.wide("hire_permanent"), value.wide("direct_self")
        self.employed -= flows.lost + flows.left + flows.moved + flows.self_started
        become = value("to_permanent")[:, None, None] * self.employed[:, FLEXIBLE]
        self.employed[:, FLEXIBLE] += (1 - permanent) * (flows.hires + (1 - alone) * flows.direct) - become
        self.employed[:, PERMANENT] += permanent * (flows.hires + (1 - alone) * flows.direct) + become
        self.employed[:, SELF] += alone * flows.direct
        self.unemployed += flows.lost.sum(axis=1) + flows.searching - flows.stopped - flows.found - flows.began
        self.outside += flows.left.sum(axis=1) + flows.stopped - flows.searching - flows.entered - flows.came
        self.vacancies += flows.opened - flows.lapsed - flows.hires

    def _move_ages(self, flows: Month) -> None:
        """Put the same totals into the state by age."""
        ages, economy, value = self.ages, self.economy, self.value

        def all_(flow: Floats) -> Floats:
            return np.asarray(flow.sum(axis=tuple(range(1, flow.ndim))))

        lost = ages.part(EMPLOYED, all_(flows.lost))
        leave = value("leave")[:, None] * economy.leave + economy.retire
        left = ages.part(EMPLOYED, all_(flows.left), leave, lost)
        hired = ages.part(UNEMPLOYED, all_(flows.found + flows.began))
        stop = (value("discouraged") * self.mean_patience())[:, None] * economy.discouraged + economy.retire
        stopped = ages.part(UNEMPLOYED, all_(flows.stopped), stop, hired)
        searching = ages.part(OUTSIDE, all_(flows.searching), economy.start)
        entered = ages.part(OUTSIDE, all_(flows.entered + flows.came), economy.start, searching)
        ages.move(EMPLOYED, UNEMPLOYED, lost)
        ages.move(EMPLOYED, OUTSIDE, left)
        ages.move(UNEMPLOYED, EMPLOYED, hired)
        ages.move(UNEMPLOYED, OUTSIDE, stopped)
        ages.move(OUTSIDE, UNEMPLOYED, searching)
        ages.move(OUTSIDE, EMPLOYED, entered)

    def _move_spells(self, flows: Month) -> None:
        """Put the same totals into the state by months unemployed: all ways out get rarer with it, but retirement."""
        total = self.spells.sum(axis=1)
        relative = np.broadcast_to(self.patience(), self.spells.shape) / self.mean_patience()[:, None]
        retire = self.ages.mean(UNEMPLOYED, self.economy.retire)
        left = self.spells.copy()
        for out in (flows.stopped, flows.found, flows.began):
            rate = np.divide(out.sum(axis=(1, 2)), left.sum(axis=1), out=np.zeros_like(total), where=total > TINY)
            by_chance = np.maximum(rate - retire, 0) if out is flows.stopped else rate
            left *= 1 - np.minimum(by_chance[:, None] * relative + (rate - by_chance)[:, None], 1)
        # Rounding and the mean over durations: keep the total that the state by occupation has.
        wanted = total - flows.stopped.sum(axis=(1, 2)) - flows.found.sum(axis=(1, 2)) - flows.began.sum(axis=(1, 2))
        sums = left.sum(axis=1)
        left *= np.divide(wanted, sums, out=np.zeros_like(sums), where=sums > TINY)[:, None]
        self.spells = np.zeros_like(left)
        self.spells[:, 1:] = left[:, :-1]
        self.spells[:, -1] += left[:, -1]
        self.spells[:, 0] = flows.lost.sum(axis=(1, 2, 3)) + flows.searching.sum(axis=(1, 2))

    # -- money -------------------------------------------------------------------------------------------------------

    def _benefits(self) -> Floats:
        """Return what the unemployed get, in the unit of wages, (runs,)."""
        months = np.arange(DURATIONS)[None, :]
        insured = (self.spells * (months < self.value("benefit_months")[:, None])).sum(axis=1)
        wage = (self.unemployed.sum(axis=1) @ self.economy.wage) / np.maximum(self.unemployed.sum(axis=(1, 2)), TINY)
        found: Floats = self.value("benefit_rate") * insured * wage
        return found

    def _income(self) -> Floats:
        """Return income from labour and benefits by that at the start, per head of the labour supply, (runs,)."""
        now = self.employed.sum(axis=(1, 2)) @ self.economy.wage + self._benefits()
        found: Floats = now / self.income_at_start / self.now(self.supply)
        return found
