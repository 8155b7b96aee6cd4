"""The deterministic twin of the Dutch model, for one setting or thousands side by side.

The equations are those of `docs/explanation/market.md`, in expectations; what the twin leaves out beside people one by
one stands in `docs/explanation/twin.md`. Within a month a person does one thing: first losing work or leaving the
labour force, then hiring over vacancies, then starts without a vacancy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from draaischijf.market.dutch.world import World, dutch_world
from draaischijf.market.twin.economy import DURATIONS, FLEXIBLE, PERMANENT, SELF, Economy
from draaischijf.market.twin.forces import Forces, forces
from draaischijf.market.twin.month import Month, flows_of, total
from draaischijf.market.twin.network import Floats
from draaischijf.market.twin.people import EMPLOYED, OUTSIDE, UNEMPLOYED, Ages, supplies, take
from draaischijf.market.twin.search import Matched, Ways, match, spread_over_regions, ways
from draaischijf.market.twin.spells import spells_at_start
from draaischijf.market.twin.values import Values

if TYPE_CHECKING:
    from draaischijf.market.parameters import DutchParameters
    from draaischijf.market.policies import Policy

TINY = 1e-12
QUIET = 24  # months before the start in which nothing moves, so that the start is steady


class DutchTwin:
    """The state of all runs; `step` moves them on together by a month.

    Args:
        economy: The start, the same for all runs.
        parameters: One set, or one per run.
        drivers: By driver, (runs, months), as `market.paths.vary` gives them.
        policies: Policies, the same for all runs.
        changes: Parameters in place of the fixed ones, by name, (runs or 1, months).
        quiet: Months before the start in which drivers stay as at the start; `month` counts from their begin.
        world: Occupations, as policies name them.

    Raises:
        Problem: Runs do not fit each other, or a change is out of range.
    """

    def __init__(  # noqa: PLR0913 - each a part of a run
        self,
        economy: Economy,
        parameters: Sequence[DutchParameters],
        drivers: Mapping[str, Floats],
        *,
        policies: Sequence[Policy] = (),
        changes: Mapping[str, Floats] | None = None,
        quiet: int = 0,
        world: World | None = None,
    ) -> None:
        self.economy, self.quiet, self.month = economy, quiet, 0
        self.drivers = {name: _after_quiet(name, rows, quiet) for name, rows in drivers.items()}
        self.runs = len(next(iter(drivers.values())))
        self.value = Values(
            parameters, self.runs, {name: _after_quiet("", rows, quiet) for name, rows in (changes or {}).items()}
        )
        self.parameters, self.policies, self.world = list(parameters), policies, world or dutch_world()
        self.forces = self._forces()
        self._people_at_start()
        self._ways_of: tuple[bytes, Ways] | None = None
        self._spread_of: dict[tuple[float, float], Floats] = {}
        self._demand_at_start()

    def _forces(self) -> Forces:
        """Return the levers of the present month."""
        found = forces(self.parameters, self.policies, self.world, (self.month - self.quiet) / 12)
        given: dict[str, Any] = {
            name: self.value(name)
            for name in ("skills_hiring", "near_power", "region_stay")
            if name in self.value.changes
        }
        return replace(found, **given)

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
        supply = supplies(economy, learnt_abroad, self.drivers["migration"], self.drivers["circular_mobility"])
        self.supply = supply / supply[:, self.quiet : self.quiet + 1]
        self.held = np.zeros(runs)  # people in guaranteed work
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

    def driver_before(self, name: str) -> Floats:
        """Return a driver in the month that has just passed, (runs,)."""
        return self.drivers[name][:, max(0, min(self.month, self.drivers[name].shape[1]) - 1)]

    def now(self, rows: Floats) -> Floats:
        """Return the present month of a table (runs, months), the last where it has ended."""
        return rows[:, min(self.month, rows.shape[1] - 1)]

    def demand(self) -> Floats:
        """Return target demand in the present month, (runs, R, n): rule 2."""
        economy, value = self.economy, self.value
        technology = (self.driver("technology") * self.forces.technology)[:, None]
        exposed = economy.exposure[None, :]
        freed = (self.weights * exposed * technology).sum(axis=1, keepdims=True)
        open_ = (self.weights * (1 - exposed)).sum(axis=1, keepdims=True)
        tech = 1 - exposed * technology + value("compensation")[:, None] * freed * (1 - exposed) / open_
        moved = 1 - 0.25 * economy.tradable * self.driver("globalisation")[:, None]
        green = 1 + economy.green * self.driver("sustainability")[:, None]
        care = 1 + economy.care * self.driver("ageing")[:, None] / 100
        supply = self.now(self.supply) ** value("supply_follows")
        scale = self.growth() * supply * self.income ** value("income_feedback")
        wanted = self.base * (scale[:, None] * tech * moved * green * care)[:, None, :]
        if self.forces.guarantee.any():
            places = self.base.sum(axis=2, keepdims=True) / self.base.sum(axis=(1, 2))[:, None, None]
            wanted = wanted + self.held[:, None, None] * self.forces.guarantee[:, None, :] * places
        return np.asarray(wanted)

    def growth(self) -> Floats:
        """Return G: growth compounded over the months so far, (runs,)."""
        rows = self.drivers["growth"][:, : self.month]
        found: Floats = np.prod(1 + rows / 100, axis=1) ** (1 / 12)
        return found

    # -- search ------------------------------------------------------------------------------------------------------

    def ways(self) -> Ways:
        """Return the ways between occupations under the present parameters; made anew only when these change."""
        now = self.forces
        given = [self.value(name) for name in ("self_loop", "fit_power", "diploma_miss")]
        given += [now.near_power, now.skills_hiring, now.reads]
        key = b"".join(one.tobytes() for one in given)
        if self._ways_of is None or self._ways_of[0] != key:
            loop, power, miss, near, skills, reads = (
                (one[:1] if (one == one[0]).all() else one)[:, None, None] for one in given
            )
            demand = (self.economy.employed + self.economy.vacancies).sum(axis=0)
            self._ways_of = (key, ways(self.economy, demand, loop, near, power, miss, skills, reads))
        return self._ways_of[1]

    def _regions(self) -> Floats:
        """Return the spread of search over regions; it is the mean over runs that sets it, as all share one map."""
        stay, near = float(self.forces.region_stay.mean()), float(self.value("region_near").mean())
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

    def weights_of_applicants(self) -> tuple[Floats, Floats, Floats]:
        """Return the chance to apply where it can suit: outside, unemployed (runs, 1, 1), employed (runs, 3, 1, 1)."""
        value, now = self.value, self.forces
        unseen = self.ages.abroad / self.ages.people.sum(axis=(1, 2)) * (1 - value("recognised"))
        unseen = unseen * (1 - now.reads) * (1 - now.recognised)
        efficiency = np.minimum(value("efficiency") * (1 + now.gain * now.reads), 1)
        efficiency = efficiency * (1 - unseen * (1 - value("foreign_discount")))
        outside = efficiency * value("search_outside") * self.ages.mean(OUTSIDE, self.economy.start)
        names = ("search_permanent", "search_flexible", "search_self")
        search = np.stack(np.broadcast_arrays(*(value(name) for name in names)), axis=1)
        employed = (efficiency * value("accept_better"))[:, None] * search
        looking = efficiency * self.mean_patience() * now.effort
        return outside[:, None, None], looking[:, None, None], employed[:, :, None, None]

    def match(self, outside: Floats, unemployed: Floats, employed: Floats) -> Matched:
        """Return hires over vacancies, given the chance to apply of people outside, unemployed and employed."""
        applicants = self.outside * outside + self.unemployed * unemployed + (self.employed * employed).sum(axis=1)
        return match(applicants, self.vacancies, self.ways(), self._regions())

    # -- a month -----------------------------------------------------------------------------------------------------

    def step(self) -> Month:
        """Move every run one month on and return what flowed."""
        self.value.month = self.month
        if self.policies or self.value.changes:
            self.forces = self._forces()
        flows = flows_of(self, self._population())
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

    def _move(self, flows: Month) -> None:
        """Put the flows of the month into the state by occupation, region and contract."""
        value, now = self.value, self.forces
        permanent, alone = value.wide("hire_permanent"), value.wide("direct_self")
        become = value("to_permanent")[:, None, None] * self.employed[:, FLEXIBLE]
        self._leave_guarantee(flows)
        self.employed -= flows.lost + flows.left + flows.moved + flows.self_started
        begin = flows.hires + (1 - alone) * flows.direct
        extra = _placed(flows.trainees, now.trainees) + _placed(flows.guaranteed, now.guarantee)
        become = np.minimum(become, self.employed[:, FLEXIBLE])
        self.employed[:, FLEXIBLE] += (1 - permanent) * begin + extra - become
        self.employed[:, PERMANENT] += permanent * begin + become
        self.employed[:, SELF] += alone * flows.direct
        started = flows.found + flows.began + flows.trainees + flows.guaranteed
        self.unemployed += flows.lost.sum(axis=1) + flows.searching - flows.stopped - started
        self.unemployed += _placed(flows.taught, now.places) - flows.taught
        self.outside += flows.left.sum(axis=1) + flows.stopped - flows.searching - flows.entered - flows.came
        self.vacancies += flows.opened - flows.lapsed - flows.hires

    def _leave_guarantee(self, flows: Month) -> None:
        """Let people go from guaranteed work as others from flexible work, and count who came."""
        flexible = total(self.employed[:, FLEXIBLE])
        going = total((flows.lost + flows.left + flows.moved + flows.self_started)[:, FLEXIBLE])
        self.held = self.held * (1 - going / np.maximum(flexible, TINY)) + total(flows.guaranteed)

    def _move_ages(self, flows: Month) -> None:
        """Put the same totals into the state by age."""
        ages, economy, value = self.ages, self.economy, self.value

        lost = ages.part(EMPLOYED, total(flows.lost))
        leave = value("leave")[:, None] * economy.leave + economy.retire
        left = ages.part(EMPLOYED, total(flows.left), leave, lost)
        hired = ages.part(UNEMPLOYED, total(flows.found + flows.began + flows.trainees + flows.guaranteed))
        stop = (value("discouraged") * self.mean_patience())[:, None] * economy.discouraged + economy.retire
        stopped = ages.part(UNEMPLOYED, total(flows.stopped), stop, hired)
        searching = ages.part(OUTSIDE, total(flows.searching), economy.start)
        entered = ages.part(OUTSIDE, total(flows.entered + flows.came), economy.start, searching)
        ages.move(EMPLOYED, UNEMPLOYED, lost)
        ages.move(EMPLOYED, OUTSIDE, left)
        ages.move(UNEMPLOYED, EMPLOYED, hired)
        ages.move(UNEMPLOYED, OUTSIDE, stopped)
        ages.move(OUTSIDE, UNEMPLOYED, searching)
        ages.move(OUTSIDE, EMPLOYED, entered)

    def _move_spells(self, flows: Month) -> None:
        """Put the same totals into the state by months unemployed: all ways out get rarer with it, but retirement."""
        people = self.spells.sum(axis=1)
        relative = np.broadcast_to(self.patience(), self.spells.shape) / self.mean_patience()[:, None]
        by_chance = total(flows.stopped) - self.ages.mean(UNEMPLOYED, self.economy.retire) * people
        by_chance = np.maximum(by_chance, 0) + total(flows.found) + total(flows.began)
        rarer = by_chance[:, None] * self.spells * relative
        even = total(flows.stopped) + total(flows.found) + total(flows.began) - by_chance + total(flows.trainees)
        waited = self.spells * (np.arange(DURATIONS)[None, :] >= self.forces.guarantee_after[:, None])
        left = self.spells.copy()
        for gone, spread in ((by_chance, rarer), (even, self.spells), (total(flows.guaranteed), waited)):
            left -= take(gone, spread, left)
        self.spells = np.zeros_like(left)
        self.spells[:, 1:] = left[:, :-1]
        self.spells[:, -1] += left[:, -1]
        self.spells[:, 0] = total(flows.lost) + total(flows.searching)

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


def _after_quiet(name: str, rows: Floats, quiet: int) -> Floats:
    """Return rows (runs, months) with quiet months before them: as in the first month, but without growth."""
    first = np.repeat(np.zeros_like(rows[:, :1]) if name == "growth" else rows[:, :1], quiet, axis=1)
    return np.concatenate([first, rows], axis=1)


def _placed(people: Floats, shares: Floats) -> Floats:
    """Return people (runs, R, n) put into occupations by shares (runs or 1, n), each region its own."""
    whole = shares.sum(axis=1, keepdims=True)
    part = np.divide(shares, whole, out=np.zeros_like(shares), where=whole > 0)
    found: Floats = people.sum(axis=2, keepdims=True) * part[:, None, :]
    return found
