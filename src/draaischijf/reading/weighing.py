"""What a name that was found, or a guess by meaning, is worth: weights times what is known of it, fitted on documents.

What is known of many is weighed column by column, always in the order given here, so that the sums are the same bits
on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from draaischijf.reading.tables import settings

# What is known of a name that was found, see `choose.match_features`.
OF_NAME: Final = (
    "whole", "several", "size", "preferred", "alternative", "tool", "paper", "part", "loose", "foreign", "near",
    "topic", "asked", "lone", "said", "title", "common", "lost", "occupation",
)  # fmt: skip
# What is known of a guess by meaning, see `meaning.Guess`.
OF_GUESS: Final = (
    "span", "name", "asked", "whole", "lead", "share", "words", "single", "said", "behind", "topic", "title", "common",
)  # fmt: skip
# What is known of a guess before names are looked at.
OF_LISTED: Final = ("span", "whole", "lead", "said", "behind", "topic", "title", "common")

Float64 = npt.NDArray[np.float64]


@cache
def numbers() -> dict[str, dict[str, float]]:
    """Return the numbers that reading decides by."""
    return settings("calibration")


def odds(kind: str, names: Sequence[str], known: Mapping[str, npt.NDArray[np.floating]]) -> Float64:
    """Return what candidates are worth (log odds).

    Args:
        kind: Which numbers weigh: `name`, `meaning` or `shortlist`.
        names: What is weighed, in order.
        known: What is known of every candidate, a column by name.
    """
    weights = numbers()[kind]
    total = np.full(len(known[names[0]]), weights["base"])
    for name in names:
        total += weights[name] * known[name].astype(np.float64)
    return total


def chance(log_odds: float) -> float:
    """Return log odds as a chance, 0 to 1."""
    return 1 / (1 + math.exp(-max(min(log_odds, 30.0), -30.0)))
