"""Fixed phrases looked up in running words: one table look-up per word, longest phrase first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from draaischijf.reading.words import WORD, plain_word

Meaning = TypeVar("Meaning")
# How many words a star may stand for.
REACH: Final = 6


class Hit(NamedTuple, Generic[Meaning]):
    """A phrase found: its first word, the word after its last, and what it means."""

    first: int
    last: int
    meaning: Meaning


class Phrases(Generic[Meaning]):
    """A set of phrases.

    Args:
        phrases: Each phrase as written, with what it means; a star stands for up to six words.
    """

    def __init__(self, phrases: Iterable[tuple[str, Meaning]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Meaning]]] = defaultdict(list)
        for phrase, meaning in phrases:
            parts = tuple(
                part if part == "*" else plain_word(word)
                for part in phrase.split()
                for word in (WORD.findall(part) or [part])
            )
            self._by_first[parts[0]].append((parts, meaning))
        for known in self._by_first.values():
            known.sort(key=lambda one: -len(one[0]))

    @property
    def openers(self) -> Iterable[str]:
        """The words that open a phrase, in plain form."""
        return self._by_first.keys()

    def may_stand_in(self, plain: Sequence[str]) -> bool:
        """Tell whether some word opens a phrase; where none does, looking further finds nothing."""
        return not self._by_first.keys().isdisjoint(plain)

    def find(self, plain: Sequence[str], first: int, last: int) -> list[Hit[Meaning]]:
        """Return the phrases in a run of words; of phrases that begin at one word the longest, none overlapping.

        Args:
            plain: Plain forms of all words.
            first: First word to look at.
            last: The word after the last to look at.
        """
        hits: list[Hit[Meaning]] = []
        known = self._by_first
        after = first
        # Few words open a phrase: finding those first is what makes this fast.
        for at in [at for at in range(first, last) if plain[at] in known]:
            if at < after:
                continue
            for parts, meaning in known[plain[at]]:
                if end := _matches(parts, plain, at, last):
                    hits.append(Hit(at, end, meaning))
                    after = end
                    break
        return hits


def _matches(parts: tuple[str, ...], plain: Sequence[str], at: int, last: int) -> int:
    """Return the word after a phrase that begins at a word, 0 where it does not stand there."""
    for place, part in enumerate(parts):
        if part == "*":
            for skipped in range(REACH + 1):
                end = _matches(parts[place + 1 :], plain, at + skipped, last)
                if end:
                    return end
            return 0
        if at >= last or plain[at] != part:
            return 0
        at += 1
    return at
