"""From a person's skills to a covered share of every column."""

from __future__ import annotations

import numpy as np

from draaischijf.engines import compiled
from draaischijf.matching.bounds_kernel import MILLION, Array


@compiled
def cover_columns(
    targets: Array, nearness: Array, place_of: Array, skills: Array, levels: Array, currencies: Array, table: Array
) -> None:
    """Raise the covered share of every column to what a person's skills cover.

    Args:
        targets: Whole numbers (skills of the release, m): covered skills, -1 pads.
        nearness: Whole numbers (skills of the release, m): in millionths.
        place_of: int32 per skill of the release: its place in the index, -1 where no row has it.
        skills: int32: the person's skills, by id in the release.
        levels: int64: the person's level of each, 1 to 4.
        currencies: int64: currency of each, in millionths.
        table: uint32 per column, in millionths; changed in place.
    """
    for held in range(len(skills)):
        row = skills[held]
        for neighbour in range(targets.shape[1]):
            target = targets[row, neighbour]
            if target < 0 or place_of[target] < 0:
                continue
            whole_share = np.int64(nearness[row, neighbour]) * currencies[held]
            for asked in range(1, 5):
                whole = asked * MILLION
                share = (2 * whole_share * min(levels[held], asked) + whole) // (2 * whole)
                column = 4 * place_of[target] + asked - 1
                table[column] = max(table[column], share)
