"""A passport as JSON Resume (schema 1.2.x)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from draaischijf.exchange.chapters import (
    PAPERS,
    Chapter,
    Owner,
    chapters,
    label_of,
    month_of,
    papers,
    said_level,
    standings,
)
from draaischijf.passport import ClaimKind, EvidenceItem, Passport, UseKind
from draaischijf.passport.words import Tongue
from draaischijf.terms import EvidenceKind

if TYPE_CHECKING:
    from draaischijf.language import Language

SCHEMA: Final = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.2.1/schema.json"
_SKILLS: Final = (ClaimKind.SKILL, ClaimKind.KNOWLEDGE, ClaimKind.ATTITUDE)


def to_json_resume(
    passport: Passport, language: Language, day: date, owner: Owner | None = None, tongue: Tongue = "nl"
) -> dict[str, Any]:
    """Return a passport as a JSON Resume.

    Skills stand under the period in which they were used and in the list of skills, by their name in the skills
    language, so that whoever reads the file back finds the same concepts.

    Args:
        passport: The passport.
        language: The release in which skills are named.
        day: Day from which levels are said.
        owner: Whose CV it is.
        tongue: Language of the names.
    """
    who, parts = owner or Owner(), chapters(passport, language, tongue)
    licences = [one for one in standings(passport, day, ClaimKind.LICENCE) if one.claim.words]
    return {
        "$schema": SCHEMA,
        "basics": _filled({"name": who.name, "email": who.email}),
        "work": [_job(one) for one in parts if one.kind is UseKind.WORK],
        "volunteer": [_job(one, "organization") for one in parts if one.kind in (UseKind.CARE, UseKind.VOLUNTEERING)],
        "education": [_study(one) for one in papers(passport, frozenset({EvidenceKind.DIPLOMA}))],
        "certificates": [
            *(_paper(one) for one in papers(passport, PAPERS)),
            *({"name": one.claim.words} for one in licences if not _shown(one.claim.words, papers(passport, PAPERS))),
        ],
        "skills": [
            {"name": label_of(one.claim, language, tongue), "level": said_level(one, tongue)}
            for one in standings(passport, day, *_SKILLS)
        ],
        "languages": [
            {"language": label_of(one.claim, language, tongue), "fluency": said_level(one, tongue)}
            for one in standings(passport, day, ClaimKind.LANGUAGE)
        ],
        "interests": [
            {"name": one.context or "hobby", "keywords": list(one.skills)} for one in parts if one.kind is UseKind.HOBBY
        ],
        "meta": {"version": "v1.2.1", "lastModified": f"{day.isoformat()}T00:00:00Z"},
    }


def _job(chapter: Chapter, where: str = "name") -> dict[str, Any]:
    return _filled(
        {
            "position": chapter.context,
            where: "",
            "startDate": month_of(chapter.began),
            "endDate": month_of(chapter.ended),
            "highlights": list(chapter.skills),
        }
    )


def _study(paper: EvidenceItem) -> dict[str, Any]:
    return _filled(
        {
            "area": paper.title or paper.context,
            "institution": paper.issuer,
            "startDate": month_of(paper.began),
            "endDate": month_of(paper.seen_on),
        }
    )


def _paper(paper: EvidenceItem) -> dict[str, Any]:
    issued = month_of(paper.seen_on)
    return _filled({"name": paper.title or paper.context, "issuer": paper.issuer, "date": issued})


def _shown(name: str, found: tuple[EvidenceItem, ...]) -> bool:
    return any(name.lower() in (one.title or one.context).lower() for one in found)


def _filled(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value}
