"""What an event changes in a person: work, state, skills, hours; and who comes new."""

from __future__ import annotations

import numpy as np

from draaischijf.engines import compiled
from draaischijf.market.draw_kernel import uniform
from draaischijf.market.dutch.people import People
from draaischijf.market.dutch.populate_kernel import Start, draw_hours, fill_skills, pick
from draaischijf.market.dutch.shared_kernel import ARRIVE, DRAWS, GROWN, Flows, Suit
from draaischijf.market.dutch.skill_kernel import Work, cell_of, fit_of, kind_of, pay_of, refresh, signed


@compiled(makes_arrays=False)
def start_work(
    people: People,
    work: Work,
    flows: Flows,
    person: int,
    occupation: int,
    province: int,
    state: int,
    month: int,
    chance: float,
) -> None:
    """Let a person begin other work; 29 in 30 get the hours they want, others six tenths of them (assumed)."""
    kind = kind_of(people, person)
    refresh(people, work, person, month, chance)
    flows.moves[kind, 0] += 1
    flows.occupation[0] += 1
    moved = people.occupation[person] != occupation
    people.status[person] = state
    people.occupation[person] = occupation
    people.province[person] = province
    people.since[person] = month
    people.traits[person] &= 15
    wanted = people.wanted[person]
    people.hours[person] = wanted if chance < 29 / 30 else max(1, int(0.6 * wanted))
    people.pay[person] = pay_of(people, work, person)
    if moved:
        flows.occupation[1] += 1
        if kind < 2:
            flows.wages[0] += people.pay[person]


@compiled(makes_arrays=False)
def stop_work(people: People, work: Work, flows: Flows, person: int, state: int, month: int, chance: float) -> None:
    """Let a person go from one state to another without work, or out of work."""
    kind = kind_of(people, person)
    refresh(people, work, person, month, chance)
    flows.moves[kind, state - 2] += 1
    if kind == 0 and state == 3:
        flows.lost[cell_of(people, person)] += 1
    people.status[person] = state
    people.since[person] = month
    people.traits[person] &= 15


@compiled(makes_arrays=False)
def train(people: People, work: Work, person: int, month: int, gain: float, chance: float) -> float:
    """Raise the two skill groups of which the work asks most beyond what the person has; return the fit it adds."""
    refresh(people, work, person, month, chance)
    skills, before = people.skills, fit_of(people, work, person, people.occupation[person], 1.0)
    job, first, second = people.occupation[person], -1, -1
    most, next_most = -1.0, -1.0
    for group in range(8):
        lack = work.weights[job, group] * (0.02 + max(0.0, work.asks[job, group] - skills[person, group] / 255.0))
        if lack > most:
            second, next_most, first, most = first, most, group, lack
        elif lack > next_most:
            second, next_most = group, lack
    for group in (first, second):
        people.skills[person, group] = min(255.0, people.skills[person, group] + gain * 255.0)
    return fit_of(people, work, person, job, 1.0) - before


@compiled(makes_arrays=False)
def learn_occupation(people: People, work: Work, suit: Suit, person: int, occupation: int, month: int) -> None:
    """Give an unemployed person nine tenths of what an occupation asks, and the diploma that goes with it."""
    refresh(people, work, person, month, 0.5)
    for group in range(8):
        level = int(0.9 * 255.0 * work.asks[occupation, group])
        people.skills[person, group] = max(signed(people.skills[person, group]), level)
    people.occupation[person] = occupation
    education = max(people.traits[person] & 3, suit.needs[occupation])
    people.traits[person] = (people.traits[person] & 28) | education


@compiled(makes_arrays=False)
def change_hours(people: People, work: Work, person: int, month: int, slack: float, chance: float) -> None:
    """Move hours up to eight towards those wanted; upwards only where demand leaves room."""
    hours, wanted = signed(people.hours[person]), signed(people.wanted[person])
    if wanted > hours and chance >= slack:
        return
    people.hours[person] = min(wanted, hours + 8) if wanted > hours else max(wanted, hours - 8)
    refresh(people, work, person, month, chance)
    people.pay[person] = pay_of(people, work, person)


@compiled(makes_arrays=False)
def be_born(people: People, work: Work, start: Start, key: np.uint64, person: int, month: int, age: int) -> None:
    """Put a new person in a row, outside the labour force: of 15 to begin, or an arrival of another age."""
    at = DRAWS * person
    occupation = pick(start.entry, uniform(key, at + 1))
    people.status[person] = 4
    people.occupation[person] = occupation
    people.traits[person] = pick(start.education[occupation], uniform(key, at + 2))
    people.born[person] = month - age
    people.since[person] = month
    people.touched[person] = month
    people.rank[person] = int(256 * uniform(key, at + 3))
    young = 1 if age < GROWN else 0
    people.wanted[person] = draw_hours(start, young, uniform(key, at + 4))
    people.hours[person] = people.wanted[person]
    people.pay[person] = 0
    fill_skills(people, work, key, person, 0.7)


@compiled(makes_arrays=False)
def arrive(
    people: People,
    work: Work,
    start: Start,
    key: np.uint64,
    month: int,
    first: int,
    last: int,
    flows: Flows,
) -> None:
    """Put people of 20 to 40 from abroad in free rows; they look for work."""
    for person in range(first, last):
        at = DRAWS * person + 8
        be_born(people, work, start, key, person, month, 240 + int(240 * uniform(key, at)))
        people.province[person] = pick(start.province[0], uniform(key, at + 1))
        people.occupation[person] = pick(start.occupation[0], uniform(key, at + 3))
        people.status[person] = 3
        people.traits[person] |= 12 if uniform(key, at + 2) < start.abroad[1] else 4
        flows.moves[3, 1] += 1
        flows.events[ARRIVE] += 1
