"""Names of people: by a list of given names, by what stands before them, and by their capitals."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Final

from draaischijf.reading.blanks import Span, span_of
from draaischijf.reading.layout import Line, Words
from draaischijf.reading.phrases import Phrases
from draaischijf.reading.words import function_words

SALUTATIONS: Final = frozenset(
    {"dhr", "mevr", "mw", "mevrouw", "meneer", "heer", "mr", "mrs", "ms", "herr", "frau", "drs"}
)
_ARTICLES: Final = frozenset({"de", "den", "the"})
_BETWEEN: Final = frozenset(
    {
        *("van", "de", "der", "den", "het", "t", "ten", "ter", "te", "la", "le", "el", "al", "bin", "ibn", "von", "zu"),
        *("du", "da", "dos", "di", "op", "in", "'s"),
    }
)
_NAMING: Final = ("mijn naam is", "ik heet", "naam", "my name is", "mein name ist", "ik ben", "i am", "contactpersoon")
# After these a name follows, with a capital or without.
_SURELY: Final = frozenset({"mijn naam is", "ik heet", "my name is", "mein name ist"})
_TITLE_OF_CV: Final = frozenset({"cv", "curriculum", "vitae", "van", "resume", "of", "lebenslauf"})
# "Jan de Boer (45)" and "Jan de Boer, 45,".
_AGED: Final = re.compile(
    r"\s?\(\d\d(?:\s(?:jaar|years))?\)|\s?\((?=[Gg]eb\b|born\b)|,\s\d\d(?:\s(?:jaar|years(?: old)?))?(?=[,.)])"
)
_CAPITAL: Final = r"[A-Z\u00c0-\u00de\u0100-\u017f][a-z\u00df-\u017f'’]{1,30}"
_CAPITALS: Final = re.compile(
    rf"(?<!\w){_CAPITAL}(?:-{_CAPITAL})?"
    rf"(?: (?:(?:van|de|der|den|el|al|ten|ter|bin|von|da|di|la) ){{0,3}}{_CAPITAL}(?:-{_CAPITAL})?){{1,4}}(?!\w)"
)
# Near these a person is named.
_OF_PERSONS: Final = frozenset(
    {
        *("bel", "mail", "app", "call", "contact", "vraag", "collega", "leidinggevende", "teamleider", "heet", "groet"),
        *("groeten", "contactpersoon", "colleague", "manager", "supervisor", "regards", "sincerely"),
    }
)
_WITHIN_SENTENCE: Final = re.compile(r"[a-z] $")
_JOINT: Final = re.compile(r"[ '’\-–]{0,3}")
# The signs that end a name on top of a CV, and a number.
_PART: Final = re.compile(r"\s*[,|•·\t(]|\s[-–—/]\s|\s{3,}|\s\d")
LONGEST_ABBREVIATION: Final = 4
MOST_NAME_WORDS: Final = 5
LONGEST_NAMING: Final = 3
LINES_ON_TOP: Final = 4

Tells = Callable[[str], bool]


@cache
def _naming() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in _NAMING)


def introducing() -> frozenset[str]:
    """Return the words that open "mijn naam is", "ik ben" and the like."""
    return frozenset(_naming().openers)


def introduced(text: str, found: Words, at: int) -> Iterator[Span]:
    """Yield the name after "mijn naam is", "ik ben" and the like, where that begins at a word."""
    for hit in _naming().find(found.plain, at, min(at + LONGEST_NAMING, len(found)))[:1]:
        if hit.first > at:
            return
        yield _with_age(text, found, _run(text, found, hit.last))
        if hit.meaning in _SURELY and hit.last < len(found):
            yield hit.last, hit.last + 1


def addressed(text: str, found: Words, at: int) -> Iterator[Span]:
    """Yield the name after a salutation, with the salutation: "de heer J. van Dam"."""
    first, last = _run(text, found, at + 1)
    if last > first and not _is_abbreviation(found.raw[at]):
        yield at - (at > 0 and found.plain[at - 1] in _ARTICLES), last


def given(text: str, found: Words, at: int) -> Iterator[Span]:
    """Yield the name that a given name opens."""
    # "Ben je" is a verb, and "LAN" an abbreviation.
    asked = found.plain[at] == "ben" and found.plain[at + 1 : at + 2] in (["je"], ["jij"], ["u"], ["ik"])
    if found.raw[at][0].isupper() and not _is_abbreviation(found.raw[at]) and not asked:
        yield _with_age(text, found, _run(text, found, at))


def unlisted(text: str, found: Words, is_word: Tells) -> Iterator[Span]:
    """Yield names that no list has: capitalised words that no skill knows, where a person can be named.

    Args:
        text: The document.
        found: Its words.
        is_word: Tells whether a plain word is known for something else than a name.
    """
    for match in _CAPITALS.finditer(text):
        begin, last = span_of(found, match.start(), match.end())
        opens = not _WITHIN_SENTENCE.search(text, max(match.start() - 3, 0), match.start())
        unknown = [not is_word(word) and not _is_small(word) for word in found.plain[begin:last]]
        for first in range(begin, last - 1):
            if not unknown[first - begin]:
                continue
            person = not _OF_PERSONS.isdisjoint(found.plain[max(first - 3, 0) : first])
            person = person or bool(_AGED.match(text, found.ends[last - 1]))
            # What opens a sentence has a capital too.
            if person or (unknown[-1] and not (opens and first == begin)):
                yield _with_age(text, found, (first, last))
                break


def on_top(text: str, lines: Sequence[Line], found: Words, is_title: Tells) -> Iterator[Span]:
    """Yield the name on top of a CV: the first line of nothing but capitalised words, or what opens it."""
    for line in lines[:LINES_ON_TOP]:
        first, last = bisect_left(found.starts, line.start), bisect_left(found.starts, line.end)
        while first < last and found.plain[first] in _TITLE_OF_CV:
            yield first, first + 1
            first += 1
        if first == last:
            continue
        if text[line.end - 1] != ":" and _is_name(found.raw[first:last]):
            yield first, last
        elif part := _PART.search(text, found.starts[first], line.end):
            end = bisect_left(found.starts, part.start())
            name = " ".join(found.raw[first:end])
            if _is_name(found.raw[first:end]) and not is_title(name) and not is_title(found.raw[first]):
                yield first, end
        return


def _is_name(raw: Sequence[str]) -> bool:
    named = all(word[0].isupper() or word.lower() in _BETWEEN for word in raw)
    return named and 2 <= len(raw) <= MOST_NAME_WORDS


def _is_small(word: str) -> bool:
    return any(word in function_words(spoken) for spoken in ("nl", "en", "de"))


def _is_abbreviation(word: str) -> bool:
    return word.isupper() and 1 < len(word) <= LONGEST_ABBREVIATION


def _run(text: str, found: Words, at: int) -> Span:
    """Return the capitalised words from a place on, with "van der" and the like between them."""
    end = last = at
    while end < len(found) and end - at < MOST_NAME_WORDS:
        if end > at and not _in_name(text, found, end):
            break
        if found.raw[end][0].isupper():
            last = end + 1
        elif found.plain[end] not in _BETWEEN:
            break
        end += 1
    return at, last


def _in_name(text: str, found: Words, at: int) -> bool:
    """Tell whether nothing stands before a word that ends a name: a full stop is part of one after an initial."""
    gap = text[found.ends[at - 1] : found.starts[at]]
    return bool(_JOINT.fullmatch(gap)) or (gap.strip() == "." and len(found.raw[at - 1]) <= 2)


def _with_age(text: str, found: Words, name: Span) -> Span:
    first, last = name
    aged = _AGED.match(text, found.ends[last - 1]) if last > first else None
    return first, bisect_left(found.starts, aged.end()) if aged else last
