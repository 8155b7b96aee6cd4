"""The encoder while it learns: forward, backward, and one step of Adam."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from draaischijf.language.encoder.features import ROW_BITS
from tools.train_encoder import kernels
from tools.train_encoder.kernels import F32, I32, I64
from tools.train_encoder.texts import Texts

NAME, SENTENCE, TITLE = 0, 1, 2
_CLIP = 4.0


@dataclass
class Pass:
    """What the backward pass needs from the forward pass."""

    words: I32
    starts: I64
    slots: I32
    modes: I32
    keep_rows: np.ndarray
    keep_words: np.ndarray
    scale: F32
    vectors: F32
    raw: F32
    gates: F32
    pooled: F32
    mapped: F32
    norms: F32
    out: F32


class Network:
    """The table of rows, a gate per mode and a matrix for sentences and for titles."""

    def __init__(self, texts: Texts, width: int = 128, seed: int = 1) -> None:
        """Begin with small random rows, open gates and identity matrices."""
        rng = np.random.default_rng(seed)
        n = 1 << ROW_BITS
        self.texts, self.width, self.rng, self.steps = texts, width, rng, 0
        self.table = (rng.standard_normal((n, width), np.float32) * np.float32(0.1)).astype(np.float32)
        self.first, self.second = np.zeros_like(self.table), np.zeros(n, np.float32)
        self.grad = np.zeros_like(self.table)
        self.stamp, self.touched = np.full(n, -1, np.int32), np.empty(n, np.int32)
        self.slot = np.full(texts.size, -1, np.int32)
        eye = np.eye(width, dtype=np.float32)
        self.dense = {
            "matrix": np.stack([eye, eye, eye]),
            "query": np.zeros((3, width), np.float32),
        }
        self.dense_first = {k: np.zeros_like(v) for k, v in self.dense.items()}
        self.dense_second = {k: np.zeros_like(v) for k, v in self.dense.items()}

    def forward(self, batch: I64, modes: I32, row_drop: float = 0.0, word_drop: float = 0.0) -> Pass:
        """Encode texts by number; ``modes`` says per text how."""
        texts = self.texts
        size = int((texts.starts[batch + 1] - texts.starts[batch]).sum())
        words, slots = np.empty(size, np.int32), np.empty(size, np.int32)
        starts = np.empty(len(batch) + 1, np.int64)
        n, _ = kernels.unique_words(texts.starts, texts.words, batch, self.slot, words, starts, slots)
        words = words[:n]
        total = int((texts.row_starts[words + 1] - texts.row_starts[words]).sum())
        keep_rows = self._keep(total, row_drop)
        keep_words = self._keep(size, word_drop)
        scale, vectors = np.empty(n, np.float32), np.empty((n, self.width), np.float32)
        kernels.gather(self.table, texts.rows, texts.row_starts, words, keep_rows, scale, vectors)
        raw = self.dense["query"] @ vectors.T
        gates = np.exp(np.clip(raw, -_CLIP, _CLIP))
        pooled = np.empty((len(batch), self.width), np.float32)
        kernels.pool(vectors, gates, starts, slots, modes, keep_words, pooled)
        mapped = pooled.copy()
        for mode in (SENTENCE, TITLE):
            here = modes == mode
            if here.any():
                mapped[here] = pooled[here] @ self.dense["matrix"][mode]
        norms = np.sqrt((mapped * mapped).sum(1)) + np.float32(1e-6)
        out = mapped / norms[:, None]
        return Pass(
            words, starts, slots, modes, keep_rows, keep_words, scale, vectors, raw, gates, pooled, mapped, norms, out
        )

    def backward(self, p: Pass, dout: F32, rate: float) -> None:
        """Follow the gradient of the loss towards ``p.out`` by one step of Adam."""
        dmapped = (dout - p.out * (dout * p.out).sum(1)[:, None]) / p.norms[:, None]
        dpooled = dmapped.copy()
        dense = {k: np.zeros_like(v) for k, v in self.dense.items()}
        for mode in (SENTENCE, TITLE):
            here = p.modes == mode
            if here.any():
                dense["matrix"][mode] = p.pooled[here].T @ dmapped[here]
                dpooled[here] = dmapped[here] @ self.dense["matrix"][mode].T
        dvectors, dgates = np.empty_like(p.vectors), np.empty_like(p.gates)
        kernels.pool_back(p.vectors, p.gates, p.starts, p.slots, p.modes, p.keep_words, dpooled, dvectors, dgates)
        draw = dgates * p.gates * (np.abs(p.raw) < _CLIP)
        dense["query"] = draw @ p.vectors
        dvectors += draw.T @ self.dense["query"]
        self.steps += 1
        n = kernels.scatter(
            self.grad,
            self.touched,
            self.stamp,
            self.steps,
            self.texts.rows,
            self.texts.row_starts,
            p.words,
            p.keep_rows,
            p.scale,
            dvectors,
        )
        fix = float(np.sqrt(1 - 0.999**self.steps) / (1 - 0.9**self.steps))
        kernels.adam_rows(self.table, self.first, self.second, self.grad, self.touched, n, np.float32(rate * fix))
        for k, g in dense.items():
            m, v = self.dense_first[k], self.dense_second[k]
            m += np.float32(0.1) * (g - m)
            v += np.float32(0.001) * (g * g - v)
            pace = rate * (0.25 if k == "matrix" else 1.0) * fix
            self.dense[k] -= np.float32(pace) * m / (np.sqrt(v) + np.float32(1e-8))

    def encode(self, batch: I64, mode: int, chunk: int = 4096) -> F32:
        """Encode texts by number in one mode."""
        parts = [
            self.forward(batch[i : i + chunk], np.full(len(batch[i : i + chunk]), mode, np.int32)).out
            for i in range(0, len(batch), chunk)
        ]
        return np.concatenate(parts) if parts else np.empty((0, self.width), np.float32)

    def _keep(self, n: int, drop: float) -> np.ndarray:
        if drop <= 0:
            return np.ones(n, np.uint8)
        return (self.rng.integers(0, 256, n, np.uint8) >= np.uint8(drop * 256)).astype(np.uint8)
