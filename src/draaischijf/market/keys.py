"""Keys for random numbers: one for each seed, step and process."""

from __future__ import annotations

import hashlib

import numpy as np


def key_of(seed: int, step: int, process: str) -> np.uint64:
    """Return the key of a process in a step of a run.

    Args:
        seed: Seed of the run, 0 or more.
        step: Step of the run; -1 for what is drawn before the first.
        process: Name of the process.
    """
    text = f"{seed}/{step}/{process}".encode()
    return np.uint64(int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little"))


def generator_of(seed: int, step: int, process: str) -> np.random.Generator:
    """Return NumPy's counter-based generator for the few draws of a process that are not per person."""
    return np.random.Generator(np.random.Philox(key=int(key_of(seed, step, process))))
