"""From the rooms to shapes, and back."""

from __future__ import annotations

from draaischijf.matching import Basis, Match, match
from draaischijf.problems import Problem
from draaischijf.reading import Reading
from draaischijf.site.api import shapes
from draaischijf.site.frame.engine import basis, language
from draaischijf.terms import Evidence, EvidenceKind, HeldSkill, Importance, RequiredSkill, SkillProfile, Task, Work


def concept(uri: str) -> shapes.ConceptOut:
    """Return a concept; one that the release does not know has no names."""
    release = language()
    row = release.id_of(uri)
    if row is None:
        return shapes.ConceptOut(uri=uri, name_nl=None, name_en=None, kind="unknown")
    names = release.concepts.names_by_language(row)
    kind = release.concepts.kinds[row]
    return shapes.ConceptOut(uri=uri, name_nl=names["nl"], name_en=names["en"], kind=kind)


def reading(read: Reading) -> shapes.ReadingOut:
    """Return a reading."""
    return shapes.ReadingOut(
        kind=read.kind,
        language=read.language,
        release=read.release,
        findings=[
            shapes.FindingOut(
                concept=concept(one.uri),
                start=one.start,
                end=one.end,
                status=one.status,  # type: ignore[arg-type]
                confidence=one.confidence,
                level=one.level,
            )
            for one in read.findings
        ],
    )


def matched(asked: shapes.MatchIn) -> shapes.MatchOut:
    """Return the match of what came in.

    Raises:
        Problem: A kind of evidence is unknown, a skill comes twice, or a day lies in the future.
    """
    try:
        person = SkillProfile("person", tuple(_held(one) for one in asked.person), language().release)
        skills = tuple(
            RequiredSkill(one.uri, one.level, Importance(one.importance), one.proof_required) for one in asked.work
        )
        if len({one.uri for one in skills}) < len(skills):
            raise ValueError("the work names a skill twice")
        work = Work("work", (Task("", 1.0, skills),), asked.learning_hours)
    except ValueError as error:
        raise Problem("match-misfit", f"{error}.") from error
    now = basis()
    return _match(match(person, work, Basis(now.space, asked.as_of or now.as_of, now.defaults)))


def _required(one: shapes.RequiredIn) -> RequiredSkill:
    return RequiredSkill(one.uri, one.level, Importance(one.importance), one.proof_required)


def _held(one: shapes.HeldIn) -> HeldSkill:
    evidence = tuple(Evidence(EvidenceKind(item.kind), item.context, item.issued) for item in one.evidence)
    return HeldSkill(one.uri, one.level, one.last_used, evidence)


def _match(found: Match) -> shapes.MatchOut:
    return shapes.MatchOut(
        fit=found.fit,
        potential=found.potential,
        proof=found.proof,
        parts=[
            shapes.PartOut(
                concept=concept(part.uri),
                weight=part.weight,
                covered=part.covered,
                contribution=part.contribution,
                by=concept(part.by.uri) if part.by else None,
                road=part.by.path if part.by else None,
                currency=part.by.currency if part.by else None,
            )
            for part in found.parts
        ],
        missing=[
            shapes.MissingOut(
                concept=concept(one.uri), share=one.share, nearest=concept(one.nearest) if one.nearest else None
            )
            for one in found.missing
        ],
        release=found.release,
        as_of=found.as_of,
    )
