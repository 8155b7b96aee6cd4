"""All texts of training as numbers: words of texts, rows of words."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder import features


class Texts:
    """A growing list of texts, each a run of word numbers; words have table rows.

    ``starts`` and ``words`` hold the words of text ``i`` in ``words[starts[i]:starts[i + 1]]``;
    ``row_starts`` and ``rows`` do the same for the table rows of a word.
    """

    def __init__(self) -> None:
        """Begin with no text."""
        self._vocabulary: dict[str, int] = {}
        self._starts: list[int] = [0]
        self._words: list[int] = []

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self._starts) - 1

    def add(self, texts: Iterable[str]) -> npt.NDArray[np.int64]:
        """Add texts and return their numbers."""
        first = len(self)
        vocabulary = self._vocabulary
        for text in texts:
            self._words.extend(vocabulary.setdefault(w, len(vocabulary)) for w in features.words(text))
            self._starts.append(len(self._words))
        return np.arange(first, len(self))

    def freeze(self) -> None:
        """Make the arrays that the kernels read; no text can be added after."""
        self.starts = np.array(self._starts, np.int64)
        self.words = np.array(self._words, np.int32)
        self.rows, self.row_starts = features.word_rows(list(self._vocabulary))
        self.size = len(self._vocabulary)
