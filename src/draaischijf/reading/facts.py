"""Lines of a CV that state facts about the person: "1-1-1980, Turks, ongehuwd, 2 kinderen", on one line or on several.

One fact alone may be something else ("Turks" a language, "20 jaar" experience); beside another it is about the person.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from draaischijf.reading.blanks import Span
from draaischijf.reading.layout import Line, Words
from draaischijf.reading.origin import origin_words
from draaischijf.reading.tables import mapping, words

_PIECE: Final = re.compile(r"\s+[-–—]\s+|(?<!\d)/|/(?!\d)|[,;|•·\t()]|\s{3,}|(?<![Gg]eb)\.\s")
_LANGUAGES: Final = frozenset(
    {
        *("taal", "talen", "talenkennis", "moedertaal", "spreek", "spreekt", "vloeiend", "beheers", "languages"),
        *("language", "speak", "speaks", "fluent", "native", "sprachen"),
    }
)
_STRONG: Final = frozenset({"marital", "sex", "born", "aged"})
_WEAK: Final = frozenset({"origin", "belief", "years", "date", "child", "kin", "letter", "label"})
_WHO: Final = frozenset({"sex", "kin", "marital"})
_NONE: Final = frozenset({"geen", "zonder", "no", "without"})
_OLD: Final = frozenset({"oud", "old", "jarige", "aged", "leeftijd", "age"})
_LETTERS: Final = frozenset({"m", "v", "f", "x"})
AGES: Final = range(14, 100)
# A longer line tells a story.
LONGEST: Final = 200
# A head of more lines is no head.
MOST_ON_TOP: Final = 20


class Fact(NamedTuple):
    """A part of a line between commas and the like, as a fact about a person.

    Args:
        first: Its first word.
        last: The word after its last.
        sorts: What it states; none where it is no fact.
    """

    first: int
    last: int
    sorts: frozenset[str]


@cache
def sorts() -> dict[str, str]:
    """Return the words of facts about a person, with the sort of each."""
    known = dict.fromkeys(origin_words(), "origin") | dict.fromkeys(words("countries"), "country")
    months = dict.fromkeys(mapping("months", "form", "month"), "number")
    return known | months | mapping("personal_facts", "form", "sort")


@cache
def telling(*, weak: bool) -> frozenset[str]:
    """Return the words of which one stands in every line that states a fact.

    Args:
        weak: Whether what may be something else counts beside another fact.
    """
    told = {word for word, sort in sorts().items() if sort not in ("glue", "number", "trait", "own")}
    return frozenset(told if weak else {word for word in told if sorts()[word] in _STRONG | {"label"}} | _OLD)


def facts_in(
    text: str, lines: Sequence[Line], found: Words, indexes: Sequence[int], head: int | None
) -> Iterator[Span]:
    """Yield the words of facts about the person.

    Args:
        text: The document.
        lines: Its lines.
        found: Its words.
        indexes: The lines that have one of the words of `telling`, in order.
        head: Number of lines before the first heading; None where what may be something else does not count beside
            another fact, as it does in a CV.
    """
    weak, head = head is not None, head or 0
    dates = _dated(lines[: min(head, MOST_ON_TOP)], found) if weak and indexes else []
    stated = {
        index: list(_facts(text, lines[index], found))
        for index in sorted({*indexes, *dates})
        if lines[index].end - lines[index].start <= LONGEST
    }
    on_top = frozenset[str]().union(*(one.sorts for index, own in stated.items() if index < head for one in own))
    for index, own in stated.items():
        about = frozenset[str]().union(*(one.sorts for one in own))
        if index < head and all(one.sorts for one in own) and sum("origin" in one.sorts for one in own) < 2:
            about |= on_top
        yield from _personal(found, own, about, weak=weak, on_top=index < head)


def _dated(lines: Sequence[Line], found: Words) -> list[int]:
    """Return the indexes of lines that are a date and nothing else."""
    own = [found.plain[bisect_left(found.starts, line.body) : bisect_left(found.starts, line.end)] for line in lines]
    return [index for index, plain in enumerate(own) if len(plain) == 3 and all(map(_is_number, plain))]


def _is_number(word: str) -> bool:
    return word.isdecimal() or sorts().get(word) == "number"


def _personal(found: Words, own: list[Fact], about: frozenset[str], *, weak: bool, on_top: bool) -> Iterator[Span]:
    """Yield the facts of one line, where they are about the person."""
    strong = bool(about & _STRONG)
    if not strong and not (weak and on_top and len(about & _WEAK) > 1):
        return
    listing = False
    for one in own:
        said = found.plain[one.first : one.last]
        if not _LANGUAGES.isdisjoint(said):
            listing = True
        listing &= "label" not in one.sorts
        if not one.sorts or (listing and one.sorts <= {"origin", "country"}):
            continue
        if one.sorts & _STRONG or weak or one.sorts <= {"years", "child", "kin", "date", "label", "number"}:
            yield one.first, one.last


def _facts(text: str, line: Line, found: Words) -> Iterator[Fact]:
    """Yield the parts of a line."""
    begin = line.body
    for part in [*_PIECE.finditer(text, line.body, line.end), None]:
        end = part.start() if part else line.end
        first, last = bisect_left(found.starts, begin), bisect_left(found.starts, end)
        if last > first:
            yield Fact(first, last, _sorts_of(found.plain[first:last], found.raw[first:last]))
        begin = part.end() if part else end


def _sorts_of(plain: Sequence[str], raw: Sequence[str]) -> frozenset[str]:
    """Return what some words state about a person; nothing where one of them may say something else."""
    known = [("number" if word.isdecimal() else sorts().get(word, "")) for word in plain]
    if "born" in known:
        # What stands after "geboren te" is a place.
        at = known.index("born")
        known[at:] = [
            own or ("country" if word[0].isupper() else "") for own, word in zip(known[at:], raw[at:], strict=True)
        ]
    if len(plain) == 1 and (plain[0] in _LETTERS or is_age(plain[0])):
        return frozenset({"letter" if plain[0] in _LETTERS else "number"})
    if "" in known:
        return frozenset()
    stated = frozenset(known)
    told = stated & {"marital", "sex", "born", "origin", "belief"}
    counted = "number" in stated or not _NONE.isdisjoint(plain)
    told |= {sort for sort in ("child", "kin") if sort in stated and (counted or stated & (_WHO - {sort}))}
    told |= _ages(plain, known) | _dates(plain, known)
    if "label" in stated:
        told |= {"label"} | (
            {"aged"} if stated & {"origin", "belief", "marital", "sex", "number", "country"} else set()
        )
    return frozenset(told)


def is_age(word: str) -> bool:
    """Tell a number that may be the age of somebody who works."""
    return word.isdecimal() and len(word) == 2 and int(word) in AGES


def _ages(plain: Sequence[str], known: Sequence[str]) -> frozenset[str]:
    if "age" not in known and "label" not in known:
        return frozenset()
    aged = any(map(is_age, plain))
    return frozenset({"aged" if not _OLD.isdisjoint(plain) else "years"}) if aged else frozenset()


def _dates(plain: Sequence[str], known: Sequence[str]) -> frozenset[str]:
    """Tell a day, month and year and nothing else."""
    day = len(plain) == 3 and set(known) == {"number"} and (len(plain[0]) == 4 or len(plain[2]) == 4)
    return frozenset({"date"}) if day else frozenset()
