"""Skills between events, worked out only when someone is looked at."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.engines import compiled
from draaischijf.market.dutch.people import People

SCHOOL = 288  # months: who is under 24 and outside the labour force is taken to be at school

Float64 = npt.NDArray[np.float64]


class Work(NamedTuple):
    """What work asks and pays this month.

    Args:
        asks: Level asked per occupation and skill group, 0 to 1, (n, 8).
        weights: Share of the work per skill group, (n, 8).
        learn: What is left of what is still to learn after a number of months, (months,).
        fade: What is left of what is not used, per skill group, (months, 8).
        each: One over what is asked, (n, 8).
        wages: Pay for an hour a week, euro a month, by occupation and rank: log-normal, (n, 256).
    """

    asks: Float64
    weights: Float64
    learn: Float64
    fade: Float64
    each: Float64
    wages: Float64


@compiled(makes_arrays=False)
def signed(value: Any) -> int:
    """Return a small number as a whole number with a sign, so that sums and differences do not wrap around."""
    return int(np.int64(value))


@compiled(makes_arrays=False)
def cell_of(people: People, person: int) -> int:
    """Return the cell of a person: occupation times twelve plus province."""
    return signed(people.occupation[person]) * 12 + signed(people.province[person])


@compiled(makes_arrays=False)
def kind_of(people: People, person: int) -> int:
    """Return 0 for someone at work, 1 unemployed, 2 outside."""
    return max(0, signed(people.status[person]) - 2)


@compiled(makes_arrays=False)
def practises(people: People, person: int) -> bool:
    """Return whether a person learns and keeps the skills of the occupation: at work, or young and at school."""
    status = people.status[person]
    return bool(status < 3 or (status == 4 and people.touched[person] - people.born[person] < SCHOOL))


@compiled(makes_arrays=False)
def level_at(people: People, work: Work, person: int, group: int, month: int) -> float:
    """Return the level of a person in a skill group in a month, 0 to 1, from where it was last worked out.

    At work or at school, what is below what work asks is learnt: `r - (r - s) left`; what is above fades towards it:
    `r + (s - r) left`, with what is left after the months. Otherwise r is 0.
    """
    level = float(people.skills[person, group] / 255.0)
    months = month - signed(people.touched[person])
    if months <= 0:
        return level
    asked = work.asks[people.occupation[person], group] if practises(people, person) else 0.0
    if level < asked:
        return float(asked - (asked - level) * work.learn[months])
    return float(asked + (level - asked) * work.fade[months, group])


@compiled(makes_arrays=False)
def refresh(people: People, work: Work, person: int, month: int, chance: float) -> None:
    """Work out the skills of a person up to a month, as `level_at` does; what is rounded goes up with a chance.

    Args:
        people: People.
        work: What work asks.
        person: Row.
        month: Month.
        chance: Random number of 0 to 1, so that small steps add up in expectation.
    """
    months = month - signed(people.touched[person])
    if months <= 0:
        return
    skills, asks, fade = people.skills, work.asks, work.fade
    job = signed(people.occupation[person])
    share = 255.0 if practises(people, person) else 0.0
    learn = work.learn[months]
    for group in range(8):
        level = float(skills[person, group])
        asked = share * asks[job, group]
        faded = fade[months, group]  # read first, so that the choice needs no jump
        left = learn if level < asked else faded
        skills[person, group] = np.uint8(min(255.0, asked + (level - asked) * left + chance))
    people.touched[person] = month


@compiled(makes_arrays=False)
def fit_of(people: People, work: Work, person: int, occupation: int, strict: float) -> float:
    """Return `sum_g w_g min(1, s_g / (strict r_g))`: how well a person fits work, 0 to 1, with skills as worked out."""
    skills, weights, asks = people.skills, work.weights, work.each
    scale = 1.0 / (255.0 * strict)
    total = 0.0
    for group in range(8):
        total += weights[occupation, group] * min(1.0, scale * skills[person, group] * asks[occupation, group])
    return min(1.0, total)


@compiled(makes_arrays=False)
def pay_of(people: People, work: Work, person: int) -> int:
    """Return the monthly income from work: hours x 52 / 12 x the wage of the person's rank x (.8 + .2 fit)."""
    job = signed(people.occupation[person])
    wage = work.wages[job, people.rank[person]]
    share = 0.8 + 0.2 * fit_of(people, work, person, job, 1.0)
    return int(min(65_535.0, people.hours[person] * wage * share))
