"""From the words of a sentence to the few patterns that may fit it.

A pattern is looked for by the words of its rarest place; those that share their next place are asked together whether
the sentence has a word for it, since frames ("wij zoeken een …") are shared by many.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from draaischijf.reading.concerns.pattern import Anchor, Compiled
from draaischijf.reading.concerns.places import SHORTEST, Places

Groups = tuple[tuple[int, tuple[int, ...]], ...]


class Triggers:
    """Patterns by the words that they need; what a word gives is remembered.

    Args:
        found: Patterns; they are known by their number.
        most: How many words are remembered.
    """

    def __init__(self, found: Iterable[Compiled], most: int = 200_000) -> None:
        self._patterns = tuple(found)
        self._most = most
        self._whole: dict[str, list[int]] = {}
        self._begins: dict[str, list[tuple[str, int]]] = {}
        self._others: list[tuple[Anchor, int]] = []
        for number, one in enumerate(self._patterns):
            for anchor in one.anchors:
                self._keep(anchor, number)
        self._known: dict[str, Groups] = {}

    def of(self, word: str) -> Groups:
        """Return the numbers of the patterns that look for a plain word, grouped by the other places that they need."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > self._most:
                self._known.clear()
            known = self._known[word] = self._grouped(self._look_up(word))
        return known

    def among(self, places: Places) -> list[int]:
        """Return the numbers of the patterns for each place of which one of the words stands there, in order.

        Args:
            places: The places that the words of a sentence fill.
        """
        known, found, bits = self._known, set[int](), places.bits()
        for word in places.words:
            groups = known.get(word)
            if groups is None:
                groups = self.of(word)
            for also, numbers in groups:
                if also & bits == also:
                    found.update(numbers)
        return sorted(found)

    def _keep(self, anchor: Anchor, number: int) -> None:
        if anchor.how == "whole":
            self._whole.setdefault(anchor.word, []).append(number)
        elif anchor.how == "begins" and len(anchor.word) >= SHORTEST:
            self._begins.setdefault(anchor.word[:SHORTEST], []).append((anchor.word, number))
        else:
            self._others.append((anchor, number))

    def _look_up(self, word: str) -> set[int]:
        numbers = set(self._whole.get(word, ()))
        numbers.update(number for begin, number in self._begins.get(word[:SHORTEST], ()) if word.startswith(begin))
        numbers.update(number for anchor, number in self._others if anchor.fits(word))
        return numbers

    def _grouped(self, numbers: Iterable[int]) -> Groups:
        groups: dict[int, list[int]] = {}
        for number in sorted(numbers):
            also = reduce(or_, (place.bit for place in self._patterns[number].also), 0)
            groups.setdefault(also, []).append(number)
        return tuple((also, tuple(own)) for also, own in groups.items())
