"""Fit the constants of ranking and profile prediction, on validation sets only."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder.blend import Blend
from draaischijf.language.encoder.model import Encoder
from tools.train_encoder import sets, stage
from tools.train_encoder.corpus import LANGUAGES, Corpus
from tools.train_encoder.held import Held

F64 = npt.NDArray[np.float64]
Described = tuple[list[tuple[npt.NDArray[np.int64], F64]], sets.Sentences]

_MADE_WEIGHTS = (0.0, 0.02, 0.05)
_GRID: dict[str, tuple[float, ...]] = {
    "heat": (0.06, 0.08, 0.1, 0.12, 0.15),
    "name": (0.3, 0.5, 0.8),
    "centre": (0.0, 0.3, 0.6),
    "title": (0.3, 0.5, 1.0),
    "neighbours": (25.0, 40.0, 60.0),
    "direct": (0.3, 0.5, 0.8, 1.2),
    "plain": (0.15, 0.3, 0.45),
}


def mixer(encoder: Encoder, corpus: Corpus, data: Path) -> F64:
    """Return the weights of ``FEATURES``: listwise softmax on the validation sentences of HOUSE and TECH.

    SkillSkape dev joins them with a small weight a sentence, as its sentences are made; how small is
    chosen by RP@5 on HOUSE and TECH validation.
    """
    ranker, labels = stage.ranker(encoder, corpus, data)
    folder = data / "skill-extraction-benchmark"
    read = [sets.annotated(folder / f"{n}_validation_annotations.csv", labels) for n in ("house", "tech")]
    read.append(sets.skillskape(data / "skillskape" / "dev.csv", labels))
    parts = [(ranker.features(s.texts), s) for s in read]
    best, chosen = -1.0, np.zeros(0)
    for made in _MADE_WEIGHTS:
        weights = _listwise(parts, (1.0, 1.0, made))
        score = sum(_precision(p, weights) for p in parts[:2]) / 2
        print(f"train_encoder: mixer with {made} of made sentences: {score:.1f} RP@5 on validation", file=sys.stderr)
        if score > best:
            best, chosen = score, weights
    return chosen


def _precision(part: Described, weights: F64) -> float:
    ranked = [listed[np.lexsort((listed, -(found @ weights)))[:10]] for listed, found in part[0]]
    return sets.precision_at_5(np.array(ranked), part[1].truths)[0]


def _listwise(parts: list[Described], shares: tuple[float, ...], ridge: float = 1e-2, steps: int = 600) -> F64:
    """Minimise the cross-entropy between the softmax of scores and the right skills (Cao et al. 2007) by Adam."""
    x, y, w = [], [], []
    for (described, said), share in zip(parts, shares, strict=True):
        for (listed, found), truth in zip(described, said.truths, strict=True):
            right = np.array([i in truth for i in listed.tolist()], float)
            if right.any() and share:
                x.append(found)
                y.append(right / right.sum())
                w.append(share)
    inputs, target, weight = np.stack(x), np.stack(y), np.array(w) / sum(w)
    spread = inputs.std((0, 1)) + 1e-9
    inputs = (inputs - inputs.mean((0, 1))) / spread
    out, first, second = np.zeros(inputs.shape[2]), np.zeros(inputs.shape[2]), np.zeros(inputs.shape[2])
    for i in range(1, steps + 1):
        p = np.exp(inputs @ out)
        p /= p.sum(1, keepdims=True)
        g = np.einsum("n,nk,nkf->f", weight, p - target, inputs) + ridge * out
        first += 0.1 * (g - first)
        second += 0.01 * (g * g - second)
        out -= 0.05 * first / (1 - 0.9**i) / (np.sqrt(second / (1 - 0.99**i)) + 1e-8)
    return np.asarray(out / spread)


def blend(encoder: Encoder, corpus: Corpus, held: Held, rounds: int = 2) -> Blend:
    """Return the blend with the best nDCG@30 on validation occupations, one value at a time."""
    ready = stage.profiles(encoder, corpus, held, Blend())
    asked = [(r, n) for x in LANGUAGES for r, n in stage.titles(corpus, held.validation, x, 3)]
    evidence = ready.predictor.evidence([n for _, n in asked])
    best, score = Blend(), -1.0
    for _ in range(rounds):
        for name, values in _GRID.items():
            kept = best
            for value in values:
                ready.predictor.blend = replace(best, **{name: value})
                found = ready.mean([r for r, _ in asked], ready.predictor.blended(evidence))
                if found > score + 1e-4:
                    score, kept = found, ready.predictor.blend
            best = kept
    print(f"train_encoder: nDCG@30 {score:.3f} on validation occupations", file=sys.stderr)
    ready.predictor.blend = best
    return calibrated(ready, corpus, held)


def calibrated(ready: stage.Profiles, corpus: Corpus, held: Held) -> Blend:
    """Fit the chance that a listed skill is right (Platt 1999), by Newton's method."""
    plain = replace(ready.predictor.blend, constant=0.0, slope=1.0, steep=0.0)
    direct = replace(plain, slope=0.0, steep=1.0)
    asked = [(r, n) for r, _, n in corpus.names if r in held.validation]
    columns = []
    for blend_ in (plain, direct):
        ready.predictor.blend = blend_
        found = ready.predictor.predict([n for _, n in asked], 60)
        columns.append(np.concatenate([np.log(p.shares / (1 - p.shares)) for p in found]))
    right = np.concatenate(
        [[s in ready.gains[r] for s in p.skills.tolist()] for (r, _), p in zip(asked, found, strict=True)]
    )
    x = np.stack([np.ones(len(right)), *columns], axis=1)
    w = np.zeros(3)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        w += np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(3), x.T @ (right - p))
    return replace(plain, constant=float(w[0]), slope=float(w[1]), steep=float(w[2]))
