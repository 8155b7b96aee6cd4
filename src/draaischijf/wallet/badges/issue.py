"""Issue Open Badges 3.0: what was achieved, by whom, signed as a proof inside the document or as a token around it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from draaischijf.problems import Problem
from draaischijf.wallet.badges.envelope import check_form
from draaischijf.wallet.credential import Achievement
from draaischijf.wallet.did import did_key, method_of
from draaischijf.wallet.integrity.contexts import OB3, VC2
from draaischijf.wallet.integrity.proofs import add_proof
from draaischijf.wallet.jose import sign_token
from draaischijf.wallet.keys import Key, public_key_from_jwk
from draaischijf.wallet.vcdm import id_of, items, period


def issuer_did(key: Key) -> str:
    """Return the did:key under which a key issues when it has no other name."""
    return did_key(public_key_from_jwk(key.jwk))


def compose(  # noqa: PLR0913 - each is a member of a badge that an issuer chooses
    achievement: Achievement,
    issuer: Mapping[str, Any],
    *,
    holder: str = "",
    valid_from: datetime | None = None,
    valid_until: datetime | None = None,
    status: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return an unsigned badge.

    Args:
        achievement: What was achieved; it must have a name, a description, criteria and an id.
        issuer: The profile of the issuer: `id`, and `name`, `url` and others of Open Badges 3.0.
        holder: Whose it is, as a URL; nobody named unless said.
        valid_from: From when; now unless said. Aware.
        valid_until: Until when; without an end unless said. Aware.
        status: What goes under `credentialStatus`, see `bitstring.make_entry`.

    Raises:
        Problem: `structure-invalid`, with the place that lacks something.
    """
    subject: dict[str, Any] = {"type": ["AchievementSubject"], "achievement": _achievement(achievement)}
    if holder:
        subject["id"] = holder
    badge: dict[str, Any] = {
        "@context": [VC2, OB3],
        "id": f"urn:uuid:{uuid4()}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"type": ["Profile"], **issuer},
        "name": achievement.name,
        "validFrom": _moment(valid_from or datetime.now(UTC)),
        "credentialSubject": subject,
    }
    if valid_until is not None:
        badge["validUntil"] = _moment(valid_until)
    if status is not None:
        badge["credentialStatus"] = dict(status)
    check_form(badge)
    return badge


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _achievement(achievement: Achievement) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": achievement.id or f"urn:uuid:{uuid4()}",
        "type": ["Achievement"],
        "name": achievement.name,
        "description": achievement.description,
        "criteria": {"narrative": achievement.criteria},
    }
    if achievement.kind:
        made["achievementType"] = achievement.kind
    if achievement.credits is not None:
        made["creditsAvailable"] = achievement.credits
    alignments = [_alignment(one.target, one.name, one.framework, one.code, one.kind) for one in achievement.alignments]
    if alignments:
        made["alignment"] = alignments
    return made


def _alignment(target: str, name: str, framework: str, code: str, kind: str) -> dict[str, Any]:
    said = {"targetFramework": framework, "targetCode": code, "targetType": kind}
    made = {"type": ["Alignment"], "targetUrl": target, "targetName": name or target}
    return {**made, **{member: value for member, value in said.items() if value}}


def sign_badge(badge: Mapping[str, Any], key: Key, method: str = "") -> dict[str, Any]:
    """Return a badge with an `eddsa-rdfc-2022` proof.

    Args:
        badge: An unsigned badge.
        key: An Ed25519 key.
        method: The name of its verification method; that of its did:key unless said.

    Raises:
        Problem: The key is not Ed25519, or the badge says something that its contexts do not define.
    """
    return add_proof(badge, key, method or method_of(issuer_did(key)))


def sign_badge_token(badge: Mapping[str, Any], key: Key, method: str = "") -> str:
    """Return a badge as a signed token (VC-JWT, Open Badges 3.0 section 8.2.4).

    Args:
        badge: An unsigned badge.
        key: Its algorithm is that of the token.
        method: The name of its verification method; that of its did:key unless said.

    Raises:
        Problem: The badge is not put together as it must be, or is signed already.
    """
    if "proof" in badge:
        raise Problem("badge-signed", "has a proof already.", hint="Give the badge without its proof.")
    check_form(badge)
    start, end = period(badge)
    subjects = items(badge["credentialSubject"])
    claims: dict[str, Any] = {**badge, "iss": id_of(badge["issuer"])}
    claims |= {name: value for name, value in (("jti", id_of(badge)), ("sub", id_of(subjects[0]))) if value}
    claims |= {name: int(moment.timestamp()) for name, moment in (("nbf", start), ("exp", end)) if moment is not None}
    return sign_token(claims, key, type_="JWT", kid=method or method_of(issuer_did(key)))


def as_text(badge: Mapping[str, Any] | str) -> str:
    """Return a badge as it is written to a file or baked into a picture."""
    return badge if isinstance(badge, str) else json.dumps(badge, ensure_ascii=False)
