"""Open Badges 2.0, hosted and signed, as edubadges and others issued them; only in.

A hosted badge is proven by where it stands: the document at its own address is the badge. It is looked at when it is at
hand, and then it, and not the copy in a picture, says what was awarded. A signed badge is a token with RS256 whose key
stands in a document of its issuer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind
from draaischijf.wallet.badges.envelope import UNBOUND, within
from draaischijf.wallet.badges.reading import alignments_of, claims_of, criteria_of, first
from draaischijf.wallet.bounded import parse_object
from draaischijf.wallet.credential import Achievement, Credential
from draaischijf.wallet.detect import Detected
from draaischijf.wallet.integrity.proofs import moment
from draaischijf.wallet.jose import parse_token
from draaischijf.wallet.rsa import rsa_from_pem
from draaischijf.wallet.vcdm import id_of, items, types_of
from draaischijf.wallet.verification import Axis, Finding, Verdict, Verification
from draaischijf.wallet.verify import Context, Format

HOSTED: Final = "open-badge-2+hosted"
SIGNED: Final = "open-badge-2+jws"
_GONE: Final = "The issuer has withdrawn the badge."


@dataclass(frozen=True, slots=True)
class Parts:
    """A badge with the class and the issuer that it names, as far as they are at hand.

    Args:
        assertion: What was awarded to whom.
        badge: What was awarded.
        issuer: Who awarded it.
    """

    assertion: Mapping[str, Any]
    badge: Mapping[str, Any]
    issuer: Mapping[str, Any]


def _object(value: Any, context: Context | None) -> Mapping[str, Any]:
    """Return an object that stands there or at its address; where it is not at hand, only its address."""
    if isinstance(value, dict):
        return value
    held = context.document(value) if context is not None and isinstance(value, str) else None
    if held is None:
        return {"id": value} if isinstance(value, str) else {}
    found = parse_object(held)
    return found if found.get("id") == value else {"id": value}


def _parts(assertion: Mapping[str, Any], context: Context | None) -> Parts:
    badge = _object(assertion.get("badge"), context)
    return Parts(assertion, badge, _object(badge.get("issuer"), context))


def _moments(assertion: Mapping[str, Any]) -> tuple[datetime | None, datetime | None]:
    return moment(assertion.get("issuedOn"), "issuedOn"), moment(assertion.get("expires"), "expires")


def _extension(badge: Mapping[str, Any], name: str) -> Any:
    """Return the value of an extension of edubadges, such as `extensions:ECTSExtension`."""
    held = badge.get(f"extensions:{name}Extension")
    return held.get(name) if isinstance(held, dict) else None


def _credential(parts: Parts, format_: str, source: bytes = b"") -> Credential:
    badge, recipient = parts.badge, parts.assertion.get("recipient")
    try:
        start, end = _moments(parts.assertion)
    except Problem:
        start = end = None
    eqf, ects = _extension(badge, "EQF"), _extension(badge, "ECTS")
    achievement = Achievement(
        name=first(badge.get("name")),
        id=id_of(badge),
        description=first(badge.get("description")),
        criteria=criteria_of(badge),
        alignments=alignments_of(badge),
        eqf=eqf if isinstance(eqf, int) and not isinstance(eqf, bool) and 1 <= eqf <= 8 else None,
        credits=float(ects) if isinstance(ects, int | float) and not isinstance(ects, bool) and ects >= 0 else None,
    )
    return Credential(
        format=format_,
        issuer=id_of(parts.issuer),
        issuer_name=first(parts.issuer.get("name")),
        id=id_of(parts.assertion),
        type="Assertion",
        holder=first(recipient.get("identity")) if isinstance(recipient, dict) else "",
        kind=EvidenceKind.BADGE,
        valid_from=start,
        valid_until=end,
        achievements=(achievement,),
        claims={"assertion": dict(parts.assertion)},
        source=source,
    )


def _verification(parts: Parts, format_: str, context: Context, axes: Mapping[Axis, Finding]) -> Verification:
    try:
        freshness = within(*_moments(parts.assertion), context.at)
    except Problem as problem:
        freshness = Finding(Verdict.BAD, problem.code, str(problem))
    claims = claims_of(_credential(parts, format_))
    return Verification(format_, {**axes, "freshness": freshness, "binding": UNBOUND}, claims)


def _verify_hosted(document: Detected, context: Context) -> Verification:
    parts = _parts(document.value, context)
    held = context.document(id_of(document.value)) if id_of(document.value) else None
    if held is None:
        missing = Finding(Verdict.UNKNOWN, "hosted-not-at-hand", "The badge at its own address is not at hand.")
        axes: dict[Axis, Finding] = {"signature": missing, "status": missing, "issuer": _nobody()}
        return _verification(parts, HOSTED, context, axes)
    hosted = parse_object(held)
    parts = _parts({"id": id_of(document.value), **hosted}, context)
    return _verification(parts, HOSTED, context, {**_judge_hosted(document.value, hosted, parts), "issuer": _nobody()})


def _nobody() -> Finding:
    reason = "A hosted badge is signed by no key that a trust list could name."
    return Finding(Verdict.UNKNOWN, "issuer-hosted", reason)


def _judge_hosted(copy: Mapping[str, Any], hosted: Mapping[str, Any], parts: Parts) -> dict[Axis, Finding]:
    status = Finding(Verdict.GOOD, "not-withdrawn", "The badge at its own address is not withdrawn.")
    if hosted.get("revoked") is True:
        status = Finding(Verdict.BAD, "revoked", _GONE)
    same = all(copy.get(name) == hosted.get(name) for name in ("id", "recipient", "issuedOn", "expires"))
    same = same and id_of(copy.get("badge")) == id_of(hosted.get("badge"))
    if not same and "revoked" not in hosted:
        signature = Finding(Verdict.BAD, "hosted-differs", "The badge at its own address says something else.")
    elif urlsplit(id_of(copy)).netloc != urlsplit(id_of(parts.issuer)).netloc:
        signature = Finding(Verdict.BAD, "hosted-elsewhere", "The badge does not stand on the site of its issuer.")
    else:
        signature = Finding(Verdict.GOOD, "hosted-same", "The badge at its own address says the same.")
    return {"signature": signature, "status": status}


def _verify_signed(document: Detected, context: Context) -> Verification:
    parts = _parts(document.value, context)
    try:
        signature = _judge_token(document, parts, context)
    except Problem as problem:
        verdict = Verdict.UNKNOWN if problem.code == "key-unknown" else Verdict.BAD
        signature = Finding(verdict, problem.code, f"The key of the badge: {problem}")
    issuer = Finding(Verdict.UNKNOWN, "issuer-not-listed", "Keys of signed badges of version 2 are on no trust list.")
    axes: dict[Axis, Finding] = {"signature": signature, "issuer": issuer, "status": _judge_list(parts, context)}
    return _verification(parts, SIGNED, context, axes)


def _judge_token(document: Detected, parts: Parts, context: Context) -> Finding:
    token = parse_token(document.text, allowed=("RS256",))
    named = items(parts.assertion.get("verification"))
    creator = id_of(named[0].get("creator")) if named and isinstance(named[0], dict) else ""
    key = _object(creator, context)
    if "publicKeyPem" not in key:
        raise Problem("key-unknown", "is not at hand.")
    if key.get("owner") != id_of(parts.issuer):
        return Finding(Verdict.BAD, "issuer-mismatch", "The key belongs to somebody else than the issuer.")
    if rsa_from_pem(key["publicKeyPem"]).verify(token.signature, token.signed):
        return Finding(Verdict.GOOD, "signature-valid", "Signed with the key that its issuer names.")
    return Finding(Verdict.BAD, "signature-invalid", "The signature is not of this badge with this key.")


def _judge_list(parts: Parts, context: Context) -> Finding:
    where = parts.issuer.get("revocationList")
    if where is None:
        return Finding(Verdict.NOT_APPLICABLE, "no-status", "The issuer names no list of withdrawn badges.")
    held = context.status_list(where) if isinstance(where, str) else None
    if held is None:
        return Finding(Verdict.UNKNOWN, "status-list-missing", "The list of withdrawn badges is not at hand.")
    gone = {id_of(one) for one in items(parse_object(held).get("revokedAssertions"))}
    if id_of(parts.assertion) in gone:
        return Finding(Verdict.BAD, "revoked", _GONE)
    return Finding(Verdict.GOOD, "not-withdrawn", "The badge is not on the list of withdrawn badges.")


def _is_assertion(value: Any) -> bool:
    return isinstance(value, dict) and "Assertion" in types_of(value) and "badge" in value


FORMATS: Final = (
    Format(
        HOSTED,
        lambda document: document.outline == "json" and _is_assertion(document.value),
        _verify_hosted,
        lambda document: (_credential(_parts(document.value, None), HOSTED, document.data),),
    ),
    Format(
        SIGNED,
        lambda document: document.outline == "jwt" and _is_assertion(document.value),
        _verify_signed,
        lambda document: (_credential(_parts(document.value, None), SIGNED, document.data),),
    ),
)
