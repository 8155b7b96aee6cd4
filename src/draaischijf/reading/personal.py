"""What says who someone is, found only to be left out: names, birth, address, sex, origin, belief, family.

Blank words take their place, which take no part in anything that reading finds. So a changed name, sex, age or origin
changes nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from draaischijf.language.encoder.neutral import given_names
from draaischijf.reading.blanks import Span, blanked, span_of
from draaischijf.reading.facts import facts_in, telling
from draaischijf.reading.layout import Line, Words
from draaischijf.reading.names import (
    SALUTATIONS,
    Tells,
    addressed,
    given,
    introduced,
    introducing,
    on_top,
    unlisted,
)
from draaischijf.reading.origin import is_origin, origin_words
from draaischijf.reading.phrases import Phrases
from draaischijf.reading.prose import told_at, triggers
from draaischijf.reading.tables import rows, words

# Every repeat is bounded, so that a hostile text takes no longer than another.
_CONTACT: Final = re.compile(
    r"[^\s@]{1,64}@[^\s@]{1,190}\.\w{2,12}|(?:https?://|www\.)\S{1,300}"
    r"|(?:\+\d\d|\b0)[\d \-()]{8,20}\d|\b\d{4}\s?[A-Z]{2}\b"
)
_PIECE: Final = re.compile(r"[^|\t•·]+?(?=\s{3,}|[|\t•·]|$)")
# "E-mail" may be a skill and "adres" part of one: a label is followed by a colon, or wide space.
_LABELS: Final = re.compile(r"\s*:|\s{2,}|\t")
# Labels whose value ends at a comma, as an address does not.
_FACTS: Final = frozenset(
    {
        *("geboortedatum", "geboren", "geboorteplaats", "geboorteland", "geb", "leeftijd", "geslacht", "sekse"),
        *("nationaliteit", "burgerlijke staat", "burgelijke staat", "kinderen", "gehuwd", "religie", "geloof"),
        *("herkomst", "date of birth", "born", "birth date", "place of birth", "age", "sex", "gender", "nationality"),
        *("marital status", "children", "religion"),
    }
)
_BIRTH: Final = frozenset({"geboren", "geb", "geboortedatum", "born", "date of birth", "birth date"})
LONGEST_LABELLED: Final = 200


class Known(NamedTuple):
    """What is known of a document before its words are looked at.

    Args:
        kind: Kind of document.
        head: Number of lines before its first heading.
        of_languages: Where it lists languages: first code point, and the first after it; in order.
        is_title: Tells whether some words name an occupation.
        is_word: Tells whether a plain word stands in some name of the skills language.
    """

    kind: str
    head: int
    of_languages: list[tuple[int, int]]
    is_title: Tells
    is_word: Tells


def without_person(text: str, lines: list[Line], found: Words, known: Known) -> Words:
    """Return the words of a document with one blank word for each run of words that says who someone is.

    However many words a name has, and whatever an origin is called, what reading sees is the same.

    Args:
        text: The document.
        lines: Its lines.
        found: Its words.
        known: What is known of the document.
    """
    weak = known.kind in ("cv", "other")
    marks = _marks()
    marked = [at for at, word in enumerate(found.plain) if word in marks]
    spans = [span_of(found, match.start(), match.end()) for match in _CONTACT.finditer(text)]
    spans += _labelled(text, _lines_of(marked, lines, found, _openers()), lines, found)
    stated = _lines_of(marked, lines, found, telling(weak=weak))
    spans += facts_in(text, lines, found, stated, known.head if weak else None)
    if known.kind == "cv":
        spans += on_top(text, lines, found, known.is_title)
    opening = introducing()
    spans += (span for at in marked if found.plain[at] in opening for span in introduced(text, found, at))
    spans += unlisted(text, found, lambda word: word in _kinds() or known.is_word(word))
    spans += _told(text, found, marked, known.of_languages)
    return blanked(text, found, spans)


@cache
def _labels() -> Phrases[str]:
    return Phrases((row["label"], row["label"]) for row in rows("personal_labels"))


@cache
def _openers() -> frozenset[str]:
    return frozenset(_labels().openers)


@cache
def _kinds() -> dict[str, str]:
    """Return the words at which to look closer, with what they may be."""
    return {
        **triggers(),
        **dict.fromkeys(origin_words(), "origin"),
        **dict.fromkeys(words("countries"), "country"),
        **dict.fromkeys(given_names(), "name"),
        **dict.fromkeys(SALUTATIONS, "salutation"),
    }


@cache
def _marks() -> frozenset[str]:
    """Return the words without which nothing is told; so one look at each word of a document is enough."""
    return _openers() | introducing() | telling(weak=True) | _kinds().keys()


def _lines_of(marked: Sequence[int], lines: list[Line], found: Words, among: frozenset[str]) -> list[int]:
    """Return the indexes of the lines that have one of some words, in order."""
    starts = [found.starts[at] for at in marked if found.plain[at] in among]
    if not starts:
        return []
    begins = [line.start for line in lines]
    return sorted({bisect_right(begins, start) - 1 for start in starts})


def _labelled(text: str, indexes: Sequence[int], lines: list[Line], found: Words) -> Iterator[Span]:
    """Yield what stands behind labels: "Nationaliteit: ...", "Adres: ..."."""
    for line in (lines[index] for index in indexes):
        if line.end - line.start > LONGEST_LABELLED:
            continue
        for piece in _PIECE.finditer(text, line.start, line.end):
            first = bisect_left(found.starts, piece.start())
            last = bisect_left(found.starts, piece.end())
            hits = _labels().find(found.plain, first, min(last, first + 3))
            if hits and hits[0].first == first and _LABELS.match(text, found.ends[hits[0].last - 1], piece.end() + 1):
                yield first, _value_end(text, found, (hits[0].last, last), hits[0].meaning)


def _value_end(text: str, found: Words, value: Span, label: str) -> int:
    """Return the word after the value of a label; a comma parts it from what follows, but not in an address."""
    if label not in _FACTS:
        return value[1]
    comma = text.find(",", found.ends[value[0] - 1], found.ends[value[1] - 1])
    end = value[1] if comma < 0 else bisect_left(found.starts, comma)
    # "Geboren: 1-1-1980, Zwolle": the place belongs to the birth.
    while label in _BIRTH and end < value[1] and (found.raw[end][0].isupper() or found.raw[end].isdecimal()):
        end += 1
    return end


def _told(text: str, found: Words, marked: Sequence[int], of_languages: list[tuple[int, int]]) -> Iterator[Span]:
    """Yield names, countries, origins and what else says who someone is, wherever it stands."""
    kinds = _kinds()
    listed = _Stretches(of_languages)
    for at in marked:
        kind = kinds.get(found.plain[at])
        if kind is None:
            continue
        if kind == "country":
            yield at, at + 1
        elif kind == "salutation":
            yield from addressed(text, found, at)
        elif kind == "name":
            yield from given(text, found, at)
        elif kind == "origin":
            if is_origin(text, found, at, of_language=listed.hold(found.starts[at])):
                yield at, at + 1
        else:
            yield from told_at(text, found, at, kind)


class _Stretches:
    """Stretches of a text, in order, none in another."""

    def __init__(self, stretches: list[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in stretches]
        self._ends = [end for _, end in stretches]

    def hold(self, place: int) -> bool:
        """Tell whether a place is in one of them."""
        at = bisect_right(self._starts, place) - 1
        return at >= 0 and place < self._ends[at]
