"""Choosing few scenarios out of many: branch and bound on worth, distance and the closest pair.

The score of a set is the sum of the worth of its members, plus what each pair adds, plus a prize times the distance of
its closest pair. All are whole numbers, so that a tie is a tie.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from draaischijf.engines import compiled

Array = npt.NDArray[Any]


@compiled
def score(chosen: Array, size: int, worth: Array, pairs: Array, apart: Array, prize: int) -> int:
    """Return the score of the first `size` chosen.

    Args:
        chosen: int64: candidates.
        size: How many of them count, two or more.
        worth: int64 per candidate.
        pairs: int64 (candidates, candidates): what two add together.
        apart: int64 (candidates, candidates): their distance.
        prize: What a unit of distance of the closest pair adds.
    """
    total: Any = 0
    closest: Any = np.int64(1 << 62)
    for one in range(size):
        total += worth[chosen[one]]
        for other in range(one):
            total += pairs[chosen[one], chosen[other]]
            closest = min(closest, apart[chosen[one], chosen[other]])
    return int(total + prize * closest)


@compiled
def bound(
    begin: int,
    size: int,
    taken: int,
    so_far: int,
    closest: int,
    gain: Array,
    reach: Array,
    far: Array,
    prize: int,
    best: Array,
) -> int:
    """Return a score that no set reaches more than, with `taken` members and the rest from `begin` on.

    Args:
        begin: First candidate that may still be taken.
        size: Members of a set.
        taken: Members so far.
        so_far: Their worth and pairs.
        closest: Distance of their closest pair; huge below two members.
        gain: int64 per candidate: its worth and its pairs with the members.
        reach: int64 (candidates, size): half of what its best pairs can add, rounded up, by their number.
        far: int64 per candidate: the distance to its closest member; huge without members.
        prize: What a unit of distance of the closest pair adds.
        best: int64 room for `size` numbers.
    """
    need, filled = size - taken, 0
    distant: Any = np.int64(-1)
    for candidate in range(begin, len(gain)):
        value = gain[candidate] + reach[candidate, need - 1]
        distant = max(distant, far[candidate])
        place = filled
        if filled == need:
            if value <= best[need - 1]:
                continue
            place = need - 1
        else:
            filled += 1
        while place > 0 and best[place - 1] < value:
            best[place] = best[place - 1]
            place -= 1
        best[place] = value
    if filled < need:
        return -1
    total = so_far
    for place in range(need):
        total += best[place]
    distant = min(distant, closest)
    return int(total + prize * distant)


@compiled
def swap(chosen: Array, worth: Array, pairs: Array, apart: Array, prize: int) -> int:
    """Better a set by exchanging one member at a time until nothing helps; return its score.

    Arguments as for `score`.
    """
    size = len(chosen)
    best = score(chosen, size, worth, pairs, apart, prize)
    better = True
    while better:
        better = False
        for place in range(size):
            kept = chosen[place]
            for candidate in range(len(worth)):
                inside = False
                for other in range(size):
                    inside |= chosen[other] == candidate
                if inside:
                    continue
                before = chosen[place]
                chosen[place] = candidate
                value = score(chosen, size, worth, pairs, apart, prize)
                if value > best:
                    best, kept, better = value, candidate, True
                else:
                    chosen[place] = before
            chosen[place] = kept
    return best


@compiled
def choose(
    worth: Array, pairs: Array, apart: Array, reach: Array, prize: int, most: int, best_set: Array
) -> tuple[int, int, int]:
    """Better `best_set` to the best set there is; return its score, a score that none exceeds, and the steps.

    Args:
        worth: int64 per candidate.
        pairs: int64 (candidates, candidates): what two add together, 0 or more.
        apart: int64 (candidates, candidates): their distance.
        reach: int64 (candidates, size): as for `bound`.
        prize: What a unit of distance of the closest pair adds, 0 or more.
        most: Steps at most; then the bound may be above the score.
        best_set: int64: a first set, replaced by the best.
    """
    count, size = len(worth), len(best_set)
    huge = np.int64(1) << 40
    best = score(best_set, size, worth, pairs, apart, prize)
    chosen = np.zeros(size, np.int64)
    gain = np.zeros((size + 1, count), np.int64)
    far = np.full((size + 1, count), huge)
    so_far = np.zeros(size + 1, np.int64)
    closest = np.full(size + 1, huge)
    room = np.zeros(size, np.int64)
    gain[0] = worth
    depth, steps = 0, 0
    chosen[0] = -1
    while depth >= 0:
        chosen[depth] += 1
        here = chosen[depth]
        steps += 1
        if steps > most:
            break
        limit = bound(here, size, depth, so_far[depth], closest[depth], gain[depth], reach, far[depth], prize, room)
        if limit <= best:
            depth -= 1
            continue
        total = so_far[depth] + gain[depth, here]
        near = min(closest[depth], far[depth, here])
        if depth == size - 1:
            if total + prize * near > best:
                best = total + prize * near
                for place in range(size):
                    best_set[place] = chosen[place]
            continue
        so_far[depth + 1], closest[depth + 1] = total, near
        for candidate in range(here + 1, count):
            gain[depth + 1, candidate] = gain[depth, candidate] + pairs[here, candidate]
            far[depth + 1, candidate] = min(far[depth, candidate], apart[here, candidate])
        depth += 1
        chosen[depth] = here
    ceiling = best
    for level in range(depth + 1):
        ceiling = max(
            ceiling,
            bound(
                chosen[level] + (level < depth),
                size,
                level,
                so_far[level],
                closest[level],
                gain[level],
                reach,
                far[level],
                prize,
                room,
            ),
        )
    return best, ceiling, steps
