"""Months of unemployment at the start."""

from __future__ import annotations

import numpy as np

from draaischijf.market.twin.network import Floats

LONG = 12  # months from which unemployment is long-term


def spells_at_start(long: Floats, patience: Floats) -> Floats:
    """Return the unemployed by months of it, (runs, 25), rows summing to 1, such that a share is long-term.

    The chance to leave falls with duration as `patience` says; its level follows from the share (by halving).

    Args:
        long: (runs,), share unemployed a year or longer.
        patience: (runs or 1, 25).
    """

    def shares(chance: Floats) -> Floats:
        stay = 1 - np.minimum(chance[:, None] * patience, 1)
        left = np.cumprod(stay[:, :-1], axis=1)
        found = np.concatenate([np.ones_like(left[:, :1]), left], axis=1)
        # The last class holds all later months: a geometric tail.
        found[:, -1] /= np.maximum(1 - stay[:, -1], 1e-6)
        return np.asarray(found / found.sum(axis=1, keepdims=True))

    low, high = np.full(len(long), 1e-4), np.ones(len(long))
    for _ in range(50):
        middle = (low + high) / 2
        too_many = shares(middle)[:, LONG:].sum(axis=1) > long
        low, high = np.where(too_many, middle, low), np.where(too_many, high, middle)
    return shares((low + high) / 2)
