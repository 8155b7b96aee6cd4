"""What running text says about who someone is: "ik ben een vrouw van 52 met drie kinderen".

Ages, children and kin are found by the words beside them, so that years of experience and the children that somebody
works with stay what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from draaischijf.reading.blanks import Span
from draaischijf.reading.facts import is_age, sorts
from draaischijf.reading.layout import Words

_YEARS: Final = frozenset({"jaar", "jr", "jaren", "jarige", "year", "years", "yrs"})
_OLD: Final = frozenset({"oud", "old", "jong", "young"})
_BE: Final = frozenset({"ben", "am", "is", "bent", "are", "i'm", "im", "word", "werd", "turned"})
_AM: Final = frozenset({"ben", "am"})
_AND: Final = frozenset({"en", "and"})
_ABOUT: Final = frozenset(
    {"nu", "inmiddels", "net", "bijna", "ruim", "pas", "minimaal", "minstens", "maximaal", "ongeveer", "circa", "now"}
)
_FROM: Final = frozenset({"uit", "from"})
_COME: Final = frozenset(
    {"kom", "komt", "komen", "kwam", "afkomstig", "gevlucht", "oorspronkelijk", "come", "came", "am"}
)
_TO: Final = frozenset({"en", "tot", "and", "to"})
_OF: Final = frozenset({"van", "of", "aged"})
_GOING_ON: Final = frozenset({"en", "is", "zijn", "are", "and", "of", "van", "die", "in", "uit", "who", "aged"})
_WITH: Final = frozenset({"met", "with", "en", "and", "plus", "van", "of"})
_HAVE: Final = frozenset({"heb", "hebt", "heeft", "hebben", "have", "has"})
_NONE: Final = frozenset({"geen", "zonder", "no", "without", "een", "a", "mijn", "my", "our", "onze", "eigen", "own"})
_MINE: Final = frozenset({"mijn", "my"})
_PERSON: Final = frozenset({"sex", "kin", "marital"})
_SIGN: Final = re.compile(r"[.,;:!?)\n|]")
_STOP: Final = re.compile(r"[.;!?\n]")
_CLOSE: Final = re.compile(r"[ \-–'’]{1,3}")
_TELLING: Final = frozenset({"sex", "kin", "child", "belief", "own", "marital", "born"})
# Waste is "gescheiden" too, and a page "single": these tell of a person only where one is named before.
_AMBIGUOUS: Final = frozenset({"gescheiden", "alleenstaand", "alleenstaande", "single", "verloofd"})
# How far before its children the person is named.
REACH: Final = 10
LONGEST_BIRTH: Final = 9


@cache
def triggers() -> dict[str, str]:
    """Return the words at which something about a person may be told, with what it is."""
    own = {word: sort for word, sort in sorts().items() if sort in _TELLING}
    return dict.fromkeys(_FROM, "from") | dict.fromkeys(_YEARS | {"leeftijd", "aged", "age"} | _BE, "age") | own


def told_at(text: str, words: Words, at: int, sort: str) -> Iterator[Span]:
    """Yield the words that say who someone is, around one of `triggers`.

    Args:
        text: The document.
        words: Its words.
        at: The word.
        sort: What it may tell.
    """
    if sort == "age":
        yield from _age(text, words, at)
    elif sort == "from":
        yield from _place(text, words, at)
    elif sort == "own":
        if at and words.plain[at - 1] in _MINE:
            yield at - 1, at + 1
    elif sort == "born":
        yield from _born(text, words, at)
    elif sort == "child":
        yield from _children(text, words, at)
    elif sort == "marital" and words.plain[at] in _AMBIGUOUS:
        if _stands_apart(text, words, at) and _after_person(text, words, at):
            yield at, at + 1
    elif words.plain[at + 1 : at + 2] != ["taal"]:  # "Moeder taal" is a language, however it is written.
        yield from _person(text, words, at)


def _stands_apart(text: str, words: Words, at: int) -> bool:
    """Tell a word between commas or "en": "23 jaar, gescheiden en"."""
    opens = not _runs_on(text, words, at - 1) or words.plain[at - 1] in _AND
    return opens and _ends(text, words, at + 1)


def _runs_on(text: str, words: Words, at: int) -> bool:
    """Tell whether a word is followed by another without a sign between."""
    return at >= 0 and at + 1 < len(words) and bool(_CLOSE.fullmatch(text, words.ends[at], words.starts[at + 1]))


def _ends(text: str, words: Words, last: int) -> bool:
    """Tell whether what is told ends before a word: by a sign, or by a word that goes on about something else."""
    if last >= len(words) or words.plain[last] in _GOING_ON:
        return True
    return bool(_SIGN.search(text, words.ends[last - 1], words.starts[last]))


def _age(text: str, words: Words, at: int) -> Iterator[Span]:
    plain = words.plain
    if plain[at] not in _YEARS:
        if plain[at] in _BE and _runs_on(text, words, at) and sorts().get(plain[at + 1]) == "marital":
            yield at + 1, at + 2
        # "Ik ben 52." and "leeftijd 52": nothing but a number.
        elif _runs_on(text, words, at) and is_age(plain[at + 1]):
            follows = at + 2 < len(words) and plain[at + 2] in _YEARS
            if plain[at] not in _BE or (not follows and _ends(text, words, at + 2)):
                yield at + 1, at + 2 + follows
        return
    if at == 0 or not is_age(plain[at - 1]) or not _runs_on(text, words, at - 1):
        return
    if at > 3 and plain[at - 2] in _TO and is_age(plain[at - 3]):  # "Tussen 25 en 35 jaar".
        yield at - 3, at + 1
    elif _runs_on(text, words, at) and plain[at + 1] in _OLD:
        yield at - 1, at + 2
    elif plain[at] == "jarige":
        yield at - 1, at + 1
    else:
        back = at - 2
        while back > 0 and plain[back] in _ABOUT:
            back -= 1
        named = back > 0 and plain[back] in _OF and sorts().get(plain[back - 1]) in _PERSON
        if named or (back >= 0 and plain[back] in _BE and _ends(text, words, at + 1)):
            yield at - 1, at + 1


def _children(text: str, words: Words, at: int) -> Iterator[Span]:
    """Yield "met drie jonge kinderen" after a person, and what stands after "ik heb"."""
    plain, first = words.plain, at
    while first > 0 and _runs_on(text, words, first - 1) and _counts(plain[first - 1]):
        first -= 1
    counted = any(_is_count(plain[one]) for one in range(first, at))
    if not counted or not _ends(text, words, at + 1):
        return
    before = plain[first - 1] if first and _runs_on(text, words, first - 1) else ""
    if before in _HAVE or not _MINE.isdisjoint(plain[first:at]):
        yield first, at + 1
    elif (before in _WITH or plain[first] in _NONE) and _after_person(text, words, first):
        yield first - (before in _WITH), at + 1


def _after_person(text: str, words: Words, at: int) -> bool:
    """Tell whether the same sentence names a person, or says "ik ben", a few words before."""
    own = range(max(at - REACH, 0), at)
    near = next((one for one in reversed(own) if _is_person(words.plain[one])), -1)
    return near >= 0 and not _STOP.search(text, words.ends[near], words.starts[at])


def _is_person(word: str) -> bool:
    return sorts().get(word) in _PERSON or word in _AM or word == "jaar"


def _place(text: str, words: Words, at: int) -> Iterator[Span]:
    """Yield where somebody comes from: "ik kom uit Lyon", "a woman from Lyon"."""
    before = words.plain[max(at - 2, 0) : at]
    if _COME.isdisjoint(before) and not any(sorts().get(word) in _PERSON for word in before):
        return
    end = at + 1
    while end < len(words) and end - at < 4 and _runs_on(text, words, end - 1) and words.raw[end][0].isupper():
        end += 1
    if end > at + 1:
        yield at + 1, end


def _born(text: str, words: Words, at: int) -> Iterator[Span]:
    """Yield "geboren" with the day and the place that follow: capitalised words, numbers and what stands between."""
    end = last = at + 1
    while end < len(words) and end - at < LONGEST_BIRTH and "\n" not in text[words.ends[end - 1] : words.starts[end]]:
        sort = sorts().get(words.plain[end])
        if words.raw[end][0].isupper() or words.raw[end].isdecimal() or sort == "number":
            last = end + 1
        elif sort != "glue":
            break
        if _STOP.search(text, words.ends[end], words.ends[end] + 1):
            break
        end += 1
    if last > at + 1:
        yield at, last


def _is_count(word: str) -> bool:
    """Tell a number of children of one's own, or none; more than nine are a class."""
    return (word.isdecimal() and len(word) == 1) or word in _NONE or sorts().get(word) == "number"


def _counts(word: str) -> bool:
    return word.isdecimal() or word in _NONE or sorts().get(word) in ("number", "trait", "age")


def _person(text: str, words: Words, at: int) -> Iterator[Span]:
    """Yield the word for a person with what describes it: "oudere gescheiden vrouw van 52", "moeder van drie"."""
    plain, first, last = words.plain, at, at + 1
    counted = sorts().get(plain[at]) == "kin"
    while (
        first > 0
        and _runs_on(text, words, first - 1)
        and (_describes(plain[first - 1]) or (counted and _is_count(plain[first - 1])))
    ):
        first -= 1
    if plain[last : last + 1] and plain[last] in _OF and _runs_on(text, words, at) and _runs_on(text, words, last):
        following = plain[last + 1]
        if is_age(following) or (counted and (following.isdecimal() or sorts().get(following) == "number")):
            last += 2
    while last < len(words) and last > at + 1 and _runs_on(text, words, last - 1) and _belongs(plain[last]):
        last += 1
    yield first, last


def _describes(word: str) -> bool:
    return word in _MINE or sorts().get(word) in ("marital", "origin", "belief", "trait", "sex")


def _belongs(word: str) -> bool:
    return word in _YEARS or word in _OLD or sorts().get(word) in ("trait", "child")
