"""Flows over three months, as CBS publishes them: the people of each state followed for three months.

Monthly flows do not add up to these: who left work a month ago is likelier to be back than someone who has been outside
for years. The people of a state at some month are therefore followed by age, contract and months unemployed.
"""

from __future__ import annotations

import numpy as np

from draaischijf.market.twin.dutch import DutchTwin
from draaischijf.market.twin.economy import DURATIONS, FLEXIBLE, PERMANENT
from draaischijf.market.twin.month import Month, total
from draaischijf.market.twin.network import Floats
from draaischijf.market.twin.people import EMPLOYED, OUTSIDE, UNEMPLOYED

TINY = 1e-12
STATES = ("employed", "unemployed", "outside")


def _per(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > TINY)


class Followed:
    """The people of one state, followed from now on.

    Args:
        twin: The twin, before the first month to follow.
        state: EMPLOYED, UNEMPLOYED or OUTSIDE.
    """

    def __init__(self, twin: DutchTwin, state: int) -> None:
        runs = twin.runs
        people = twin.ages.people[:, state]
        shares = people / np.maximum(people.sum(axis=1, keepdims=True), TINY)
        n = people.shape[1]
        self.kept = np.zeros((runs, 3, n))  # at work without a break
        self.back = np.zeros((runs, 3, n))  # at work again
        self.seeking = np.zeros((runs, DURATIONS, n))
        self.outside = np.zeros((runs, n))
        self.stay = np.ones(runs)  # chance not to have changed occupation while at work without a break
        self.total = people.sum(axis=1)
        if state == EMPLOYED:
            self.kept[:] = twin.employed.sum(axis=(2, 3))[:, :, None] * shares[:, None, :]
        elif state == UNEMPLOYED:
            self.seeking[:] = twin.spells[:, :, None] * shares[:, None, :]
        else:
            self.outside[:] = people

    def step(self, before: Before, flows: Month) -> None:
        """Take one month: the rates that all had in it."""
        rates = before.rates(flows)
        kept, kept_lost, kept_left = rates.leave(self.kept)
        back, back_lost, back_left = rates.leave(self.back)
        stopped = self.seeking * rates.stop
        found = np.minimum(self.seeking * rates.find[:, :, None], self.seeking - stopped)
        searching, entered = self.outside * rates.search, self.outside * rates.enter
        started = found.sum(axis=1) + entered
        seeking = self.seeking - stopped - found
        self.kept = rates.contracts(kept)
        self.back = rates.contracts(back) + rates.fresh[:, :, None] * started[:, None, :]
        self.seeking = np.zeros_like(seeking)
        self.seeking[:, 1:] = seeking[:, :-1]
        self.seeking[:, -1] += seeking[:, -1]
        self.seeking[:, 0] = (kept_lost + back_lost).sum(axis=1) + searching
        self.outside = self.outside - searching - entered + stopped.sum(axis=1) + (kept_left + back_left).sum(axis=1)
        self.stay = self.stay * (1 - rates.change)

    @property
    def by_state(self) -> Floats:
        """People by where they are now, thousands, (runs, 3)."""
        work = (self.kept + self.back).sum(axis=(1, 2))
        return np.stack([work, self.seeking.sum(axis=(1, 2)), self.outside.sum(axis=1)], axis=1)

    def changed(self, fresh_change: Floats) -> Floats:
        """Return the share of those who work now that is in another occupation than at the start, (runs,).

        Args:
            fresh_change: Share of hires from unemployment and from outside that changes occupation, (runs,).
        """
        kept, back = self.kept.sum(axis=(1, 2)), self.back.sum(axis=(1, 2))
        return _per(kept * (1 - self.stay) + back * fresh_change, kept + back)


class Rates:
    """Chances in one month.

    Args:
        lose: By contract, (runs, 3).
        left: By age, (runs, 60): chance to leave work and the labour force, alone.
        stop_by_spell: Chance to stop looking by months unemployed, (runs, 25), at the mean age.
        stop_by_age: Its ratio by age, (runs, 60).
        retire: By age, (60,).
        find: By months unemployed, (runs, 25): chance to find work, for who does not stop.
        search: By age, (runs, 60): outside who start to look.
        enter: By age, (runs, 60): outside who start to work.
        change: Chance to change occupation at work, (runs,).
        fresh: Contracts of those who start, (runs, 3).
        become: Chance of a flexible contract to become permanent, (runs or 1,).
        switch: Of those at work by contract, chance to move to other work, (runs, 3), and to which contract, (runs, 3).
    """

    def __init__(self, before: Before, flows: Month) -> None:
        twin, value = before.twin, before.twin.value
        economy = twin.economy
        self.lose = _per(flows.lost.sum(axis=(2, 3)), before.employed)
        ages = before.ages
        self.left = value("leave")[:, None] * economy.leave + economy.retire
        at = round(float(value("pension_age").mean())) - 15
        self.left[:, at - 1] += value("retire_at_pension") / 12
        self.left = np.broadcast_to(np.minimum(self.left, 1), (twin.runs, ages.shape[2]))
        # Giving up and being hired by months unemployed; giving up by age too, as the mean over durations.
        patience = twin.patience()
        mean = before.patience[:, None]
        giving_up = np.minimum(value("discouraged")[:, None] * patience, 1)
        self.stop_by_spell = np.broadcast_to(giving_up, before.spells.shape)
        self.stop_by_age = np.broadcast_to(economy.discouraged, self.left.shape)
        self.retire = economy.retire
        hired = total(flows.found + flows.began)
        even = _per(total(flows.trainees + flows.guaranteed), before.spells.sum(axis=1))
        by_spell = _per(hired, before.spells.sum(axis=1))[:, None] * patience / mean
        self.find = np.minimum(by_spell + even[:, None], 1)
        outside = ages[:, OUTSIDE]
        ratio = _per(economy.start * np.ones_like(outside), (outside @ economy.start)[:, None] * np.ones_like(outside))
        self.search = np.minimum(flows.searching.sum(axis=(1, 2))[:, None] * ratio, 1)
        self.enter = np.minimum((flows.entered + flows.came).sum(axis=(1, 2))[:, None] * ratio, 1 - self.search)
        work = before.employed.sum(axis=1)
        moves = total(flows.moved) + total(flows.self_started)
        kept = flows.kept_occupation + flows.direct_kept
        self.change = _per(moves - kept, work) + value("internal_move") * np.ones(twin.runs)
        permanent, alone = value("hire_permanent"), value("direct_self")
        direct = _per(flows.direct.sum(axis=(1, 2)), (flows.direct + flows.hires).sum(axis=(1, 2)))
        own = alone * direct
        self.fresh = np.stack(
            [permanent * (1 - own), (1 - permanent) * (1 - own), own * np.ones_like(permanent)], axis=1
        )
        self.become = value("to_permanent")
        self.switch = _per((flows.moved + flows.self_started).sum(axis=(2, 3)), before.employed)

    @property
    def stop(self) -> Floats:
        """Chance to stop looking, by months unemployed and age, (runs, 25, 60)."""
        by_chance = self.stop_by_spell[:, :, None] * self.stop_by_age[:, None, :]
        return np.minimum(by_chance + self.retire, 1)

    def leave(self, work: Floats) -> tuple[Floats, Floats, Floats]:
        """Return who stays at work, who lost it and who left the labour force, each (runs, 3, 60)."""
        left = work * self.left[:, None, :]
        lost = np.minimum(work * self.lose[:, :, None], work - left)
        return work - lost - left, lost, left

    def contracts(self, work: Floats) -> Floats:
        """Return people at work by contract after moves to other work and from flexible to permanent."""
        moving = work * self.switch[:, :, None]
        work = work - moving + self.fresh[:, :, None] * moving.sum(axis=1, keepdims=True)
        become = work[:, FLEXIBLE] * self.become[:, None]
        work[:, FLEXIBLE] -= become
        work[:, PERMANENT] += become
        return work


class Before:
    """What a month began with, to turn its flows into chances; make it before `twin.step()`.

    Args:
        twin: The twin.
    """

    def __init__(self, twin: DutchTwin) -> None:
        self.twin = twin
        self.employed = twin.employed.sum(axis=(2, 3))
        self.spells = twin.spells.copy()
        self.patience = twin.mean_patience()
        self.ages = twin.ages.people.copy()

    def rates(self, flows: Month) -> Rates:
        """Return the chances that all had in the month."""
        return Rates(self, flows)


def three_months(twin: DutchTwin) -> tuple[Floats, Floats, list[Month]]:
    """Move the twin three months on and return what became of the people of each state.

    Returns:
        Flows in thousands, (runs, 3 from, 3 to), states in the order of `STATES`; the share of those employed at both
        ends who are in another occupation, (runs,); and the three months.
    """
    followed = [Followed(twin, state) for state in (EMPLOYED, UNEMPLOYED, OUTSIDE)]
    months = []
    for _ in range(3):
        before = Before(twin)
        flows = twin.step()
        months.append(flows)
        for one in followed:
            one.step(before, flows)
    matrix = np.stack([one.by_state for one in followed], axis=1)
    return matrix, followed[0].changed(months[-1].fresh_change), months
