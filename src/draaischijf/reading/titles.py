"""Occupations: the title of a vacancy, jobs in a CV, and occupations that a text asks experience in."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

import numpy as np

from draaischijf.language import Language, encoder
from draaischijf.reading.choose import Candidate
from draaischijf.reading.index import Index
from draaischijf.reading.layout import Page, Sentence
from draaischijf.reading.matcher import Match
from draaischijf.reading.phrases import Phrases
from draaischijf.reading.tables import settings, words
from draaischijf.reading.units import MASK
from draaischijf.reading.vectors import SCALE, Float32, whole
from draaischijf.reading.words import WORD, function_words, plain_word

LEAST: Final = 0.63
# A title as a whole that is this near an occupation says more than the name of one within it: "credit controller".
SURE: Final = 0.8
# A title as people write it is no longer, in code points.
LONGEST: Final = 90
# What a title says besides the occupation: hours, place, level, sex.
_CUT: Final = frozenset(
    {"m", "v", "x", "f", "d", "w", "uur", "hours", "gezocht", "bij", "at", "voor", "groep", "regio"}
)
# What stands before the occupation in a title.
_BEFORE: Final = words("before_title")
# With these a word names who does something, and is no verb.
_AGENTS: Final = ("er", "or", "ist", "ian", "ant", "man", "woman", "person")
_DETERMINERS: Final = frozenset({"the", "a", "an", "my", "our", "their", "all", "any", "this", "these"})
_ENDS: Final = re.compile(r"[|(\[,;:]|\s[-–—]\s|\n")


@cache
def _leading() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in settings("titles")["leading"])


@lru_cache(maxsize=64)
def _vector(title: tuple[str, ...]) -> Float32:
    vector: Float32 = whole(encoder().encode_words([title], "name"))[0]
    return vector


class Titles:
    """Finds occupations by what a title means.

    Args:
        language: The release.
        index: Its names.
    """

    def __init__(self, language: Language, index: Index) -> None:
        self._rows = np.asarray([row for row, kind in enumerate(index.kinds) if kind == "occupation"], np.int64)
        self._vectors = whole(language.vectors[self._rows])
        self._index = index

    def likeness(self, title: list[str], concept: int) -> float:
        """Return the likeness of a title (words, plain) and an occupation (dense id), -1 to 1."""
        row = int(np.searchsorted(self._rows, concept))
        return float(_vector(tuple(title)) @ self._vectors[row]) / SCALE**2

    def names(self, words: str) -> bool:
        """Tell whether some words name an occupation, or begin or end with one: "kok", "allround kok"."""
        found = [word for word in map(plain_word, WORD.findall(words[:LONGEST])) if not word.isdecimal()]
        runs = [found, found[:1], found[-1:]] if len(found) > 1 else [found]
        return any(self._is_name(run) for run in runs if run)

    def _is_name(self, words: list[str]) -> bool:
        index = self._index
        for maker in (index.units["nl"], index.units["en"]):
            units = [unit for word in words for unit in maker.of(word)]
            _, places = index.find(np.asarray([sum(units) & MASK], np.uint64))
            names = [name for place in places.tolist() for name in index.names(place) if name.size == len(units)]
            if any(index.kinds[name.concept] == "occupation" for name in names):
                return True
        return False

    def nearest(self, titles: list[list[str]]) -> list[tuple[int, float]]:
        """Return for each title the nearest occupation (dense id) and the likeness, -1 to 1.

        Args:
            titles: Words of each title, plain.
        """
        if not titles or not len(self._rows):
            return [(-1, 0.0)] * len(titles)
        like = whole(encoder().encode_words(titles, "name")) @ self._vectors.T
        best = like.argmax(axis=1)
        return [
            (int(self._rows[column]), float(like[row, column]) / SCALE**2) for row, column in enumerate(best.tolist())
        ]


def is_asked(page: Page, match: Match, sentence: Sentence) -> bool:
    """Tell whether an occupation in running text is what someone is, was or should be, and not someone else.

    "Ervaring als kok" and "wij zoeken een kok" count; "je overlegt met de kok" does not.

    Args:
        page: The text.
        match: The name of an occupation in its place.
        sentence: Its sentence.
    """
    start = max(match.first - 5, sentence.first)
    hits = _leading().find(page.words.plain, start, match.first)
    if hits and match.first - hits[-1].last <= 3:
        return True
    return match.whole and match.first == sentence.first and _stands_apart(page, match, sentence)


def is_command(page: Page, match: Match) -> bool:
    """Tell an English verb before its object from the occupation of that name: "model transport costs", "nurse people".

    Args:
        page: The text.
        match: The name of an occupation in its place.
    """
    words, after = page.words, match.last
    single = after - match.first == 1 and not words.plain[match.first].endswith(_AGENTS)
    if not single or after >= len(words) or words.piece[after] != words.piece[match.first]:
        return False
    opens = match.first == 0 or words.piece[match.first - 1] != words.piece[match.first]
    object_ = words.raw[after].islower() and words.plain[after] not in function_words("en") - _DETERMINERS
    return opens and object_


def _stands_apart(page: Page, match: Match, sentence: Sentence) -> bool:
    """Tell an occupation that opens a line and is set apart from what follows: "Softwaretester, 5 jaar"."""
    if match.last >= sentence.last:
        return sentence.last - sentence.first == match.last - match.first
    return page.text[page.words.ends[match.last - 1]] in ",;:(|"


def title_words(page: Page, start: int, end: int, hidden: list[bool]) -> list[int]:
    """Return the words of a title that say what the occupation is.

    Args:
        page: The text.
        start: First code point of the title.
        end: First code point after it.
        hidden: Per word, whether it says who someone is.
    """
    found = page.words
    kept: list[int] = []
    for at in page.within(start, end):
        if hidden[at] or found.plain[at] in _BEFORE:
            continue
        gap = page.text[found.ends[kept[-1]] : found.starts[at]] if kept else ""
        if found.plain[at] in _CUT or found.plain[at].isdecimal() or _ENDS.search(gap):
            break
        kept.append(at)
    return kept


def occupations_in(page: Page, spots: list[list[int]], titles: Titles, named: list[tuple[int, int]]) -> list[Candidate]:
    """Return the occupations of titles by what each means as a whole, at most one each.

    Args:
        page: The text.
        spots: Words of each title that say what the occupation is, see `title_words`.
        titles: Finds occupations by meaning.
        named: First word and the word after the last of each occupation that was found by name.
    """
    places = [own for own in spots if own and _needed(own, named) <= 1]
    nearest = titles.nearest([[page.words.plain[at] for at in own] for own in places])
    return [
        Candidate(own[0], own[-1] + 1, concept, "", "meaning", round((like - LEAST) / (1 - LEAST) / 2 + 0.5, 3))
        for own, (concept, like) in zip(places, nearest, strict=True)
        if like >= _needed(own, named)
    ]


def _needed(own: list[int], named: list[tuple[int, int]]) -> float:
    """Return how near an occupation a title has to be: nearer where a name says a part of it."""
    inside = [one for one in named if own[0] <= one[0] and one[1] <= own[-1] + 1]
    if not inside:
        return LEAST
    whole = set(own) <= {at for one in inside for at in range(*one)}
    return 2.0 if whole else SURE
