"""Which part of a document says what: by headings, and by what a sentence says where headings lack."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Final

from draaischijf.reading.headings import Heading
from draaischijf.reading.layout import Line, Page, Sentence, Words
from draaischijf.reading.phrases import Phrases
from draaischijf.reading.result import Section
from draaischijf.reading.tables import rows
from draaischijf.reading.verbs import is_finite
from draaischijf.reading.words import function_words

# What a heading of another kind of document means in this one; an empty word says that it opens nothing.
_IN_VACANCY: Final = {
    "profile": "requirements",
    "experience": "requirements",
    "education": "requirements",
    "courses": "requirements",
    "skills": "requirements",
    "languages": "requirements",
    "licences": "requirements",
    "outcomes": "",
    "prerequisites": "requirements",
    "practical": "",
    "interests": "",
    "volunteering": "",
    "references": "",
    "personal": "procedure",
}
_IN_CV: Final = {
    "requirements": "skills",
    "employer": "",
    "tasks": "",
    "wishes": "profile",
    "offer": "",
    "procedure": "personal",
    "outcomes": "",
    "prerequisites": "",
    "practical": "",
}
_IN_COURSE: Final = {
    "requirements": "prerequisites",
    "tasks": "outcomes",
    "employer": "",
    "offer": "",
    "education": "",
    "experience": "prerequisites",
    "skills": "outcomes",
    "courses": "",
    "procedure": "practical",
    "profile": "outcomes",
}
_OTHERS: Final = {"vacancy": _IN_VACANCY, "cv": _IN_CV, "course": _IN_COURSE}
# Roles that structured formats give, and the section that each is.
_BY_ROLE: Final = {
    "personal": "personal",
    "summary": "profile",
    "experience": "experience",
    "education": "education",
    "courses": "courses",
    "licences": "licences",
    "skills": "skills",
    "languages": "languages",
    "volunteering": "volunteering",
    "interests": "interests",
    "projects": "experience",
    "awards": "courses",
    "references": "references",
    "tasks": "tasks",
    "requirements": "requirements",
    "wishes": "wishes",
    "offer": "offer",
    "employer": "employer",
    "conditions": "offer",
}
TITLE_LENGTH: Final = 90
_ADDRESSED: Final = frozenset({"je", "jij", "u"})
_SPEAKING: Final = frozenset({"wij", "we", "ons", "onze"})


@cache
def _cues() -> Phrases[tuple[str, float]]:
    return Phrases((row["cue"], (row["section"], float(row["weight"]))) for row in rows("content"))


def opened_by(headings: list[Heading], kind: str) -> list[Heading]:
    """Return the headings that count in a kind of document, with the section that they open in it."""
    other = _OTHERS.get(kind, {})
    counted = []
    for heading in headings:
        section = heading.section if heading.kind == kind else other.get(heading.section, heading.section)
        # "Werkgever: X" in a job of a CV, or "Functie: ..." in one, opens nothing.
        if section and (heading.alone or heading.kind in (kind, "any") or kind != "cv"):
            counted.append(heading._replace(section=section))
    return counted


def by_content(words: Words, sentence: Sentence) -> str:
    """Return the section of a vacancy that a sentence would stand in by what it says, empty where nothing tells."""
    score: defaultdict[str, float] = defaultdict(float)
    for hit in _cues().find(words.plain, sentence.first, sentence.last):
        section, weight = hit.meaning
        score[section] += weight
    if not score:
        return "tasks" if _says_what_you_do(words, sentence) else ""
    return max(sorted(score), key=lambda section: score[section])


def _says_what_you_do(words: Words, sentence: Sentence) -> bool:
    """Tell "je volgt leads op" and "om acht uur loop je de lijst na": a verb beside who is addressed, and no "wij"."""
    own = words.plain[sentence.first : sentence.last]
    if not _ADDRESSED.intersection(own) or _SPEAKING.intersection(own):
        return False
    small = function_words("nl")
    return any(
        is_finite(verb) and verb.isalpha() and len(verb) > 2 and verb not in small
        for at, word in enumerate(own)
        if word in _ADDRESSED
        for verb in (*own[at + 1 : at + 2], *own[max(at - 1, 0) : at])
    )


def sections_of(page: Page, kind: str, headings: list[Heading]) -> list[Section]:
    """Return the sections of a document, in order.

    Args:
        page: The document.
        kind: Kind of document.
        headings: The headings that count in it, as `opened_by` gives them.
    """
    lines = page.lines
    if not lines:
        return []
    first = headings[0].line if headings else len(lines)
    sections = _opening(page, kind, lines[:first])
    for place, heading in enumerate(headings):
        following = headings[place + 1].line if place + 1 < len(headings) else len(lines)
        sections.append(Section(heading.section, lines[heading.line].start, lines[following - 1].end))
    return _joined(sections)


def by_blocks(page: Page, kind: str, blocks: tuple[tuple[int, int, str], ...]) -> list[Section]:
    """Return the sections that a structured format names; none where it names none.

    Args:
        page: The document.
        kind: Kind of document.
        blocks: Start, end and role of its blocks, in order of start.
    """
    named: list[Section] = []
    for start, end, role in blocks:
        if role not in _BY_ROLE:
            continue
        begin = max(start, named[-1].end) if named else start
        name = _BY_ROLE[role]
        if end > begin:
            named.append(Section(_OTHERS.get(kind, {}).get(name, name) or name, begin, end))
    if not named:
        return []
    filled: list[Section] = []
    at = 0
    for section in [*named, Section("", len(page.text), len(page.text))]:
        if page.text[at : section.start].strip():
            filled.append(Section("title" if at == 0 else "other", at, section.start))
        if section.name:
            filled.append(section)
        at = section.end
    return _joined(filled)


def _opening(page: Page, kind: str, lines: list[Line]) -> list[Section]:
    """Return the sections of what stands before the first heading."""
    sections: list[Section] = []
    if not lines:
        return sections
    title = lines[0]
    short = title.end - title.start <= TITLE_LENGTH and page.text[title.end - 1] not in ".;,"
    if kind != "other" and short and not title.bullet:
        sections.append(Section("title", title.start, title.end))
        lines = lines[1:]
    if not lines:
        return sections
    if kind == "vacancy":
        return sections + _told_by_content(page, lines)
    default = {"cv": "profile", "course": "outcomes"}.get(kind, "other")
    return [*sections, Section(default, lines[0].start, lines[-1].end)]


def _told_by_content(page: Page, lines: list[Line]) -> list[Section]:
    """Return sections of one sentence each; a sentence that tells nothing goes with the one before it."""
    sections = []
    section = "employer"
    for one in page.sentences:
        if lines[0].start <= one.start < lines[-1].end:
            section = by_content(page.words, one) or section
            sections.append(Section(section, one.start, one.end))
    return sections


def _joined(sections: list[Section]) -> list[Section]:
    joined: list[Section] = []
    for section in sections:
        if joined and joined[-1].name == section.name:
            joined[-1] = joined[-1]._replace(end=section.end)
        else:
            joined.append(section)
    return joined
