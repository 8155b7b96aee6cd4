"""From an Open Badge 3.0 to the credential that every format becomes; whether it is genuine is another question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind
from draaischijf.wallet.credential import Achievement, Alignment, Credential
from draaischijf.wallet.vcdm import id_of, items, period, texts, types_of

# Achievement types of Open Badges 3.0 (section B.2) as kinds of evidence; any other is a badge.
_KINDS: Final[Mapping[str, EvidenceKind]] = {
    **dict.fromkeys(
        (
            "AssociateDegree",
            "BachelorDegree",
            "Degree",
            "Diploma",
            "DoctoralDegree",
            "GeneralEducationDevelopment",
            "MasterDegree",
            "ProfessionalDoctorate",
            "ResearchDoctorate",
            "SecondarySchoolDiploma",
        ),
        EvidenceKind.DIPLOMA,
    ),
    **dict.fromkeys(
        (
            "ApprenticeshipCertificate",
            "Certificate",
            "CertificateOfCompletion",
            "Certification",
            "JourneymanCertificate",
            "MasterCertificate",
            "QualityAssuranceCredential",
        ),
        EvidenceKind.CERTIFICATE,
    ),
    "License": EvidenceKind.REGISTRATION,
    "Membership": EvidenceKind.REGISTRATION,
    "MicroCredential": EvidenceKind.MICROCREDENTIAL,
    "Assessment": EvidenceKind.ASSESSMENT,
    "Fieldwork": EvidenceKind.WORK_EXPERIENCE,
    "CommunityService": EvidenceKind.UNPAID_WORK,
}


def first(value: Any) -> str:
    """Return the first text of a member, or an empty text."""
    return next(texts(value), "")


def read_badge(document: Mapping[str, Any], format_: str, source: bytes = b"") -> Credential:
    """Return what a badge says.

    Args:
        document: The credential, in full or bare.
        format_: The name of its format.
        source: The bytes that it was read from.
    """
    subjects = [one for one in items(document.get("credentialSubject")) if isinstance(one, dict)]
    achievements = tuple(read_achievement(one) for one in subjects if isinstance(one.get("achievement"), dict))
    issuer = document.get("issuer")
    try:
        start, end = period(document)
    except Problem:
        start = end = None
    status = next((one for one in items(document.get("credentialStatus")) if isinstance(one, dict)), None)
    specific = [one for one in types_of(document) if one != "VerifiableCredential"]
    return Credential(
        format=format_,
        issuer=id_of(issuer),
        issuer_name=first(issuer.get("name")) if isinstance(issuer, dict) else "",
        id=id_of(document),
        type=specific[-1] if specific else "",
        holder=id_of(subjects[0]) if subjects else "",
        kind=_KINDS.get(achievements[0].kind, EvidenceKind.BADGE) if achievements else None,
        valid_from=start,
        valid_until=end,
        achievements=achievements,
        claims={"credentialSubject": subjects},
        status=status,
        source=source,
    )


def read_achievement(subject: Mapping[str, Any]) -> Achievement:
    """Return what a subject achieved."""
    held: Mapping[str, Any] = subject["achievement"]
    alignments = alignments_of(held)
    return Achievement(
        name=first(held.get("name")),
        id=id_of(held),
        description=first(held.get("description")),
        criteria=criteria_of(held),
        kind=first(held.get("achievementType")),
        alignments=alignments,
        eqf=next((level for one in alignments if (level := _eqf(one)) is not None), None),
        credits=_credits(subject, held),
        result=_result(subject),
    )


def criteria_of(held: Mapping[str, Any]) -> str:
    """Return what had to be shown, or where that stands."""
    criteria = held.get("criteria")
    told = first(criteria.get("narrative")) if isinstance(criteria, dict) else ""
    return told or id_of(criteria)


def alignments_of(held: Mapping[str, Any]) -> tuple[Alignment, ...]:
    """Return what an achievement says that it corresponds to."""
    names = ("targetUrl", "targetName", "targetFramework", "targetCode", "targetType")
    return tuple(
        Alignment(*(first(one.get(name)) for name in names))
        for one in items(held.get("alignment"))
        if isinstance(one, dict) and isinstance(one.get("targetUrl"), str)
    )


def _eqf(alignment: Alignment) -> int | None:
    """Return the level where an alignment is to the European Qualifications Framework."""
    named = "EQF" in alignment.kind.upper() or "EQF" in alignment.framework.upper()
    return int(alignment.code) if named and alignment.code in set("12345678") else None


def _credits(subject: Mapping[str, Any], held: Mapping[str, Any]) -> float | None:
    # `ECTS` is the member of the Dutch extension for education (educredentials).
    for value in (held.get("ECTS"), subject.get("creditsEarned"), held.get("creditsAvailable")):
        if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 10_000:
            return float(value)
    return None


def _result(subject: Mapping[str, Any]) -> str:
    for one in items(subject.get("result")):
        if isinstance(one, dict) and (found := first(one.get("value")) or first(one.get("status"))):
            return found
    return ""


def claims_of(credential: Credential, **more: Any) -> tuple[Mapping[str, Any], ...]:
    """Return the claims of a verification: one for each achievement, with what holds for all of them."""
    shared = {
        "credential": credential.id,
        "type": credential.type,
        "issuer": credential.issuer,
        "issuer_name": credential.issuer_name,
        "holder": credential.holder,
        "evidence": credential.kind.value if credential.kind else None,
        **more,
    }
    return tuple({**shared, **asdict(one)} for one in credential.achievements) or (shared,)
