"""From words to units: what is left of a name when order, inflection, small words and compounding do not count.

"Projecten plannen" and "het plannen van projecten" have the same units; so have "klantcontact" and "contact met
klanten". A unit is a 64-bit number, and a set of units is their sum, so that runs of words are compared as numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from draaischijf.reading.tables import words as table
from draaischijf.reading.words import function_words, neutral, short_vowel, stem

SHORTEST_PART: Final = 4
# Longer runs of letters are no words, and cutting them up would take forever.
LONGEST_WORD: Final = 60
_LINKS: Final = ("", "s", "en", "e", "n")
# What Dutch verbs take in the past and after "je"; longer ones first.
_VERB_ENDINGS: Final = ("den", "ten", "de", "te", "d", "t")
SHORTEST_VERB: Final = 3
MASK: Final = (1 << 64) - 1


@lru_cache(maxsize=400_000)
def hashed(text: str) -> int:
    """Return the 64-bit number of a text, the same on every machine."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Units:
    """Makes units of words in one language.

    Args:
        language: `nl`, `en` or `de`.
        vocabulary: Plain words that stand on their own in names; compounds are cut into these.
    """

    def __init__(self, language: str, vocabulary: frozenset[str]) -> None:
        self.language = language
        self._vocabulary = vocabulary
        self._small = function_words(language)
        self._known: dict[str, tuple[int, ...]] = {}
        # Verbs keep the part that they can let go of, so that "overlegt" and "overleggen" are one unit alike.
        self._parts = table("particles") if language == "nl" else frozenset()
        verbs = [word for word in vocabulary if language == "nl" and word.endswith("en") and not word.endswith("ingen")]
        self._verbs = {stem(word, "nl"): word for word in sorted(verbs)}

    def of(self, word: str) -> tuple[int, ...]:
        """Return the units of a plain word; none for a word that only holds others together."""
        units = self._known.get(word)
        if units is None:
            units = () if word in self._small else self.always(word)
            if len(self._known) > 300_000:
                self._known.clear()
            self._known[word] = units
        return units

    def always(self, word: str) -> tuple[int, ...]:
        """Return the units of a plain word, of a small word too."""
        parts = self.parts(self._infinitive(word))
        return tuple(hashed(f"{self.language}:{stem(part, self.language)}") for part in parts)

    def _infinitive(self, word: str) -> str:
        """Return the infinitive of a form of a verb that names know: "opleidde", "wast"; other words as they are."""
        if self.language != "nl" or len(word) > LONGEST_WORD or word in self._vocabulary:
            return word
        # "Bedien", "verleen" and "praat" end like an infinitive or with a t that is their own.
        for whole in (word + "en", word[:-3] + "enen" if word.endswith("een") else ""):
            if whole in self._vocabulary:
                return whole
        if (verb := self._verbs.get(short_vowel(word))) and word.endswith("t"):
            return verb
        for ending in _VERB_ENDINGS:
            bare = word.removesuffix(ending)
            if bare != word and len(bare) >= SHORTEST_VERB and (verb := self._verbs.get(stem(bare, "nl"))):
                return verb
        return word

    def parts(self, word: str) -> list[str]:
        """Return the parts of a compound, the word itself where it is none; only Dutch and German have them."""
        if self.language == "en" or not 2 * SHORTEST_PART <= len(word) <= LONGEST_WORD or word in self._small:
            return [word]
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            left, right = word[:cut], neutral(word[cut:])
            if left in self._parts:
                continue
            if right in self._vocabulary and (known := self._left(left)):
                return [*self.parts(known), right]
        return [word]

    def _left(self, left: str) -> str:
        for link in _LINKS:
            bare = left[: len(left) - len(link)] if link else left
            if left.endswith(link) and len(bare) >= SHORTEST_PART and bare in self._vocabulary:
                return bare
        return ""

    def completed(self, half: str, whole: str) -> str:
        """Return the word that a half stands for: "heftruck-" before "reachtruckcertificaat".

        Args:
            half: Plain word before the hyphen.
            whole: Plain word that has the part they share.
        """
        for cut in range(2, len(whole) - 1):
            if half + whole[cut:] in self._vocabulary:
                return half + whole[cut:]
        parts = self.parts(whole)
        return half + parts[-1] if len(parts) > 1 else half


def ordered(plain: Sequence[str]) -> int:
    """Return the number of a run of plain words in their order."""
    return hashed("=" + " ".join(plain))
