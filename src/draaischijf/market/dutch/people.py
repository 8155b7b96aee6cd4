"""People and vacancies as columns of small numbers."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

UInt8 = npt.NDArray[np.uint8]
UInt16 = npt.NDArray[np.uint16]
Int16 = npt.NDArray[np.int16]

PERMANENT, FLEXIBLE, SELF_EMPLOYED, UNEMPLOYED, OUTSIDE, ABSENT = range(6)
STATES: Final = ("permanent", "flexible", "self-employed", "unemployed", "outside")
EDUCATION: Final = 3  # the two lowest bits of `traits`
LEARNT_ABROAD: Final = 4
RECOGNISED: Final = 8
GUARANTEED: Final = 16  # works in a job of the work guarantee
FULL: Final = 255  # level 1 of a skill
OLDEST: Final = 900  # months: whoever turns 75 leaves


class People(NamedTuple):
    """One row a person; 24 bytes each.

    Args:
        status: Contract, unemployed, outside or absent (no person in this row).
        occupation: Present or last occupation.
        province: Where the person lives.
        traits: Education and whether skills were learnt abroad, in bits.
        born: Month of birth, counted from the start of the run.
        since: Month in which the present job or state began.
        touched: Month up to which `skills` are worked out.
        rank: Own place in the wage distribution of any occupation, 0 to 255.
        hours: Hours worked a week.
        wanted: Hours wanted a week.
        pay: Present or last income from work, euro a month.
        skills: Level in eight skill groups, 0 to 255, (people, 8).
    """

    status: UInt8
    occupation: UInt8
    province: UInt8
    traits: UInt8
    born: Int16
    since: Int16
    touched: Int16
    rank: UInt8
    hours: UInt8
    wanted: UInt8
    pay: UInt16
    skills: UInt8

    @classmethod
    def empty(cls, capacity: int) -> People:
        """Return rows without people."""
        kinds = (*4 * (np.uint8,), *3 * (np.int16,), *3 * (np.uint8,), np.uint16)
        columns: list[Any] = [np.zeros(capacity, kind) for kind in kinds]
        columns[0][:] = ABSENT
        columns.append(np.zeros((capacity, 8), np.uint8))
        return cls(*columns)


class Vacancies(NamedTuple):
    """One row a vacancy, in order of cell.

    Args:
        cell: Occupation times twelve plus province.
        opened: Month in which it opened.
        skills: Random byte; the employer hires on skills where it lies under the share that do, times 256.
        passport: Random byte; idem for reading passports.
        strict: What is asked of every skill group, in hundredths of what the occupation asks.
    """

    cell: UInt16
    opened: Int16
    skills: UInt8
    passport: UInt8
    strict: UInt8

    @classmethod
    def empty(cls) -> Vacancies:
        """Return no vacancies."""
        return cls(
            np.empty(0, np.uint16),
            np.empty(0, np.int16),
            np.empty(0, np.uint8),
            np.empty(0, np.uint8),
            np.empty(0, np.uint8),
        )

    def keep(self, chosen: npt.NDArray[np.bool_]) -> Vacancies:
        """Return the chosen ones, in the same order."""
        columns: list[Any] = [column[chosen] for column in self]
        return Vacancies(*columns)

    def join(self, new: Vacancies) -> Vacancies:
        """Return both together, in order of cell, old before new."""
        pairs: list[Any] = list(zip(tuple(self), tuple(new), strict=True))
        both: list[Any] = [np.concatenate(pair) for pair in pairs]
        order = np.argsort(both[0], kind="stable")
        return Vacancies(*(column[order] for column in both))
