"""Which places of patterns the words of a sentence fill, as the bits of one number.

Thousands of patterns share their places ("wij|we|ons"). What a word fills is found out once and remembered, so that a
sentence takes one `or` a word, and a pattern one `and`.
"""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from draaischijf.reading.concerns.pattern import EVERY_PLACE, Words

SHORTEST: Final = 3


class Places:
    """The places that some words fill.

    Args:
        words: Words of a sentence or text, in plain form.
    """

    __slots__ = ("_bits", "_made", "words")

    def __init__(self, words: Set[str]) -> None:
        self.words = words
        self._bits = 0
        self._made = 0

    def bits(self) -> int:
        """Return the bits of the places filled, of all patterns made so far."""
        if self._made != len(EVERY_PLACE):
            self._bits = _FILLED.by(self.words)
            self._made = len(EVERY_PLACE)
        return self._bits


class _Filled:
    """What each word fills, remembered until another pattern is made."""

    def __init__(self, most: int = 50_000) -> None:
        self._most = most
        self._made = 0
        self._whole: dict[str, int] = {}
        self._begins: dict[str, dict[str, int]] = {}
        self._known: dict[str, int] = {}

    def by(self, words: Set[str]) -> int:
        """Return the bits of the places that any of these words fills."""
        if self._made != len(EVERY_PLACE) or len(self._known) > self._most:
            self._known.clear()
            while self._made < len(EVERY_PLACE):
                self._keep(EVERY_PLACE[self._made])
                self._made += 1
        bits, known = 0, self._known
        for word in words:
            own = known.get(word)
            if own is None:
                own = known[word] = self._look_up(word)
            bits |= own
        return bits

    def _keep(self, place: Words) -> None:
        for word in place.whole:
            self._whole[word] = self._whole.get(word, 0) | place.bit
        for begin in place.begins:
            alike = self._begins.setdefault(begin[:SHORTEST], {})
            alike[begin] = alike.get(begin, 0) | place.bit

    def _look_up(self, word: str) -> int:
        bits = self._whole.get(word, 0)
        for size in range(1, SHORTEST + 1):
            for begin, own in self._begins.get(word[:size], {}).items():
                if word.startswith(begin):
                    bits |= own
        return bits


_FILLED: Final = _Filled()
