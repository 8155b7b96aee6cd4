"""From a job title to the skills that the work takes, for titles that no classification knows.

The kernel works over arrays: it does not know where the names and relations come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder.blend import Blend
from draaischijf.language.encoder.candidates import (
    DIRECT,
    PLAIN,
    SCORE,
    Candidates,
    Described,
    Evidence,
    Occupations,
)
from draaischijf.language.encoder.model import Encoder
from draaischijf.language.encoder.neutral import neutral
from draaischijf.language.encoder.trees import Trees
from draaischijf.language.encoder.whole import SCALE, grid, unit

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

_BLOCK = 256


@dataclass(frozen=True)
class Prediction:
    """A predicted profile: say so wherever it is shown.

    Attributes:
        skills: places of skills, best first.
        shares: estimated chance of each that an expert would list it for the work, 0 to 1.
        confidence: mean of ``shares``: the part of these skills that is expected to be right.
        occupations: the nearest occupations, best first.
        weights: how much each of them counted; they sum to 1.
    """

    skills: I64
    shares: F64
    confidence: float
    occupations: I64
    weights: F64


class ProfilePredictor:
    """Predicts the skills of job titles from those of occupations with a like name."""

    def __init__(self, encoder: Encoder, occupations: Occupations, skills: F32, blend: Blend | None = None) -> None:
        """Prepare to predict.

        Args:
            encoder: reads titles.
            occupations: what to predict from.
            skills: unit sum of the name vectors of each skill (n, width).
            blend: the mix; the fitted one unless given.

        Raises:
            ValueError: an occupation has no name.
        """
        self._encoder = encoder
        self.blend = Blend.of(encoder) if blend is None else blend
        counts = np.bincount(occupations.owners, minlength=len(occupations.starts) - 1)
        if not counts.all():
            raise ValueError(f"occupation {int(np.argmin(counts))} has no name")
        ordered = [neutral(occupations.titles[i]) for i in np.argsort(occupations.owners, kind="stable").tolist()]
        self._begins = np.cumsum(counts) - counts
        names = encoder.encode(ordered)
        self._names, self._centres = grid(names), grid(self._together(names))
        self._titles = grid(self._together(encoder.encode(ordered, "title")))
        self._candidates = Candidates(occupations, self._centres, self._titles, len(skills))
        self._skills = grid(skills)
        self.trees = Trees.of(encoder.constants.get("trees"))

    def _together(self, rows: F32) -> F32:
        return unit(np.add.reduceat(rows.astype(np.float64), self._begins, axis=0))

    def predict(self, titles: Sequence[str], top: int = 30) -> list[Prediction]:
        """Return the profile of each title.

        Words about the person (sex, age, origin) are taken out first, see ``neutral``.

        Args:
            titles: job titles in any of the languages.
            top: skills per profile.
        """
        out = []
        for first in range(0, len(titles), _BLOCK):
            out += self.blended(self.evidence(titles[first : first + _BLOCK]), top)
        return out

    def evidence(self, titles: Sequence[str]) -> Evidence:
        """Return what speaks for each occupation and skill, before it is blended."""
        block = [neutral(t) for t in titles]
        plain, typed = grid(self._encoder.encode(block)), grid(self._encoder.encode(block, "title"))
        return Evidence(
            np.maximum.reduceat(plain @ self._names.T, self._begins, axis=1) * np.float32(SCALE),
            (plain @ self._centres.T) * np.float32(SCALE),
            (typed @ self._titles.T) * np.float32(SCALE),
            (typed @ self._skills.T) * np.float32(SCALE),
            (plain @ self._skills.T) * np.float32(SCALE),
        )

    def blended(self, evidence: Evidence, top: int = 30) -> list[Prediction]:
        """Return the profile of each title of ``evidence`` by the present blend; ``top`` is at most ``SHORTLIST``."""
        b, out = self.blend, []
        for found in self.described(evidence):
            scores = found.rows[:, SCORE] if self.trees is None else self.trees.score(found.rows)
            best = np.argsort(-scores, kind="stable")[:top]
            direct = b.direct * found.rows[best, DIRECT] + b.plain * found.rows[best, PLAIN]
            chance = 1 / (1 + np.exp(-(b.constant + b.slope * scores[best] + b.steep * direct)))
            sure = float(chance.mean()) if len(chance) else 0.0
            out.append(Prediction(found.skills[best], chance, sure, found.occupations, found.weights))
        return out

    def described(self, evidence: Evidence) -> Iterator[Described]:
        """Yield for each title of ``evidence`` a short list of skills and what speaks for each."""
        return self._candidates.described(evidence, self.blend)
