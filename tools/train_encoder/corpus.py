"""What the encoder learns from: concepts, their names, and sentences about them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

SKILL, OCCUPATION, GROUP = 0, 1, 2
LANGUAGES = ("en", "nl", "de")

_CUT = re.compile(r"(?<=[.;!?])\s+|\n+")


@dataclass
class Corpus:
    """Concepts by row, with names and sentences that point at rows.

    Attributes:
        uris: one per concept.
        kinds: ``SKILL``, ``OCCUPATION`` or ``GROUP`` per concept.
        names: ``(concept, language, text)``; the first of a concept and language is preferred.
        sentences: ``(concepts, language, source, text)``.
        phrases: ``(concept, language, text)``: part of a concept, or proof of it, but not a name.
        relations: ``(occupation, skill, essential)``.
    """

    uris: list[str] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    names: list[tuple[int, int, str]] = field(default_factory=list)
    sentences: list[tuple[tuple[int, ...], int, str, str]] = field(default_factory=list)
    phrases: list[tuple[int, int, str]] = field(default_factory=list)
    relations: list[tuple[int, int, bool]] = field(default_factory=list)
    _rows: dict[str, int] = field(default_factory=dict)
    _seen: set[tuple[int, int, str]] = field(default_factory=set)

    def row(self, uri: str, kind: int) -> int:
        """Return the row of ``uri``, making one when it is new."""
        found = self._rows.get(uri)
        if found is None:
            found = self._rows[uri] = len(self.uris)
            self.uris.append(uri)
            self.kinds.append(kind)
        return found

    def find(self, uri: str) -> int | None:
        """Return the row of ``uri`` or None."""
        return self._rows.get(uri)

    def add_names(self, row: int, language: str, names: Iterable[str]) -> None:
        """Add names of one concept; empty ones and repeats are passed over."""
        code = LANGUAGES.index(language)
        for name in names:
            text = " ".join(name.split())
            key = (row, code, text.lower())
            if text and key not in self._seen:
                self._seen.add(key)
                self.names.append((row, code, text))

    def add_description(self, row: int, language: str, source: str, text: str) -> None:
        """Add a description of one concept, cut at full stops and semicolons."""
        for part in (" ".join(p.split()) for p in _CUT.split(text)):
            if len(part) >= 25:
                self.sentences.append(((row,), LANGUAGES.index(language), source, part))
