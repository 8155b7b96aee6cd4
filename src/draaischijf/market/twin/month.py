"""What flows in one month of the Dutch twin.

A person does at most one thing a month, so that chances add up. All flows are of people at the start of the month.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from draaischijf.market.twin.economy import DURATIONS, FLEXIBLE
from draaischijf.market.twin.network import Floats
from draaischijf.market.twin.people import EMPLOYED, OUTSIDE, UNEMPLOYED
from draaischijf.market.twin.search import against, along

if TYPE_CHECKING:
    from draaischijf.market.twin.dutch import DutchTwin

TINY = 1e-12
CAP = 2.0  # starts without a vacancy at most double
TAKES_GUARANTEE = 0.5  # of those who may, a month


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
        trainees: Unemployed who start in a traineeship.
        guaranteed: Unemployed who take guaranteed work.
        taught: Unemployed who are trained for another occupation.
        searching: Outside who start to look.
        entered: Outside hired over a vacancy.
        came: Outside who start without a vacancy.
        hires: Vacancies filled.
        direct: Starts without a vacancy, by occupation and region of the work.
        direct_kept: Part of `self_started` that stays in its occupation, (runs,).
        opened: Vacancies opened.
        lapsed: Vacancies withdrawn.
        kept_jobs: Layoffs that a policy prevents.
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
    trainees: Floats
    guaranteed: Floats
    taught: Floats
    searching: Floats
    entered: Floats
    came: Floats
    hires: Floats
    direct: Floats
    direct_kept: Floats
    opened: Floats
    lapsed: Floats
    kept_jobs: Floats
    retired: Floats
    fresh_change: Floats


def total(flow: Floats) -> Floats:
    """Return a flow summed over all but runs, (runs,)."""
    return np.asarray(flow.sum(axis=tuple(range(1, flow.ndim))))


def flows_of(twin: DutchTwin, retired: Floats) -> Month:
    """Return what flows in the present month, rules 3 to 8 and the policies.

    Args:
        twin: The twin, after birthdays and migration.
        retired: Who retired on their birthday, (runs,).
    """
    work = twin.employed.sum(axis=1)
    gap = work + twin.vacancies - twin.demand()
    eager = _eagerness(twin, work, gap)
    way = twin.ways().direct
    reach = against(np.broadcast_to(eager[:, None, :], gap.shape), way)
    rates = _rates(twin, work, gap, reach)
    matched = twin.match(rates.by_outside, rates.by_unemployed, rates.by_employed)
    moved = twin.employed * rates.by_employed * matched.rate[:, None]
    fresh = twin.unemployed * rates.by_unemployed, twin.outside * rates.by_outside
    own = np.diagonal(way, axis1=1, axis2=2)[:, None, :] * eager[:, None, :]
    self_going = (twin.employed * rates.employed_self).sum(axis=1)
    going = self_going + twin.unemployed * rates.unemployed_direct + twin.outside * rates.outside_direct
    lapse = _lapse(twin, gap)
    return Month(
        lost=twin.employed * rates.lose,
        left=twin.employed * rates.leave,
        moved=moved,
        kept_occupation=(twin.employed * rates.by_employed * matched.own[:, None]).sum(axis=(1, 2, 3)),
        self_started=twin.employed * rates.employed_self * reach[:, None],
        stopped=twin.unemployed * rates.stop,
        found=fresh[0] * matched.rate,
        began=twin.unemployed * rates.unemployed_direct * reach,
        trainees=twin.unemployed * rates.trainee,
        guaranteed=twin.unemployed * rates.guarantee,
        taught=twin.unemployed * rates.place,
        searching=twin.outside * rates.look,
        entered=fresh[1] * matched.rate,
        came=twin.outside * rates.outside_direct * reach,
        hires=matched.hires,
        direct=along(going, way) * eager[:, None, :],
        direct_kept=(self_going * own).sum(axis=(1, 2)),
        opened=_opening(twin, work, gap),
        lapsed=(twin.vacancies - matched.hires) * lapse,
        kept_jobs=_layoff(twin, work, gap) * (1 - twin.forces.layoff)[:, None, None] * work,
        retired=retired,
        fresh_change=1
        - sum(((one * matched.own).sum(axis=(1, 2)) for one in fresh), np.zeros(twin.runs))
        / np.maximum(((fresh[0] + fresh[1]) * matched.rate).sum(axis=(1, 2)), TINY),
    )


@dataclass
class _Rates:
    """Chances in the month; what comes later has at most what is left of 1, as in the model with people one by one.

    By state: employed (runs, 3, R, n), unemployed and outside (runs, R, n) or broadcasting to these.
    """

    lose: Floats
    leave: Floats
    employed_self: Floats
    by_employed: Floats
    stop: Floats
    trainee: Floats
    place: Floats
    guarantee: Floats
    unemployed_direct: Floats
    by_unemployed: Floats
    look: Floats
    by_outside: Floats
    outside_direct: Floats


def _rates(twin: DutchTwin, work: Floats, gap: Floats, reach: Floats) -> _Rates:
    economy, value, now = twin.economy, twin.value, twin.forces
    patience = twin.mean_patience()
    by_outside, by_unemployed, by_employed = twin.weights_of_applicants()
    some = np.maximum(reach, TINY)

    leave = value("leave") * twin.ages.mean(EMPLOYED, economy.leave) + twin.ages.mean(EMPLOYED, economy.retire)
    leave = np.minimum(leave, 1)[:, None, None, None]
    lose = np.minimum(_losing(twin, work, gap), 1 - leave)
    room = 1 - leave - lose
    direct = np.minimum(value.wide("direct_employed")[:, None], room / some[:, None])
    room = room - direct * reach[:, None]

    giving_up = value("discouraged") * patience * twin.ages.mean(UNEMPLOYED, economy.discouraged)
    stop = np.minimum(giving_up + twin.ages.mean(UNEMPLOYED, economy.retire), 1)
    seekers = np.maximum(total(twin.unemployed), TINY)
    months = np.arange(DURATIONS)[None, :]
    waiting = (twin.spells * (months >= now.guarantee_after[:, None])).sum(axis=1)
    trainee = np.minimum(now.trainees.sum(axis=1) / seekers, 1 - stop)
    place = np.minimum(now.places.sum(axis=1) / seekers, 1 - stop - trainee)
    guarantee = np.minimum(TAKES_GUARANTEE * waiting / seekers, 1 - stop - trainee - place)
    left = (1 - stop - trainee - place - guarantee)[:, None, None]
    began = np.minimum((value("direct_unemployed") * patience)[:, None, None], left / some)

    starts = twin.ages.mean(OUTSIDE, economy.start)
    look = np.minimum(value("start_search") * starts, 1)[:, None, None]
    applies = np.minimum(by_outside, 1 - look)
    came = np.minimum((value("direct_outside") * starts)[:, None, None], (1 - look - applies) / some)
    return _Rates(
        lose=lose,
        leave=leave,
        employed_self=direct,
        by_employed=np.minimum(by_employed, np.maximum(room, 0)),
        stop=stop[:, None, None],
        trainee=trainee[:, None, None],
        place=place[:, None, None],
        guarantee=guarantee[:, None, None],
        unemployed_direct=began,
        by_unemployed=np.minimum(by_unemployed, np.maximum(left - began * reach, 0)),
        look=look,
        by_outside=applies,
        outside_direct=came,
    )


def _layoff(twin: DutchTwin, work: Floats, gap: Floats) -> Floats:
    """Return the mean chance of a layoff from the gap of the whole country, (runs, 1, n), before policy."""
    over = np.maximum(gap.sum(axis=1), 0)
    share = np.divide(over, work.sum(axis=1), out=np.zeros_like(over), where=work.sum(axis=1) > TINY)
    found: Floats = np.minimum(twin.value("gap_layoff")[:, None] * share, 1)[:, None, :]
    return found


def _losing(twin: DutchTwin, work: Floats, gap: Floats) -> Floats:
    """Return the chance to lose work, (runs, 3, 1, n): rule 3."""
    base = np.minimum(twin.value("separation")[:, None, None, None] * twin.separation_ratio, 1)
    layoff = twin.forces.layoff[:, None, None, None] * twin.layoff_ratio * _layoff(twin, work, gap)[:, None]
    lose = base + (1 - base) * np.minimum(layoff, 1)
    lose[:, FLEXIBLE] *= twin.forces.pooled[:, None, None]
    return np.asarray(lose)


def _opening(twin: DutchTwin, work: Floats, gap: Floats) -> Floats:
    """Return vacancies opened, (runs, R, n): as many as the whole country is short, where work is and it is short."""
    value, whole = twin.value, work.sum(axis=1)
    under = np.maximum(-gap.sum(axis=1), 0)
    short = np.divide(under, whole, out=np.zeros_like(under), where=whole > TINY)
    opening = value("opening")[:, None]
    chance = opening + (1 - opening) * np.minimum(value("gap_opening")[:, None] * short, 1)
    opened = np.maximum(whole * chance - twin.forces.displaced, 0)
    places = value.wide("opening") * work + value.wide("gap_opening") * np.maximum(-gap, 0) + 1e-9
    found: Floats = opened[:, None, :] * places / places.sum(axis=1, keepdims=True)
    return found


def _lapse(twin: DutchTwin, gap: Floats) -> Floats:
    """Return the chance that a vacancy that is not filled is withdrawn, (runs, 1, n)."""
    over = twin.value("gap_lapse")[:, None] * np.maximum(gap.sum(axis=1), 0)
    there = twin.vacancies.sum(axis=1)
    found: Floats = np.minimum(np.divide(over, there, out=np.zeros_like(over), where=there > TINY), 1)[:, None, :]
    return found


def _eagerness(twin: DutchTwin, work: Floats, gap: Floats) -> Floats:
    """Return h_j of starts without a vacancy, over the whole country, (runs, n): rule 7."""
    there = (work + twin.vacancies).sum(axis=1)
    wanted = there - gap.sum(axis=1)
    ratio = np.divide(wanted, there, out=np.ones_like(there), where=there > TINY)
    found: Floats = np.minimum(np.maximum(ratio, 0) ** twin.value("direct_elasticity")[:, None], CAP)
    return found
