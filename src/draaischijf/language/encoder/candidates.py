"""A short list of skills for a title, with what speaks for each: the rows that trees judge."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder.blend import Blend
from draaischijf.language.encoder.whole import SCALE, best_first

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

SHORTLIST = 200
"""Skills that get a full description; no more can be asked for."""

FEATURES = (
    *("score", "share", "share_by_name", "share_by_title", "share_by_centre", "votes", "direct", "plain"),
    *("occupations", "essential", "lift", "lead", "direct_lag", "plain_lag"),
    *("kriged", "kriged_wide", "kriged_sharp", "among_ten", "among_all", "nearest"),
    *("place", "first", "fifth", "kriged_sum", "explained", "size", "doubt"),
)
"""What the trees look at, in order; ``Described`` says what each is."""

SCORE, DIRECT, PLAIN = (FEATURES.index(x) for x in ("score", "direct", "plain"))
_ALONE, _VOTES, _TEN = (0.1, 20), (math.inf, 5), 10


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
class Kriging:
    """How occupations near a title are weighed when those that are much alike are to count once.

    Weights are those of simple kriging (Matheron 1963; the mean of a Gaussian process): they solve
    ``(K + noise) w = k``, where ``K`` is how near the occupations are to each other and ``k`` to the title.

    Attributes:
        mix: shares of nearness by name, by centre and by title in ``k``; in ``K`` the centre takes that of names too.
        power: nearness is raised to this.
        noise: added to the diagonal of ``K``.
        count: occupations that take part.
    """

    mix: tuple[float, float, float]
    power: int
    noise: float
    count: int


_NEAR, _WIDE = Kriging((0.3, 0.3, 0.4), 2, 0.8, 100), Kriging((0.0, 0.5, 0.5), 1, 0.4, 60)
_SHARP = Kriging((0.0, 0.7, 0.3), 6, 0.8, 100)


@dataclass(frozen=True)
class Described:
    """A short list of skills for one title.

    Attributes:
        skills: places of at most ``SHORTLIST`` skills, by score.
        rows: what speaks for each (skills, ``FEATURES``). Of the skill: its score, which is its share among the
            nearest occupations plus its nearness; that share alone; the same with occupations near by name, by the
            title matrix or by their names together only; its share of the five nearest; its nearness by the title
            matrix and by name; in how many occupations it stands, and in which part of them as essential; its share
            against what is usual; how far score and nearness are from the thirtieth and from the best; its share by
            ``Kriging``, in three ways; in how many of the ten nearest and of all near occupations it stands, and how
            near the nearest of those is; its place. Of the title: how near the first and the fifth occupation are,
            what the kriging weights add up to and explain, how many skills the ten nearest have, and how evenly the
            nearest count.
        occupations: the nearest occupations, best first.
        weights: how much each of them counted; they sum to 1.
    """

    skills: I64
    rows: F64
    occupations: I64
    weights: F64


class Candidates:
    """Lists skills for titles from the occupations that are known."""

    def __init__(self, known: Occupations, centres: F32, titles: F32, skills: int) -> None:
        """Prepare to list.

        Args:
            known: the occupations.
            centres: their names together, on the grid (occupations, width).
            titles: idem, as the title matrix sees them.
            skills: how many there are.
        """
        self._known, self._centres, self._titles, self._size = known, centres, titles, skills
        self._spread = np.bincount(known.skills, minlength=skills).astype(np.float64)
        needed = np.bincount(known.skills[known.gains == 1], minlength=skills)
        self._essential = needed / np.maximum(self._spread, 1)
        self._usual = self._spread / max(1, len(centres)) + 1e-4

    def described(self, evidence: Evidence, b: Blend) -> Iterator[Described]:
        """Yield for each title of ``evidence`` a short list of skills and what speaks for each."""
        e = evidence
        near = b.name * e.name.astype(np.float64) + b.centre * e.centre + b.title * e.title
        near /= b.name + b.centre + b.title
        direct = b.direct * e.direct.astype(np.float64) + b.plain * e.plain
        for i in range(len(near)):
            one = Evidence(*(x[i] for x in (e.name, e.centre, e.title, e.direct, e.plain)))
            yield self._describe(one, near[i], direct[i], b)

    def _describe(self, e: Evidence, near: F64, direct: F64, b: Blend) -> Described:
        listed, weights = self._weighed(near, b.heat, int(b.neighbours))
        share = self._shares(listed, weights)
        score = share + direct
        skills = best_first(score, SHORTLIST)
        ten, every, nearest = self._among(listed, near)
        (kriged, total, explained), (wide, _, _), (sharp, _, _) = (self._kriged(e, k) for k in (_NEAR, _WIDE, _SHARP))
        columns = [
            *(score, share),
            *(self._shares(*self._weighed(x.astype(np.float64), *_ALONE)) for x in (e.name, e.title, e.centre)),
            self._shares(*self._weighed(near, *_VOTES)),
            *(e.direct, e.plain, self._spread, self._essential, np.log1p(share / self._usual)),
            score - score[skills[min(29, len(skills) - 1)]],
            *(e.direct - e.direct.max(initial=-1), e.plain - e.plain.max(initial=-1)),
            *(kriged, wide, sharp, ten, every, nearest),
        ]
        best, held = near[listed], np.diff(self._known.starts)[listed[:_TEN]]
        doubt = -float((weights * np.log(weights + 1e-12)).sum())
        of_title = (*(best[min(k, len(best) - 1)] for k in (0, 4)), total, explained, held.mean(), doubt)
        whole = [np.arange(len(skills)), *(np.full(len(skills), x) for x in of_title)]
        rows = np.stack([*(c[skills].astype(np.float64) for c in columns), *whole], axis=1)
        # Rounded, so that the last bit of somebody's exp() moves no row over an edge of a tree.
        return Described(skills, np.round(rows, 6), listed, weights)

    def _weighed(self, near: F64, heat: float, count: int) -> tuple[I64, F64]:
        """Return the nearest occupations, best first, and how much each counts."""
        listed = best_first(near, count)
        weights = np.round(np.exp((near[listed] - near[listed[0]]) / heat), 9)
        return listed, weights / np.cumsum(weights)[-1]

    def _shares(self, listed: I64, weights: F64) -> F64:
        share, r = np.zeros(self._size), self._known
        for occupation, weight in zip(listed.tolist(), weights.tolist(), strict=True):
            at = slice(r.starts[occupation], r.starts[occupation + 1])
            share[r.skills[at]] += weight * r.gains[at]
        return share

    def _kriged(self, e: Evidence, k: Kriging) -> tuple[F64, float, float]:
        """Return shares of skills by kriging weights, the sum of those, and how much of the title they explain."""
        near = k.mix[0] * e.name.astype(np.float64) + k.mix[1] * e.centre + k.mix[2] * e.title
        listed = best_first(near, k.count)
        centre, title = ((x[listed] @ x[listed].T).astype(np.float64) for x in (self._centres, self._titles))
        alike = ((k.mix[0] + k.mix[1]) * centre + k.mix[2] * title) * SCALE
        between = _power(alike, k.power) + k.noise * np.eye(len(listed))
        to = _power(near[listed], k.power)
        weights = np.asarray(np.linalg.solve(between, to), np.float64)
        return self._shares(listed, weights), float(weights.sum()), float(to @ weights)

    def _among(self, listed: I64, near: F64) -> tuple[F64, F64, F64]:
        """Return in how many of the ten nearest and of all listed occupations a skill stands, and the nearest."""
        ten, every, nearest = np.zeros(self._size), np.zeros(self._size), np.full(self._size, -1.0)
        r = self._known
        for rank in range(len(listed) - 1, -1, -1):
            skills = r.skills[r.starts[listed[rank]] : r.starts[listed[rank] + 1]]
            every[skills] += 1
            ten[skills] += rank < _TEN
            nearest[skills] = near[listed[rank]]
        return ten, every, nearest


def _power(values: F64, power: int) -> F64:
    return np.asarray(np.sign(values) * np.abs(values) ** power, np.float64)
