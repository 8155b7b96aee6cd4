"""What says who someone is, found only to be left out: names, birth, address, sex, origin, family.

Hidden words take no part in anything that reading finds, so that a changed name, sex, age or origin changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import Final

from draaischijf.language.encoder.neutral import given_names
from draaischijf.reading.layout import Line, Page, Words
from draaischijf.reading.phrases import Phrases
from draaischijf.reading.result import Section
from draaischijf.reading.tables import rows, words

# Every repeat is bounded, so that a hostile text takes no longer than another.
_CONTACT: Final = re.compile(
    r"[^\s@]{1,64}@[^\s@]{1,190}\.\w{2,12}|(?:https?://|www\.)\S{1,300}"
    r"|(?:\+\d\d|\b0)[\d \-()]{8,20}\d|\b\d{4}\s?[A-Z]{2}\b"
)
_PIECE: Final = re.compile(r"[^|\t•·]+?(?=\s{3,}|[|\t•·]|$)")
_SALUTATION: Final = frozenset(
    {"dhr", "mevr", "mw", "mevrouw", "meneer", "heer", "mr", "mrs", "ms", "herr", "frau", "drs"}
)
_BETWEEN: Final = frozenset(
    {
        "van",
        "de",
        "der",
        "den",
        "het",
        "t",
        "ten",
        "ter",
        "te",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "von",
        "zu",
        "du",
        "da",
        "dos",
        "di",
        "op",
        "in",
        "'s",
    }
)
_NAMING: Final = ("mijn naam is", "ik heet", "naam", "my name is", "mein name ist", "ik ben", "i am", "contactpersoon")
_OF_ORIGIN: Final = frozenset(
    {
        "afkomst",
        "komaf",
        "origine",
        "nationaliteit",
        "roots",
        "achtergrond",
        "afkomstig",
        "geboren",
        "vluchteling",
        "paspoort",
        "nationality",
        "origin",
        "descent",
        "background",
        "man",
        "vrouw",
        "jongen",
        "meisje",
        "moeder",
        "vader",
        "ouders",
    }
)
_IS: Final = frozenset({"ben", "is", "am", "bin"})
_OF_LANGUAGE: Final = frozenset(
    {
        "taal",
        "talen",
        "taalvaardigheid",
        "taalbeheersing",
        "les",
        "taalles",
        "grammatica",
        "teksten",
        "language",
        "lessons",
        "sprache",
    }
)
_TITLE_OF_CV: Final = frozenset({"cv", "curriculum", "vitae", "van", "resume", "of", "lebenslauf"})
MOST_NAME_WORDS: Final = 5


@cache
def _naming() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in _NAMING)


@cache
def _labels() -> Phrases[str]:
    return Phrases((row["label"], row["label"]) for row in rows("personal_labels"))


def hidden_words(page: Page, kind: str, sections: list[Section]) -> list[bool]:
    """Return for each word whether it says who someone is.

    Args:
        page: The document.
        kind: Kind of document.
        sections: Its sections.
    """
    text, lines, found = page.text, page.lines, page.words
    hidden = [False] * len(found)
    _hide_labelled(text, lines, found, hidden)
    for match in _CONTACT.finditer(text):
        _hide(found, hidden, match.start(), match.end())
    if kind == "cv":
        _hide_name_line(text, lines, found, hidden)
    _hide_named(found, hidden)
    _hide_origin(found, hidden, [one for one in sections if one.name == "languages"])
    return hidden


def _hide(found: Words, hidden: list[bool], start: int, end: int) -> None:
    for at in range(bisect_left(found.ends, start + 1), bisect_left(found.starts, end)):
        hidden[at] = True


def _hide_labelled(text: str, lines: list[Line], found: Words, hidden: list[bool]) -> None:
    for line in lines:
        own = found.plain[bisect_left(found.starts, line.start) : bisect_left(found.starts, line.end)]
        if line.end - line.start > 200 or not _labels().may_stand_in(own):
            continue
        for piece in _PIECE.finditer(text, line.start, line.end):
            first = bisect_left(found.starts, piece.start())
            last = bisect_left(found.starts, piece.end())
            if first == last:
                continue
            hits = _labels().find(found.plain, first, min(last, first + 3))
            if hits and hits[0].first == first:
                after = text[found.ends[hits[0].last - 1] : piece.end() + 1]
                # "E-mail" may be a skill and "adres" part of one: a label is followed by a colon, or wide space.
                if re.match(r"\s*:|\s{2,}|\t", after) or hits[0].meaning.startswith("geboren"):
                    _hide(found, hidden, piece.start(), piece.end())


def _hide_name_line(text: str, lines: list[Line], found: Words, hidden: list[bool]) -> None:
    """Hide the name on top of a CV: the first line of nothing but capitalised words."""
    for line in lines[:4]:
        first, last = bisect_left(found.starts, line.start), bisect_left(found.starts, line.end)
        while first < last and found.plain[first] in _TITLE_OF_CV:
            hidden[first] = True
            first += 1
        own = found.raw[first:last]
        if not own:
            continue
        named = all(word[0].isupper() or word.lower() in _BETWEEN for word in own)
        if named and 2 <= len(own) <= MOST_NAME_WORDS and text[line.end - 1] != ":":
            for at in range(first, last):
                hidden[at] = True
        return


def _hide_named(found: Words, hidden: list[bool]) -> None:
    given = given_names()
    for hit in _naming().find(found.plain, 0, len(found)):
        _hide_run(found, hidden, hit.last)
    for at, word in enumerate(found.plain):
        if word in _SALUTATION:
            _hide_run(found, hidden, at + 1)
        elif word in given and found.raw[at][0].isupper():
            _hide_run(found, hidden, at)


def _hide_run(found: Words, hidden: list[bool], at: int) -> None:
    """Hide the capitalised words from a place on, with "van der" and the like between them."""
    end = last = at
    while end < len(found) and end - at < MOST_NAME_WORDS and found.piece[end] == found.piece[min(at, len(found) - 1)]:
        if found.raw[end][0].isupper():
            last = end + 1
        elif found.plain[end] not in _BETWEEN:
            break
        end += 1
    for place in range(at, last):
        hidden[place] = True


def _hide_origin(found: Words, hidden: list[bool], of_language: list[Section]) -> None:
    origin, countries = words("demonyms"), words("countries")
    for at, word in enumerate(found.plain):
        if word in countries:
            hidden[at] = True
        if word not in origin or any(one.start <= found.starts[at] < one.end for one in of_language):
            continue
        around = found.plain[max(at - 3, 0) : at + 4]
        if found.plain[at + 1 : at + 2] and found.plain[at + 1] in _OF_LANGUAGE:
            continue
        said = at > 0 and (found.plain[at - 1] in _IS or found.plain[max(at - 2, 0)] in _IS)
        if word.endswith("e") or said or _OF_ORIGIN.intersection(around):
            hidden[at] = True
