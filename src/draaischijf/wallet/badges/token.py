"""Credentials in a signed token: VC-JWT as Open Badges 3.0 uses it (section 8.2) and W3C's `vc+jwt`.

The credential is the payload, or stands in it under `vc`. Where the token and the credential both say who, whom and
when, they must say the same. A key in the header (`jwk`) is only what the token says of itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.badges.envelope import Opened, at_hand, bad_form, check_form, judge_time, may_sign, within
from draaischijf.wallet.did import Method, any_key_from_jwk, resolve
from draaischijf.wallet.integrity.contexts import VC2
from draaischijf.wallet.integrity.proofs import NOT_KNOWN
from draaischijf.wallet.jose import ALLOWED, Token, parse_token
from draaischijf.wallet.keys import public_key_from_jwk
from draaischijf.wallet.vcdm import id_of, items, period
from draaischijf.wallet.verification import Finding, Verdict
from draaischijf.wallet.verify import Context

# Open Badges 3.0 asks for RS256 of every verifier; nothing here signs with it.
ALGORITHMS: Final = ALLOWED | {"RS256"}
_SKEW: Final = 60
_REGISTERED: Final = ("iss", "sub", "jti", "nbf", "exp", "iat", "aud", "nonce", "cnf")


def open_token(text: str, context: Context) -> Opened:
    """Open a credential in a token; one that is not put together as it must be is bad.

    Raises:
        Problem: It is no token with a JSON object in it.
    """
    token = parse_token(text, allowed=ALGORITHMS)
    claims = token.claims()
    credential = credential_in(claims)
    fresh = _freshness(credential, claims, context)
    try:
        credential = _complete(credential, claims)
        check_form(credential)
        _check_agreement(credential, claims)
    except Problem as problem:
        return Opened(credential, "vc-jwt", bad_form(problem), fresh)
    finding, method = judge_token(token, id_of(credential.get("issuer")), context)
    return Opened(credential, "vc-jwt", finding, fresh, method)


def judge_token(
    token: Token, signer: str, context: Context, purpose: str = "assertionMethod"
) -> tuple[Finding, Method | None]:
    """Return the verdict on the signature of a token, and the key where it was found.

    Args:
        token: The token.
        signer: Who says to have signed it; empty where it does not say.
        context: What is at hand.
        purpose: What the key must be meant for.
    """
    try:
        return _signature(token, signer, context, purpose)
    except Problem as problem:
        verdict = Verdict.UNKNOWN if problem.code in NOT_KNOWN else Verdict.BAD
        return Finding(verdict, problem.code, f"The key of the token: {problem}"), None


def credential_in(claims: Mapping[str, Any]) -> dict[str, Any]:
    """Return the credential that a payload is or holds."""
    return inside(claims, "vc")


def inside(claims: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Return what stands under a name in a payload, or the payload without what is the token's own."""
    held = claims.get(name)
    return dict(held) if isinstance(held, dict) else {key: one for key, one in claims.items() if key not in _REGISTERED}


def _complete(credential: Mapping[str, Any], claims: Mapping[str, Any]) -> dict[str, Any]:
    """Return the credential with what version 1.1 lets the token say in its place (section 6.3.1 of it)."""
    added: dict[str, Any] = {}
    context = credential.get("@context")
    if "nbf" in claims and isinstance(context, list) and VC2 not in context:
        added["issuanceDate"] = _moment(claims, "nbf").strftime("%Y-%m-%dT%H:%M:%SZ")
    for name, claim in (("issuer", "iss"), ("id", "jti")):
        if claim in claims:
            added[name] = claims[claim]
    made = {**added, **credential}
    subject = made.get("credentialSubject")
    if isinstance(subject, dict) and subject and "sub" in claims:
        made["credentialSubject"] = {"id": claims["sub"], **subject}
    return made


def _moment(claims: Mapping[str, Any], name: str) -> datetime:
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e11:
        raise Problem("moment-invalid", "is no moment in seconds.", place=name)
    return datetime.fromtimestamp(value, UTC)


def _check_agreement(credential: Mapping[str, Any], claims: Mapping[str, Any]) -> None:
    """Check that the token and the credential say the same.

    Raises:
        Problem: `claims-differ`, with the place.
    """
    subjects = items(credential.get("credentialSubject"))
    pairs = {
        "iss": id_of(credential.get("issuer")),
        "jti": id_of(credential),
        "sub": id_of(subjects[0]) if subjects else "",
    }
    for name, said in pairs.items():
        if name in claims and said and claims[name] != said:
            raise Problem("claims-differ", "says something else than the credential in the token.", place=name)
    start, end = period(credential)
    for name, moment, sooner in (("nbf", start, False), ("exp", end, True)):
        if name in claims and moment is not None:
            apart = (_moment(claims, name) - moment).total_seconds()
            # A token may end before its credential, and begin after it; never the other way.
            if (apart if sooner else -apart) > _SKEW:
                raise Problem("claims-differ", "says something else than the credential in the token.", place=name)


def _freshness(credential: Mapping[str, Any], claims: Mapping[str, Any], context: Context) -> Finding:
    finding = judge_time(credential, context.at)
    return finding if finding.verdict is Verdict.BAD else token_time(claims, context.at, finding)


def token_time(claims: Mapping[str, Any], at: datetime, otherwise: Finding) -> Finding:
    """Return the verdict on the period that a token names; another finding where it is good and names no end."""
    try:
        start, end = (_moment(claims, name) if name in claims else None for name in ("nbf", "exp"))
    except Problem as problem:
        return Finding(Verdict.BAD, problem.code, str(problem))
    of_token = within(start, end, at)
    return of_token if of_token.verdict is Verdict.BAD or end is not None else otherwise


def _signature(token: Token, issuer: str, context: Context, purpose: str) -> tuple[Finding, Method]:
    method = _method(token, issuer, context, purpose)
    algorithm = "EdDSA" if token.algorithm == "Ed25519" else token.algorithm
    if algorithm != method.key.algorithm:
        raise Problem("key-suite-mismatch", "is not of the algorithm that the token names.")
    if not method.key.verify(token.signature, token.signed):
        return Finding(Verdict.BAD, "signature-invalid", "The signature is not of this token with this key."), method
    if issuer and not may_sign(method, issuer):
        return Finding(Verdict.BAD, "issuer-mismatch", f"The token is not made with a key of {issuer[:160]}."), method
    return Finding(Verdict.GOOD, "signature-valid", f"Signed with {token.algorithm}."), method


def _method(token: Token, issuer: str, context: Context, purpose: str) -> Method:
    """Return the key of a token: the one that `kid` names, one of the trust list, or the one in its own header."""
    kid, jwk = token.header.get("kid"), token.header.get("jwk")
    if isinstance(kid, str) and kid.startswith(("did:", "https://")):
        return resolve(kid, purpose, at_hand(context))
    if isinstance(kid, str) and kid.startswith("#") and issuer.startswith(("did:", "https://")):
        return resolve(f"{issuer}{kid}", purpose, at_hand(context))
    listed = [key for entry in context.trust.about(issuer) for key in entry.keys]
    for one in (key for key in listed if kid is None or key.get("kid", kid) == kid):
        if token.verify(found := public_key_from_jwk(one)):
            return Method(str(kid or issuer), issuer, found, "document")
    if isinstance(jwk, dict):
        return Method("jwk", issuer, any_key_from_jwk(jwk), "self-named")
    if issuer.startswith(("did:key:", "did:jwk:")):
        return resolve(issuer, purpose, at_hand(context))
    raise Problem("key-unknown", "is not at hand.", hint="Add it to the trust list.")
