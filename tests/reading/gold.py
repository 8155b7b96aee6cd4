"""Marked documents: what a reader should find, beside what reading finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from draaischijf.language import Language
from draaischijf.language.normal import normalise
from draaischijf.reading import Reading

FOLDER = Path(__file__).with_name("development")
_MARK = re.compile(r"\{([^{}|]+)\|([^{}]*)\}")
_DEFAULT = {"vacancy": "required", "cv": "has", "course": "offered"}


@dataclass(frozen=True)
class Mark:
    """What should be found: place, right concepts (any of them), status, level, years."""

    start: int
    end: int
    uris: frozenset[str]
    status: str
    level: int | None
    years: float | None


@dataclass(frozen=True)
class Marked:
    """A marked document."""

    name: str
    kind: str
    text: str
    marks: tuple[Mark, ...]


def documents(language: Language, folder: Path = FOLDER) -> Iterator[Marked]:
    """Yield the marked documents of a folder."""
    known = _known(language)
    for file in sorted(folder.glob("*.txt")):
        yield _read(file, known)


def _known(language: Language) -> dict[str, set[str]]:
    """Return URIs by English name, preferred ones before alternative ones."""
    concepts, names = language.concepts, language.names
    preferred: dict[str, set[str]] = {}
    other: dict[str, set[str]] = {}
    for row, concept in enumerate(names.concept.tolist()):
        if names.language[row] == "en" and not concepts.kinds[concept].endswith("-group"):
            into = preferred if names.sort[row] == "preferred" else other
            into.setdefault(normalise(names.text[row]), set()).add(concepts.uris[concept])
    return {**other, **preferred}


def _read(file: Path, known: dict[str, set[str]]) -> Marked:
    kind, _, marked = file.read_text(encoding="utf-8").partition("\n")
    text, marks, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        start = len(text)
        text += match[1]
        at = match.end()
        fields = [field.strip() for field in match[2].split("|")] + [""] * 3
        uris = frozenset(uri for name in fields[0].split(" / ") for uri in known.get(normalise(name), ()))
        marks.append(
            Mark(
                start,
                len(text),
                uris,
                fields[1] or _DEFAULT[kind],
                int(fields[2]) if fields[2] else None,
                float(fields[3]) if fields[3] else None,
            )
        )
    return Marked(file.stem, kind, text + marked[at:], tuple(marks))


def hits(document: Marked, reading: Reading) -> list[tuple[Mark, int]]:
    """Return each mark that was found, with the finding's index: a right concept in overlapping words."""
    found, used = [], set()
    for mark in document.marks:
        for index, one in enumerate(reading.findings):
            overlaps = one.start < mark.end and mark.start < one.end
            if index not in used and overlaps and one.uri in mark.uris:
                found.append((mark, index))
                used.add(index)
                break
    return found
