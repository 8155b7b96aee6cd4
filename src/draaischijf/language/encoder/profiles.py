"""From a job title to the skills that the work takes, for titles that no classification knows.

The kernel works over arrays: it does not know where the names and relations come from.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder.model import Encoder
from draaischijf.language.encoder.neutral import neutral
from draaischijf.language.encoder.trees import Trees
from draaischijf.language.encoder.whole import SCALE, best_first, grid, unit

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

SHORTLIST = 200
"""Skills that get a full description; no more can be asked for."""

FEATURES = (
    *("score", "share", "share_by_name", "share_by_title", "votes", "direct", "plain", "occupations", "lead"),
    *("direct_lag", "plain_lag", "place", "first", "fifth"),
)
"""What the trees look at, in order; ``Described`` says what each is."""

_SCORE, _DIRECT, _PLAIN = (FEATURES.index(x) for x in ("score", "direct", "plain"))
_ALONE, _VOTES = (0.1, 20), (math.inf, 5)
_BLOCK = 256


@dataclass(frozen=True)
class Blend:
    """How nearest occupations and direct nearness make a profile; fitted on occupations kept out of training.

    Attributes:
        name: weight of the nearest name of an occupation.
        centre: weight of the occupation's names together.
        title: weight of nearness between titles as the title matrix sees them.
        heat: temperature of the softmax over occupations.
        neighbours: occupations that count.
        direct: weight of nearness of title and skill by the title matrix.
        plain: weight of nearness of title and skill by name.
        constant: of the logistic that turns a score into a chance.
        slope: idem, on the score.
        steep: idem, on the direct nearness.
    """

    name: float = 0.5
    centre: float = 0.3
    title: float = 0.5
    heat: float = 0.12
    neighbours: float = 40
    direct: float = 0.5
    plain: float = 0.3
    constant: float = -2.0
    slope: float = 5.0
    steep: float = 2.0

    @classmethod
    def of(cls, encoder: Encoder) -> Blend:
        """Return the blend that was fitted with the encoder."""
        found = encoder.constants.get("blend")
        return cls() if found is None else cls(*found.tolist())

    def array(self) -> F64:
        """Return the values in order, as they stand in the weights file."""
        return np.array(astuple(self), np.float64)


@dataclass(frozen=True)
class Occupations:
    """Names and skills of occupations: those of occupation ``i`` are ``skills[starts[i]:starts[i + 1]]``.

    Attributes:
        titles: names, in any languages.
        owners: place of the occupation of each name; every occupation has at least one.
        starts: (occupations + 1,).
        skills: places of skills.
        gains: how much each counts: 1 essential, .6 optional.
    """

    titles: Sequence[str]
    owners: I64
    starts: I64
    skills: I64
    gains: F64


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


@dataclass(frozen=True)
class Evidence:
    """Nearness of titles to occupations and to skills, -1 to 1.

    Attributes:
        name: to the nearest name of each occupation (titles, occupations).
        centre: to its names together.
        title: idem, as the title matrix sees them.
        direct: to each skill by the title matrix (titles, skills).
        plain: to each skill by name.
    """

    name: F32
    centre: F32
    title: F32
    direct: F32
    plain: F32


@dataclass(frozen=True)
class Described:
    """A short list of skills for one title.

    Attributes:
        skills: places of at most ``SHORTLIST`` skills, by score.
        rows: what speaks for each (skills, ``FEATURES``): its score, which is its share among the nearest
            occupations plus its nearness; that share alone; the same with occupations near by name or by the
            title matrix only; its share of the five nearest; its nearness by the title matrix and by name; in how
            many occupations it stands; how far the three are from the thirtieth score and the best nearness;
            its place; how near the first and the fifth occupation are.
        occupations: the nearest occupations, best first.
        weights: how much each of them counted; they sum to 1.
    """

    skills: I64
    rows: F64
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
        self._encoder, self._known = encoder, occupations
        self.blend = Blend.of(encoder) if blend is None else blend
        counts = np.bincount(occupations.owners, minlength=len(occupations.starts) - 1)
        if not counts.all():
            raise ValueError(f"occupation {int(np.argmin(counts))} has no name")
        ordered = [neutral(occupations.titles[i]) for i in np.argsort(occupations.owners, kind="stable").tolist()]
        self._begins = np.cumsum(counts) - counts
        names = encoder.encode(ordered)
        self._names, self._centres = grid(names), grid(self._together(names))
        self._titles = grid(self._together(encoder.encode(ordered, "title")))
        self._skills = grid(skills)
        self._spread = np.bincount(occupations.skills, minlength=len(skills)).astype(np.float64)
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
            scores = found.rows[:, _SCORE] if self.trees is None else self.trees.score(found.rows)
            best = np.argsort(-scores, kind="stable")[:top]
            direct = b.direct * found.rows[best, _DIRECT] + b.plain * found.rows[best, _PLAIN]
            chance = 1 / (1 + np.exp(-(b.constant + b.slope * scores[best] + b.steep * direct)))
            sure = float(chance.mean()) if len(chance) else 0.0
            out.append(Prediction(found.skills[best], chance, sure, found.occupations, found.weights))
        return out

    def described(self, evidence: Evidence) -> Iterator[Described]:
        """Yield for each title of ``evidence`` a short list of skills and what speaks for each."""
        b, e = self.blend, evidence
        near = b.name * e.name.astype(np.float64) + b.centre * e.centre + b.title * e.title
        near /= b.name + b.centre + b.title
        direct = b.direct * e.direct.astype(np.float64) + b.plain * e.plain
        for i in range(len(near)):
            share, listed, weights = self._share(near[i], b.heat, int(b.neighbours))
            score = share + direct[i]
            skills = best_first(score, SHORTLIST)
            columns = [
                score,
                share,
                *(self._share(x[i].astype(np.float64), *_ALONE)[0] for x in (e.name, e.title)),
                self._share(near[i], *_VOTES)[0],
                e.direct[i],
                e.plain[i],
                self._spread,
                score - score[skills[min(29, len(skills) - 1)]],
                e.direct[i] - e.direct[i].max(initial=-1),
                e.plain[i] - e.plain[i].max(initial=-1),
            ]
            best = near[i][listed]
            whole = [np.arange(len(skills)), *(np.full(len(skills), best[min(k, len(best) - 1)]) for k in (0, 4))]
            rows = np.stack([*(c[skills].astype(np.float64) for c in columns), *whole], axis=1)
            # Rounded, so that the last bit of somebody's exp() moves no row over an edge of a tree.
            yield Described(skills, np.round(rows, 6), listed, weights)

    def _share(self, near: F64, heat: float, count: int) -> tuple[F64, I64, F64]:
        """Return the skills of the nearest occupations, those occupations, and how much each counts."""
        r, listed = self._known, best_first(near, count)
        weights = np.round(np.exp((near[listed] - near[listed[0]]) / heat), 9)
        weights /= np.cumsum(weights)[-1]
        share = np.zeros(len(self._skills))
        for occupation, weight in zip(listed.tolist(), weights.tolist(), strict=True):
            at = slice(r.starts[occupation], r.starts[occupation + 1])
            share[r.skills[at]] += weight * r.gains[at]
        return share, listed, weights
