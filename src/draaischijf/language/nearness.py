"""Nearness: how far one skill covers another.

`nearness(s, t)` answers: someone has skill s; how much of skill t is that, from 0 to 1? It is directed. Knowing the
specific covers the general (who can drive a reach truck can handle loads); knowing the general covers the specific
only in part. Four roads lead from s to t; the best counts, and the road is kept so that it can be shown.

    road        value                                          symmetric
    itself      1                                              yes
    includes    1 where t is broader than s (one step), .9 two steps   no
    hierarchy   .6 where t is narrower than s (one step)       no: the reverse of includes
                .5 + .3 * c where s and t are siblings under one skill, .3 + .4 * c under one group of the last level
                                                               yes
    relation    .8 where t is essential for s, .6 where optional       no
                .5 where s is essential for t, .4 where optional
    encoder     .9 * (cos - .45) / .45, at most .9             yes

with c the encoder's cosine of s and t cut to 0..1. The numbers are named below; they are our choice, checked against
which skills occupations ask for together (`benchmarks/nearness.py`). Values under .4 are 0; 32 targets a skill at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

NEIGHBOURS: Final = 32
FLOOR: Final = 0.4
ROADS: Final = ("itself", "includes", "hierarchy", "relation", "encoder")
ITSELF, INCLUDES, HIERARCHY, RELATION, ENCODER = range(5)

INCLUDES_ONE_STEP: Final = 1.0
INCLUDES_TWO_STEPS: Final = 0.9
NARROWER: Final = 0.6
SIBLING: Final = (0.5, 0.3)
SAME_GROUP: Final = (0.3, 0.4)
BUILDS_ON: Final = {"needs-essential": (0.8, 0.5), "needs-optional": (0.6, 0.4)}
COSINE_ZERO: Final = 0.45
COSINE_SPAN: Final = 0.45
ENCODER_CAP: Final = 0.9

Float32 = npt.NDArray[np.float32]
Int32 = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Nearness:
    """Stored nearness of skills.

    Args:
        targets: int16 (skills, 32): rows of covered skills, nearest first, the skill itself in front; -1 pads.
        permille: uint16 (skills, 32): nearness in thousandths, 400 to 1000; 0 pads.
        via: uint8 (skills, 32): index into `ROADS`.
    """

    targets: npt.NDArray[np.int16]
    permille: npt.NDArray[np.uint16]
    via: npt.NDArray[np.uint8]

    @cached_property
    def millionths(self) -> Int32:
        """Nearness in millionths, int32 (skills, 32)."""
        return self.permille.astype(np.int32) * 1000

    def of(self, held: int, wanted: int) -> tuple[float, str]:
        """Return how far one skill covers another (0 to 1) and along which road; 0 and an empty road if not."""
        place = np.flatnonzero(self.targets[held] == wanted)
        if not len(place):
            return 0.0, ""
        return float(self.permille[held, place[0]]) / 1000, ROADS[int(self.via[held, place[0]])]


class Edges(NamedTuple):
    """Directed edges along one road: from held skill to covered skill."""

    held: Int32
    covered: Int32
    value: Float32
    road: int


def read_nearness(folder: Path) -> Nearness:
    """Return the stored nearness of a release."""
    with np.load(folder / "nearness.npz") as stored:
        return Nearness(stored["targets"], stored["permille"], stored["via"])


def write_nearness(folder: Path, nearness: Nearness) -> None:
    """Store nearness; compressed, because most rows are short."""
    np.savez_compressed(folder / "nearness.npz", targets=nearness.targets, permille=nearness.permille, via=nearness.via)
