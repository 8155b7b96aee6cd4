"""The small language of the tables: words in their order, so that a person can read and check a rule.

`jong*` is any word that begins so; `a|b` is one of these; `minder_dan` is two words in one place; `een?` may be left
out; `..3` stands for up to three other words and `~3` for up to three that are no preposition; `<person>` is a class of
`classes.toml` and `<18-67>` a number in figures or words; `^` is the beginning of a sentence and `$` its end; `[` and
`]` hold the words that the concern is about, where those are not all. Case and accents do not count, nor what stands
between words: "m/v" is written `m v`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from draaischijf.reading.concerns.numbers import forms_of
from draaischijf.reading.tables import plain

Classes = Mapping[str, Sequence[str]]

_BETWEEN: Final = r"\W{1,4}"
_MAYBE_BETWEEN: Final = r"\W{0,4}"
_RAW: Final = {"<plus>": r"\+", "<colon>": ":", "<digits>": r"\d+"}
_GAP: Final = re.compile(r"(\.\.|~)(\d*)")
_RANGE: Final = re.compile(r"<(\d+)-(\d+)>")
_USUAL_GAP: Final = 3
_INSIDE: Final = 5.0
# Too frequent to look for: a pattern is looked for where its rarest word stands.
_FREQUENT: Final = frozenset(
    {
        *("de", "het", "een", "en", "van", "voor", "met", "in", "op", "je", "jij", "jouw", "u", "wij", "we", "ons"),
        *("onze", "is", "zijn", "bent", "ben", "die", "dat", "als", "om", "te", "niet", "geen", "of", "jaar", "werk"),
        *("ervaring", "functie", "team", "the", "a", "an", "to", "and", "for", "with", "you", "your", "our", "are"),
        *("have", "years", "experience", "work"),
    }
)


class Anchor(NamedTuple):
    """A word of which one must stand in the text for a pattern to fit: whole, or only its beginning or end."""

    word: str
    how: str

    def fits(self, word: str) -> bool:
        """Tell whether a plain word is such a word."""
        if self.how == "begins":
            return word.startswith(self.word)
        return word.endswith(self.word) if self.how == "ends" else self.word in word


@dataclass(frozen=True, eq=False)
class Words:
    """Words of one place in a pattern: whole ones, and beginnings. Places with the same words are one object.

    `bit` is a bit that no other place has.
    """

    whole: frozenset[str]
    begins: tuple[str, ...]
    bit: int

    def among(self, words: Set[str]) -> bool:
        """Tell whether one of them is among these plain words."""
        if not self.whole.isdisjoint(words):
            return True
        return bool(self.begins) and any(word.startswith(self.begins) for word in words)


class Compiled(NamedTuple):
    """A pattern made ready.

    Args:
        source: As in the tables.
        expression: For plain text.
        anchors: Words of which one must stand in a sentence for the pattern to fit: those of its rarest place.
        also: For each other place, words of which one must stand there besides.
    """

    source: str
    expression: str
    anchors: tuple[Anchor, ...]
    also: tuple[Words, ...]


def compiled(source: str, classes: Classes) -> Compiled:
    """Return a pattern made ready.

    Args:
        source: The pattern as in the tables.
        classes: Classes of words by name.

    Raises:
        ValueError: A class is unknown, or the pattern has no word to look for.
    """
    builder = _Builder(classes)
    for piece in source.split():
        builder.add(piece)
    if not builder.places:
        raise ValueError(f"no word to look for in the pattern {source!r}")
    first, *others = sorted(builder.places, key=lambda place: -place[0])
    also = [_words(anchors) for _, anchors in others if all(one.how in ("whole", "begins") for one in anchors)]
    return Compiled(source, builder.expression(), first[1], tuple(also))


EVERY_PLACE: Final[list[Words]] = []
"""The places of all patterns made so far, in the order of their bits."""


@cache
def _words(anchors: tuple[Anchor, ...]) -> Words:
    whole = frozenset(one.word for one in anchors if one.how == "whole")
    begins = tuple(one.word for one in anchors if one.how == "begins")
    EVERY_PLACE.append(Words(whole, begins, 1 << len(EVERY_PLACE)))
    return EVERY_PLACE[-1]


def forms(piece: str, classes: Classes) -> list[str]:
    """Return every way to write a place in a pattern, its classes and ranges spelled out."""
    found: list[str] = []
    for part in piece.split("|"):
        if span := _RANGE.search(part):
            before, after = part[: span.start()], part[span.end() :]
            for number in range(int(span[1]), int(span[2]) + 1):
                found += [f"{before}{one}{after}" for one in forms_of(number)]
        elif part.startswith("<"):
            if part[1:-1] not in classes:
                raise ValueError(f"there is no class {part}")
            found += [one for entry in classes[part[1:-1]] for one in forms(entry.replace(" ", "_"), classes)]
        else:
            found.append(plain(part).replace("'", "_"))
    return found


class _Builder:
    """Puts an expression together, place by place."""

    def __init__(self, classes: Classes) -> None:
        self.classes = classes
        self.parts: list[str] = []
        self.between = ""
        self.places: list[tuple[float, tuple[Anchor, ...]]] = []
        self.inside = False
        self.named: set[str] = set()
        self.pending = ""

    def expression(self) -> str:
        return r"(?<!\w)" + "".join(self.parts) + (r"(?!\w)" if self.between != "" else "")

    def add(self, piece: str) -> None:
        gap = _GAP.fullmatch(piece)
        if piece == "^":
            self.parts.append(r"^\W*")
        elif piece == "$":
            self.parts.append(r"\W*$")
            self.between = ""
        elif piece == "[":
            self.pending, self.inside = "(?P<hit>", True
        elif piece == "]":
            self.parts.append(")")
            self.inside = False
        elif gap:
            self._add_gap(gap[1] == "~", int(gap[2] or _USUAL_GAP))
        elif piece.removesuffix("?") in _RAW:
            self._place(_RAW[piece.removesuffix("?")], r"\s?" if self.between else "", piece.endswith("?"))
            self.between = _MAYBE_BETWEEN
        else:
            self._add_words(piece.removesuffix("?"), piece.endswith("?"))

    def _add_gap(self, strict: bool, most: int) -> None:
        bar = ""
        if strict:
            bar = rf"(?!(?:{'|'.join(self.classes['preposition'])})(?!\w))"
        word = rf"\W{{1,4}}{bar}\w+" if self.between else rf"{bar}\w+\W{{1,4}}"
        self.parts.append(rf"(?:{word}){{0,{most}}}?")

    def _add_words(self, piece: str, optional: bool) -> None:
        parts = piece.split("|")
        ending = "$" in parts
        ways = forms("|".join(one for one in parts if one != "$"), self.classes)
        alternatives = "|".join(_expression(way) for way in sorted(set(ways), key=lambda way: (-len(way), way)))
        inner = f"(?:{alternatives})"
        name = piece[1:-1].replace("-", "_") if piece.startswith("<") and "|" not in piece else ""
        if name and not name[0].isdigit() and name not in self.named:
            self.named.add(name)
            inner = f"(?P<{name}>{alternatives})"
        if ending:
            # The end of the sentence is one of the ways, and has no words to look for.
            self.parts.append(rf"(?:{self.between}{inner}(?!\w)|\W*$)")
            self.between = ""
            return
        self._place(inner, self.between, optional)
        numeric = _RANGE.fullmatch(piece) is not None
        if numeric and self.between:
            self.between = _MAYBE_BETWEEN
        if not optional:
            self._offer(ways, numeric)

    def _place(self, inner: str, between: str, optional: bool) -> None:
        opening, self.pending = self.pending, ""
        if optional and between:
            self.parts.append(f"(?:{between}{opening}{inner})?")
        elif optional:
            self.parts.append(f"{opening}(?:{inner}{_BETWEEN})?")
            # Nothing has been placed for certain, so that what follows takes no separator of its own.
            self.between = ""
            return
        else:
            self.parts.append(f"{between}{opening}{inner}")
        self.between = _BETWEEN

    def _offer(self, ways: list[str], numeric: bool) -> None:
        """Keep the words of a place, the rarer the better: long ones, and those that the concern is about."""
        anchors = tuple(sorted({_anchor(way) for way in ways}))
        length = min(1 if one.word in _FREQUENT else len(one.word) for one in anchors)
        score = (0.5 if numeric else float(length)) - min(len(anchors), 500) / 100
        self.places.append((score + _INSIDE * self.inside, anchors))


def _expression(way: str) -> str:
    return re.escape(way).replace(r"\*", r"\w*").replace("_", _BETWEEN)


def _anchor(way: str) -> Anchor:
    word = max(way.split("_"), key=lambda part: len(part.strip("*")))
    if word.endswith("*") and not word.startswith("*"):
        return Anchor(word[:-1], "begins")
    if word.startswith("*"):
        return Anchor(word.strip("*"), "holds" if word.endswith("*") else "ends")
    return Anchor(word, "whole")
