"""Random numbers that depend on what they are for, not on the order in which they are asked for.

Each number is a hash of a key (seed, step, process) and a counter (a person, a vacancy). So a run on two cores, one
that was stopped and resumed, and one in which a policy is off draw the same numbers. The hash is the finaliser of
SplitMix64 (Steele, Lea and Flood 2014) over a Weyl sequence; it passes the usual batteries for this use. Its products
wrap around by design.
"""

from __future__ import annotations

import numpy as np

from draaischijf.engines import compiled

_INDEX = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_PER_UNIT = 1.0 / 9007199254740992.0
_30, _27, _31, _11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)


@compiled(makes_arrays=False)
def mixed(key: np.uint64, counter: int) -> np.uint64:
    """Return 64 random bits for a counter under a key."""
    z = key + np.uint64(counter) * _INDEX
    z = (z ^ (z >> _30)) * _FIRST
    z = (z ^ (z >> _27)) * _SECOND
    return z ^ (z >> _31)


@compiled(makes_arrays=False)
def uniform(key: np.uint64, counter: int) -> float:
    """Return a number from 0 up to 1, in steps of 2^-53, for a counter under a key."""
    return float(mixed(key, counter) >> _11) * _PER_UNIT
