"""From what a CV says to the skills of a person, with level, last use and evidence."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import Final

from draaischijf.language import SKILL_KINDS, Language
from draaischijf.reading.result import Entry, Finding, Reading
from draaischijf.terms import DEFAULT_LEVEL, Evidence, EvidenceKind, HeldSkill, SkillProfile

_BY_SECTION: Final = {
    "experience": EvidenceKind.WORK_EXPERIENCE,
    "education": EvidenceKind.DIPLOMA,
    "courses": EvidenceKind.CERTIFICATE,
    "licences": EvidenceKind.CERTIFICATE,
    "volunteering": EvidenceKind.UNPAID_WORK,
}
_BY_PAPER: Final = {
    "certificate": EvidenceKind.CERTIFICATE,
    "licence": EvidenceKind.CERTIFICATE,
    "registration": EvidenceKind.REGISTRATION,
}
# Entries in which an occupation was held; a diploma names one too.
_HELD: Final = frozenset({"job", "unpaid"})
_UNFINISHED: Final = re.compile(
    r"niet afgerond|niet voltooid|zonder diploma|geen diploma|not (?:completed|finished)|abgebrochen|tot heden", re.I
)


def profile_from(reading: Reading, language: Language, as_of: date, id: str = "") -> SkillProfile:
    """Return the skills of the person of a CV.

    Skills that the text names come first; an occupation that the person held adds the skills that it essentially asks
    for, marked with `inferred_from` until the person confirms them.

    Args:
        reading: A CV that has been read.
        language: The release it was read in.
        as_of: Day from which currency is counted; an entry that ends later counts as going on.
        id: Identifier of the profile; the name of the file unless said, and never anyone's name.
    """
    own: defaultdict[str, list[Finding]] = defaultdict(list)
    held: list[Finding] = []
    for finding in reading.findings:
        if finding.status != "has":
            continue
        if finding.kind == "occupation":
            held.append(finding)
        elif _is_skill(finding.uri, language):
            own[finding.uri].append(finding)
    skills = {uri: _held(uri, found, reading, as_of) for uri, found in own.items()}
    for finding in held:
        for skill in _inferred(finding, reading, language, as_of):
            known = skills.get(skill.uri)
            if known is None or (known.inferred_from and _later(skill.last_used, known.last_used)):
                skills[skill.uri] = skill
    ordered = tuple(skills[uri] for uri in sorted(skills))
    return SkillProfile(id or reading.file or "person", ordered, reading.release)


def _is_skill(uri: str, language: Language) -> bool:
    row = language.id_of(uri)
    return row is not None and language.concepts.kinds[row] in SKILL_KINDS


def _held(uri: str, found: list[Finding], reading: Reading, as_of: date) -> HeldSkill:
    levels = [finding.level for finding in found if finding.level is not None]
    evidence = tuple(dict.fromkeys(evidence_of(finding, reading) for finding in found))
    return HeldSkill(uri, max(levels, default=DEFAULT_LEVEL), _last_used(found, reading, as_of), evidence)


def evidence_of(finding: Finding, reading: Reading) -> Evidence:
    """Return what a finding of a CV is evidence of: work, a paper, or the person's own word, and from where."""
    entry = reading.entries[finding.entry] if finding.entry is not None else None
    kind = _BY_PAPER.get(finding.kind) or _BY_SECTION.get(finding.section, EvidenceKind.SELF_REPORT)
    if kind is EvidenceKind.DIPLOMA and entry and is_unfinished(entry, reading):
        kind = EvidenceKind.SELF_REPORT
    return Evidence(kind, _title(entry, reading), entry.ended if entry else None)


def is_unfinished(entry: Entry, reading: Reading) -> bool:
    """Return whether a study goes on or was left without its paper."""
    return entry.ongoing or bool(_UNFINISHED.search(reading.text[entry.start : entry.end]))


def _title(entry: Entry | None, reading: Reading) -> str:
    if entry is None:
        return ""
    return " ".join(reading.text[entry.title_start : entry.title_end].strip("#* ").split())


def _last_used(found: list[Finding], reading: Reading, as_of: date) -> date | None:
    """Return the last day of use; None for a skill in use now, or of which nothing but the skill itself is said."""
    ends: list[date] = []
    for finding in found:
        entry = reading.entries[finding.entry] if finding.entry is not None else None
        if entry and entry.ongoing:
            return None
        if entry and entry.ended:
            ends.append(entry.ended)
    last = max(ends, default=None)
    return None if last is None or last >= as_of else last


def _inferred(finding: Finding, reading: Reading, language: Language, as_of: date) -> list[HeldSkill]:
    occupation = language.id_of(finding.uri)
    if occupation is None or finding.entry is None or reading.entries[finding.entry].kind not in _HELD:
        return []
    last = _last_used([finding], reading, as_of)
    evidence = (evidence_of(finding, reading),)
    return [
        HeldSkill(language.concepts.uris[one.skill], DEFAULT_LEVEL, last, evidence, inferred_from=finding.uri)
        for one in language.profile(occupation)
        if one.importance == "essential"
    ]


def _later(one: date | None, other: date | None) -> bool:
    return other is not None and (one is None or one > other)
