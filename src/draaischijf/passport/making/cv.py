"""From a CV or a description of a course to proposals, each with its place in the text.

What the text names becomes a claim with the words as its source; an occupation that the person held adds the skills
that it essentially asks for, marked as inferred from it. Periods of work, care, volunteering and study become use.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from draaischijf.language import SKILL_KINDS, Language
from draaischijf.passport.claims import Claim, ClaimKind, EvidenceItem, Source, Use, UseKind
from draaischijf.passport.defaults import MILLION
from draaischijf.passport.making.programmes import claims_of_programme, find_programmes
from draaischijf.passport.records import replace
from draaischijf.reading import Entry, Finding, Reading, evidence_of, is_unfinished, profile_from
from draaischijf.terms import EvidenceKind, HeldSkill

_PAPERS: Final = frozenset({"licence", "certificate", "registration"})
_CARE: Final = re.compile(r"mantelzorg|verzorg|zorg(?:de|en)? voor|caregiv|carer|pflege", re.I)
_USE: Final = {
    "job": UseKind.WORK,
    "unpaid": UseKind.VOLUNTEERING,
    "education": UseKind.LEARNING,
    "course": UseKind.LEARNING,
}
_CEFR: Final = re.compile(r"\b(A1|A2|B1|B2|C1|C2)\b", re.I)
NEAR: Final = 60


def claims_from(reading: Reading, language: Language, as_of: date) -> list[Claim]:
    """Return what a document proposes, in the order in which it says it.

    Args:
        reading: A CV; of the description of a course what it teaches is proposed instead.
        language: The release that it was read in.
        as_of: The day that is today; an entry that ends later goes on.
    """
    if reading.kind == "course":
        return _outcomes(reading, language)
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in reading.findings:
        if finding.status == "has":
            found[finding.uri].append(finding)
    skills = profile_from(reading, language, as_of).skills
    claims = [_claim(skill, found[skill.inferred_from or skill.uri], reading, language) for skill in skills]
    claims += _of_diplomas(reading, language)
    return sorted(claims, key=lambda one: (bool(one.inferred_from), one.source.start if one.source else 0))


def _claim(skill: HeldSkill, findings: Sequence[Finding], reading: Reading, language: Language) -> Claim:
    first = max(findings, key=lambda one: one.confidence)
    papers = [] if skill.inferred_from else [one for one in findings if one.kind in _PAPERS]
    kind = ClaimKind.LICENCE if papers else _kind(skill.uri, language)
    said = [one.level for one in findings if one.level is not None] if not skill.inferred_from else []
    cefr = _cefr(findings, reading) if kind is ClaimKind.LANGUAGE else ""
    return Claim(
        skill.uri,
        kind,
        level=max(said, default=None),
        words=_words(papers[0] if papers else first, reading) if not skill.inferred_from else "",
        release=reading.release,
        cefr=cefr,
        inferred_from=skill.inferred_from or "",
        source=_source(first, reading),
        evidence=_evidence(findings, reading, inferred=skill.inferred_from is not None),
        uses=_uses(findings, reading),
    )


def _of_diplomas(reading: Reading, language: Language) -> list[Claim]:
    """Return what the diplomas of a CV propose, as far as their programme stands in the table."""
    found: list[Claim] = []
    for entry in reading.entries:
        title = _title(entry, reading)
        if entry.kind == "education" and not is_unfinished(entry, reading) and find_programmes(title):
            paper = EvidenceItem(
                EvidenceKind.DIPLOMA, title=title, context=title, began=entry.began, issued=entry.ended
            )
            place = Source(reading.file, entry.title_start, entry.title_end, title)
            found += [replace(one, source=place) for one in claims_of_programme(paper, language)]
    return found


def _outcomes(reading: Reading, language: Language) -> list[Claim]:
    """Return what a course teaches; its own name is what the claims are inferred from."""
    paper = EvidenceItem(EvidenceKind.CERTIFICATE, title=reading.file, context=reading.file, inferred=True)
    taught: dict[str, Finding] = {}
    for finding in reading.findings:
        row = language.id_of(finding.uri)
        if finding.status == "offered" and row is not None and language.concepts.kinds[row] in SKILL_KINDS:
            taught.setdefault(finding.uri, finding)
    return [
        Claim(
            uri,
            _kind(uri, language),
            release=reading.release,
            inferred_from=f"urn:draaischijf:course:{reading.file}",
            source=_source(finding, reading),
            evidence=(paper,),
        )
        for uri, finding in taught.items()
    ]


def _kind(uri: str, language: Language) -> ClaimKind:
    row = language.id_of(uri)
    return ClaimKind.SKILL if row is None else ClaimKind(language.concepts.kinds[row])


def _words(finding: Finding, reading: Reading) -> str:
    return " ".join(reading.slice(finding).split())


def _source(finding: Finding, reading: Reading) -> Source:
    sure = round(finding.confidence * MILLION)
    return Source(reading.file, finding.start, finding.end, reading.slice(finding), sure)


def _title(entry: Entry, reading: Reading) -> str:
    return " ".join(reading.text[entry.title_start : entry.title_end].strip("#* ").split())


def _entry(finding: Finding, reading: Reading) -> Entry | None:
    return reading.entries[finding.entry] if finding.entry is not None else None


def _evidence(findings: Sequence[Finding], reading: Reading, *, inferred: bool) -> tuple[EvidenceItem, ...]:
    items: dict[EvidenceItem, None] = {}
    for finding in findings:
        piece, entry = evidence_of(finding, reading), _entry(finding, reading)
        # That the person says so is what confirming will mean; a document that says it adds nothing.
        if piece.kind is EvidenceKind.SELF_REPORT:
            continue
        paper = finding.kind in _PAPERS or piece.kind in (EvidenceKind.DIPLOMA, EvidenceKind.CERTIFICATE)
        items[
            EvidenceItem(
                piece.kind,
                title=_words(finding, reading) if finding.kind in _PAPERS else piece.context,
                context=piece.context,
                began=entry.began if entry else None,
                ended=entry.ended if entry and not paper else None,
                issued=entry.ended if entry and paper else None,
                inferred=inferred,
            )
        ] = None
    return tuple(items)


def _uses(findings: Sequence[Finding], reading: Reading) -> tuple[Use, ...]:
    uses: dict[Use, None] = {}
    for finding in findings:
        entry = _entry(finding, reading)
        if entry is not None and (entry.began or entry.ended or entry.ongoing):
            title = _title(entry, reading)
            kind = _USE[entry.kind]
            if kind is UseKind.VOLUNTEERING and _CARE.search(title):
                kind = UseKind.CARE
            if entry.ended or entry.ongoing:
                uses[Use(kind, entry.began, None if entry.ongoing else entry.ended, title)] = None
    return tuple(uses)


def _cefr(findings: Sequence[Finding], reading: Reading) -> str:
    """Return the level that the line of a language names."""
    for finding in findings:
        end = reading.text.find("\n", finding.end)
        line = reading.text[finding.start : min(end if end >= 0 else len(reading.text), finding.end + NEAR)]
        if match := _CEFR.search(line):
            return match[1].upper()
    return ""
