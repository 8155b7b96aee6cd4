"""Skills in credentials: from a passport into one, and from what was presented to a profile that matching takes.

A passport travels as `skills`, each element of which the holder can hold back:

    {"uri", "name", "level", "last_used", "evidence": [{"kind", "context", "issued"}]}

A context is a number that only says which pieces come from one place: labels of a passport may say more than was asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from draaischijf.terms import LEVELS, Evidence, EvidenceKind, HeldSkill, SkillProfile
from draaischijf.wallet.sdjwt.kinds import PASSPORT, achievements_of, kind_of
from draaischijf.wallet.verification import Verification

if TYPE_CHECKING:
    from draaischijf.language import Language

MAX_SKILLS: Final = 500
MAX_EVIDENCE: Final = 50
_KINDS: Final = frozenset(EvidenceKind)


def skills_claim(profile: SkillProfile, language: Language) -> list[dict[str, Any]]:
    """Return a profile as the claim `skills` of a passport.

    Args:
        profile: Skills that the person confirmed.
        language: For their names.
    """
    contexts: dict[str, str] = {}
    return [_skill(one, language, contexts) for one in profile.skills]


def _skill(skill: HeldSkill, language: Language, contexts: dict[str, str]) -> dict[str, Any]:
    row = language.id_of(skill.uri)
    claim: dict[str, Any] = {"uri": skill.uri, "level": skill.level}
    if row is not None:
        claim["name"] = language.concepts.name(row).text
    if skill.last_used is not None:
        claim["last_used"] = skill.last_used.isoformat()
    if skill.evidence:
        claim["evidence"] = [_piece(one, contexts) for one in skill.evidence]
    return claim


def _piece(piece: Evidence, contexts: dict[str, str]) -> dict[str, Any]:
    said: dict[str, Any] = {"kind": piece.kind.value}
    if piece.context:
        said["context"] = contexts.setdefault(piece.context, str(len(contexts) + 1))
    if piece.issued is not None:
        said["issued"] = piece.issued.isoformat()
    return said


def profile_of(id: str, verdicts: Iterable[Verification], language: Language) -> SkillProfile:
    """Return the skills in what was presented and accepted.

    A passport gives its skills with level and evidence. An achievement gives the skills that it is aligned to, with
    itself as evidence; what it is not aligned to is no skill here, as nobody has confirmed it.

    Args:
        id: A random identifier for the profile; never a name.
        verdicts: Of what was accepted; anything else is left out by the caller.
        language: The release in which the profile is said.
    """
    found: dict[str, HeldSkill] = {}
    for place, verdict in enumerate(verdicts):
        for claims in verdict.claims:
            for skill in _skills(claims, f"credential {place}", language):
                found[skill.uri] = _together(found.get(skill.uri), skill)
    return SkillProfile(id, tuple(found[uri] for uri in sorted(found)), language.release)


def _skills(claims: Mapping[str, Any], context: str, language: Language) -> list[HeldSkill]:
    if claims.get("vct") == PASSPORT:
        listed = claims.get("skills")
        said = listed[:MAX_SKILLS] if isinstance(listed, list) else []
        return [one for each in said if isinstance(each, dict) and (one := _held(each, context)) is not None]
    kind = kind_of(claims)
    evidence = () if kind is None else (Evidence(kind, context, _day(claims.get("iat"))),)
    targets = [one.target for each in achievements_of(claims) for one in each.alignments]
    return [HeldSkill(uri, evidence=evidence) for uri in dict.fromkeys(targets) if language.id_of(uri) is not None]


def _held(said: Mapping[str, Any], context: str) -> HeldSkill | None:
    uri, level = said.get("uri"), said.get("level")
    if not isinstance(uri, str) or not uri:
        return None
    listed = said.get("evidence")
    pieces = listed[:MAX_EVIDENCE] if isinstance(listed, list) else []
    evidence = [_evidence(one, context) for one in pieces if isinstance(one, dict) and one.get("kind") in _KINDS]
    known = level if isinstance(level, int) and not isinstance(level, bool) and level in LEVELS else 1
    return HeldSkill(uri, known, _date(said.get("last_used")), tuple(evidence))


def _evidence(said: Mapping[str, Any], context: str) -> Evidence:
    where = said.get("context")
    return Evidence(
        EvidenceKind(said["kind"]),
        f"{context}, {where}" if isinstance(where, str) else "",
        _date(said.get("issued")),
    )


def _together(one: HeldSkill | None, other: HeldSkill) -> HeldSkill:
    if one is None:
        return other
    last = None if one.last_used is None or other.last_used is None else max(one.last_used, other.last_used)
    return HeldSkill(one.uri, max(one.level, other.level), last, (*one.evidence, *other.evidence))


def _date(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _day(value: object) -> date | None:
    try:
        return date.fromtimestamp(value) if isinstance(value, int | float) else None
    except (ValueError, OverflowError, OSError):
        return None
