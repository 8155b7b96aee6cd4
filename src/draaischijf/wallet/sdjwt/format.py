"""SD-JWT and SD-JWT VC as formats of the one way in."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from draaischijf.problems import Problem
from draaischijf.wallet.credential import Credential
from draaischijf.wallet.detect import Detected
from draaischijf.wallet.keys import thumbprint
from draaischijf.wallet.sdjwt.kinds import achievements_of, kind_of
from draaischijf.wallet.sdjwt.parsing import parse_sd_jwt
from draaischijf.wallet.sdjwt.verifying import VC, refused, verify_sd_jwt
from draaischijf.wallet.times import seconds
from draaischijf.wallet.verification import Verification
from draaischijf.wallet.verify import Context, Format

# What is wrong with the text as such: it can be read by nobody, while anything else is read and refused.
_UNREADABLE: Final = frozenset(("token-too-large", "token-malformed", "sd-jwt-malformed", "json-too-deep"))


def _fits(document: Detected) -> bool:
    return document.outline == "sd-jwt" or (document.outline == "jwt" and document.type.endswith("+sd-jwt"))


def _verify(document: Detected, context: Context) -> Verification:
    try:
        held = parse_sd_jwt(document.text)
    except Problem as problem:
        if problem.code in _UNREADABLE:
            raise
        return refused(document.type if document.type.endswith("+sd-jwt") else "sd-jwt", problem)
    return verify_sd_jwt(held, context)


def _read(document: Detected) -> tuple[Credential, ...]:
    held = parse_sd_jwt(document.text)
    claims = held.claims
    cnf = claims.get("cnf")
    jwk = cnf.get("jwk") if isinstance(cnf, dict) else None
    status = claims.get("status")
    try:
        starts, issued, ends = (seconds(claims, name) for name in ("nbf", "iat", "exp"))
    except ValueError as error:
        raise Problem("time-malformed", f"has a {error} that is no moment.") from error
    issuer, vct = claims.get("iss", ""), claims.get("vct", "")
    name = claims.get("issuer_name")
    one = Credential(
        format=VC if held.token.type == VC else held.token.type,
        issuer=issuer if isinstance(issuer, str) else "",
        issuer_name=name if isinstance(name, str) else "",
        id=claims["jti"] if isinstance(claims.get("jti"), str) else "",
        type=vct if isinstance(vct, str) else "",
        holder=thumbprint(jwk) if isinstance(jwk, dict) else "",
        kind=kind_of(claims),
        valid_from=_moment(starts if starts is not None else issued),
        valid_until=_moment(ends),
        achievements=achievements_of(claims),
        claims=claims,
        status=status if isinstance(status, dict) else None,
        source=document.data,
    )
    return (one,)


def _moment(value: float | None) -> datetime | None:
    return None if value is None else datetime.fromtimestamp(value, UTC)


FORMATS: Final = (Format("dc+sd-jwt", _fits, _verify, _read),)
