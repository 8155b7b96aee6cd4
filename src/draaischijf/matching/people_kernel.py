"""Exact best people for a piece of work: the same postings and bounds as in `search_kernel`, with currency as entry.

A required skill can be covered by several own skills; the best counts. The columns that cover one required skill are a
group, and a group raises the bound of a row to the most that any of its columns gives.
"""

from __future__ import annotations

import numpy as np

from draaischijf.engines import compiled
from draaischijf.matching.bounds_kernel import (
    MILLION,
    UNITS,
    Array,
    Scale,
    bound_to_reach,
    collect,
    raise_column,
)
from draaischijf.matching.search_kernel import Best, Packed, keep


@compiled
def score_person(
    entries: Array, first: int, last: int, groups_of: Array, groups: Array, nearness: Array, asked: Array, best: Array
) -> int:
    """Return the exact fit of a person in millionths.

    Args:
        entries: uint32 (entries, 2): column and currency.
        first: Place of the person's first entry.
        last: Place after its last one.
        groups_of: int64 (skills + 1): places in `groups` of the requirements that a skill reaches.
        groups: int32: number of a requirement.
        nearness: int64: how near the skill is to it, in millionths.
        asked: int64 (requirements, 2): level and weight.
        best: int64 room for the requirements.
    """
    best[:] = 0
    for entry in range(first, last):
        skill, level, currency = (
            entries[entry, 0] >> 2,
            np.int64(entries[entry, 0] & 3) + 1,
            np.int64(entries[entry, 1]),
        )
        for place in range(groups_of[skill], groups_of[skill + 1]):
            group = groups[place]
            whole = asked[group, 0] * MILLION
            share = (2 * nearness[place] * min(level, asked[group, 0]) * currency + whole) // (2 * whole)
            best[group] = max(best[group], share)
    fit = 0
    for group in range(len(best)):
        fit += (2 * asked[group, 1] * best[group] + MILLION) // (2 * MILLION)
    return fit


@compiled
def search_people(
    packed: Packed,
    offsets: Array,
    entries: Array,
    groups_of: Array,
    groups: Array,
    nearness: Array,
    asked: Array,
    bounds: Array,
    found: Array,
    stamps: Array,
    best: Best,
) -> None:
    """Find the people with the best fit.

    Args:
        packed: The postings.
        offsets: int64 (rows + 1) into `entries`.
        entries: uint32 (entries, 2): column and currency.
        groups_of: int64 (skills + 1): places in `groups` of the requirements that a skill reaches.
        groups: int32: number of a requirement.
        nearness: int64: how near the skill is to it, in millionths.
        asked: int64 (requirements, 2): level and weight; at most 65534 requirements.
        bounds: uint16 room for the rows of the largest part.
        found: int32 room, likewise.
        stamps: uint32 room, likewise.
        best: Zeros; filled in.
    """
    scale, covered = Scale(0, MILLION, len(asked) + 2), np.zeros(len(asked), np.int64)
    order = np.argsort(groups, kind="mergesort")
    skill_of = np.empty(len(groups), np.int64)
    for skill in range(len(groups_of) - 1):
        skill_of[groups_of[skill] : groups_of[skill + 1]] = skill
    for part in range(len(packed.parts) - 1):
        rows = packed.order[packed.parts[part] : packed.parts[part + 1]]
        here = bounds[: len(rows)]
        here[:] = 0
        stamps[:] = 0
        for place in order:
            group = groups[place]
            for level in range(1, 5):
                whole = asked[group, 0] * MILLION
                share = asked[group, 1] * nearness[place] * min(level, asked[group, 0])
                most = (share // MILLION * UNITS) // whole + 2
                column = 4 * skill_of[place] + level - 1
                first, last = packed.starts[column, part], packed.starts[column + 1, part]
                raise_column(packed.post, first, last, most, group + 1, here, stamps)
        below, need = int(max(here)) + 1, bound_to_reach(best.fits[-1], scale)
        while below > need:
            lowest = max(need, below * 7 // 8)
            count = collect(here, lowest, below, found)
            for local in found[:count]:
                if here[local] >= need:
                    row = rows[local]
                    first, last = offsets[row], offsets[row + 1]
                    fit = score_person(entries, first, last, groups_of, groups, nearness, asked, covered)
                    keep(row, fit, best)
                    need = bound_to_reach(best.fits[-1], scale)
            below = lowest
