"""Exact search for the consistent scenarios of a cross-impact field.

A scenario is consistent when no state that is not chosen has a higher balance than the chosen state of its driver. For
each state of each driver there is one row with a lane per rival: the most by which the state may still lead that rival
under what is decided so far. A lane below zero rules the state out; a driver without states ends the branch. Lanes are
packed into 64-bit words, so that one operation does four (or two) rivals at once; the words are unsigned, as adding in
lanes must wrap.

The bound is exact for a full scenario and never too low before that, so nothing is missed. Source of the rule: W.
Weimer-Jehle, Cross-impact balances, Technological Forecasting and Social Change 73 (2006).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from draaischijf.engines import compiled

Array = npt.NDArray[Any]
NONE: Final = np.uint64(0)


@compiled
def add_lanes(left: np.uint64, right: np.uint64, signs: np.uint64) -> np.uint64:
    """Return the sums of the lanes of two words.

    Args:
        left: Lanes of one word.
        right: Lanes of the other.
        signs: The sign bit of every lane.
    """
    return ((left & ~signs) + (right & ~signs)) ^ ((left ^ right) & signs)


@compiled
def less_lanes(left: np.uint64, right: np.uint64, signs: np.uint64) -> np.uint64:
    """Return the lanes of one word less those of another; arguments as for `add_lanes`."""
    return ((left | signs) - (right & ~signs)) ^ ((left ^ ~right) & signs)


@compiled
def descend(leads: Array, depth: int, table: Array, old: int, new: int) -> None:
    """Write the leads one depth further, where a driver's set of states is smaller.

    Args:
        leads: Leads (depths, lanes).
        depth: Depth to read.
        table: As for `search`.
        old: Row of `table` for the driver with its old set of states.
        new: The same for its new set.
    """
    for lane in range(np.uint64(leads.shape[1])):
        leads[depth + 1, lane] = leads[depth, lane] + table[new, lane] - table[old, lane]


@compiled
def lower(leads: Array, depth: int, table: Array, old: int, new: int) -> None:
    """Do the same at one depth; apart, as the compiler takes several lanes at once only where rows do not overlap."""
    for lane in range(np.uint64(leads.shape[1])):
        leads[depth, lane] += table[new, lane] - table[old, lane]


@compiled
def count_states(states: int) -> int:
    """Return how many states a set holds; sets are bits."""
    count = 0
    while states:
        states &= states - 1
        count += 1
    return count


@compiled
def first_state(states: int) -> int:
    """Return the lowest state of a set that is not empty."""
    state = 0
    while not (states >> state) & 1:
        state += 1
    return state


@compiled
def standing(words: Array, depth: int, first: int, size: int, wide: int, signs: np.uint64) -> int:
    """Return the set of states of a driver that may still lead all their rivals.

    Args:
        words: Leads as words (depths, words).
        depth: The depth to look at.
        first: Row of the driver's first state.
        size: Number of its states.
        wide: Words a row.
        signs: The sign bit of every lane.
    """
    found, place = np.int64(0), first * wide
    for state in range(size):
        seen = NONE
        for _ in range(wide):
            seen |= words[depth, place]
            place += 1
        found |= np.int64(seen & signs == NONE) << state
    return int(found)


@compiled
def still_fitting(
    words: Array, depth: int, driver: int, sets: Array, starts: Array, offsets: Array, table: Array, signs: np.uint64
) -> int:
    """Return the states of a driver under which every decided driver may keep its lead.

    Args:
        words: Leads as words (depths, words).
        depth: The depth to look at.
        driver: The undecided driver.
        sets: States (depths, drivers).
        starts: Row of the first state of each driver, then the number of rows.
        offsets: Row of `table` at which each driver begins.
        table: As for `search`, as words.
        signs: The sign bit of every lane.
    """
    wide = table.shape[1] // starts[-1]
    first, states = offsets[driver], sets[depth, driver]
    old = first + states
    for other in range(sets.shape[1]):
        decided = sets[depth, other]
        if decided & (decided - 1):
            continue
        place = (starts[other] + first_state(decided)) * wide
        for word in range(place, place + wide):
            without = less_lanes(words[depth, word], table[old, word], signs)
            rest = states
            while rest:
                state = rest & -rest
                rest ^= state
                if add_lanes(without, table[first + state, word], signs) & signs != NONE:
                    states ^= state
        if states == 0:
            break
    return int(states)


@compiled
def settle(
    leads: Array,
    words: Array,
    sets: Array,
    depth: int,
    sizes: Array,
    starts: Array,
    offsets: Array,
    table: Array,
    table_words: Array,
    signs: np.uint64,
) -> bool:
    """Rule out states until nothing more follows; False where a driver has none left.

    Args:
        leads: Leads (depths, lanes), changed in place at this depth.
        words: The same memory as words.
        sets: States (depths, drivers), changed in place at this depth.
        depth: The depth.
        sizes: Number of states of each driver.
        starts: Row of the first state of each driver, then the number of rows.
        offsets: Row of `table` at which each driver begins.
        table: As for `search`.
        table_words: The same memory as words.
        signs: The sign bit of every lane.
    """
    wide = table_words.shape[1] // starts[-1]
    # Rounds: whether drivers keep their lead until that is settled, once whether they leave others theirs (doing that
    # again costs more than it rules out), then the first again.
    looked_back, changed = False, True
    while changed or not looked_back:
        back = not changed
        looked_back |= back
        changed = False
        for driver in range(len(sizes)):
            old = sets[depth, driver]
            if old & (old - 1) == 0 and back:
                continue
            if back:
                new = still_fitting(words, depth, driver, sets, starts, offsets, table_words, signs)
            else:
                new = old & standing(words, depth, starts[driver], sizes[driver], wide, signs)
            if new == 0:
                return False
            if new != old:
                lower(leads, depth, table, offsets[driver] + old, offsets[driver] + new)
                sets[depth, driver] = new
                changed = True
    return True


@compiled
def narrowest(sets: Array, depth: int, order: Array) -> int:
    """Return the undecided driver with the fewest states, the earliest in `order` among equals; -1 without any."""
    best, least = -1, 1 << 30
    for place in range(len(order)):
        driver = order[place]
        count = count_states(sets[depth, driver])
        if 1 < count < least:
            best, least = driver, count
    return best


@compiled
def search(
    sizes: Array,
    starts: Array,
    offsets: Array,
    table: Array,
    table_words: Array,
    order: Array,
    slack: int,
    signs: np.uint64,
    most: int,
    found: Array,
) -> tuple[int, int]:
    """Find consistent scenarios; return how many were found and how many steps were taken.

    The search ends early when `found` is full or when `most` steps are taken; then steps is below zero.

    Args:
        sizes: int64: number of states of each driver.
        starts: int64: row of the first state of each driver, then the number of rows.
        offsets: int64: row of `table` at which each driver begins.
        table: int16 or int32 (sets of states of every driver, lanes of all rows): the most that a driver can add to
            each lead while its state lies in the set.
        table_words: uint64 view of `table`.
        order: int64: drivers, the one to decide first in front.
        slack: How far a chosen state may stay behind its best rival; 0 for consistent.
        signs: The sign bit of every lane.
        most: Steps at most.
        found: int8 room for scenarios, one a row.
    """
    drivers = len(sizes)
    leads = np.zeros((drivers + 1, table.shape[1]), table.dtype)
    words = leads.view(np.uint64)
    sets = np.zeros((drivers + 1, drivers), np.int64)
    todo = np.zeros(drivers + 1, np.int64)
    chosen = np.zeros(drivers + 1, np.int64)
    leads[0] += table.dtype.type(slack)
    for driver in range(drivers):
        sets[0, driver] = (1 << sizes[driver]) - 1
        leads[0] += table[offsets[driver] + sets[0, driver]]
    depth, count, steps, entering = 0, 0, 0, True
    while depth >= 0:
        if entering:
            entering = False
            steps += 1
            if steps > most:
                return count, -steps
            if not settle(leads, words, sets, depth, sizes, starts, offsets, table, table_words, signs):
                depth -= 1
                continue
            driver = narrowest(sets, depth, order)
            if driver < 0:
                if count == len(found):
                    return count, -steps
                for place in range(drivers):
                    found[count, place] = first_state(sets[depth, place])
                count += 1
                depth -= 1
                continue
            chosen[depth], todo[depth] = driver, sets[depth, driver]
        if todo[depth] == 0:
            depth -= 1
            continue
        driver, state = chosen[depth], todo[depth] & -todo[depth]
        todo[depth] ^= state
        first = offsets[driver]
        descend(leads, depth, table, first + sets[depth, driver], first + state)
        for place in range(drivers):
            sets[depth + 1, place] = sets[depth, place]
        sets[depth + 1, driver] = state
        depth, entering = depth + 1, True
    return count, steps
