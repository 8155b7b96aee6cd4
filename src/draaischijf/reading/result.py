"""What reading gives: the text, what kind of document it is, and what it says about skills, with the place of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from draaischijf.problems import Problem

KINDS: Final = ("cv", "vacancy", "course", "other")
STATUSES: Final = ("required", "wished", "offered", "has", "negated")


class Section(NamedTuple):
    """A part of a document.

    Args:
        name: `employer`, `tasks`, `requirements`, `wishes`, `offer`, `procedure` (vacancies); `profile`,
            `experience`, `education`, `courses`, `skills`, `languages`, `licences`, `interests`, `volunteering`,
            `references`, `personal` (CVs); `outcomes`, `prerequisites`, `practical` (courses); `title`, `other`.
        start: First code point in the text.
        end: First code point after it.
    """

    name: str
    start: int
    end: int


class Entry(NamedTuple):
    """A job, study, course or piece of unpaid work in a CV.

    Args:
        kind: `job`, `education`, `course` or `unpaid`.
        start: First code point of the entry.
        end: First code point after it.
        title_start: First code point of its title; equal to `title_end` where there is none.
        title_end: First code point after its title.
        head_end: First code point after the lines that hold its title and its period.
        began: First day, where said; the first of the month or year.
        ended: Last day, where said; the last of the month or year; None where it goes on or nothing is said.
        ongoing: True where it goes on.
    """

    kind: str
    start: int
    end: int
    title_start: int
    title_end: int
    head_end: int
    began: date | None
    ended: date | None
    ongoing: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """A concept in its place in a text.

    Args:
        uri: The concept in the skills language.
        kind: `skill`, `knowledge`, `attitude`, `language`, `occupation`, or `licence`, `certificate` or
            `registration` where the text names such a paper that shows the skill.
        start: First code point in the text.
        end: First code point after it.
        section: Name of the section it stands in.
        status: `required`, `wished`, `offered`, `has` or `negated`.
        confidence: How sure the reading is, 0 to 1, calibrated on marked documents.
        level: 1 to 4 where the text says how well, otherwise None.
        years: Years of experience where the text says so, otherwise None.
        via: `name` where the words are a name of the concept, `meaning` otherwise.
        entry: Index in `Reading.entries` of the job or study in which it stands, None outside.
        started: First day of that entry.
        last_used: Last day of that entry; None where it goes on or nothing is said.
    """

    uri: str
    kind: str
    start: int
    end: int
    section: str
    status: str
    confidence: float
    level: int | None = None
    years: float | None = None
    via: str = "name"
    entry: int | None = None
    started: date | None = None
    last_used: date | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the shape that the verb `read` prints; names are added by the caller, who knows the language."""
        return {
            "uri": self.uri,
            "kind": self.kind,
            "start": self.start,
            "end": self.end,
            "section": self.section,
            "status": self.status,
            "confidence": self.confidence,
            "level": self.level,
            "years": self.years,
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """A document that has been read.

    Args:
        kind: `cv`, `vacancy`, `course` or `other`.
        language: `nl`, `en`, `de`, `fr` or `other`.
        text: The text as it came in; every offset is a code point in it.
        sections: Its parts, in order; they do not overlap.
        findings: What it says, by place.
        entries: Jobs, studies, courses and unpaid work of a CV, by place.
        release: Release of the language in which the concepts are named.
        file: Name of the file, empty for a text.
        notes: What deserves a word though the file could be read: a wrong extension, text that was cut.
    """

    kind: str
    language: str
    text: str
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()
    entries: tuple[Entry, ...] = ()
    release: str = ""
    file: str = ""
    notes: tuple[Problem, ...] = ()

    def slice(self, finding: Finding) -> str:
        """Return the words of a finding."""
        return self.text[finding.start : finding.end]
