"""What a European Digital Credential for Learning says (European Learning Model 3), and the form that it must have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind
from draaischijf.wallet.credential import Achievement, Alignment, Credential
from draaischijf.wallet.vcdm import id_of, invalid, items, period, types_of

TYPE: Final = "EuropeanDigitalCredential"
_EQF: Final = re.compile(r"http://data\.europa\.eu/snb/eqf/([1-8])")
_ECTS: Final = "http://data.europa.eu/snb/education-credit/6fcec5c5af"
_ESCO: Final = "http://data.europa.eu/esco/"
# A microcredential is 3 to 30 EC in Dutch higher education; up to that a European credential is taken for one.
_MICRO: Final = 30.0


def check_form(credential: Mapping[str, Any]) -> None:
    """Check what every European credential must say, whether or not its shapes are at hand.

    Raises:
        Problem: `structure-invalid`, with the place.
    """
    if TYPE not in types_of(credential):
        raise invalid("type", f"does not hold {TYPE}.")
    issuer, subject = credential.get("issuer"), credential.get("credentialSubject")
    if not isinstance(issuer, dict) or not text_of(issuer.get("legalName")):
        raise invalid("issuer.legalName", "is missing.")
    if not isinstance(subject, dict):
        raise invalid("credentialSubject", "is missing.")
    for claim in _claims(subject):
        if not text_of(claim.get("title")):
            raise invalid("credentialSubject.hasClaim.title", "is missing.")


def text_of(value: Any) -> str:
    """Return a text that may stand in several languages: in Dutch, else in English, else in the first."""
    if isinstance(value, dict):
        for name in ("nl", "en", *value):
            for one in items(value.get(name)):
                if isinstance(one, str):
                    return one
    return value if isinstance(value, str) else ""


def _claims(subject: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [one for one in items(subject.get("hasClaim")) if isinstance(one, dict)]


def read_elm(credential: Mapping[str, Any], format_: str, source: bytes = b"") -> Credential:
    """Return what a European credential says."""
    subject = credential.get("credentialSubject")
    claims = _claims(subject) if isinstance(subject, dict) else []
    # A certificate of participation holds an activity and no achievement.
    achieved = [one for one in claims if "LearningAchievement" in types_of(one)] or claims
    issuer = credential.get("issuer")
    achievements = tuple(read_achievement(one) for one in achieved)
    try:
        start, end = period(credential)
    except Problem:
        start = end = None
    return Credential(
        format=format_,
        issuer=id_of(issuer),
        issuer_name=text_of(issuer.get("legalName")) if isinstance(issuer, dict) else "",
        id=id_of(credential),
        type=TYPE,
        holder=id_of(subject),
        kind=_kind(achievements) if achievements else None,
        valid_from=start,
        valid_until=end,
        achievements=achievements,
        claims={"credentialSubject": _without_pictures(subject)},
        status=next((one for one in items(credential.get("credentialStatus")) if isinstance(one, dict)), None),
        source=source,
    )


def _kind(achievements: tuple[Achievement, ...]) -> EvidenceKind:
    """Return the kind of evidence; assumed from load and level, as the model does not say it in these words."""
    first = achievements[0]
    if first.credits is not None and first.credits <= _MICRO:
        return EvidenceKind.MICROCREDENTIAL
    return EvidenceKind.DIPLOMA if first.kind == "Qualification" else EvidenceKind.CERTIFICATE


def _without_pictures(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_pictures(one) for name, one in value.items() if name not in ("logo", "image", "content")}
    return [_without_pictures(one) for one in value] if isinstance(value, list) else value


def object_of(value: Any) -> dict[str, Any]:
    """Return an object, or the first of several; an empty one where there is none."""
    return next((one for one in items(value) if isinstance(one, dict)), {})


def read_achievement(claim: Mapping[str, Any]) -> Achievement:
    """Return what a learning achievement says, with the skills of its learning outcomes."""
    spec = object_of(claim.get("specifiedBy"))
    outcomes = [one for one in items(spec.get("learningOutcome")) if isinstance(one, dict)]
    level = _EQF.fullmatch(id_of(object_of(spec.get("eqfLevel"))))
    return Achievement(
        name=text_of(claim.get("title")),
        id=id_of(spec) or id_of(claim),
        description=text_of(spec.get("description")) or text_of(claim.get("description")),
        criteria="; ".join(filter(None, (text_of(one.get("title")) for one in outcomes))),
        kind=next(iter(types_of(spec)), "") or next(iter(types_of(claim)), ""),
        alignments=tuple(one for outcome in outcomes for one in _skills(outcome)),
        eqf=int(level[1]) if level else None,
        credits=_credits(spec),
        result=_grade(claim),
    )


def _skills(outcome: Mapping[str, Any]) -> list[Alignment]:
    found = []
    for name in ("relatedESCOSkill", "relatedSkill"):
        for one in items(outcome.get(name)):
            held, target = object_of(one), id_of(one)
            framework = "ESCO" if target.startswith(_ESCO) else id_of(object_of(held.get("inScheme")))
            if target:
                found.append(Alignment(target, text_of(held.get("prefLabel")), framework, "", f"ELM:{name}"))
    return found


def _credits(spec: Mapping[str, Any]) -> float | None:
    for one in items(spec.get("creditPoint")):
        if isinstance(one, dict) and id_of(one.get("framework")) == _ECTS:
            try:
                points = float(one.get("point", ""))
            except (TypeError, ValueError):
                continue
            return points if 0 <= points < 10_000 else None
    return None


def _grade(claim: Mapping[str, Any]) -> str:
    for one in items(claim.get("provenBy")):
        if isinstance(one, dict) and (found := text_of(object_of(one.get("grade")).get("noteLiteral"))):
            return found
    return ""
