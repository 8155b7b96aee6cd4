"""The trained encoder: texts to unit vectors, with the same bits on every machine.

All sums are sums of whole numbers small enough to be exact in a float64 whatever the
order, so neither the BLAS, the processor nor the way a batch is cut changes a bit.
Only single multiplications, divisions and square roots round, and IEEE 754 fixes those.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder import features
from draaischijf.language.encoder.recall import Recall

Mode = Literal["name", "sentence", "title"]
MODES: tuple[Mode, ...] = ("name", "sentence", "title")

FORMAT = 1
"""Version of the weights file that this module reads."""

_CACHED_WORDS = 1 << 16
_CHUNK = 4096
_WORDS_AT_ONCE = 1024
_GATE_STEPS, _GATE_CLIP, _GATE_ONE = 64, 4, 1024
_PEAK = float(1 << 20)

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]


class Encoder:
    """Turns short texts into unit vectors; near in meaning is near in angle.

    Attributes:
        width: numbers per vector.
        constants: what else was fitted with the weights: ``mixer``, ``blend`` and ``trees``, float64.
        recall: occupations that it has learnt by heart, if any.
    """

    def __init__(self, weights: Mapping[str, npt.NDArray[np.generic]]) -> None:
        """Take the arrays of a weights file.

        Args:
            weights: ``rows`` int8 (2 ** ROW_BITS, width), ``matrices`` int16 (3, width, width) and
                ``queries`` int16 (3, width) in the order of ``MODES``, ``shifts`` with the scale of
                ``queries`` as a power of two, and ``format``.

        Raises:
            ValueError: the file is of another format or its arrays do not fit.
        """
        if int(weights["format"]) != FORMAT:
            raise ValueError(f"encoder weights have format {int(weights['format'])}, this version reads {FORMAT}")
        self._rows = np.asarray(weights["rows"], np.int8)
        if len(self._rows) != 1 << features.ROW_BITS:
            raise ValueError(f"encoder weights have {len(self._rows)} rows, expected {1 << features.ROW_BITS}")
        self.width = int(self._rows.shape[1])
        self._matrices = np.asarray(weights["matrices"], np.float64)
        self._queries = np.asarray(weights["queries"], np.float64).T.copy()
        self._query_scale = math.ldexp(1.0, -int(weights["query_bits"]))
        top = _GATE_CLIP * _GATE_STEPS
        # Gates come in steps, so that the last bit of somebody's exp() does not matter.
        steps = range(-top, top + 1)
        self._gates = np.array([round(_GATE_ONE * math.exp(i / _GATE_STEPS)) / _GATE_ONE for i in steps], np.float32)
        self.constants = {k: np.asarray(weights[k], np.float64) for k in ("mixer", "blend", "trees") if k in weights}
        self.recall = Recall.of(weights)
        self._lock = threading.Lock()
        self._forget()

    @classmethod
    def load(cls, path: Path) -> Encoder:
        """Read a weights file.

        Args:
            path: an uncompressed ``.npz``.
        """
        with np.load(path) as file:
            return cls({name: file[name] for name in file.files})

    def encode(self, texts: Sequence[str], mode: Mode = "name") -> F32:
        """Encode texts.

        Args:
            texts: any texts; at most ``features.MAX_WORDS`` words of each are read.
            mode: ``name`` for the name of a skill or occupation or a short phrase, ``sentence`` for a
                sentence to hold against names of skills, ``title`` for a job title to hold against
                the skills that it takes.

        Returns:
            Unit rows (n, width); a text without words gives a row of zeros.

        Raises:
            TypeError: `texts` is one text, or holds something else than texts.
            ValueError: there is no such mode.
        """
        which = _place(mode)
        _check(texts)
        out = np.zeros((len(texts), self.width), np.float32)
        for first in range(0, len(texts), _CHUNK):
            part = [features.words(t) for t in texts[first : first + _CHUNK]]
            out[first : first + len(part)] = self._encode(part, which)
        return out

    def encode_words(self, texts: Sequence[Sequence[str]], mode: Mode = "name") -> F32:
        """Encode texts that were already cut into words by ``features.words``; else as ``encode``."""
        return self._encode(texts, _place(mode))

    def word_vectors(self, words: Sequence[str], mode: Mode = "name") -> F64:
        """Return whole-numbered gated vectors (n, width) of folded words.

        The vector of a text is the unit sum of the vectors of its words (after a matrix for
        ``sentence`` and ``title``), so runs of words can be summed without reading them again;
        ``finish`` makes unit rows of such sums.
        """
        slots, vectors, gates = self._look(words)
        which = _place(mode)
        return np.asarray(np.rint(vectors[slots] * gates[slots, which, None]), np.float64)

    def finish(self, sums: F64, mode: Mode = "name") -> F32:
        """Turn sums of ``word_vectors`` (n, width) into unit rows; zero rows stay zero."""
        return self._finish(sums, _place(mode))

    def _encode(self, texts: Sequence[Sequence[str]], which: int) -> F32:
        counts = np.fromiter((len(t) for t in texts), np.int64, len(texts))
        slots, vectors, gates = self._look([w for t in texts for w in t])
        sums = np.zeros((len(texts), self.width))
        some = np.flatnonzero(counts)
        if len(some):
            begins = (np.cumsum(counts) - counts)[some]
            gated = np.rint(vectors[slots] * gates[slots, which, None])
            np.add.reduceat(gated, begins, axis=0, dtype=np.float64, out=sums[: len(some)])
            sums[some] = sums[: len(some)].copy()
            sums[counts == 0] = 0
        return self._finish(sums, which)

    def _finish(self, sums: F64, which: int) -> F32:
        mapped = sums @ self._matrices[which] if which else sums
        peaks = np.abs(mapped).max(axis=1, initial=0.0)
        peaks[peaks == 0] = 1.0
        whole = np.rint(mapped * (_PEAK / peaks)[:, None])
        norms = np.sqrt((whole * whole).sum(axis=1))
        norms[norms == 0] = 1.0
        return np.asarray(whole / norms[:, None], np.float32)

    def _forget(self, room: int = 4096) -> None:
        self._known: dict[str, int] = {}
        self._vectors = np.empty((room, self.width), np.float32)
        self._gate = np.empty((room, len(MODES)), np.float32)

    def _look(self, words: Sequence[str]) -> tuple[npt.NDArray[np.int64], F32, F32]:
        """Return the place of each word in the cache, and the cache, after adding new words.

        The arrays are only ever appended to or replaced, so they stay right for these places
        whatever another thread adds.
        """
        with self._lock:
            known = self._known
            new = [w for w in dict.fromkeys(words) if w not in known]
            if new:
                if len(known) + len(new) > _CACHED_WORDS:
                    self._forget()
                    known, new = self._known, list(dict.fromkeys(words))
                for i in range(0, len(new), _WORDS_AT_ONCE):
                    self._learn(new[i : i + _WORDS_AT_ONCE])
            return np.array([known[w] for w in words], np.int64), self._vectors, self._gate

    def _learn(self, words: list[str]) -> None:
        first, end = len(self._known), len(self._known) + len(words)
        if end > len(self._vectors):
            room = max(end, 2 * len(self._vectors)) - first
            self._vectors = np.concatenate([self._vectors[:first], np.empty((room, self.width), np.float32)])
            self._gate = np.concatenate([self._gate[:first], np.empty((room, len(MODES)), np.float32)])
        vectors = self._read(words)
        raw = (vectors @ self._queries) * self._query_scale
        top = _GATE_CLIP * _GATE_STEPS
        steps = np.rint(np.clip(raw * _GATE_STEPS, -top, top)).astype(np.int64)
        self._vectors[first:end] = vectors
        self._gate[first:end] = self._gates[steps + top]
        self._known.update(zip(words, range(first, end), strict=True))

    def _read(self, words: list[str]) -> F64:
        """Sum the rows of each word, over the square root of how many there are, in sixteenths."""
        rows, starts = features.word_rows(words)
        sums = np.add.reduceat(self._rows[rows], starts[:-1], axis=0, dtype=np.int32)
        return np.asarray(np.rint(sums * (16.0 / np.sqrt(np.diff(starts)))[:, None]))


def _place(mode: str) -> int:
    if mode not in MODES:
        raise ValueError(f"there is no mode {mode!r}; choose {', '.join(MODES)}")
    return MODES.index(mode)


def _check(texts: Sequence[str]) -> None:
    """Refuse one text, whose letters would pass for texts, and what is no text."""
    if isinstance(texts, str | bytes) or not hasattr(texts, "__getitem__") or not hasattr(texts, "__len__"):
        raise TypeError(f"texts is a list of texts, not {type(texts).__name__}")
    for place, text in enumerate(texts):
        if not isinstance(text, str):
            raise TypeError(f"text {place} is no text but {type(text).__name__}")
