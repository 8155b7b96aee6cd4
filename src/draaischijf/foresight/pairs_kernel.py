"""Exact search for the configurations of a morphological field in which every pair of states can go together."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from draaischijf.engines import compiled

Array = npt.NDArray[Any]


@compiled
def fewest(left: Array, depth: int, decided: int) -> int:
    """Return the undecided driver with the fewest states left, the first among equals.

    Args:
        left: int64 (depths, drivers): states left, as bits.
        depth: The depth to look at.
        decided: Drivers that are decided, as bits.
    """
    best, least = -1, 1 << 30
    for driver in range(left.shape[1]):
        if (decided >> driver) & 1:
            continue
        states, count = left[depth, driver], 0
        while states:
            states &= states - 1
            count += 1
        if count < least:
            best, least = driver, count
    return best


@compiled
def configurations(sizes: Array, starts: Array, fits: Array, most: int, found: Array) -> tuple[int, int]:
    """Find configurations; return how many and the steps taken, below zero where the search ended at a limit.

    Args:
        sizes: int64: number of states of each driver.
        starts: int64: row of the first state of each driver.
        fits: int64 (states, drivers): states of a driver that can go with a state, as bits.
        most: Steps at most.
        found: int8 room for configurations, one a row.
    """
    drivers = len(sizes)
    left = np.zeros((drivers + 1, drivers), np.int64)
    todo = np.zeros(drivers + 1, np.int64)
    chosen = np.zeros(drivers + 1, np.int64)
    decided = np.zeros(drivers + 1, np.int64)
    picked = np.zeros(drivers, np.int8)
    for driver in range(drivers):
        left[0, driver] = (1 << sizes[driver]) - 1
    depth, count, steps = 0, 0, 0
    chosen[0] = fewest(left, 0, 0)
    todo[0] = left[0, chosen[0]]
    while depth >= 0:
        if todo[depth] == 0:
            depth -= 1
            continue
        steps += 1
        if steps > most:
            return count, -steps
        driver, bit, state = chosen[depth], todo[depth] & -todo[depth], 0
        todo[depth] ^= bit
        while bit > 1:
            bit >>= 1
            state += 1
        picked[driver] = state
        alive = True
        for other in range(drivers):
            left[depth + 1, other] = left[depth, other] & fits[starts[driver] + state, other]
            alive &= left[depth + 1, other] != 0
        if not alive:
            continue
        if depth == drivers - 1:
            if count == len(found):
                return count, -steps
            for place in range(drivers):
                found[count, place] = picked[place]
            count += 1
            continue
        decided[depth + 1] = decided[depth] | (1 << driver)
        depth += 1
        chosen[depth] = fewest(left, depth, decided[depth])
        todo[depth] = left[depth, chosen[depth]]
    return count, steps
