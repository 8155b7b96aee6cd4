"""A month passes for the people of a block; then vacancies take on who won them.

Most people have a random number above all their chances together; for them a glance is enough.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from draaischijf.engines import compiled
from draaischijf.market.draw_kernel import mixed, uniform
from draaischijf.market.dutch.chance_kernel import of_employed, of_outside, of_unemployed
from draaischijf.market.dutch.change_kernel import be_born, change_hours, learn_occupation, start_work, stop_work, train
from draaischijf.market.dutch.glance_kernel import glance
from draaischijf.market.dutch.people import People
from draaischijf.market.dutch.populate_kernel import Start, draw_hours, pick
from draaischijf.market.dutch.shared_kernel import (
    APPLY,
    BIRTH,
    CONVERT,
    DIRECT,
    DRAWS,
    EMIGRATE,
    GIVE_UP,
    GROWN,
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
    Flows,
    Hiring,
    Suit,
    Targets,
)
from draaischijf.market.dutch.skill_kernel import Work, cell_of, fit_of, kind_of, pay_of, refresh, signed

Int32 = npt.NDArray[np.int32]
UInt8 = npt.NDArray[np.uint8]
UInt16 = npt.NDArray[np.uint16]
UInt64 = npt.NDArray[np.uint64]


@compiled(makes_arrays=False)
def suitability(
    people: People, work: Work, suit: Suit, key: np.uint64, person: int, occupation: int, slot: int
) -> float:
    """Return the chance that an application is suitable, over the efficiency with passports."""
    reads = suit.passport[slot] < suit.share[2] and uniform(key, person) * 256.0 < suit.share[1]
    traits = people.traits[person]
    factor = 1.0 if reads else suit.plain[0]
    if suit.registered[occupation] > 0 and people.occupation[person] != occupation:
        factor *= suit.miss[1]
    elif (traits & 3) < suit.needs[occupation] and not reads and suit.skills[slot] >= suit.share[0]:
        factor *= suit.miss[0]
    unknown = (traits & 4) != 0 and (traits & 8) == 0 and not reads
    if unknown and uniform(key, person + 1_000_000_007) >= suit.share[3]:
        factor *= suit.miss[2]
    fit = fit_of(people, work, person, occupation, suit.strict[slot] / 100.0)
    return float(factor * fit ** suit.power[0])


@compiled(makes_arrays=False)
def apply(
    people: People,
    work: Work,
    targets: Targets,
    suit: Suit,
    keys: UInt64,
    person: int,
    month: int,
) -> int:
    """Return the vacancy at which a person makes a suitable application, or -1."""
    n = targets.cut.shape[1]
    home = signed(people.province[person]) * n
    at, row = DRAWS * person, home + signed(people.occupation[person])
    if targets.cut[row, 0] < 0:
        return -1
    place = uniform(keys[1], at) * n
    occupation = int(place)
    if place - occupation >= targets.cut[row, occupation]:
        occupation = targets.other[row, occupation]
    province = pick(targets.province[home + occupation], uniform(keys[1], at + 1))
    cell = occupation * 12 + province
    here = targets.starts[cell + 1] - targets.starts[cell]
    if here <= 0:
        return -1
    slot = targets.starts[cell] + int(uniform(keys[1], at + 2) * here)
    refresh(people, work, person, month, uniform(keys[1], at + 5))
    likely = suitability(people, work, suit, keys[2], person, occupation, slot)
    return slot if uniform(keys[1], at + 3) < likely else -1


@compiled(makes_arrays=False)
def begin_by(
    people: People,
    work: Work,
    targets: Targets,
    hiring: Hiring,
    flows: Flows,
    keys: UInt64,
    person: int,
    event: int,
    month: int,
) -> bool:
    """Carry out a start of work that needs no vacancy, or a move with the same employer; True where it came about."""
    at = DRAWS * person
    one, two, three = uniform(keys[1], at), uniform(keys[1], at + 1), uniform(keys[1], at + 2)
    province, job = people.province[person], people.occupation[person]
    if event == DIRECT:
        job = pick(targets.direct[job], one)
        if two >= targets.direct_open[job]:
            return False
        own = uniform(keys[1], at + 3)
        state = 2 if own < hiring.self_employed[0] else (0 if own > 1.0 - hiring.permanent[0] else 1)
        start_work(people, work, flows, person, job, province, state, month, three)
    elif event == TRAINEE:
        start_work(people, work, flows, person, pick(targets.trainee, one), province, 1, month, three)
    elif event == GUARANTEE:
        start_work(people, work, flows, person, pick(targets.guarantee, one), province, 1, month, three)
        people.traits[person] |= 16
    else:
        refresh(people, work, person, month, two)
        people.occupation[person] = pick(targets.internal[job], one)
        people.pay[person] = pay_of(people, work, person)
        flows.occupation[2] += 1
    return True


@compiled(makes_arrays=False)
def carry_out(
    people: People,
    work: Work,
    targets: Targets,
    suit: Suit,
    hiring: Hiring,
    flows: Flows,
    keys: UInt64,
    person: int,
    event: int,
    month: int,
) -> None:
    """Carry out an event that changes the person alone."""
    chance = uniform(keys[1], DRAWS * person + 5)
    done = True
    if event in (RETIRE, LEAVE, GIVE_UP):
        stop_work(people, work, flows, person, 4, month, chance)
    elif event in (LOSE, LOOK):
        stop_work(people, work, flows, person, 3, month, chance)
    elif event == EMIGRATE:
        flows.moves[kind_of(people, person), 3] += 1
        people.status[person] = 5
    elif event in (DIRECT, INTERNAL, TRAINEE, GUARANTEE):
        done = begin_by(people, work, targets, hiring, flows, keys, person, event, month)
    elif event == CONVERT:
        people.status[person] = 0
    elif event == TRAIN:
        flows.learnt[0] += train(people, work, person, month, hiring.gain[0], chance)
    elif event == PLACE:
        learn_occupation(people, work, suit, person, pick(targets.place, chance), month)
    elif event == HOURS:
        change_hours(people, work, person, month, targets.slack[cell_of(people, person)], chance)
    if done:
        flows.events[event] += 1


@compiled(makes_arrays=False)
def happen(
    people: People,
    work: Work,
    chances: Chances,
    targets: Targets,
    suit: Suit,
    hiring: Hiring,
    start: Start,
    keys: UInt64,
    month: int,
    first: int,
    last: int,
    flows: Flows,
    applicants: Int32,
    slots: Int32,
    ranks: UInt64,
    marks: UInt8,
    found: Int32,
) -> int:
    """Let a month pass for the people of a block.

    Args:
        people: People; changed in place.
        work: What work asks and pays.
        chances: Chances of this month.
        targets: Where moves go.
        suit: What makes applications suitable.
        hiring: How new work begins.
        start: Chances for who turns 15.
        keys: Of the events, of what follows from them, of passports (the same in every month), of births, (4,).
        month: The month.
        first: First row.
        last: Row after the last.
        flows: Counts; added to.
        applicants: Out: who makes a suitable application.
        slots: Out: at which vacancy.
        ranks: Out: random rank; a vacancy takes the lowest.
        marks: Room to work in, see `glance`.
        found: Idem.

    Returns:
        Number of suitable applications.
    """
    n = 0
    pension_age = int(chances.pension_age[0])
    # Columns out of their tuples: inside the loop that would cost more than the look at who stays as they are.
    status, born, limit, key = people.status, people.born, chances.limit, keys[0]
    occupation, own = people.occupation, chances.own
    for place in range(glance(people, chances.bound, key, month, pension_age, first, last, marks, found)):
        person = found[place]
        state = status[person]
        if state == 5:
            continue
        u = uniform(key, person)
        age = month - signed(born[person])
        most = limit[state, age // 12 - 15] + own[state, occupation[person]]
        if u >= most and age != pension_age and age < 900 and age != GROWN:
            continue
        if age == GROWN:
            people.wanted[person] = draw_hours(start, 0, uniform(keys[3], DRAWS * person + 4))
        if age >= 900:
            flows.moves[kind_of(people, person), 3] += 1
            flows.moves[3, 2] += 1
            flows.events[BIRTH] += 1
            be_born(people, work, start, keys[3], person, month, 180)
            continue
        if state < 3:
            event = of_employed(people, chances, person, age, u)
        elif state == 3:
            event = of_unemployed(people, chances, person, age, month, u)
        else:
            event = of_outside(people, chances, person, age, u)
        if event == APPLY:
            flows.events[APPLY] += 1
            slot = apply(people, work, targets, suit, keys, person, month)
            if slot >= 0:
                applicants[n], slots[n] = person, slot
                ranks[n] = mixed(keys[1], DRAWS * person + 4)
                n += 1
        elif event != NOTHING:
            carry_out(people, work, targets, suit, hiring, flows, keys, person, event, month)
    return n


@compiled(makes_arrays=False)
def hire(
    people: People,
    work: Work,
    hiring: Hiring,
    winner: Int32,
    cells: UInt16,
    key: np.uint64,
    month: int,
    flows: Flows,
) -> int:
    """Let every vacancy with a winner take that person on; returns how many."""
    hired = 0
    for slot in range(len(winner)):
        person = winner[slot]
        if person < 0:
            continue
        state = 0 if uniform(key, DRAWS * person) < hiring.permanent[0] else 1
        cell = signed(cells[slot])
        chance = uniform(key, DRAWS * person + 1)
        start_work(people, work, flows, person, cell // 12, cell % 12, state, month, chance)
        hired += 1
    return hired
