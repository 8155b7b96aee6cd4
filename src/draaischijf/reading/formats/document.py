"""What reading a file gives: text, blocks with a role, and periods."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from draaischijf.problems import Problem

MEBI = 1024 * 1024


class Format(StrEnum):
    """The formats that can be read."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    HTML = "html"
    TEXT = "text"
    MARKDOWN = "markdown"
    JSON_RESUME = "json-resume"
    EUROPASS_XML = "europass-xml"
    EUROPASS_JSON = "europass-json"
    JOB_POSTING = "job-posting"


class Role(StrEnum):
    """What a block is: its form (the first three), or its section where a structured format names it."""

    HEADING = "heading"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    PERSONAL = "personal"
    SUMMARY = "summary"
    EXPERIENCE = "experience"
    EDUCATION = "education"
    COURSES = "courses"
    LICENCES = "licences"
    SKILLS = "skills"
    LANGUAGES = "languages"
    VOLUNTEERING = "volunteering"
    INTERESTS = "interests"
    PROJECTS = "projects"
    AWARDS = "awards"
    REFERENCES = "references"
    TASKS = "tasks"
    REQUIREMENTS = "requirements"
    WISHES = "wishes"
    OFFER = "offer"
    EMPLOYER = "employer"
    CONDITIONS = "conditions"


SECTION_ROLES = frozenset(Role) - {Role.HEADING, Role.LIST_ITEM, Role.TABLE_CELL}


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text with a role; blocks may nest and stand in order of start, the longest first.

    Args:
        start: First code point.
        end: One past the last code point.
        role: What it is.
        level: For a heading its depth, 1 (title) to 6; 0 where the format does not say, or for any other role.
    """

    start: int
    end: int
    role: Role
    level: int = 0


@dataclass(frozen=True, slots=True)
class Period:
    """Start and end of a job, a course or a volunteer role, from a format that states them.

    Args:
        start: ISO 8601 date at the precision given (`2004`, `2004-03` or `2004-03-01`); None where not given.
        end: The same for the end.
        ongoing: Whether the format says that it still goes on.
        block: The block that the period is about.
    """

    start: str | None
    end: str | None
    ongoing: bool
    block: Block


@dataclass(frozen=True, slots=True)
class Document:
    """One file as text.

    Args:
        file: The name of the file, as given.
        format: What its content proved to be.
        text: The text; lines end in a line feed, paragraphs are parted by a blank line, cells of one table row by a
            tab. Offsets everywhere are code points in this text.
        blocks: Stretches whose role the format gives, in order.
        dates: Periods that the format states, in order.
        notes: What went less well than it might have, such as a wrong extension or text that was cut.
    """

    file: str
    format: Format
    text: str
    blocks: tuple[Block, ...] = ()
    dates: tuple[Period, ...] = ()
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost; the defaults are far above any CV or vacancy.

    Args:
        file_bytes: Largest file that is opened at all.
        markup_bytes: Largest HTML, XML or JSON text, and most XML in an archive.
        text: Most code points of text that are kept; the rest is cut with a note.
        pages: Most pages of a PDF that are read; the rest is left with a note.
        pdf_seconds: Longest time that the reader of PDF may work on one file.
        pdf_memory: Most address space of the reader of PDF, in bytes, where the platform can limit it.
        archive_entries: Most files inside a DOCX or ODT.
        archive_bytes: Most bytes that a DOCX or ODT may unpack to.
        archive_ratio: Most bytes out for each byte in, counted over the whole archive.
    """

    file_bytes: int = 20 * MEBI
    markup_bytes: int = 8 * MEBI
    text: int = 2_000_000
    pages: int = 500
    pdf_seconds: float = 30.0
    pdf_memory: int = 512 * MEBI
    archive_entries: int = 2_000
    archive_bytes: int = 64 * MEBI
    archive_ratio: int = 200
