"""What happens to people in a month: at most one thing each, drawn from chances that compete.

A person's random number u decides whether anything happens and what: event after event its chance is taken off u, and
what takes u below 0 happens. Most people have u above all their chances together; for them a glance is enough.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.engines import compiled
from draaischijf.market.draw_kernel import mixed, uniform
from draaischijf.market.dutch.people import People
from draaischijf.market.dutch.populate_kernel import Start, draw_hours, fill_skills, pick
from draaischijf.market.dutch.skill_kernel import Work, cell_of, fit_of, kind_of, pay_of, refresh, signed

Float64 = npt.NDArray[np.float64]
Int64 = npt.NDArray[np.int64]
Int32 = npt.NDArray[np.int32]
UInt8 = npt.NDArray[np.uint8]
UInt16 = npt.NDArray[np.uint16]
UInt64 = npt.NDArray[np.uint64]

NOTHING, RETIRE, LEAVE, LOSE, EMIGRATE, DIRECT, INTERNAL, CONVERT, APPLY, TRAIN, HOURS = range(11)
GIVE_UP, LOOK, TRAINEE, PLACE, GUARANTEE, BIRTH, ARRIVE = range(11, 18)
EVENTS = 18
_DRAWS = 16
GROWN = 276  # months: from 23 on people want the hours of grown-ups


class Chances(NamedTuple):
    """Chances in this month.

    Args:
        limit: No less than the chances together that do not depend on the occupation, by state and age, (5, 61).
        own: No less than those that do, by state and occupation, (5, n).
        retire: By year of age, (61,).
        leave: Idem; leaving work for outside.
        give_up: Idem; from unemployed to outside.
        look: Idem; from outside to unemployed.
        outside: Idem; from outside to an application that can be suitable.
        start_direct: Idem; from outside to work without a vacancy, twice, see `direct_open`.
        lose: Of losing work by contract and cell, (3, cells).
        train: Of beginning a training by contract and cell, (3, cells).
        train_idle: Idem, of unemployed and outside, (2,).
        emigrate: Of going back, for who learnt abroad; of leaving at 20 to 40, for all, (2,).
        search: Of an application that can be suitable, by contract, (3,).
        search_idle: Idem, of the unemployed, (1,).
        direct: Of work without a vacancy, twice: employed, unemployed, (2,).
        internal: Of a move with the same employer, by occupation, (n,).
        convert: Of flexible becoming permanent, (1,).
        hours: Of a change of hours, (1,).
        policy: Of a traineeship, a place, guaranteed work once waiting long enough, of the unemployed, (3,).
        guarantee_after: Months of unemployment after which work is guaranteed, (1,).
        pension: Of retiring in the month of pension age, (1,).
        pension_age: In months, (1,).
        patience: `(1 - duration_decay)^m` by months of unemployment: every way out gets rarer with it, (25,).
    """

    limit: Float64
    own: Float64
    retire: Float64
    leave: Float64
    give_up: Float64
    look: Float64
    outside: Float64
    start_direct: Float64
    lose: Float64
    train: Float64
    train_idle: Float64
    emigrate: Float64
    search: Float64
    search_idle: Float64
    direct: Float64
    internal: Float64
    convert: Float64
    hours: Float64
    policy: Float64
    guarantee_after: Float64
    pension: Float64
    pension_age: Float64
    patience: Float64


class Targets(NamedTuple):
    """Where moves go, as cumulated chances or alias tables.

    Args:
        cut: Alias tables of the occupation applied to, by province x n + occupation, (12 n, n); below 0 in the first
            place where nothing is open.
        other: Idem.
        province: Cumulated chances of the province applied to, by province x n + occupation applied to, (12 n, 12).
        starts: First vacancy of each cell, (cells + 1,).
        direct: Cumulated, of work without a vacancy, (n, n).
        direct_open: Chance that it is there: half of `h_j`, (n,).
        internal: Cumulated, of moves with the same employer, (n, n).
        trainee: Cumulated, of traineeships, (n,).
        place: Cumulated, of training for an occupation, (n,).
        guarantee: Cumulated, of guaranteed work, (n,).
        slack: `min(1, d / (E + V))` by cell, (cells,).
    """

    cut: Float64
    other: UInt16
    province: Float64
    starts: Int64
    direct: Float64
    direct_open: Float64
    internal: Float64
    trainee: Float64
    place: Float64
    guarantee: Float64
    slack: Float64


class Suit(NamedTuple):
    """What makes an application suitable.

    Args:
        skills: Random byte of each vacancy, see `Vacancies`.
        passport: Idem.
        strict: Idem.
        share: Of employers that hire on skills, people and employers with passports, each times 256; then the share of
            skills learnt abroad that policy recognises, (4,).
        needs: Education that work asks by occupation, 0 to 2, (n,).
        registered: 1 for a registered profession, (n,).
        miss: Suitability without the diploma; of a registered profession without registration; of skills learnt
            abroad, (3,).
        power: Of fit, (1,).
        plain: Suitability without a passport over that with one, at most 1, (1,).
    """

    skills: UInt8
    passport: UInt8
    strict: UInt8
    share: Float64
    needs: Int64
    registered: Int64
    miss: Float64
    power: Float64
    plain: Float64


class Hiring(NamedTuple):
    """How new work begins.

    Args:
        permanent: Chance of a permanent contract, (1,).
        self_employed: Of being self-employed after a direct start, (1,).
        gain: Rise of a skill by training, (1,).
    """

    permanent: Float64
    self_employed: Float64
    gain: Float64


class Flows(NamedTuple):
    """What happened.

    Args:
        events: By event, (18,).
        moves: Between employed, unemployed, outside and elsewhere (abroad, too young, too old), (4, 4);
            work to work is a change of employer.
        occupation: Starts of work, of which in another occupation; moves with the same employer that were made, (3,).
        wages: Monthly wages of starts in another occupation, (1,).
        lost: Lost work by cell, (cells,).
        learnt: Fit to the own occupation that trainings added, summed, (1,).
    """

    events: Int64
    moves: Int64
    occupation: Int64
    wages: Int64
    lost: Int64
    learnt: Float64

    @classmethod
    def zeros(cls, cells: int) -> Flows:
        """Return empty counts."""
        return cls(
            np.zeros(EVENTS, np.int64),
            np.zeros((4, 4), np.int64),
            np.zeros(3, np.int64),
            np.zeros(1, np.int64),
            np.zeros(cells, np.int64),
            np.zeros(1),
        )


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
    at = _DRAWS * person
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
    at, row = _DRAWS * person, home + signed(people.occupation[person])
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
    at = _DRAWS * person
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
    chance = uniform(keys[1], _DRAWS * person + 5)
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

    Returns:
        Number of suitable applications.
    """
    n = 0
    pension_age = int(chances.pension_age[0])
    # Columns out of their tuples: inside the loop that would cost more than the glance at who stays as they are.
    status, born, limit, key = people.status, people.born, chances.limit, keys[0]
    occupation, own = people.occupation, chances.own
    for person in range(first, last):
        state = status[person]
        if state == 5:
            continue
        u = uniform(key, person)
        age = month - signed(born[person])
        most = limit[state, age // 12 - 15] + own[state, occupation[person]]
        if u >= most and age != pension_age and age < 900 and age != GROWN:
            continue
        if age == GROWN:
            people.wanted[person] = draw_hours(start, 0, uniform(keys[3], _DRAWS * person + 4))
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
                ranks[n] = mixed(keys[1], _DRAWS * person + 4)
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
        state = 0 if uniform(key, _DRAWS * person) < hiring.permanent[0] else 1
        cell = signed(cells[slot])
        chance = uniform(key, _DRAWS * person + 1)
        start_work(people, work, flows, person, cell // 12, cell % 12, state, month, chance)
        hired += 1
    return hired


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
        at = _DRAWS * person + 8
        be_born(people, work, start, key, person, month, 240 + int(240 * uniform(key, at)))
        people.province[person] = pick(start.province[0], uniform(key, at + 1))
        people.occupation[person] = pick(start.occupation[0], uniform(key, at + 3))
        people.status[person] = 3
        people.traits[person] |= 12 if uniform(key, at + 2) < start.abroad[1] else 4
        flows.moves[3, 1] += 1
        flows.events[ARRIVE] += 1
