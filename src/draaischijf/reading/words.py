"""Words and their places, and the forms under which words are compared.

A word has four forms: as written; plain (lower case, no accents); its title form, in which a word that carries a sex
("verpleegster") is the one that does not; and its stem per language, in which inflection does not count. Stems need
not be words: they only have to be equal for forms of one word, and almost never for forms of two.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from draaischijf.reading.tables import mapping, plain, words

WORD: Final = re.compile(r"\.?[^\W_]+(?:['’´`][^\W_]+)*(?:\+\+|[+#](?![^\W_]))?")
_APOSTROPHE: Final = re.compile(r"['’´`]")
_DOUBLE_VOWEL: Final = re.compile(r"(aa|ee|oo|uu)([bcdfghjklmnpqrstvwxz]?)$")
_DOUBLE_CONSONANT: Final = re.compile(r"([bdfgklmnprst])\1$")
SHORT: Final = 4
# A title at the end of a compound: "wijkverpleegster".
LEAST_END: Final = 7
LEAST_COMPOUND: Final = 10
# "samen", "bijeen", "schoon": the longest part that a Dutch verb lets go of.
LONGEST_VERB_PART: Final = 6


@cache
def _titles() -> dict[str, str]:
    return mapping("titles")


@cache
def _irregular() -> dict[str, str]:
    return mapping("forms")


@cache
def _longest_title() -> int:
    return max(map(len, _titles()), default=0)


def neutral(word: str) -> str:
    """Return the form of a plain word that says nothing about sex, of the end of a compound too."""
    titles = _titles()
    if word in titles or len(word) < LEAST_COMPOUND:
        return titles.get(word, word)
    # No title is longer than the longest: looking further to the front of a very long word would take forever.
    for cut in range(max(3, len(word) - _longest_title()), len(word) - LEAST_END + 1):
        if word[cut:] in titles:
            return word[:cut] + titles[word[cut:]]
    return word


@lru_cache(maxsize=200_000)
def plain_word(word: str) -> str:
    """Return a word in plain form: lower case, no accents, no apostrophes, no sex."""
    return neutral(_APOSTROPHE.sub("", plain(word)).lstrip("."))


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """Return the stem of a plain word.

    Args:
        word: A plain word.
        language: `nl`, `de` or `en`; words of another language are taken as they are.
    """
    if language == "nl":
        return _stem_nl(_regular(word))
    if language == "en":
        return _stem_en(word)
    if language == "de":
        return _stem_de(word)
    return word


def _regular(word: str) -> str:
    """Return the infinitive of an irregular form, with a part before it too: "inkocht" is "inkopen"."""
    forms = _irregular()
    if word in forms or len(word) < SHORT:
        return forms.get(word, word)
    for cut in range(2, min(len(word) - 2, LONGEST_VERB_PART + 1)):
        if word[cut:] in forms and word[:cut] in words("particles"):
            return word[:cut] + forms[word[cut:]]
    return word


def _stem_nl(word: str) -> str:
    if len(word) < SHORT or not word.isalpha():
        return word
    low = word
    if low.endswith("heden"):
        low = low[:-4] + "eid"
    if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > SHORT:
        low = low[:-1]
    if low.startswith("ge") and len(low) > 6 and low.endswith(("d", "t")):
        return _last_nl(low[2:-1])
    for ending in ("enden", "ende", "end"):
        if low.endswith(ending) and len(low) > len(ending) + 3:
            return _last_nl(low[: -len(ending)])
    # "verzorging van" and "verzorgen" say the same of a skill; single words are compared more strictly elsewhere.
    for ending in ("ingen", "ing", "en", "e"):
        if low.endswith(ending) and len(low) > max(len(ending) + 2, 6 if ending[0] == "i" else 0):
            low = low[: -len(ending)]
            break
    if low.endswith("t") and len(low) > SHORT and not low.endswith(("cht", "eit", "teit")):
        low = low[:-1]
    return _last_nl(low)


def short_vowel(word: str) -> str:
    """Return a Dutch word with the long vowel of its last syllable written once: "praat" is "prat", as in "praten"."""
    return _DOUBLE_VOWEL.sub(lambda two: two[1][0] + two[2], word)


def _last_nl(low: str) -> str:
    low = short_vowel(_DOUBLE_CONSONANT.sub(r"\1", low))
    return {"v": low[:-1] + "f", "z": low[:-1] + "s"}.get(low[-1:], low)


def _stem_en(word: str) -> str:
    if len(word) < SHORT or not word.isalpha():
        return word
    low = word.replace("isation", "ization").replace("our", "or") if len(word) > 5 else word
    if low.endswith("ies") and len(low) > 4:
        low = low[:-3] + "y"
    elif low.endswith(("sses", "xes", "ches", "shes")):
        low = low[:-2]
    elif low.endswith("s") and not low.endswith(("ss", "us", "is")):
        low = low[:-1]
    for ending in ("ing", "ed"):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            low = _DOUBLE_CONSONANT.sub(r"\1", low[: -len(ending)])
            break
    low = low.removesuffix("e") if len(low) > 3 else low
    if low.endswith("is") and len(low) > 5:
        low = low[:-1] + "z"
    return low[:-1] + "i" if low.endswith("y") else low


def _stem_de(word: str) -> str:
    if len(word) < SHORT or not word.isalpha():
        return word
    for ending in ("ern", "em", "en", "er", "es", "e", "s", "n"):
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word[: -len(ending)]
    return word


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the words of a language that only hold others together."""
    from draaischijf.reading.tables import settings

    extra = {"etc", "eg"}
    own = settings("tongue").get(language, {"function": ""})["function"]
    return frozenset(plain(word) for word in own.split()) | extra


@cache
def person_words() -> frozenset[str]:
    """Return the words of sex, age and family, which are never read as part of a skill."""
    return words("person_words")
