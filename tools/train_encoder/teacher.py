"""What a larger model of English says of texts: a teacher of general words, for training alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tools.train_encoder.corpus import OCCUPATION, Corpus
from tools.train_encoder.texts import Texts

F32 = npt.NDArray[np.float32]
I64 = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Lessons:
    """Texts with the vectors that the teacher gives them, in parts that are drawn from separately.

    Attributes:
        texts: numbers of texts, by part.
        rows: place in ``vectors`` of each, by part.
        vectors: unit rows (n, width of the teacher).
    """

    texts: tuple[I64, ...]
    rows: tuple[I64, ...]
    vectors: F32

    def draw(self, rng: np.random.Generator, counts: tuple[int, ...]) -> tuple[I64, F32]:
        """Return numbers of texts and their vectors, so many of each part."""
        picks = [rng.integers(0, len(t), n) for t, n in zip(self.texts, counts, strict=True)]
        texts = np.concatenate([t[p] for t, p in zip(self.texts, picks, strict=True)])
        rows = np.concatenate([r[p] for r, p in zip(self.rows, picks, strict=True)])
        return texts, self.vectors[rows]


def lessons(path: Path, corpus: Corpus, kept: list[tuple[int, int, str]], texts: Texts) -> Lessons:
    """Return lessons from a file with ``texts`` and ``vectors``.

    English names have the vector of their text; names in other languages the mean of the English names of their
    concept, which is how one language learns from a teacher of another (Reimers and Gurevych 2020); what is left in
    the file are common words.

    Args:
        path: file that ``teach`` wrote.
        corpus: kinds of concepts.
        kept: names to learn from: concept, language, text.
        texts: where the texts are numbered.
    """
    with np.load(path) as file:
        said, vectors = file["texts"].tolist(), file["vectors"].astype(np.float32)
    place = {t: i for i, t in enumerate(said)}
    titles, skills = [], []
    sums = np.zeros((len(corpus.uris), vectors.shape[1]), np.float32)
    for row, code, name in kept:
        if code == 0 and name in place:
            sums[row] += vectors[place[name]]
            (titles if corpus.kinds[row] == OCCUPATION else skills).append((name, place[name]))
    norms = np.linalg.norm(sums, axis=1)
    named = np.flatnonzero(norms > 0)
    first = np.full(len(norms), -1, np.int64)
    first[named] = len(vectors) + np.arange(len(named))
    others = [(name, int(first[row])) for row, code, name in kept if code and first[row] >= 0]
    words = [(t, i) for t, i in place.items() if t.isascii() and t.isalpha() and t.islower()]
    parts = [titles, skills, words, others]
    return Lessons(
        tuple(texts.add(t for t, _ in part) for part in parts),
        tuple(np.array([i for _, i in part], np.int64) for part in parts),
        np.concatenate([vectors, sums[named] / norms[named, None]]),
    )
