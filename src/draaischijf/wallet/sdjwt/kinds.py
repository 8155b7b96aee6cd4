"""The project's own types of SD-JWT VC, and what a credential of any type is about.

- `urn:draaischijf:achievement:1`: one achievement, with `evidence_kind` and `achievement`;
- `urn:draaischijf:passport:1`: skills of a passport that its holder picked, with `skills`.

Other types are read by claims that are common in Dutch and European examples. What cannot be told is left empty: a
guess would be shown as what an issuer said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from draaischijf.terms import EvidenceKind
from draaischijf.wallet.credential import Achievement, Alignment

ACHIEVEMENT: Final = "urn:draaischijf:achievement:1"
PASSPORT: Final = "urn:draaischijf:passport:1"
# Claims under which others say what was achieved, in order; `education` is that of the Dutch wallet's example diploma.
_NAMES: Final = ("education", "qualification", "degree", "course", "certificate", "title", "name")
_LEVELS: Final = ("eqf", "eqf_level", "nlqf", "nlqf_level")


def kind_of(claims: Mapping[str, Any]) -> EvidenceKind | None:
    """Return what a credential is evidence of, by its own word; None where it does not say."""
    if claims.get("vct") == PASSPORT:
        return EvidenceKind.PORTFOLIO
    said = claims.get("evidence_kind")
    return EvidenceKind(said) if isinstance(said, str) and said in _KINDS else None


_KINDS: Final = frozenset(EvidenceKind)


def achievements_of(claims: Mapping[str, Any]) -> tuple[Achievement, ...]:
    """Return what a credential says was achieved, as far as it was disclosed."""
    said = claims.get("achievement")
    if isinstance(said, Mapping):
        return (_achievement(said),)
    name = next((claims[one] for one in _NAMES if isinstance(claims.get(one), str)), "")
    return (Achievement(name, eqf=_eqf(claims)),) if name else ()


def achievement_claim(achievement: Achievement) -> dict[str, Any]:
    """Return the claim `achievement`, without what is empty."""
    claim: dict[str, Any] = {
        "name": achievement.name,
        "id": achievement.id,
        "description": achievement.description,
        "criteria": achievement.criteria,
        "type": achievement.kind,
        "eqf": achievement.eqf,
        "credits": achievement.credits,
        "result": achievement.result,
        "alignment": [
            _without_empty(
                {
                    "target": one.target,
                    "name": one.name,
                    "framework": one.framework,
                    "code": one.code,
                    "type": one.kind,
                }
            )
            for one in achievement.alignments
        ],
    }
    return _without_empty(claim)


def _without_empty(claim: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in claim.items() if value not in ("", None, [])}


def _achievement(said: Mapping[str, Any]) -> Achievement:
    listed = said.get("alignment")
    aligned = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    credits_ = said.get("credits")
    return Achievement(
        name=_text(said, "name"),
        id=_text(said, "id"),
        description=_text(said, "description"),
        criteria=_text(said, "criteria"),
        kind=_text(said, "type"),
        alignments=tuple(
            Alignment(
                _text(one, "target"),
                _text(one, "name"),
                _text(one, "framework"),
                _text(one, "code"),
                _text(one, "type"),
            )
            for one in aligned
            if _text(one, "target")
        ),
        eqf=_eqf(said),
        credits=float(credits_) if isinstance(credits_, int | float) and not isinstance(credits_, bool) else None,
        result=_text(said, "result"),
    )


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""


def _eqf(said: Mapping[str, Any]) -> int | None:
    value = next((said[one] for one in _LEVELS if one in said), None)
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 8 else None
