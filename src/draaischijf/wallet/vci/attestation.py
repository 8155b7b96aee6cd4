"""Wallet attestation: which wallet asks, vouched for by its maker (OAuth attestation-based client authentication).

HAIP 1.0 asks for it at the pushed request and at the token endpoint. The maker signs who the wallet is and which key it
has; the wallet signs with that key, for this issuer, once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from draaischijf.problems import Problem
from draaischijf.wallet.chains import follow, key_of
from draaischijf.wallet.http import Request
from draaischijf.wallet.jose import Token, parse_token
from draaischijf.wallet.keys import PublicKey, public_key_from_jwk
from draaischijf.wallet.states import States
from draaischijf.wallet.times import SKEW, freshness_of, seconds
from draaischijf.wallet.verification import Verdict

TYPE: Final = "oauth-client-attestation+jwt"
PROOF_TYPE: Final = "oauth-client-attestation-pop+jwt"
MAX_AGE: Final = 300  # seconds


def attested_client(request: Request, issuer: str, roots: tuple[bytes, ...], at: datetime, states: States) -> str:
    """Return the client id of the wallet that makes a request.

    Args:
        request: The request, with the headers OAuth-Client-Attestation and OAuth-Client-Attestation-PoP.
        issuer: Identifier of this authorisation server.
        roots: Certificates of who may vouch for wallets, in DER.
        at: Now; aware.
        states: Where proofs that were used are remembered.

    Raises:
        Problem: `invalid_client`: there is no attestation, nobody that is trusted signed it, or the wallet did not.
    """
    try:
        attestation = parse_token(request.headers.get("oauth-client-attestation", ""), max_size=20_000)
        proof = parse_token(request.headers.get("oauth-client-attestation-pop", ""), max_size=8_000)
        client, key = _attested(attestation, roots, at)
        _check_proof(proof, client, key, issuer, at, states)
    except (Problem, ValueError) as problem:
        message = problem.message if isinstance(problem, Problem) else "has a moment that is none."
        raise Problem("invalid_client", f"the wallet attestation {message}") from problem
    return client


def _attested(token: Token, roots: tuple[bytes, ...], at: datetime) -> tuple[str, PublicKey]:
    chain = token.chain()
    if token.type != TYPE or not chain:
        raise Problem("attestation", "is missing, or has no certificate.")
    follow(chain, roots, at)
    if not token.verify(key_of(chain[0])):
        raise Problem("attestation", "is not signed with its certificate.")
    claims = token.claims(max_depth=8)
    client, cnf = claims.get("sub"), claims.get("cnf")
    jwk = cnf.get("jwk") if isinstance(cnf, dict) else None
    if not isinstance(client, str) or not client or not isinstance(jwk, dict) or claims.get("exp") is None:
        raise Problem("attestation", "does not say which wallet, which key and until when.")
    if freshness_of(claims, at).verdict is not Verdict.GOOD:
        raise Problem("attestation", "is not of now.")
    return client, public_key_from_jwk(jwk)


def _check_proof(  # noqa: PLR0913, PLR0917 - all of it is held against the proof
    proof: Token, client: str, key: PublicKey, issuer: str, at: datetime, states: States
) -> None:
    if proof.type != PROOF_TYPE or not proof.verify(key):
        raise Problem("attestation", "is not proven by the wallet.")
    claims = proof.claims(max_depth=4)
    made = seconds(claims, "iat")
    if made is None or not -SKEW <= at.timestamp() - made <= MAX_AGE:
        raise Problem("attestation", "has a proof that is not of now.")
    if claims.get("aud") != issuer or claims.get("iss", client) != client:
        raise Problem("attestation", "has a proof for another server or of another wallet.")
    jti = claims.get("jti")
    if not isinstance(jti, str) or not states.once("attestation", jti, at + timedelta(seconds=MAX_AGE + SKEW)):
        raise Problem("attestation", "has a proof that was used before.")
