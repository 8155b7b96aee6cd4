"""What can happen to a person in a month, and the tables that the kernels of a month share.

The name has kernel in it, so that kernels are compiled afresh when a number here changes.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Float64 = npt.NDArray[np.float64]
Int64 = npt.NDArray[np.int64]
UInt8 = npt.NDArray[np.uint8]
UInt16 = npt.NDArray[np.uint16]

NOTHING, RETIRE, LEAVE, LOSE, EMIGRATE, DIRECT, INTERNAL, CONVERT, APPLY, TRAIN, HOURS = range(11)
GIVE_UP, LOOK, TRAINEE, PLACE, GUARANTEE, BIRTH, ARRIVE = range(11, 18)
EVENTS = 18
DRAWS = 16
GROWN = 276  # months: from 23 on people want the hours of grown-ups


class Chances(NamedTuple):
    """Chances in this month.

    Args:
        limit: No less than the chances together that do not depend on the occupation, by state and age, (5, 61).
        own: No less than those that do, by state and occupation, (5, n).
        bound: No less than 256 times both together, rounded down, by state, (5,).
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
    bound: UInt8
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
