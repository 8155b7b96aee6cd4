"""The training loop."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tools.train_encoder import losses
from tools.train_encoder.batches import Sampler
from tools.train_encoder.kernels import F32, I64
from tools.train_encoder.network import NAME, SENTENCE, TITLE, Network

Labels = tuple[I64, I64, F32]
"""Query, concept or key, and share."""


@dataclass(frozen=True)
class Plan:
    """How long and how hard to train.

    A run goes by steps and not by the clock, so that a second run gives the same weights.
    """

    steps: int = 13_000
    rate: float = 4e-3
    heat: float = 0.05
    row_drop: float = 0.1
    word_drop: float = 0.08
    weights: tuple[float, float, float] = (1.0, 0.7, 0.5)
    taught: tuple[float, float] = (0.5, 0.25)
    window: int = 6000
    refreshes: int = 20
    nearest: int = 24
    nearest_from: float = 0.099


class Trainer:
    """One stretch of training."""

    def __init__(self, sampler: Sampler, network: Network, plan: Plan) -> None:
        """Keep what to draw from, what to train and how."""
        self.s, self.net, self.plan = sampler, network, plan
        self.bank: F32 | None = None  # remembered centres, in a new random order after each refresh
        self.neighbours: I64 | None = None

    def run(self, watch: Callable[[float], None] | None = None) -> None:
        """Take the steps of the plan; ``watch`` is called with the share done after each refresh."""
        plan = self.plan
        if plan.nearest_from <= 0:
            self._refresh(0)
        every = max(1, plan.steps // plan.refreshes)
        sums = np.zeros(6)
        for step in range(plan.steps):
            done = step / plan.steps
            if step and step % every == 0:
                self._refresh(done)
                print(
                    f"train_encoder: {done:.0%}, step {self.net.steps}, losses {np.round(sums / every, 3)}",
                    file=sys.stderr,
                    flush=True,
                )
                sums = np.zeros(6)
                if watch:
                    watch(done)
            warm = min(1.0, step / 200)
            sums += self.step(plan.rate * warm * max(0.01, 1 - done))

    def step(self, rate: float) -> np.ndarray:
        """Draw one batch, follow its gradient, return the losses."""
        s, plan = self.s, self.plan
        concepts = s.concepts(self.neighbours)
        pairs = s.pairs(concepts)
        sentences, about = s.sentences()
        occupations, titles = s.titles()
        counts = np.array([len(a) for a in about])
        flat = np.concatenate(about)
        chosen = flat[np.cumsum(counts) - counts + (s.rng.random(len(counts)) * counts).astype(np.int64)]
        skills = np.concatenate([s.rng.choice(s.profiles[o][0], 3, p=s.profiles[o][1]) for o in occupations.tolist()])
        keys, _ = s.names(np.concatenate([chosen, skills]))

        lesson, said = s.lesson()
        parts = [pairs, keys, sentences, titles, lesson, lesson[: s.mix.lessons[0]]]
        sizes = [len(part) for part in parts]
        modes = np.repeat(np.array([NAME, NAME, SENTENCE, TITLE, NAME, TITLE], np.int32), sizes)
        p = self.net.forward(np.concatenate(parts), modes, plan.row_drop, plan.word_drop)
        cuts, n = np.cumsum(sizes), len(pairs) + len(keys)
        d = np.zeros_like(p.out)
        z, dz = np.split(p.out, cuts[:-1]), np.split(d, cuts[:-1])  # the parts of d are views
        zn, dn = p.out[:n], d[:n]
        owners = np.concatenate([concepts, concepts, chosen, skills])

        loss = np.zeros(6)
        w = plan.weights
        loss[0], slope = losses.among(z[0], s.alias[owners[: len(pairs)]], plan.heat)
        dz[0] += w[0] * slope
        labels, profiles = self._labels(about), self._profile_labels(occupations)
        for k, part, known in ((1, 2, labels), (2, 3, profiles)):
            loss[k], dq, dk = losses.towards(z[part], zn, self._among(known, owners), plan.heat)
            dz[part] += w[k] * dq
            dn += w[k] * dk
            if self.bank is not None:
                loss[k + 2], dq = self._remember(z[part], known, plan.window)
                dz[part] += np.float32(w[k]) * dq
        for part, weight in ((4, plan.taught[0]), (5, plan.taught[1])):
            if sizes[part]:
                taught, slope = losses.alike(z[part], said[: sizes[part]], plan.heat)
                loss[5] += weight * taught
                dz[part] += np.float32(weight) * slope
        self.net.backward(p, d, rate)
        return loss

    def _remember(self, q: F32, labels: Labels, size: int) -> tuple[float, F32]:
        assert self.bank is not None
        start = int(self.s.rng.integers(0, len(self.bank) - size))
        line, concept, share = labels
        window = slice(start, start + size)
        return losses.remembered(q, self.bank, window, (line, self.place[concept], share), self.plan.heat)

    def _among(self, labels: Labels, owners: I64) -> Labels:
        """Turn labels by concept into labels by key, where keys are names of ``owners``."""
        line, concept, weight = labels
        n = int(line.max()) + 1
        dense = np.zeros((n, self.s.size), np.float32)
        dense[line, concept] = weight
        found = dense[:, owners]
        at, key = np.nonzero(found)
        share = found[at, key] / found.sum(1)[at]
        return at, key, share

    def _labels(self, about: list[I64]) -> Labels:
        counts = np.array([len(a) for a in about])
        line = np.repeat(np.arange(len(about)), counts)
        return line, np.concatenate(about), (1 / counts[line]).astype(np.float32)

    def _profile_labels(self, occupations: I64) -> Labels:
        found = [self.s.profiles[o] for o in occupations.tolist()]
        line = np.repeat(np.arange(len(found)), [len(r) for r, _ in found])
        return line, np.concatenate([r for r, _ in found]), np.concatenate([w for _, w in found])

    def centres(self) -> F32:
        """Return the unit sum of the names of every concept."""
        z = self.net.encode(self.s.name_texts, NAME)
        out = np.zeros((self.s.size, z.shape[1]), np.float32)
        np.add.at(out, self.s.name_concepts, z)
        return losses.unit(out)

    def _refresh(self, done: float) -> None:
        centres = self.centres()
        named = self.s.rng.permutation(np.flatnonzero(self.s.by_concept.counts > 0))
        self.bank = centres[named]
        self.place = np.full(self.s.size, -1, np.int64)
        self.place[named] = np.arange(len(named))
        if done >= self.plan.nearest_from or self.neighbours is not None:
            self._nearest(centres)

    def _nearest(self, centres: F32) -> None:
        """Find near concepts for the pairs' hard negatives, for a random third of all concepts."""
        k = self.plan.nearest
        if self.neighbours is None:
            self.neighbours = np.full((self.s.size, k), -1, np.int64)
            todo = np.arange(self.s.size)
        else:
            todo = self.s.rng.choice(self.s.size, self.s.size // 3, replace=False)
        empty = self.s.by_concept.counts == 0
        for i in range(0, len(todo), 512):
            at = todo[i : i + 512]
            near = centres[at] @ centres.T
            near[:, empty] = -9
            near[np.arange(len(at)), at] = -9
            self.neighbours[at] = np.argpartition(-near, k, axis=1)[:, :k]


__all__ = ["SENTENCE", "TITLE", "Plan", "Trainer"]
