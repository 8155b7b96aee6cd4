"""Fit the vectors by which the encoder remembers the occupations that it was trained on."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder.model import Encoder
from draaischijf.language.encoder.recall import BASE, arrays
from draaischijf.language.encoder.whole import unit
from tools.train_encoder import stage
from tools.train_encoder.corpus import SKILL, Corpus
from tools.train_encoder.held import Held

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]

_FAR = 60.0  # exp() of more is no float32
STEPS, RATE, PULL, START = 600, 0.8, 0.0001, (10.0, -6.0)


def learn(
    encoder: Encoder, corpus: Corpus, held: Held, known: Mapping[str, F32] | None = None
) -> dict[str, npt.NDArray[np.generic]]:
    """Return the arrays of ``Recall`` for all occupations that are not held out.

    Args:
        encoder: trained; its vectors of titles are where the fit starts, those of skills stay.
        corpus: names and relations.
        held: occupations that get none.
        known: unit vector by URI of a skill, as a release has them; by the names of the corpus unless given.
    """
    middles = stage.centres(encoder, corpus)
    skills = np.array([row for row, kind in enumerate(corpus.kinds) if kind == SKILL])
    if known is not None:
        skills = np.array([row for row in skills if corpus.uris[row] in known])
        middles[skills] = np.stack([known[corpus.uris[row]] for row in skills])
    place = {row: at for at, row in enumerate(skills.tolist())}
    own = sorted({o for o, _, _ in corpus.relations if corpus.uris[o].startswith(BASE)} - held.occupations)
    number = {row: at for at, row in enumerate(own)}
    listed, essential = (np.zeros((len(own), len(skills)), np.float32) for _ in range(2))
    for occupation, skill, needed in corpus.relations:
        if occupation in number and skill in place:
            listed[number[occupation], place[skill]] = 1
            essential[number[occupation], place[skill]] = needed
    begin = _titles(encoder, corpus, number)
    fits = [fit(begin, middles[skills], wanted) for wanted in (listed, essential)]
    vectors, constants = (np.stack([one[k] for one in fits], axis=1).astype(np.float64) for k in (0, 1))
    return arrays([corpus.uris[row] for row in own], vectors, constants)


def _titles(encoder: Encoder, corpus: Corpus, number: dict[int, int]) -> F32:
    named = [(number[row], name) for row, _, name in corpus.names if row in number]
    sums = np.zeros((len(number), encoder.width), np.float32)
    np.add.at(sums, [row for row, _ in named], encoder.encode([name for _, name in named], "title"))
    return unit(sums)


def fit(begin: F32, skills: F32, wanted: F32) -> tuple[F32, F32]:
    """Return vectors and constants whose logistic is near ``wanted``: cross-entropy by Adam.

    Args:
        begin: unit vectors of titles (occupations, width); the fit is pulled towards them.
        skills: unit vectors (n, width).
        wanted: 0 or 1 (occupations, n).
    """
    origin = np.float32(START[0]) * begin
    vectors, constants = Adam(origin), Adam(np.full((len(begin), 1), START[1], np.float32))
    for step in range(1, STEPS + 1):
        off = vectors.value @ skills.T
        off += constants.value
        np.clip(off, -_FAR, _FAR, out=off)
        np.negative(off, out=off)
        np.exp(off, out=off)
        off += 1
        np.reciprocal(off, out=off)
        off -= wanted
        rate = RATE * (1 - step / STEPS) + 0.01
        vectors.step(off @ skills + np.float32(PULL) * (vectors.value - origin), rate)
        constants.step(off.sum(axis=1, keepdims=True), rate)
    return vectors.value, constants.value[:, 0]


class Adam:
    """A table that follows a gradient (Kingma and Ba 2015)."""

    def __init__(self, value: F32) -> None:
        """Begin at ``value``."""
        self.value, self._steps = value.copy(), 0
        self._first, self._second = np.zeros_like(value), np.zeros_like(value)

    def step(self, slope: F32, rate: float) -> None:
        """Take one step down ``slope``."""
        self._steps += 1
        self._first += np.float32(0.1) * (slope - self._first)
        self._second += np.float32(0.02) * (slope * slope - self._second)
        size = np.sqrt(self._second / np.float32(1 - 0.98**self._steps)) + np.float32(1e-6)
        self.value -= np.float32(rate / (1 - 0.9**self._steps)) * self._first / size
