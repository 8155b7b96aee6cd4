"""What happens to a person in a month: at most one thing, drawn from chances that compete.

A person's random number u decides: event after event its chance is taken off u, and what takes u below 0 happens.
"""

from __future__ import annotations

from draaischijf.engines import compiled
from draaischijf.market.dutch.people import People
from draaischijf.market.dutch.shared_kernel import (
    APPLY,
    CONVERT,
    DIRECT,
    EMIGRATE,
    GIVE_UP,
    GUARANTEE,
    HOURS,
    INTERNAL,
    LEAVE,
    LOOK,
    LOSE,
    NOTHING,
    PLACE,
    RETIRE,
    TRAIN,
    TRAINEE,
    Chances,
)
from draaischijf.market.dutch.skill_kernel import cell_of, signed


@compiled(makes_arrays=False)
def of_employed(people: People, chances: Chances, person: int, age: int, u: float) -> int:
    """Return what happens to someone at work, given the person's random number."""
    year, state = age // 12 - 15, people.status[person]
    cell = cell_of(people, person)
    u -= chances.pension[0] if age == chances.pension_age[0] else chances.retire[year]
    if u < 0:
        return RETIRE
    u -= chances.leave[year]
    if u < 0:
        return LEAVE
    u -= chances.lose[state, cell]
    if u < 0:
        return LOSE
    u -= of_leaving(people, chances, person, age)
    if u < 0:
        return EMIGRATE
    u -= chances.direct[0]
    if u < 0:
        return DIRECT
    u -= chances.search[state]
    if u < 0:
        return APPLY
    u -= chances.internal[people.occupation[person]]
    if u < 0:
        return INTERNAL
    u -= chances.train[state, cell]
    if u < 0:
        return TRAIN
    return of_contract(people, chances, person, state, u)


@compiled(makes_arrays=False)
def of_contract(people: People, chances: Chances, person: int, state: int, u: float) -> int:
    """Return whether contract or hours change, with what is left of the random number."""
    if state == 1:
        u -= chances.convert[0]
        if u < 0:
            return CONVERT
    if people.wanted[person] != people.hours[person] and u < chances.hours[0]:
        return HOURS
    return NOTHING


@compiled(makes_arrays=False)
def of_leaving(people: People, chances: Chances, person: int, age: int) -> float:
    """Return the chance to leave the country."""
    back = chances.emigrate[0] if people.traits[person] & 4 else 0.0
    return back + (chances.emigrate[1] if 240 <= age < 480 else 0.0)


@compiled(makes_arrays=False)
def of_unemployed(people: People, chances: Chances, person: int, age: int, month: int, u: float) -> int:
    """Return what happens to someone unemployed."""
    year, months = age // 12 - 15, month - signed(people.since[person])
    patience = chances.patience[min(24, months)]
    u -= min(1.0, chances.retire[year] + chances.give_up[year] * patience)
    if u < 0:
        return GIVE_UP
    u -= of_leaving(people, chances, person, age)
    if u < 0:
        return EMIGRATE
    u -= chances.policy[0]
    if u < 0:
        return TRAINEE
    u -= chances.policy[1]
    if u < 0:
        return PLACE
    if months >= chances.guarantee_after[0]:
        u -= chances.policy[2]
        if u < 0:
            return GUARANTEE
    u -= chances.direct[1] * patience
    if u < 0:
        return DIRECT
    u -= chances.search_idle[0] * patience
    if u < 0:
        return APPLY
    return TRAIN if u < chances.train_idle[0] else NOTHING


@compiled(makes_arrays=False)
def of_outside(people: People, chances: Chances, person: int, age: int, u: float) -> int:
    """Return what happens to someone outside the labour force."""
    year = age // 12 - 15
    u -= chances.look[year]
    if u < 0:
        return LOOK
    u -= chances.outside[year]
    if u < 0:
        return APPLY
    u -= chances.start_direct[year]
    if u < 0:
        return DIRECT
    u -= of_leaving(people, chances, person, age)
    if u < 0:
        return EMIGRATE
    return TRAIN if u < chances.train_idle[1] else NOTHING
