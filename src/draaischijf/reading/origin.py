"""Words of origin and belief: when they say who someone is, and when they name a language.

"Turks" is a language after "spreekt", and an origin after "ik ben" and before "van afkomst".
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from draaischijf.language.encoder.neutral import origins
from draaischijf.reading.layout import Words
from draaischijf.reading.tables import words as table

# Beside these a word of origin is no language.
_OF_ORIGIN: Final = frozenset(
    {
        *("afkomst", "komaf", "origine", "herkomst", "nationaliteit", "roots", "achtergrond", "afkomstig", "geboren"),
        *("vluchteling", "paspoort", "staatsburger", "nationality", "origin", "descent", "background", "citizen"),
        *("national", "passport", "born", "heritage"),
        *("man", "vrouw", "jongen", "meisje", "moeder", "vader", "ouders", "gezin", "familie"),
        *("woman", "mother", "father", "parents", "family"),
    }
)
_AM: Final = frozenset({"ben", "am", "bin"})
_IS: Final = frozenset({"is"})
_SMALL: Final = frozenset({"een", "a", "an", "van", "of", "half", "deels", "originally", "oorspronkelijk"})
_OF_LANGUAGE: Final = frozenset(
    {
        *("taal", "talen", "taalvaardigheid", "taalbeheersing", "les", "taalles", "grammatica", "teksten", "language"),
        *("lessons", "sprache", "talig", "talige", "sprekend", "sprekende", "speaking", "speaker"),
    }
)
_SPEAKING: Final = frozenset(
    {
        *("spreek", "spreekt", "spreken", "beheers", "beheerst", "beheersen", "beheersing", "vloeiend", "moedertaal"),
        *("taal", "talen", "schrijf", "versta", "vertaal", "vertaalde", "tolk", "kennis", "leer", "les", "b1", "b2"),
        *("c1", "c2", "a1", "a2", "mondeling", "schriftelijk", "woord"),
        *("speak", "speaks", "spoken", "fluent", "native"),
        *("language", "languages", "write", "written", "proficient", "tongue"),
    }
)
# Nothing is near beyond one of these.
_ENDS: Final = re.compile(r"[.;:!?\n|•\t()]")
REACH: Final = 3
# These say where something comes from, and seldom who someone is.
_OTHER: Final = frozenset({"westerse", "niet-westerse", "inheemse", "latin", "religious", "orthodox"})


@cache
def origin_words() -> dict[str, str]:
    """Return words of origin and belief with their sort.

    `sure` says who someone is wherever it stands, unless the word for a language follows; `maybe` may be a language.
    """
    listed = origins()
    inflected = (listed["nl-adjective"] | listed["nl-belief"]) - _OTHER
    bare = {_bare(word) for word in inflected}
    beliefs = (listed["nl-belief"] | listed["en-belief"] | {_bare(word) for word in listed["nl-belief"]}) - _OTHER
    maybe = bare | table("demonyms") | listed["nl-person"] | listed["en-adjective"] | listed["en-belief"]
    maybe |= listed["de-adjective"] | listed["de-belief"]
    # A belief is never a language; an inflected word of origin is one only before "taal" and the like.
    sure = {word for word in inflected | table("demonyms") if word.endswith("e")} | beliefs
    return {**dict.fromkeys(maybe - _OTHER, "maybe"), **dict.fromkeys(sure, "sure")}


def _bare(word: str) -> str:
    """Return the form of a Dutch adjective that also names a language: "turkse" is "turks", "chinese" "chinees"."""
    return word[:-3] + "ees" if word.endswith("ese") else word.removesuffix("e")


def is_origin(text: str, words: Words, at: int, *, of_language: bool) -> bool:
    """Tell whether a word of origin says who someone is.

    Args:
        text: The document.
        words: Its words.
        at: The word.
        of_language: Whether it stands where a document lists languages.
    """
    plain, sort = words.plain, origin_words()[words.plain[at]]
    first, last = _near(text, words, at, 4)
    after = plain[at + 1 : last]
    if after and after[0] in _OF_LANGUAGE:
        return False
    if _said(plain, at, first, _AM) or plain[max(first, at - 1)] == "half":
        return True
    if of_language:
        return False
    before = plain[max(first, at - 4) : at]
    if sort == "sure" or (_SPEAKING.isdisjoint(before) and _said(plain, at, first, _IS)):
        return True
    spoken = not _SPEAKING.isdisjoint(before + after)
    near = plain[max(first, at - REACH) : min(at + REACH + 1, last)]
    # "Nederlands van afkomst" says it at once; beside a verb of speech what is farther may be of somebody.
    close = plain[max(first, at - 1) : min(at + REACH, last)] if spoken else near
    return not _OF_ORIGIN.isdisjoint(close)


def _said(plain: list[str], at: int, first: int, verbs: frozenset[str]) -> bool:
    back = at - 1
    while back > first and plain[back] in _SMALL:
        back -= 1
    return back >= first and plain[back] in verbs


def _near(text: str, words: Words, at: int, reach: int) -> tuple[int, int]:
    """Return the run of words around a word up to the end of its clause: first, and the word after the last."""
    first, last = at, at + 1
    while first > 0 and at - first < reach and not _ENDS.search(text, words.ends[first - 1], words.starts[first]):
        first -= 1
    while last < len(words) and last - at <= reach and not _ENDS.search(text, words.ends[last - 1], words.starts[last]):
        last += 1
    return first, last
