"""What a demo or report tells about a set of documents: what was read, who fits what, why, and what is missing.

A story holds plain values with the words that a person reads, so that the terminal and the HTML report say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.language import Language
    from draaischijf.matching import Match, Missing, Part
    from draaischijf.reading import Finding, Reading
    from draaischijf.terms import SkillProfile, Work

MATCHES_SHOWN: Final = 3
KINDS: Final = {"cv": "cv", "vacancy": "vacature", "course": "cursus", "other": "ander document"}
LANGUAGES: Final = {"nl": "Nederlands", "en": "Engels", "de": "Duits"}
STATUSES: Final = {
    "required": "gevraagd",
    "wished": "gewenst",
    "offered": "aangeboden",
    "has": "aanwezig",
    "negated": "niet nodig",
}
ROADS: Final = {
    "itself": "deze vaardigheid zelf",
    "includes": "omvat het gevraagde",
    "hierarchy": "zelfde familie",
    "relation": "bouwt erop voort",
    "encoder": "lijkt er sterk op",
}
LEVELS: Final = {1: "met hulp", 2: "zelfstandig", 3: "ook in het onverwachte", 4: "leert of leidt anderen"}
FLUENCY: Final = {1: "basis", 2: "goed", 3: "vloeiend", 4: "als moedertaal"}
EVIDENCE: Final = {
    "diploma": "diploma",
    "certificate": "certificaat",
    "registration": "registratie",
    "work-experience": "werkervaring",
    "unpaid-work": "onbetaald werk",
    "self-report": "eigen opgave",
}


class Name(NamedTuple):
    """A name to show; `note` says what a reader must know about it."""

    text: str
    note: str


class Stretch(NamedTuple):
    """A stretch of a document's text, with what it means where it means something."""

    text: str
    meaning: str
    status: str


class Document(NamedTuple):
    """A document that was read."""

    file: str
    kind: str
    language: str
    skills: list[Name]
    occupations: list[Name]
    stretches: list[Stretch]


class Reason(NamedTuple):
    """One required skill in a match; shares in millionths, `before` is where its bar begins."""

    name: Name
    weight: int
    covered: int
    contribution: int
    before: int
    by: str
    how: str


class Gap(NamedTuple):
    """What a match lacks: the learning question."""

    name: Name
    loss: int
    nearest: str
    distance: int


class Pair(NamedTuple):
    """A person and a piece of work."""

    person: str
    work: str
    fit: int
    potential: int
    proof: int
    hours: float
    reasons: list[Reason]
    gaps: list[Gap]


@dataclass
class Story:
    """Everything that is told."""

    release: str
    as_of: date
    acknowledgement: str
    documents: list[Document] = field(default_factory=list)
    people: dict[str, list[Pair]] = field(default_factory=dict)
    works: dict[str, list[Pair]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def tell(files: Sequence[Path], language: Language, day: date) -> Story:
    """Read documents and match every CV with every vacancy, both ways.

    Args:
        files: CVs and vacancies in any order; which is which is read from the text.
        language: Release of the language.
        day: Day that currency is counted from.
    """
    from draaischijf.cli.match import basis_for
    from draaischijf.cli.read import try_read
    from draaischijf.matching import Supply, explain
    from draaischijf.matching.ranking import best_of
    from draaischijf.reading import profile_from, work_from

    story = Story(language.release, day, language.manifest.get("acknowledgement", ""))
    people: list[SkillProfile] = []
    works: list[Work] = []
    for file in files:
        reading = try_read(file, language)
        if isinstance(reading, Problem):
            story.problems.append(reading)
            continue
        story.documents.append(_document(reading, language))
        if reading.kind == "cv":
            people.append(profile_from(reading, language, day))
        elif reading.kind == "vacancy":
            works.append(work_from(reading, language))
    basis = basis_for(language, day)
    supplies = [Supply(person, basis) for person in people]
    matches = [explain(supply, work) for supply in supplies for work in works]
    for person in people:
        own = [(one.work, one) for one in matches if one.person == person.id]
        story.people[person.id] = [_pair(one, language) for one in best_of(own, MATCHES_SHOWN, "fit").matches]
    for work in works:
        own = [(one.person, one) for one in matches if one.work == work.id]
        story.works[work.id] = [_pair(one, language) for one in best_of(own, MATCHES_SHOWN, "fit").matches]
    return story


def _name(uri: str, language: Language) -> Name:
    row = language.id_of(uri)
    if row is None:
        return Name(uri, "onbekend in deze uitgave")
    name = language.concepts.name(row, "nl")
    return Name(name.text, "" if name.language == "nl" else "Engelse naam")


def _document(reading: Reading, language: Language) -> Document:
    kept = [one for one in reading.findings if one.status != "negated"]
    return Document(
        reading.file,
        KINDS[reading.kind],
        LANGUAGES.get(reading.language, reading.language),
        _distinct([one for one in kept if one.kind != "occupation" and one.status != "offered"], language),
        _distinct([one for one in kept if one.kind == "occupation"], language),
        _stretches(reading, language),
    )


def _distinct(findings: list[Finding], language: Language) -> list[Name]:
    ordered = sorted(findings, key=lambda one: -one.confidence)
    return [_name(uri, language) for uri in dict.fromkeys(one.uri for one in ordered)]


def _stretches(reading: Reading, language: Language) -> list[Stretch]:
    stretches, at = [], 0
    for one in sorted(reading.findings, key=lambda one: (one.start, -one.end)):
        if one.start < at:
            continue
        stretches.append(Stretch(reading.text[at : one.start], "", ""))
        meaning = f"{_name(one.uri, language).text} ({STATUSES[one.status]})"
        stretches.append(Stretch(reading.text[one.start : one.end], meaning, one.status))
        at = one.end
    return [*stretches, Stretch(reading.text[at:], "", "")]


def _pair(match: Match, language: Language) -> Pair:
    reasons, before = [], 0
    for part in sorted(match.parts, key=lambda part: (-part.contribution, -part.weight, part.uri)):
        reasons.append(_reason(part, before, language))
        before += part.contribution
    return Pair(
        match.person,
        match.work,
        match.fit,
        match.potential,
        match.proof,
        match.learning_hours,
        reasons,
        [_gap(one, language) for one in match.missing],
    )


def _reason(part: Part, before: int, language: Language) -> Reason:
    by, how = "", ""
    if part.by is not None:
        by = "" if part.by.uri == part.uri else _name(part.by.uri, language).text
        kinds = dict.fromkeys(EVIDENCE.get(one.kind, one.kind) for one in part.by.evidence)
        levels = FLUENCY if _is_language(part.by.uri, language) else LEVELS
        words = [ROADS[part.by.path], levels[part.by.level], *kinds]
        if part.by.currency < 1_000_000:
            words.append(f"{part.by.currency / 10_000:.0f} % actueel")
        how = ", ".join(words)
    return Reason(_name(part.uri, language), part.weight, part.covered, part.contribution, before, by, how)


def _is_language(uri: str, language: Language) -> bool:
    row = language.id_of(uri)
    return row is not None and language.concepts.kinds[row] == "language"


def _gap(one: Missing, language: Language) -> Gap:
    nearest = _name(one.nearest, language).text if one.nearest else ""
    return Gap(_name(one.uri, language), one.weight * one.share // 1_000_000, nearest, one.distance)
