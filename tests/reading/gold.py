"""Marked documents: what a reader should find, beside what reading finds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from draaischijf.language import Language
from draaischijf.language.normal import normalise
from draaischijf.reading import Finding, Reading

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
        uris = frozenset(uri for name in fields[0].split(" / ") if name for uri in known.get(normalise(name), ()))
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
            if index not in used and _over(one, mark) and one.uri in mark.uris:
                found.append((mark, index))
                used.add(index)
                break
    return found


@dataclass(frozen=True)
class Score:
    """How readings do over all documents, each 0 to 1.

    Args:
        precision: Share of findings that are marked.
        recall: Share of marks that are found.
        status: Share of found marks with the right status.
        level: Share of found marks with a level that have the right one.
        years: The same for years.
        kind: Share of documents whose kind is right.
        silent: Share of vacancies in which nothing is found in what the employer says about itself.
    """

    precision: float
    recall: float
    status: float
    level: float
    years: float
    kind: float
    silent: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


def score(pairs: list[tuple[Marked, Reading]]) -> Score:
    """Return how readings do beside their marks; findings in words whose mark knows no concept are left out."""
    found = counted = marks = status = 0
    levels, years, silent = [], [], []
    for document, reading in pairs:
        own = hits(document, reading)
        used = {index for _, index in own}
        quiet = [mark for mark in document.marks if mark.status == "silent"]
        unknown = [mark for mark in document.marks if not mark.uris and mark.status != "silent"]
        counted += sum(
            index in used or not any(_over(one, mark) for mark in unknown) for index, one in enumerate(reading.findings)
        )
        found += len(own)
        marks += len(document.marks) - len(unknown) - len(quiet)
        for mark, index in own:
            one = reading.findings[index]
            status += one.status == mark.status
            levels += [one.level == mark.level] if mark.level is not None else []
            years += [one.years == mark.years] if mark.years is not None else []
        if quiet:
            silent.append(not any(_over(one, mark) for one in reading.findings for mark in quiet))
    return Score(
        precision=found / max(counted, 1),
        recall=found / max(marks, 1),
        status=status / max(found, 1),
        level=_share(levels),
        years=_share(years),
        kind=_share([document.kind == reading.kind for document, reading in pairs]),
        silent=_share(silent),
    )


def _over(finding: Finding, mark: Mark) -> bool:
    return finding.start < mark.end and mark.start < finding.end


def _share(values: list[bool]) -> float:
    return sum(values) / len(values) if values else 1.0
