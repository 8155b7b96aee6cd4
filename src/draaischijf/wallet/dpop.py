"""DPoP (RFC 9449): a token that only its own wallet can use, as HAIP 1.0 asks."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url
from draaischijf.wallet.http import Request
from draaischijf.wallet.jose import parse_token, sign_token
from draaischijf.wallet.keys import Key, public_key_from_jwk, thumbprint
from draaischijf.wallet.states import States
from draaischijf.wallet.times import SKEW, seconds

TYPE: Final = "dpop+jwt"
MAX_AGE: Final = 300  # seconds


def make_proof(key: Key, request: Request, at: datetime, *, token: str = "") -> str:
    """Return a proof for one request.

    Args:
        key: The key that the token is or will be bound to.
        request: The request.
        at: Now; aware.
        token: The access token that goes with it; empty for the token endpoint.
    """
    claims = {"jti": token_urlsafe(16), "htm": request.method, "htu": request.endpoint, "iat": int(at.timestamp())}
    if token:
        claims["ath"] = _hash(token)
    return sign_token(claims, key, type_=TYPE, jwk=dict(key.jwk), kid=None, x5c=None)


def check_proof(request: Request, at: datetime, states: States, *, token: str = "") -> str:
    """Return the thumbprint of the key that signed the proof in a request.

    Args:
        request: The request.
        at: Now; aware.
        states: Where proofs that were used are remembered.
        token: The access token that must stand in the proof; empty for the token endpoint.

    Raises:
        Problem: There is no proof, or it is not for this request, too old, or was used before.
    """
    proof = parse_token(request.headers.get("dpop", ""), max_size=8_000)
    jwk = proof.header.get("jwk")
    if proof.type != TYPE or not isinstance(jwk, dict):
        raise Problem("dpop-invalid", "is no DPoP proof.")
    key = public_key_from_jwk(jwk)
    if not proof.verify(key):
        raise Problem("dpop-invalid", "has a DPoP proof whose signature is wrong.")
    claims = proof.claims(max_depth=4)
    try:
        made = seconds(claims, "iat")
    except ValueError:
        made = None
    now = at.timestamp()
    if made is None or not -SKEW <= now - made <= MAX_AGE:
        raise Problem("dpop-invalid", "has a DPoP proof that is not of now.")
    if (claims.get("htm"), claims.get("htu")) != (request.method, request.endpoint):
        raise Problem("dpop-invalid", "has a DPoP proof for another request.")
    if token and claims.get("ath") != _hash(token):
        raise Problem("dpop-invalid", "has a DPoP proof for another token.")
    jti = claims.get("jti")
    if not isinstance(jti, str) or not states.once("dpop", jti, at + timedelta(seconds=MAX_AGE + SKEW)):
        raise Problem("dpop-invalid", "has a DPoP proof that was used before.")
    return thumbprint(key.jwk)


def _hash(token: str) -> str:
    return b64url(sha256(token.encode("ascii", "replace")).digest())
