"""From a sentence to the skills in it: nearness of the whole and of its best part, mixed by learned weights.

The kernel works over arrays: it does not know where the names and vectors come from.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder import features
from draaischijf.language.encoder.model import Encoder
from draaischijf.language.encoder.whole import SCALE, best_first, grid, unit

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

SPAN_WORDS = 5
"""A part of a sentence that may name a skill has at most this many words."""

FEATURES = ("whole", "part", "part_name", "coverage", "soft_coverage", "frequency", "words", "whole_lead", "part_lead")
"""What the mixer weighs, in order; ``SkillRanker.features`` says what each is."""

SHORTLIST = 64
"""Skills that get a full description; no more can be asked for."""

_BREAK = re.compile(r"[.,;:!?()\[\]{}<>|•*·\n\t\"“”]+|\s[-–—/]\s")
_BLOCK = 32
# A part that begins or ends with one of these says no more than the same part without it.
_EDGES_TEXT = """
a an and any are as at be been by can for from has have in into is it its of on or our such that the their
this to us using we who will with within you your plus etc aan als bij dan dat de deze die dit door een en
er het hun ie in is je jij jouw met naar niet of om ons onze op over te tot uit uw van voor wat wij we word
worden wordt zijn zoals zowel als am auf aus bei das dem den der des die durch ein eine einem einen einer
fur ihre ihren im ist mit nach oder sich sie sind sowie uber um und unser von wir zu zum zur
"""
_EDGES = frozenset(_EDGES_TEXT.split())
_PLAIN = np.array([5.0, 4.0, 0.0, 0.0, 4.0, 0.1, 0.0, 4.5, 3.5])


class SkillRanker:
    """Ranks skills for sentences; scores do not depend on the BLAS or on the cut of a batch."""

    def __init__(
        self,
        encoder: Encoder,
        centres: F32,
        preferred: Sequence[str],
        frequency: npt.ArrayLike | None = None,
        weights: npt.ArrayLike | None = None,
    ) -> None:
        """Prepare to rank.

        Args:
            encoder: reads sentences and words.
            centres: unit sum of the name vectors of each skill (n, width).
            preferred: preferred name of each skill, in the language of the sentences where there is one.
            frequency: number of occupations that use each skill (n,), or None where unknown.
            weights: weight per entry of ``FEATURES``; the fitted ones unless given.
        """
        self._encoder = encoder
        names = encoder.encode(preferred)
        self._skills, self._names = grid(unit(centres + names)), grid(names)
        known = np.zeros(len(preferred)) if frequency is None else np.asarray(frequency, np.float64)
        self._frequency = np.round(np.log1p(known), 6)  # rounded, so that somebody's log() does not matter
        chosen = encoder.constants.get("mixer", _PLAIN) if weights is None else weights
        self.weights = np.asarray(chosen, np.float64)
        self._index_words([list(dict.fromkeys(features.words(n))) for n in preferred])

    def _index_words(self, names: list[list[str]]) -> None:
        """Number the words of the names and weigh each by how few skills have it."""
        self._number: dict[str, int] = {}
        self._words_of = np.full((len(names), max(map(len, names), default=1)), -1, np.int64)
        for i, name in enumerate(names):
            self._words_of[i, : len(name)] = [self._number.setdefault(w, len(self._number)) for w in name]
        inside = self._words_of >= 0
        spread = np.bincount(self._words_of[inside], minlength=len(self._number))
        rarity = np.append(np.log(1 + len(names) / (1 + spread)), 0.0)[self._words_of]
        self._share = rarity / np.maximum(rarity.sum(axis=1), 1e-9)[:, None]
        self._length = np.round(np.log(np.maximum(1, inside.sum(axis=1))), 6)
        rows = self._encoder.encode_words([[w] for w in self._number])
        self._word_rows = grid(np.concatenate([rows, np.zeros((1, self._encoder.width), np.float32)]))

    def rank(self, sentences: Sequence[str], top: int = 10) -> tuple[I64, F64]:
        """Return the best skills of each sentence.

        Args:
            sentences: any texts; best is one sentence each.
            top: how many, at most ``SHORTLIST`` and the number of skills.

        Returns:
            Places of skills (m, top), best first with ties by place, and their scores. The difference of two
            scores of one sentence is the log of how much likelier the one is to be meant than the other.
        """
        ids, values = np.empty((len(sentences), top), np.int64), np.empty((len(sentences), top))
        for first in range(0, len(sentences), _BLOCK):
            for i, (listed, found) in enumerate(self.features(sentences[first : first + _BLOCK]), first):
                scores = _total(found * self.weights)
                order = best_first(scores, top)
                ids[i], values[i] = listed[order], scores[order]
        return ids, values

    def features(self, sentences: Sequence[str]) -> list[tuple[I64, F64]]:
        """Return for each sentence a short list of skills and what speaks for each.

        The columns: nearness of the whole sentence; of its best part; of its best part to the
        preferred name; share of the name's words (weighted by rarity) that the sentence has; the same
        with nearness of words instead of sameness; log of the number of occupations with the skill;
        log of the words in the name; and how far the first two are behind the best of all skills.
        """
        wholes = grid(self._encoder.encode(sentences, "sentence")) @ self._skills.T
        out = []
        for sentence, whole in zip(sentences, wholes, strict=True):
            parts, words = self._parts(sentence)
            best = (parts @ self._skills.T).max(axis=0)
            listed = np.sort(best_first(whole + best, SHORTLIST))
            out.append((listed, self._describe(listed, whole, best, parts, words)))
        return out

    def _describe(self, listed: I64, whole: F32, best: F32, parts: F32, words: list[str]) -> F64:
        numbers, share = self._words_of[listed], self._share[listed]
        has = np.zeros(len(self._word_rows), bool)
        has[[self._number[w] for w in words if w in self._number]] = True
        rows = grid(self._encoder.encode_words([[w] for w in dict.fromkeys(words)]))
        used, place = np.unique(numbers, return_inverse=True)
        near = (self._word_rows[used] @ rows.T).max(axis=1, initial=0.0)[place].reshape(numbers.shape) * SCALE
        columns = [
            whole[listed] * SCALE,
            best[listed] * SCALE,
            (parts @ self._names[listed].T).max(axis=0) * SCALE,
            _total(share * has[numbers]),
            _total(share * near),
            self._frequency[listed],
            self._length[listed],
            (whole[listed] - whole.max()) * SCALE,
            (best[listed] - best.max()) * SCALE,
        ]
        return np.stack([np.asarray(c, np.float64) for c in columns], axis=1)

    def _parts(self, sentence: str) -> tuple[F32, list[str]]:
        """Encode all runs of 1 to ``SPAN_WORDS`` words that do not cross punctuation."""
        runs = [features.words(x) for x in _BREAK.split(sentence)]
        words = [w for run in runs for w in run][: features.MAX_WORDS]
        if not words:
            return np.zeros((1, self._encoder.width), np.float32), words
        begins, ends = _spans(words, np.repeat(np.arange(len(runs)), [len(r) for r in runs])[: len(words)])
        sums = np.zeros((len(words) + 1, self._encoder.width))
        np.cumsum(self._encoder.word_vectors(words), axis=0, out=sums[1:])
        return grid(self._encoder.finish(sums[ends] - sums[begins])), words


def _spans(words: list[str], run: I64) -> tuple[I64, I64]:
    """Return where parts begin and end; parts with an empty word at an edge are passed over."""
    inner = np.array([w not in _EDGES for w in words])
    if not inner.any():
        inner[:] = True
    begins, ends = [], []
    for n in range(1, min(SPAN_WORDS, len(words)) + 1):
        first, last = slice(0, len(words) - n + 1), slice(n - 1, len(words))
        at = np.flatnonzero((run[first] == run[last]) & inner[first] & inner[last])
        begins.append(at)
        ends.append(at + n)
    return np.concatenate(begins), np.concatenate(ends)


def _total(terms: F64) -> F64:
    """Sum each row from left to right, an order that no build of numpy changes."""
    return np.asarray(np.cumsum(terms, axis=1)[:, -1])
