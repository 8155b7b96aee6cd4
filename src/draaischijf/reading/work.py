"""From what a vacancy says to a piece of work: tasks with the skills that each asks for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache
from typing import Final

from draaischijf.language import SKILL_KINDS, Language
from draaischijf.reading.result import Finding, Reading
from draaischijf.reading.tables import plain, rows
from draaischijf.terms import DEFAULT_LEVEL, Importance, Offer, RequiredSkill, Task, Work

# A text that names fewer skills than this says too little; its occupation helps out.
ENOUGH: Final = 8
LONGEST_NAME: Final = 80
# What the text does not say itself counts half.
INFERRED_SHARE: Final = 0.5
REQUIREMENTS: Final = "gevraagd"
_HOURS: Final = re.compile(r"\b(\d{1,2})\s*(?:(?:-|–|tot|à|to|bis)\s*(\d{1,2})\s*)?(?:uur|hours|stunden)\b", re.I)
_IMPORTANCE: Final = {"required": Importance.REQUIRED, "wished": Importance.WISHED}
_LINE: Final = re.compile(r"[^\n]*")


def work_from(reading: Reading, language: Language, id: str = "") -> Work:
    """Return the work of a vacancy.

    Each line or sentence about tasks that asks for a skill is a task; what is asked apart from tasks is one more. All
    have one share, so that every skill that is named counts alike. Where the text names fewer than eight skills, the
    occupation of its title adds those that it essentially asks for, with importance `essential` and half the share.

    Args:
        reading: A vacancy that has been read.
        language: The release it was read in.
        id: Identifier of the work; the name of the file unless said.
    """
    grouped: defaultdict[str, dict[str, RequiredSkill]] = defaultdict(dict)
    placed: dict[str, str] = {}
    by_law = _proofs(reading, language)
    for finding in reading.findings:
        if finding.status not in _IMPORTANCE or not _is_skill(finding.uri, language):
            continue
        asked = RequiredSkill(
            finding.uri,
            finding.level or DEFAULT_LEVEL,
            _IMPORTANCE[finding.status],
            finding in by_law,
        )
        task = placed.setdefault(finding.uri, _task_of(finding, reading))
        grouped[task][finding.uri] = _stronger(asked, grouped[task].get(finding.uri))
    tasks = tuple(Task(name, 1.0, tuple(own.values())) for name, own in grouped.items())
    if len(placed) < ENOUGH:
        tasks += _essential(set(placed), reading, language)
    if not tasks:
        tasks = (Task(REQUIREMENTS, 1.0, ()),)
    return Work(id or reading.file or "work", tasks, offers=_offers(reading), release=reading.release)


def _is_skill(uri: str, language: Language) -> bool:
    row = language.id_of(uri)
    return row is not None and language.concepts.kinds[row] in SKILL_KINDS


def _task_of(finding: Finding, reading: Reading) -> str:
    """Return the name of the task of a finding: its line in a section about tasks, one name for all else."""
    if finding.section != "tasks":
        return REQUIREMENTS
    start = reading.text.rfind("\n", 0, finding.start) + 1
    line = _LINE.match(reading.text, start)
    whole = line.group() if line else ""
    stops = [0, *(stop.end() for stop in re.finditer(r"[.!?]\s+", whole)), len(whole)]
    at = bisect_right(stops, finding.start - start) - 1
    own = whole[stops[at] : stops[min(at + 1, len(stops) - 1)]].strip(" \t-–•*.!?;,")
    return own if len(own) <= LONGEST_NAME else own[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"


def _stronger(one: RequiredSkill, other: RequiredSkill | None) -> RequiredSkill:
    if other is None:
        return one
    required = Importance.REQUIRED in (one.importance, other.importance)
    return RequiredSkill(
        one.uri,
        max(one.level, other.level),
        Importance.REQUIRED if required else one.importance,
        one.proof_required or other.proof_required,
    )


def _essential(known: set[str], reading: Reading, language: Language) -> tuple[Task, ...]:
    """Return what the occupations of the title essentially ask for and the text does not name, as one task each."""
    tasks = []
    for finding in reading.findings:
        occupation = language.id_of(finding.uri)
        if finding.kind != "occupation" or finding.section != "title" or occupation is None:
            continue
        uris = [
            language.concepts.uris[one.skill] for one in language.profile(occupation) if one.importance == "essential"
        ]
        new = [uri for uri in uris if uri not in known]
        known.update(new)
        skills = tuple(RequiredSkill(uri, DEFAULT_LEVEL, Importance.ESSENTIAL) for uri in new)
        if skills:
            tasks.append(Task(language.concepts.name(occupation, "nl").text, INFERRED_SHARE, skills))
    return tuple(tasks)


@cache
def _by_law() -> tuple[tuple[re.Pattern[str], re.Pattern[str] | None], ...]:
    return tuple(
        (re.compile(row["paper"]), re.compile(row["work"]) if row["work"] else None) for row in rows("proof_by_law")
    )


def _proofs(reading: Reading, language: Language) -> set[Finding]:
    """Return the findings that the law asks proof of: a registration, or a licence for who drives for a living."""
    work = plain(" ".join(reading.slice(one) for one in reading.findings if one.kind == "occupation"))
    asked = set()
    for finding in reading.findings:
        said = plain(reading.slice(finding))
        if finding.status == "required" and finding.kind in ("licence", "registration", "certificate"):
            for paper, kind in _by_law():
                if paper.search(said) and (kind is None or kind.search(work)):
                    asked.add(finding)
    return asked


def _offers(reading: Reading) -> tuple[Offer, ...]:
    for match in _HOURS.finditer(reading.text):
        low, high = float(match[1]), float(match[2] or match[1])
        if 4 <= low <= high <= 48:
            return (Offer("hours", low, high),)
    return ()
