"""Holder binding: did the holder sign this presentation, for this verifier, just now? (RFC 9901, section 7.3)."""

from __future__ import annotations

from typing import Final

from draaischijf.problems import Problem
from draaischijf.wallet.jose import Token, parse_token
from draaischijf.wallet.keys import PublicKey, public_key_from_jwk
from draaischijf.wallet.sdjwt.parsing import MAX_BINDING, SdJwt
from draaischijf.wallet.times import SKEW, seconds
from draaischijf.wallet.verification import Finding, Verdict
from draaischijf.wallet.verify import Context

MAX_AGE: Final = 300  # seconds
TYPE: Final = "kb+jwt"


def binding_of(held: SdJwt, context: Context) -> Finding:
    """Return the verdict on the axis `binding`.

    Good only where the holder's key signed what is disclosed here, for the audience and with the nonce that the
    verifier asked for, at most 300 seconds ago. Without a nonce or audience to hold it against it is unknown: it may
    be a replay of what was shown to someone else.
    """
    try:
        key = _holder_key(held)
        if not held.binding:
            return _without(key)
        if key is None:
            return _bad("binding-without-key", "It is signed by a holder, but the issuer bound it to nobody.")
        return _check(parse_token(held.binding, max_size=MAX_BINDING), key, held, context)
    except Problem as problem:
        verdict = Verdict.UNKNOWN if problem.code == "cnf-unsupported" else Verdict.BAD
        return Finding(verdict, problem.code, f"The key binding {problem.message}")


def _holder_key(held: SdJwt) -> PublicKey | None:
    cnf = held.payload.get("cnf")
    if cnf is None:
        return None
    jwk = cnf.get("jwk") if isinstance(cnf, dict) else None
    if not isinstance(jwk, dict):
        raise Problem("cnf-unsupported", "is to a key that is named in a way that is not known here.")
    return public_key_from_jwk(jwk)


def _without(key: PublicKey | None) -> Finding:
    if key is None:
        return Finding(Verdict.NOT_APPLICABLE, "not-bound", "The issuer bound it to nobody: who has it can show it.")
    return _bad("key-binding-missing", "It is bound to a holder, who did not sign this presentation.")


def _check(token: Token, key: PublicKey, held: SdJwt, context: Context) -> Finding:  # noqa: PLR0911 - one per rule
    if token.type != TYPE:
        return _bad("binding-type", f"The key binding is of type {token.type or 'none'!r}, not {TYPE!r}.")
    if not token.verify(key):
        return _bad("binding-signature-wrong", "The key binding is not signed with the holder's key.")
    claims = token.claims(max_depth=8)
    if claims.get("sd_hash") != held.sd_hash:
        return _bad("sd-hash-mismatch", "The key binding is over something else than what is disclosed here.")
    try:
        made, ends = seconds(claims, "iat"), seconds(claims, "exp")
    except ValueError:
        made, ends = None, None
    now = context.at.timestamp()
    if made is None:
        return _bad("time-malformed", "The key binding does not say when it was made.")
    if now - made > MAX_AGE or (ends is not None and now >= ends):
        return _bad("binding-too-old", f"The key binding is older than {MAX_AGE} seconds.")
    if made - now > SKEW:
        return _bad("binding-in-future", "The key binding says that it was made in the future.")
    return _answers(claims.get("nonce"), claims.get("aud"), context)


def _answers(nonce: object, audience: object, context: Context) -> Finding:
    """Return whether the binding answers this verifier's question."""
    if not isinstance(nonce, str) or not isinstance(audience, str):
        return _bad("binding-malformed", "The key binding names no nonce or audience.")
    if context.audience is not None and audience != context.audience:
        return _bad("audience-mismatch", "It was made for another verifier.")
    if context.nonce is not None and nonce != context.nonce:
        return _bad("nonce-mismatch", "It answers another question: it may be a replay.")
    if context.nonce is None or context.audience is None:
        missing = "nonce" if context.nonce is None else "audience"
        reason = f"The holder signed it, but without a {missing} to hold it against it may be a replay."
        return Finding(Verdict.UNKNOWN, f"{missing}-not-asked", reason)
    return Finding(Verdict.GOOD, "bound", "The holder signed it for this verifier and this question, just now.")


def _bad(code: str, reason: str) -> Finding:
    return Finding(Verdict.BAD, code, reason)
