"""From the words of a sentence to the few patterns that may fit it.

A pattern is looked for by the words of its rarest place; those that share their next place are asked together whether
the sentence has a word for it, since frames ("wij zoeken een …") are shared by many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Final

from draaischijf.reading.concerns.pattern import Anchor, Compiled, Words

Groups = tuple[tuple[Words | None, tuple[int, ...]], ...]
Places = dict[Words, bool]
SHORTEST: Final = 3


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
        """Return the numbers of the patterns that a plain word is looked for by, grouped by their next place."""
        known = self._known.get(word)
        if known is None:
            if len(self._known) > self._most:
                self._known.clear()
            known = self._known[word] = self._grouped(self._look_up(word))
        return known

    def among(self, words: Set[str], places: Places) -> list[int]:
        """Return the numbers of the patterns for each place of which one of these words stands there, in order.

        Args:
            words: Words of a sentence.
            places: What is known of places in this sentence; is added to.
        """
        known, found = self._known, set[int]()
        for word in words:
            groups = known.get(word)
            if groups is None:
                groups = self.of(word)
            for place, numbers in groups:
                if place is None or _has(place, words, places):
                    found.update(numbers)
        return sorted(one for one in found if self._fits(one, words, places))

    def _fits(self, number: int, words: Set[str], places: Places) -> bool:
        also = self._patterns[number].also
        return len(also) < 2 or all(_has(place, words, places) for place in also[1:])

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
        groups: dict[Words | None, list[int]] = {}
        for number in sorted(numbers):
            also = self._patterns[number].also
            groups.setdefault(also[0] if also else None, []).append(number)
        return _as_tuples(groups)


def _as_tuples(groups: Mapping[Words | None, list[int]]) -> Groups:
    return tuple((place, tuple(own)) for place, own in groups.items())


def _has(place: Words, words: Set[str], places: Places) -> bool:
    answer = places.get(place)
    if answer is None:
        answer = places[place] = place.among(words)
    return answer
