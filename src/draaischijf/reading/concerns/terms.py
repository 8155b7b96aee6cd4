"""Which kind of term a word is: words that name a ground, and numbers that may be an age or a year."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from draaischijf.reading.concerns.numbers import forms_of
from draaischijf.reading.concerns.pattern import forms
from draaischijf.reading.concerns.rules import FOLDER, classes

SHORTEST: Final = 3
AGES: Final = range(14, 76)
YEARS: Final = range(1930, 2021)


class Terms:
    """Words, their beginnings and their ends, by kind.

    Args:
        kinds: Words by kind, as in `terms.toml`; a word is of the first kind that has it.
    """

    def __init__(self, kinds: Mapping[str, Iterable[str]]) -> None:
        self._whole: dict[str, str] = {}
        self._begins: dict[str, str] = {}
        self._ends: dict[str, str] = {}
        for kind, words in kinds.items():
            for word in words:
                self._keep(word, kind)

    def kind_of(self, word: str) -> str | None:
        """Return the kind of a plain word; None for one that is no term."""
        if word.isdecimal():
            return "age-number" if int(word) in AGES else "year" if int(word) in YEARS else "number"
        if word in self._whole:
            return self._whole[word]
        sizes = range(len(word), SHORTEST - 1, -1)
        begins = (self._begins[word[:size]] for size in sizes if word[:size] in self._begins)
        ends = (self._ends[word[-size:]] for size in sizes if word[-size:] in self._ends)
        return next(begins, None) or next(ends, None)

    def _keep(self, word: str, kind: str) -> None:
        if word.startswith("*"):
            self._ends.setdefault(word.strip("*"), kind)
        elif word.endswith("*"):
            self._begins.setdefault(word[:-1], kind)
        else:
            self._whole.setdefault(word, kind)


@cache
def terms() -> Terms:
    """Return the terms of the tables. A term of several words counts by none of them."""
    found = {"age-number": [form for age in AGES for form in forms_of(age) if "_" not in form]}
    for kind, words in tomllib.loads((FOLDER / "terms.toml").read_text(encoding="utf-8")).items():
        found[kind] = [one for piece in words.split() for one in forms(piece, classes()) if "_" not in one]
    return Terms(found)
