"""Proofs that a wallet holds the keys that credentials will be bound to (OpenID4VCI 1.0, appendix F)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.jose import Token, parse_token, sign_token
from draaischijf.wallet.keys import Key, public_key_from_jwk, thumbprint
from draaischijf.wallet.times import SKEW, seconds

TYPE: Final = "openid4vci-proof+jwt"
MAX_AGE: Final = 300  # seconds


def make_proof(key: Key, issuer: str, nonce: str, at: datetime, *, client_id: str = "") -> str:
    """Return a proof for one key.

    Args:
        key: The key to bind to.
        issuer: Identifier of the credential issuer.
        nonce: From its nonce endpoint.
        at: Now; aware.
        client_id: Who the wallet is, in the flow with a login.
    """
    claims = {"aud": issuer, "iat": int(at.timestamp()), "nonce": nonce}
    if client_id:
        claims["iss"] = client_id
    return sign_token(claims, key, type_=TYPE, jwk=dict(key.jwk), kid=None, x5c=None)


def check_proofs(
    proofs: Any, issuer: str, at: datetime, *, batch: int, client_id: str = ""
) -> tuple[list[dict[str, str]], str]:
    """Return the keys that were proven, and the nonce that all proofs repeat; whether it is known is the caller's.

    Args:
        proofs: The member `proofs` of a credential request.
        issuer: Identifier of the credential issuer.
        at: Now; aware.
        batch: Most proofs that are taken.
        client_id: Who asked for the token; empty where that is unknown.

    Raises:
        Problem: `invalid_proof`, the code of the protocol.
    """
    listed = proofs.get("jwt") if isinstance(proofs, dict) and len(proofs) == 1 else None
    if not isinstance(listed, list) or not 1 <= len(listed) <= batch or not all(isinstance(one, str) for one in listed):
        raise _wrong(f"must be 1 to {batch} proofs of type jwt")
    checked = [_check(_parsed(one), issuer, at, client_id) for one in listed]
    if len({thumbprint(jwk) for jwk, _ in checked}) != len(checked):
        raise _wrong("prove one key twice")
    nonces = {nonce for _, nonce in checked}
    if len(nonces) != 1:
        raise _wrong("repeat different nonces")
    return [jwk for jwk, _ in checked], nonces.pop()


def _parsed(text: str) -> Token:
    try:
        return parse_token(text, max_size=16_000)
    except Problem as problem:
        raise _wrong(problem.message) from problem


def _check(proof: Token, issuer: str, at: datetime, client_id: str) -> tuple[dict[str, str], str]:
    jwk = proof.header.get("jwk")
    if proof.type != TYPE or not isinstance(jwk, dict) or {"kid", "x5c"} & proof.header.keys():
        raise _wrong(f"must be of type {TYPE} with the key under jwk")
    try:
        key = public_key_from_jwk(jwk)
        claims = proof.claims(max_depth=4)
        made = seconds(claims, "iat")
    except (Problem, ValueError) as problem:
        raise _wrong("has a key or moment that is none") from problem
    if not proof.verify(key):
        raise _wrong("is not signed with the key that it names")
    if claims.get("aud") != issuer:
        raise _wrong("is for another issuer")
    if made is None or not -SKEW <= at.timestamp() - made <= MAX_AGE:
        raise _wrong("is not of now")
    if claims.get("iss", client_id) != client_id:
        raise _wrong("is of another wallet")
    nonce = claims.get("nonce")
    if not isinstance(nonce, str):
        raise _wrong("repeats no nonce")
    return key.jwk, nonce


def _wrong(message: str) -> Problem:
    return Problem("invalid_proof", message.rstrip(".") + ".")
