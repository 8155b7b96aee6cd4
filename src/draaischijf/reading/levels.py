"""How well and how long: cues of level and years, bound to the finding they are about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from draaischijf.reading.layout import Sentence, Words
from draaischijf.reading.phrases import Phrases
from draaischijf.reading.tables import rows

_NUMBERS: Final = {
    "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8, "negen": 9, "tien": 10,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "ten": 10,
    "zwei": 2, "drei": 3, "funf": 5, "enkele": 2, "paar": 2, "twintig": 20, "vijftien": 15, "twaalf": 12, "half": 0.5,
}  # fmt: skip
_YEAR: Final = frozenset({"jaar", "jaren", "jr", "year", "years", "yrs", "jahr", "jahre", "jahren"})
_EXPERIENCE: Final = re.compile(r"ervar|werkerv|experien|erfahr|werkzaam|gewerkt|gedaan|worked|praktijk")
_AGE: Final = frozenset(
    {"oud", "ouder", "jong", "old", "leeftijd", "age", "contract", "alt", "garantie", "dienstverband"}
)
_SMALL: Final = frozenset(
    {"en", "of", "and", "or", "und", "oder", "de", "het", "een", "the", "a",
     "in", "met", "van", "als", "bij", "op", "je", "uw", "ervaring", "experience", "with", "kennis"}
)  # fmt: skip
# Nearest words first: how far a cue looks for the finding that it is about.
REACH: Final = 6
MOST_YEARS: Final = 50.0


class Span(NamedTuple):
    """The words of a finding, and whether it is a language."""

    first: int
    last: int
    language: bool


class _Cue(NamedTuple):
    """The words of a cue, and where the finding stands that it is about: `before` it the cue, `after` it, or `any`."""

    first: int
    last: int
    place: str


@cache
def _levels() -> Phrases[tuple[int, str]]:
    return Phrases((row["cue"], (int(row["level"]), row["place"])) for row in rows("levels"))


@cache
def _cefr() -> Phrases[int]:
    return Phrases((row["cue"], int(row["level"])) for row in rows("cefr"))


def levels_in(words: Words, sentence: Sentence, spans: Sequence[Span]) -> dict[int, int]:
    """Return the level that a sentence gives to its findings, by index.

    Args:
        words: The words of the document.
        sentence: The sentence.
        spans: The findings in it, by place.
    """
    levels: dict[int, int] = {}
    languages = [index for index, span in enumerate(spans) if span.language]
    others = [index for index, span in enumerate(spans) if not span.language]
    if languages:
        for hit in _cefr().find(words.plain, sentence.first, sentence.last):
            for index in _bound(words, spans, languages, _Cue(hit.first, hit.last, "any")):
                levels[index] = max(levels.get(index, 0), hit.meaning)
    if others:
        for cue in _levels().find(words.plain, sentence.first, sentence.last):
            level, place = cue.meaning
            for index in _bound(words, spans, others, _Cue(cue.first, cue.last, place)):
                levels.setdefault(index, level)
    return levels


def _bound(words: Words, spans: Sequence[Span], among: list[int], cue: _Cue) -> list[int]:
    """Return the findings that a cue is about: the nearest after it and its like, or the one right before it."""
    first, last, place = cue
    inside = [index for index in among if spans[index].first < last and first < spans[index].last]
    if inside:
        return inside[:1]
    clause = words.clause[first]
    before = [index for index in among if 0 <= first - spans[index].last <= 2]
    after = [
        index
        for index in among
        if 0 <= spans[index].first - last <= REACH and words.clause[spans[index].first] == clause
    ]
    closes = last >= len(words) or words.clause[last] != clause or words.piece[last] != words.piece[first]
    if place == "any" and before and (closes or not after):
        return before[-1:]
    if place == "after" or not after:
        return before[-1:] if place != "before" else []
    return [after[0], *_chain(words, spans, among, after[0])]


def _chain(words: Words, spans: Sequence[Span], among: list[int], index: int) -> list[int]:
    """Return the findings that go on from one in the same breath: "Excel, Word en Outlook"."""
    chained = []
    last = spans[index].last
    for other in among:
        if spans[other].first < last:
            continue
        if spans[other].first - last > 2 or not _SMALL.issuperset(words.plain[last : spans[other].first]):
            break
        chained.append(other)
        last = spans[other].last
    return chained


def years_in(words: Words, sentence: Sentence, spans: Sequence[Span]) -> dict[int, float]:
    """Return the years of experience that a sentence gives to its findings, by index.

    Args:
        words: The words of the document.
        sentence: The sentence.
        spans: The findings in it, by place.
    """
    years: dict[int, float] = {}
    among = list(range(len(spans)))
    plain = words.plain
    for at in range(sentence.first + 1, sentence.last):
        if plain[at] not in _YEAR:
            continue
        number = _number(plain, at - 1, sentence.first)
        around = plain[max(at - 4, sentence.first) : min(at + 8, sentence.last)]
        if number is None or _AGE.intersection(around[:6]):
            continue
        bracketed = at + 1 >= sentence.last or words.clause[at + 1] != words.clause[at]
        if not bracketed and not any(_EXPERIENCE.search(word) for word in around):
            continue
        for index in _bound(words, spans, among, _Cue(at - 1, at + 1, "any")):
            years.setdefault(index, number)
    return years


def _number(plain: Sequence[str], at: int, first: int) -> float | None:
    """Return the number before "jaar"; of a range, "3 tot 5 jaar", the lower end."""
    value = _value(plain[at])
    if value is None:
        return None
    for back in (at - 1, at - 2):
        lower = _value(plain[back]) if back >= first else None
        between = plain[back + 1 : at]
        if (
            lower is not None
            and lower < value
            and all(word in {"a", "tot", "to", "of", "bis", "or"} for word in between)
        ):
            value = lower
    return value if value <= MOST_YEARS else None


def _value(word: str) -> float | None:
    digits = word.rstrip("+")
    return float(digits) if digits.isdecimal() and len(digits) <= 3 else _NUMBERS.get(word)
