"""A passport as a Europass SkillsPassport (3.x) in JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from draaischijf.exchange.chapters import PAPERS, Chapter, Owner, chapters, label_of, papers, said_level, standings
from draaischijf.passport import ClaimKind, EvidenceItem, Passport, UseKind
from draaischijf.passport.standing import Standing
from draaischijf.passport.words import Tongue
from draaischijf.terms import EvidenceKind

if TYPE_CHECKING:
    from draaischijf.language import Language

_NATIVE = 4
_ABILITIES = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")


def to_europass(
    passport: Passport, language: Language, day: date, owner: Owner | None = None, tongue: Tongue = "nl"
) -> dict[str, Any]:
    """Return a passport as a Europass SkillsPassport.

    Args:
        passport: The passport.
        language: The release in which skills are named.
        day: Day from which levels are said.
        owner: Whose CV it is.
        tongue: Language of the names.
    """
    who, parts = owner or Owner(), chapters(passport, language, tongue)
    first, _, last = who.name.rpartition(" ")
    learner = {
        "Identification": {
            "PersonName": {"FirstName": first, "Surname": last},
            "ContactInfo": {"Email": {"Contact": who.email}} if who.email else {},
        },
        "WorkExperience": [_job(one) for one in parts if one.kind is UseKind.WORK],
        "Education": [_study(one) for one in papers(passport, frozenset({EvidenceKind.DIPLOMA}))],
        "Skills": _skills(passport, language, day, tongue),
        "Achievement": [
            *(_achievement("volunteering", one) for one in parts if one.kind in (UseKind.CARE, UseKind.VOLUNTEERING)),
            *(_achievement("hobbies", one) for one in parts if one.kind is UseKind.HOBBY),
            *(_certificate(one) for one in papers(passport, PAPERS)),
        ],
    }
    return {
        "SkillsPassport": {
            "Locale": tongue,
            "DocumentInfo": {
                "DocumentType": "ESP",
                "CreationDate": f"{day.isoformat()}T00:00:00Z",
                "XSDVersion": "V3.4",
            },
            "LearnerInfo": learner,
        }
    }


def _skills(passport: Passport, language: Language, day: date, tongue: Tongue) -> dict[str, Any]:
    spoken = standings(passport, day, ClaimKind.LANGUAGE)
    human = standings(passport, day, ClaimKind.ATTITUDE)
    others = standings(passport, day, ClaimKind.SKILL, ClaimKind.KNOWLEDGE)
    licences = [label_of(one.claim, language, tongue) for one in standings(passport, day, ClaimKind.LICENCE)]
    found: dict[str, Any] = {"Linguistic": _languages(spoken, language, tongue)}
    for key, group in (("JobRelated", others), ("Organisational", human)):
        if group:
            found[key] = {"Description": _lines(group, language, tongue)}
    if licences:
        found["Other"] = {"Certificate": [{"Title": {"Label": name}} for name in licences]}
    return found


def _languages(spoken: tuple[Standing, ...], language: Language, tongue: Tongue) -> dict[str, Any]:
    mother = [one for one in spoken if one.level == _NATIVE and not one.claim.cefr]
    foreign = [one for one in spoken if one not in mother]
    return {
        "MotherTongue": [{"Description": {"Label": label_of(one.claim, language, tongue)}} for one in mother],
        "ForeignLanguage": [
            {
                "Description": {"Label": label_of(one.claim, language, tongue)},
                "ProficiencyLevel": dict.fromkeys(_ABILITIES, one.claim.cefr) if one.claim.cefr else {},
            }
            for one in foreign
        ],
    }


def _lines(group: tuple[Standing, ...], language: Language, tongue: Tongue) -> str:
    lines = (f"{label_of(one.claim, language, tongue)} ({said_level(one, tongue)})" for one in group)
    return "".join(f"<p>{line}</p>" for line in lines)


def _month(value: date) -> dict[str, int]:
    return {"Year": value.year, "Month": value.month}


def _job(chapter: Chapter) -> dict[str, Any]:
    period: dict[str, Any] = {"Current": chapter.ended is None}
    if chapter.began:
        period["From"] = _month(chapter.began)
    if chapter.ended:
        period["To"] = _month(chapter.ended)
    return {
        "Period": period,
        "Position": {"Label": chapter.context},
        "Activities": "".join(f"<p>{name}</p>" for name in chapter.skills),
    }


def _study(paper: EvidenceItem) -> dict[str, Any]:
    period = {key: _month(value) for key, value in (("From", paper.began), ("To", paper.seen_on)) if value}
    return {
        "Period": period,
        "Title": paper.title or paper.context,
        "Organisation": {"Name": paper.issuer},
    }


def _achievement(code: str, chapter: Chapter) -> dict[str, Any]:
    until = str(chapter.ended.year) if chapter.ended else "heden"
    years = f" ({chapter.began.year} - {until})" if chapter.began else f" ({until})"
    return {
        "Title": {"Code": code, "Label": f"{chapter.context}{years}"},
        "Description": "".join(f"<p>{name}</p>" for name in chapter.skills),
    }


def _certificate(paper: EvidenceItem) -> dict[str, Any]:
    year = f" ({paper.seen_on.year})" if paper.seen_on else ""
    return {
        "Title": {"Code": "certifications", "Label": f"{paper.title or paper.context}{year}"},
        "Description": paper.issuer,
    }
