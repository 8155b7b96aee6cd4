"""People at the start, block by block, from tables of chances."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.engines import compiled
from draaischijf.market.draw_kernel import uniform
from draaischijf.market.dutch.people import People
from draaischijf.market.dutch.skill_kernel import Work, pay_of

Float64 = npt.NDArray[np.float64]
_DRAWS = 24


class Start(NamedTuple):
    """Cumulated chances from which people at the start are drawn.

    Args:
        age: By year of age from 15, (60,).
        state: Permanent, flexible, self-employed, unemployed, outside, by year of age, (60, 5).
        province: By state group (employed, unemployed, outside), (3, 12).
        occupation: By state group, (3, n).
        entry: Of who turns 15, (n,).
        education: Of the employed by occupation, (n, 3).
        abroad: Chance to have learnt abroad, and that it is recognised, (2,).
        tenure: Mean months in the present state by state, (5,).
        hours: By young (under 23) or not: up to 12, to 20, to 35, full, (2, 4).
    """

    age: Float64
    state: Float64
    province: Float64
    occupation: Float64
    entry: Float64
    education: Float64
    abroad: Float64
    tenure: Float64
    hours: Float64


@compiled(makes_arrays=False)
def pick(cumulated: Float64, chance: float) -> int:
    """Return the first place at which cumulated chances pass a random number; halves the range each time."""
    low, high = 0, len(cumulated) - 1
    while low < high:
        middle = (low + high) >> 1
        if cumulated[middle] > chance:
            high = middle
        else:
            low = middle + 1
    return low


@compiled(makes_arrays=False)
def draw_hours(start: Start, young: int, chance: float) -> int:
    """Return weekly hours: a band by chance, inside it evenly."""
    band = pick(start.hours[young], chance)
    before = start.hours[young, band - 1] if band > 0 else 0.0
    inside = (chance - before) / max(1e-9, start.hours[young, band] - before)
    if band == 0:
        return 4 + int(8 * inside)
    if band == 1:
        return 12 + int(8 * inside)
    return 20 + int(15 * inside) if band == 2 else 36 + int(5 * inside)


@compiled(makes_arrays=False)
def fill_skills(people: People, work: Work, key: np.uint64, person: int, share: float) -> None:
    """Give a person the skills of the occupation, times the person's own strength and chance per skill group.

    Own strength runs from .8 to 1.2, chance per group from .85 to 1.15: assumed.
    """
    at = _DRAWS * person + 12
    strength = 0.8 + 0.4 * uniform(key, at)
    for group in range(8):
        level = work.asks[people.occupation[person], group] * strength * (0.85 + 0.3 * uniform(key, at + 1 + group))
        people.skills[person, group] = min(255.0, share * level * 255.0)


@compiled(makes_arrays=False)
def populate(people: People, work: Work, start: Start, key: np.uint64, first: int, last: int, month: int) -> None:
    """Fill the rows of a block with people as they are in a month."""
    for person in range(first, last):
        at = _DRAWS * person
        years = pick(start.age, uniform(key, at))
        state = pick(start.state[years], uniform(key, at + 1))
        group = max(0, state - 2)
        people.status[person] = state
        people.born[person] = month - (12 * (15 + years) + int(12 * uniform(key, at + 2)))
        people.province[person] = pick(start.province[group], uniform(key, at + 3))
        occupation = pick(start.occupation[group], uniform(key, at + 4))
        people.occupation[person] = occupation
        traits = pick(start.education[occupation], uniform(key, at + 5))
        if uniform(key, at + 6) < start.abroad[0]:
            traits |= 4
            if uniform(key, at + 7) < start.abroad[1]:
                traits |= 8
        people.traits[person] = traits
        spell = int(-np.log(1.0 - uniform(key, at + 8)) * start.tenure[state])
        people.since[person] = month - min(spell, 12 * years + 12)
        people.touched[person] = month
        people.rank[person] = int(256 * uniform(key, at + 9))
        wanted = draw_hours(start, 1 if years < 8 else 0, uniform(key, at + 10))
        people.wanted[person] = wanted
        people.hours[person] = wanted
        # One in sixteen works less than wanted; assumed, so that about the published 522 thousand come out.
        less = uniform(key, at + 11)
        if less < 0.06:
            people.hours[person] = int(wanted * (0.5 + 5 * less))
        fill_skills(people, work, key, person, 1.0 if state < 3 else 0.8)
        people.pay[person] = pay_of(people, work, person)
