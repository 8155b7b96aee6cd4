"""The rules of the Dutch model, in order: each a function of the market and the month in the making.

All flows of a month follow from the values at its start. The equations stand in `docs/explanation/market.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from draaischijf.market.dutch import change_kernel, event_kernel, measure_kernel
from draaischijf.market.dutch.demand import Now, demand
from draaischijf.market.dutch.measure_kernel import Counts, Look, Skills
from draaischijf.market.dutch.month import Month
from draaischijf.market.dutch.people import OLDEST
from draaischijf.market.dutch.shared_kernel import PLACE, TRAIN, TRAINEE, Flows
from draaischijf.market.dutch.skill_kernel import Work
from draaischijf.market.dutch.tables import going, work_table
from draaischijf.market.keys import generator_of, key_of
from draaischijf.market.policies import Tally
from draaischijf.market.reference.kernel import choose

if TYPE_CHECKING:
    from draaischijf.market.dutch.model import DutchMarket

# Skills are looked at of a fixed part of the people once there are more than these.
SKILLS_OF: Final = 60_000
BANDS: Final = (15, 25, 35, 45, 55, 65)


def look(market: DutchMarket, month: Month) -> None:
    """Count everybody by cell and group, and look at the skills of a fixed part of the people."""
    p, n = market.setting.parameters, len(market.world.brc)
    ages = np.arange(OLDEST + 1) // 12
    band = (np.searchsorted(BANDS, ages, side="right") - 1).clip(0).astype(np.uint8)
    levers = month.levers
    glance = Look(
        market.number,
        band,
        int(12 * p.pension_age),
        float(p.benefit_months),
        float(p.benefit_rate),
        float(p.assistance),
        float(levers.floor),
        float(levers.guarantee_after),
        market.stride,
    )
    work = _work(market, month)
    kernels = [measure_kernel.measure, measure_kernel.measure_income]
    if levers.floor > 0:
        kernels.append(measure_kernel.measure_floor)
    stride = max(1, market.setting.people // SKILLS_OF)

    def one(block: tuple[int, int]) -> tuple[Counts, Skills]:
        counts, skills = Counts.zeros(n), Skills.zeros()
        for kernel in kernels:
            kernel(market.people, glance, *block, counts)
        measure_kernel.look_at_skills(
            market.people, work, market.number, stride, float(p.underuse_margin), *block, skills
        )
        return counts, skills

    month.counts, month.skills = Counts.zeros(n), Skills.zeros()
    for counts, skills in market.engine.map_batches(one, market.blocks()):
        _add(month.counts, counts)
        _add(month.skills, skills)
    month.employed = month.counts.cells[:, :3].sum(axis=1).reshape(n, 12)
    month.vacant = np.bincount(market.vacancies.cell, minlength=12 * n).reshape(n, 12)


def set_demand(market: DutchMarket, month: Month) -> None:
    """Set demand per occupation and province, with guaranteed work on top, and the gap: `E + V - d`."""
    p, levers = market.setting.parameters, month.levers
    month.now = Now(**{**vars(month.now), "technology": month.now.technology * levers.technology})
    scale = market.at(market.grown) * market.at(market.supply) ** p.supply_follows * market.income
    wanted, month.taken = demand(market.world, p, month.now, scale)
    each = 1000 / market.weight * np.outer(wanted, market.world.employed_in)
    if levers.guarantee.any():
        held = float(month.counts.waiting[1])
        each = each + held * np.outer(levers.guarantee, market.world.employed_in)
    month.wanted = each
    month.gap = month.employed + month.vacant - each


def separate_and_open(market: DutchMarket, month: Month) -> None:
    """Set chances of layoff and withdrawal by occupation, and draw openings, from the gap of the whole country.

    Openings go to provinces by their work and by what each is short of its demand.
    """
    p = market.setting.parameters
    employed, vacant = month.employed.sum(axis=1), month.vacant.sum(axis=1)
    gap = month.gap.sum(axis=1)
    over, under = np.maximum(0, gap), np.maximum(0, -gap)
    each = np.ones(12)
    month.layoff = np.outer(np.minimum(1.0, p.gap_layoff * over / np.maximum(1, employed)), each).ravel()
    month.lapse = np.outer(np.minimum(1.0, p.gap_lapse * over / np.maximum(1, vacant)), each).ravel()
    month.lose = market.tables.lose(month.levers, month.layoff)
    chance = p.opening + (1 - p.opening) * np.minimum(1.0, p.gap_opening * under / np.maximum(1, employed))
    random = generator_of(market.setting.seed, market.number, "open")
    total = random.binomial(employed, chance)
    if month.levers.displaced.any():
        gone = month.levers.displaced * 1000 / market.weight
        whole = np.floor(gone + generator_of(market.setting.seed, market.number, "displace").random(len(gone)))
        total = np.maximum(0, total - whole.astype(np.int64))
    places = p.opening * month.employed + p.gap_opening * np.maximum(0, -month.gap) + 1e-9
    month.opened = random.multinomial(total, places / places.sum(axis=1, keepdims=True)).ravel()


def pass_month(market: DutchMarket, month: Month) -> None:
    """Let each person's month pass: at most one event each; then each vacancy takes one suitable applicant."""
    p, tables, levers = market.setting.parameters, market.tables, month.levers
    unemployed = int(month.counts.cells[:, 3].sum())
    middle = float(month.counts.groups.reshape(6, -1)[1].sum()) * 2  # 20 to 40, about two bands of ten years
    emigrate = going(p, month.now.migration, month.now.circular_mobility, middle * market.weight / 1000)
    chances = tables.chances(levers, month.lose, unemployed, emigrate)
    targets = tables.targets(levers, month.wanted, month.employed, month.vacant)
    suit, hiring, work = tables.suit(levers, market.vacancies), tables.hiring(), _work(market, month)
    keys = np.array(
        [market.key("event"), market.key("choice"), key_of(market.setting.seed, 0, "own"), market.key("born")]
    )
    cells = 12 * len(market.world.brc)

    def one(block: tuple[int, int]) -> tuple[Flows, tuple[npt.NDArray[np.int32], ...], npt.NDArray[np.uint64]]:
        size = block[1] - block[0]
        flows, who, where = Flows.zeros(cells), np.empty(size, np.int32), np.empty(size, np.int32)
        ranks, marks, found = np.empty(size, np.uint64), np.empty(size, np.uint8), np.empty(size, np.int32)
        n = event_kernel.happen(
            market.people, work, chances, targets, suit, hiring, market.start, keys, market.number, *block, flows,
            who, where, ranks, marks, found,
        )  # fmt: skip
        return flows, (who[:n].copy(), where[:n].copy()), ranks[:n].copy()

    month.flows = Flows.zeros(cells)
    month.winners = np.full(len(market.vacancies.cell), -1, np.int32)
    best = np.empty(len(month.winners), np.uint64)
    for flows, (who, where), ranks in market.engine.map_batches(one, market.blocks()):
        _add(month.flows, flows)
        choose(who, where, ranks, month.winners, best)
    month.filled = event_kernel.hire(
        market.people,
        work,
        hiring,
        month.winners,
        market.vacancies.cell,
        market.key("hire"),
        market.number,
        month.flows,
    )


def settle_vacancies(market: DutchMarket, month: Month) -> None:
    """Take away what was filled and withdrawn, add what opened; new ones take part from next month on."""
    old = market.vacancies
    filled = month.winners >= 0
    month.filled_age = float((market.number + 0.5 - old.opened[filled]).sum())
    draws = generator_of(market.setting.seed, market.number, "lapse").random(len(old.cell))
    lapsed = ~filled & (draws < month.lapse[old.cell])
    month.lapsed = int(lapsed.sum())
    random = generator_of(market.setting.seed, market.number, "vacancies")
    market.vacancies = old.keep(~filled & ~lapsed).join(market._new_vacancies(month.opened, random, market.number))


def arrive(market: DutchMarket, month: Month) -> None:
    """Let people arrive from abroad, where net migration is above 0."""
    expected = max(0.0, month.now.migration) / 12 * 1000 / market.weight
    n = int(expected + generator_of(market.setting.seed, market.number, "arrivals").random())
    last = min(len(market.people.status), market.used + n)
    change_kernel.arrive(
        market.people,
        _work(market, month),
        market.start,
        market.key("arrive"),
        market.number,
        market.used,
        last,
        month.flows,
    )
    market.used = last


def book(market: DutchMarket, month: Month) -> None:
    """Book who pays what: wages, taxes, benefits, policies; set the income that demand follows next month."""
    p, counts = market.setting.parameters, month.counts
    weight = market.weight * market.stride
    wages = weight * float(counts.pay.sum())
    benefits = weight * p.benefit_rate * float(counts.benefit[1])
    assistance = weight * p.assistance * float(counts.benefit[2])
    ledger = month.ledger
    ledger.pay("wages", "employers", "people", wages)
    ledger.pay("tax", "people", "government", p.tax_rate * wages)
    ledger.pay("benefits", "government", "people", benefits)
    ledger.pay("assistance", "government", "people", assistance)
    month.tally = _tally(market, month, wages)
    ledger.pay("training", "employers", "providers", p.training_cost * month.tally.trainings)
    for policy, strength in zip(market.setting.policies, month.strengths, strict=True):
        if strength > 0:
            ledger.charge(policy.name, policy.charges(month.tally, strength))
    income = wages + benefits + assistance
    if market.number <= 0:
        market.income_at_start = income
    elif p.income_feedback > 0:
        real = income / market.income_at_start / market.at(market.supply)
        market.income = max(0.05, real) ** p.income_feedback


def _tally(market: DutchMarket, month: Month, wages: float) -> Tally:
    weight, flows, counts = market.weight, month.flows, month.counts
    employed = max(1, int(month.employed.sum()))
    events = flows.events
    mean = wages / (weight * employed)
    part = weight * market.stride
    return Tally(
        opened=weight * float(month.opened.sum()),
        hires=weight * float(flows.occupation[0]),
        moves=weight * float(flows.occupation[1]),
        move_wages=weight * float(flows.wages[0]),
        trainings=weight * float(events[TRAIN]),
        trained=weight * float(events[PLACE]),
        trainees=weight * float(events[TRAINEE]),
        guaranteed=weight * float(counts.waiting[1]),
        kept=weight * float((month.layoff * month.employed.ravel()).sum()) * (1 - month.levers.layoff),
        kept_wage=mean,
        flexible_wages=part * float(counts.flexible_pay[0]),
        topped_up=part * float(counts.short.sum()),
        people=weight * float(counts.groups.sum()),
        abroad=weight * float(counts.abroad[1]),
        displaced_wages=1000 * float(month.taken.sum()) * mean * 12,
    )


def _work(market: DutchMarket, month: Month) -> Work:
    rows = market.path["technology"]
    place = market.number + market.setting.spin_up
    speed = max(0.0, 12 * float(rows[place] - rows[max(0, place - 1)])) * month.levers.technology
    adopted = float(rows[place]) * month.levers.technology
    return work_table(market.world, market.setting.parameters, adopted, speed)


def _add(total: Sequence[npt.NDArray[np.generic]], part: Sequence[npt.NDArray[np.generic]]) -> None:
    for own, added in zip(total, part, strict=True):
        np.add(own, added, out=own)


Rule = Callable[["DutchMarket", Month], None]
RULES: Final[tuple[Rule, ...]] = (
    look,
    set_demand,
    separate_and_open,
    pass_month,
    settle_vacancies,
    arrive,
    book,
)
