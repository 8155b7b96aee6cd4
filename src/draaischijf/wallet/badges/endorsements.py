"""Endorsements inside a badge: what others say about it, its achievement or its issuer, each judged by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.badges.envelope import Opened, open_document
from draaischijf.wallet.badges.reading import first
from draaischijf.wallet.vcdm import id_of, items
from draaischijf.wallet.verification import Verdict
from draaischijf.wallet.verify import Context

# Each costs a canonical form; the rest are counted and not looked at.
MAX_ENDORSEMENTS: Final = 8


def judge_endorsements(credential: Mapping[str, Any], context: Context) -> list[dict[str, Any]]:
    """Return for each endorsement who says what about whom, and the verdicts on signature and freshness."""
    found = []
    for number, (place, held) in enumerate(_endorsements(credential)):
        if number == MAX_ENDORSEMENTS:
            found.append({"place": place, "signature": Verdict.UNKNOWN.value, "code": "endorsements-too-many"})
            break
        found.append(_judge(place, held, context))
    return found


def _endorsements(credential: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the endorsements of the badge itself, its issuer and its achievements, with their place."""
    holders: list[tuple[str, Any]] = [("", credential), ("issuer.", credential.get("issuer"))]
    for subject in items(credential.get("credentialSubject")):
        achievement = subject.get("achievement") if isinstance(subject, dict) else None
        holders.append(("achievement.", achievement))
        if isinstance(achievement, dict):
            holders.append(("achievement.creator.", achievement.get("creator")))
    for place, holder in holders:
        if isinstance(holder, dict):
            for name in ("endorsement", "endorsementJwt"):
                for one in items(holder.get(name)):
                    yield f"{place}{name}", one


def _judge(place: str, held: Any, context: Context) -> dict[str, Any]:
    try:
        opened = _open(held, context)
    except Problem as problem:
        return {"place": place, "signature": Verdict.BAD.value, "code": problem.code}
    subject = next((one for one in items(opened.credential.get("credentialSubject")) if isinstance(one, dict)), {})
    return {
        "place": place,
        "issuer": id_of(opened.credential.get("issuer")),
        "about": id_of(subject),
        "comment": first(subject.get("endorsementComment")),
        "signature": opened.signature.verdict.value,
        "code": opened.signature.code,
        "freshness": opened.freshness.verdict.value,
    }


def _open(held: Any, context: Context) -> Opened:
    if isinstance(held, str):
        from draaischijf.wallet.badges.token import open_token

        return open_token(held, context)
    if not isinstance(held, dict):
        raise Problem("structure-invalid", "is no endorsement.")
    return open_document(held, context)
