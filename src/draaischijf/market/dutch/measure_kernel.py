"""One look at everybody: counts per cell and per group."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.engines import compiled
from draaischijf.market.dutch.people import People
from draaischijf.market.dutch.skill_kernel import Work, fit_of, level_at, signed

Int64 = npt.NDArray[np.int64]
Float64 = npt.NDArray[np.float64]
UInt8 = npt.NDArray[np.uint8]


class Counts(NamedTuple):
    """What one look at a block counts.

    A group is `(age band x 3 + education) x 12 + province`, 216 in all. What is counted of a fixed part of the people
    is the part's own count; `Look.stride` says which part.

    Args:
        cells: People by occupation, province and state, (n x 12, 5).
        groups: People by group and state, (216, 5).
        long: Unemployed for a year or longer by group, (216,).
        pay: Income from work of the employed by group, euro a month, (216,).
        flexible_pay: Of which from flexible contracts, (1,).
        bins: Employed by income from work in steps of 64 euro, (256,).
        hours: Worked, wanted beyond, and people who want more, of the employed, (3,).
        spell: Unemployed by months of it, the last class 24 and more, of the part, (25,).
        benefit: Unemployed in the months of benefit, their last pay, unemployed after it, (3,).
        short: What a guaranteed income adds, of employed, unemployed, outside, euro a month, (3,).
        abroad: People who learnt abroad, and of those who were not recognised at the start, (2,).
        waiting: Unemployed for at least the months after which work is guaranteed; people in guaranteed work, (2,).
    """

    cells: Int64
    groups: Int64
    long: Int64
    pay: Int64
    flexible_pay: Int64
    bins: Int64
    hours: Int64
    spell: Int64
    benefit: Int64
    short: Int64
    abroad: Int64
    waiting: Int64

    @classmethod
    def zeros(cls, occupations: int) -> Counts:
        """Return empty counts."""
        shapes = ((12 * occupations, 5), (216, 5), (216,), (216,), (1,), (256,), (3,), (25,), (3,), (3,), (2,), (2,))
        return cls(*(np.zeros(shape, np.int64) for shape in shapes))


class Look(NamedTuple):
    """What a look needs to know.

    Args:
        month: Month of the look.
        band: Age band by age in months, (901,).
        pension: Pension age in months.
        benefit_months: Longest benefit.
        benefit_rate: Share of the last pay.
        assistance: Euro a month after it.
        floor: Guaranteed income, euro a month.
        guarantee_after: Months of unemployment.
        stride: Income, hours, duration and benefits are counted of every so manieth run of 64 people: of people one by
            one, all of memory would be read after all.
    """

    month: int
    band: UInt8
    pension: int
    benefit_months: float
    benefit_rate: float
    assistance: float
    floor: float
    guarantee_after: float
    stride: int


@compiled(makes_arrays=False)
def measure(people: People, look: Look, first: int, last: int, counts: Counts) -> None:
    """Count the people of a block.

    Columns are taken out of their tuples first: inside the loop that would cost more than the counting.
    """
    status, provinces, occupations = (
        people.status[first:last],
        people.province[first:last],
        people.occupation[first:last],
    )
    traits, born, band = people.traits[first:last], people.born[first:last], look.band
    cells, groups = counts.cells, counts.groups
    held = abroad = unknown = 0
    for person in range(last - first):
        state = status[person]
        if state == 5:
            continue
        province, trait = signed(provinces[person]), traits[person]
        group = (signed(band[look.month - born[person]]) * 3 + signed(trait & 3)) * 12 + province
        cells[signed(occupations[person]) * 12 + province, state] += 1
        groups[group, state] += 1
        # Bits added, not asked about: a jump that nobody can foresee costs more than the sum.
        bits = signed(trait)
        learnt = (bits >> 2) & 1
        abroad += learnt
        unknown += learnt & ~(bits >> 3)
        held += (bits >> 4) & 1
    counts.abroad[0] += abroad
    counts.abroad[1] += unknown
    counts.waiting[1] += held


@compiled(makes_arrays=False)
def measure_income(people: People, look: Look, first: int, last: int, counts: Counts) -> None:
    """Count income and hours of every `stride`th run of 64 people, and of the unemployed duration and benefits."""
    status, traits, pays, hours, wanted = people.status, people.traits, people.pay, people.hours, people.wanted
    provinces, born, band, since = people.province, people.born, look.band, people.since
    total, bins, flexible = counts.pay, counts.bins, counts.flexible_pay
    worked = more = who = 0
    for run in range((first >> 6) + (-(first >> 6)) % look.stride, (last + 63) >> 6, look.stride):
        for person in range(run << 6, min(last, (run + 1) << 6)):
            state = status[person]
            if state > 3:
                continue
            trait, pay = traits[person], signed(pays[person])
            group = (signed(band[look.month - born[person]]) * 3 + signed(trait & 3)) * 12 + signed(provinces[person])
            if state == 3:
                see_unemployed(look, look.month - signed(since[person]), pay, group, counts)
                continue
            total[group] += pay
            bins[min(255, pay >> 6)] += 1
            if state == 1:
                flexible[0] += pay
            now, wants = signed(hours[person]), signed(wanted[person])
            worked += now
            if wants > now:
                more += wants - now
                who += 1
    counts.hours[0] += worked
    counts.hours[1] += more
    counts.hours[2] += who


@compiled(makes_arrays=False)
def see_unemployed(look: Look, months: int, pay: int, group: int, counts: Counts) -> None:
    """Count duration and benefit of one unemployed person."""
    counts.spell[min(24, months)] += 1
    if months >= 12:
        counts.long[group] += 1
    if months >= look.guarantee_after:
        counts.waiting[0] += 1
    if months < look.benefit_months:
        counts.benefit[0] += 1
        counts.benefit[1] += pay
    else:
        counts.benefit[2] += 1


@compiled(makes_arrays=False)
def measure_floor(people: People, look: Look, first: int, last: int, counts: Counts) -> None:
    """Count what a guaranteed income adds for the people of a block, of 18 up to pension age."""
    for run in range((first >> 6) + (-(first >> 6)) % look.stride, (last + 63) >> 6, look.stride):
        for person in range(run << 6, min(last, (run + 1) << 6)):
            state = signed(people.status[person])
            age = look.month - signed(people.born[person])
            if state == 5 or age < 216 or age >= look.pension:
                continue
            income = 0.0
            if state < 3:
                income = float(people.pay[person])
            elif state == 3:
                on_benefit = look.month - signed(people.since[person]) < look.benefit_months
                income = look.benefit_rate * people.pay[person] if on_benefit else look.assistance
            if look.floor > income:
                counts.short[max(0, state - 2)] += int(look.floor - income)


class Skills(NamedTuple):
    """What a look at the skills of a fixed part of the people gives, summed over them.

    Args:
        seen: Employed and unemployed looked at, (2,).
        under: Employed who work below their skills, by education, (3,).
        by_education: Employed looked at by education, (3,).
        fit: Summed fit of the employed to their own work, (1,).
        change: Levels gained and lost in the last month, all skill groups together, (2,).
        level: Summed levels by skill group, of employed and unemployed, (8,).
    """

    seen: Int64
    under: Int64
    by_education: Int64
    fit: Float64
    change: Float64
    level: Float64

    @classmethod
    def zeros(cls) -> Skills:
        """Return empty sums."""
        return cls(
            np.zeros(2, np.int64),
            np.zeros(3, np.int64),
            np.zeros(3, np.int64),
            np.zeros(1),
            np.zeros(2),
            np.zeros(8),
        )


@compiled(makes_arrays=False)
def look_at_skills(
    people: People, work: Work, month: int, stride: int, margin: float, first: int, last: int, out: Skills
) -> None:
    """Look at every `stride`th person of a block: level, fit, work below one's skills, change in the last month."""
    for person in range(first + (-first) % stride, last, stride):
        state = people.status[person]
        if state > 3:
            continue
        job, education = people.occupation[person], people.traits[person] & 3
        out.seen[0 if state < 3 else 1] += 1
        above = 0.0
        for group in range(8):
            now = level_at(people, work, person, group, month)
            before = level_at(people, work, person, group, month - 1)
            out.level[group] += now
            out.change[0] += max(0.0, now - before)
            out.change[1] += max(0.0, before - now)
            above += work.weights[job, group] * max(0.0, now - work.asks[job, group])
        if state < 3:
            out.by_education[education] += 1
            out.fit[0] += fit_of(people, work, person, job, 1.0)
            if above > margin:
                out.under[education] += 1
