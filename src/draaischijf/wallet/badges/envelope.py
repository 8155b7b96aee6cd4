"""Open what secures a credential: a proof inside it, or a token around it, and judge signature and time.

Which key signed is one question, whose key it is another. A key is the issuer's where its name holds it (did:key,
did:jwk), or where a document at hand lists it. Where only the signed text itself says so, the signature is judged with
that key, and the axis `issuer` says that nothing shows whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.badges.shapes import check_badge, is_badge
from draaischijf.wallet.detect import detect
from draaischijf.wallet.did import Find, Method
from draaischijf.wallet.integrity.proofs import ProofResult, check_proofs
from draaischijf.wallet.integrity.suites import suite_of
from draaischijf.wallet.vcdm import check_credential, id_of, items, period
from draaischijf.wallet.verification import Finding, Verdict
from draaischijf.wallet.verify import Context

# How far the clock of a signer may run ahead.
LEEWAY: Final = timedelta(minutes=5)
UNBOUND: Final = Finding(
    Verdict.NOT_APPLICABLE, "not-a-presentation", "A credential by itself does not show who holds it."
)
_UNSIGNED: Final = Finding(Verdict.BAD, "proof-missing", "The credential is not signed.")
# Issuers whose keys can be told from their name, or from a document that must be at hand.
DECIDABLE: Final = ("did:key:", "did:jwk:", "did:web:")


@dataclass(frozen=True, slots=True)
class Opened:
    """A credential out of its security.

    Args:
        credential: The credential.
        suite: What secures it: a cryptosuite, `vc-jwt`, or `unsigned`.
        signature: The verdict on the axis `signature`.
        freshness: The verdict on the axis `freshness`.
        method: The key that signed, where one did.
    """

    credential: Mapping[str, Any]
    suite: str
    signature: Finding
    freshness: Finding
    method: Method | None = None


def open_envelope(data: bytes, context: Context) -> Opened:
    """Open a credential in JSON or in a token.

    Raises:
        Problem: It is neither.
    """
    document = detect(data)
    if document.outline == "jwt":
        from draaischijf.wallet.badges.token import open_token

        return open_token(document.text, context)
    if document.outline == "json" and isinstance(document.value, dict):
        return open_document(document.value, context)
    raise Problem("format-unknown", "is no credential in JSON or in a token.")


def open_document(credential: Mapping[str, Any], context: Context) -> Opened:
    """Open a credential with proofs inside it; one that is not put together as it must be is bad."""
    fresh, suite = judge_time(credential, context.at), named_suite(credential)
    if "proof" not in credential:
        return Opened(credential, suite, _UNSIGNED, fresh)
    try:
        check_form(credential)
        results = check_proofs(credential, "assertionMethod", at_hand(context))
    except Problem as problem:
        return Opened(credential, suite, bad_form(problem), fresh)
    finding, result = _together(results, id_of(credential.get("issuer")))
    fresh = _with_proofs(fresh, results, context)
    if result is None:
        return Opened(credential, suite, finding, fresh)
    return Opened(credential, result.suite, finding, fresh, result.method)


def named_suite(credential: Mapping[str, Any]) -> str:
    """Return the suite of the first proof that is understood, or of the first; `unsigned` where there is none."""
    proofs = [one for one in items(credential.get("proof")) if isinstance(one, dict)]
    understood = next(filter(None, map(suite_of, proofs)), None)
    named = understood or (proofs[0].get("cryptosuite") or proofs[0].get("type") if proofs else None)
    return str(named or "unsigned")[:60]


def at_hand(context: Context) -> Find:
    """Return how to find documents by URL; one that fails to come is not at hand."""

    def find(url: str) -> bytes | None:
        try:
            return context.document(url)
        except Problem:
            return None

    return find


def check_form(credential: Mapping[str, Any]) -> None:
    """Check the form of a credential, and of a badge where it is one.

    Raises:
        Problem: `structure-invalid`, with the place.
    """
    check_credential(credential)
    if is_badge(credential):
        check_badge(credential)


def bad_form(problem: Problem) -> Finding:
    """Return the finding on a credential whose form is wrong: what is signed is then no statement of its kind."""
    return Finding(Verdict.BAD, problem.code, f"What is signed is not well put together: {problem}")


def _together(results: Sequence[ProofResult], issuer: str) -> tuple[Finding, ProofResult | None]:
    """Return one finding for a set of proofs: each that is understood must hold, and one must be the issuer's."""
    for verdict in (Verdict.BAD, Verdict.UNKNOWN, Verdict.GOOD):
        found = [one for one in results if one.signature.verdict is verdict]
        if not found or (verdict is Verdict.UNKNOWN and len(found) < len(results)):
            continue
        if verdict is not Verdict.GOOD:
            return found[0].signature, found[0]
        own = next((one for one in found if may_sign(one.method, issuer)), None)
        if own is None:
            return Finding(Verdict.BAD, "issuer-mismatch", f"No proof is made with a key of {issuer[:160]}."), found[0]
        return own.signature, own
    return _UNSIGNED, None


def may_sign(method: Method | None, issuer: str) -> bool:
    """Return whether a key may be the issuer's: it is said to be, or nothing at hand could say so."""
    if method is None:
        return False
    if method.controller == issuer:
        return True
    # Who names itself by a DID signs under it; a key that is said to be another site's is not this site's.
    return not issuer.startswith(DECIDABLE) and (method.how == "did" or not method.controller)


def judge_time(credential: Mapping[str, Any], at: datetime) -> Finding:
    """Return the verdict on the axis `freshness` from the period that a credential names."""
    try:
        start, end = period(credential)
    except Problem as problem:
        return Finding(Verdict.BAD, problem.code, str(problem))
    return within(start, end, at)


def within(start: datetime | None, end: datetime | None, at: datetime) -> Finding:
    """Return the verdict on a period at a moment."""
    if start is not None and at < start:
        return Finding(Verdict.BAD, "not-yet-valid", f"It is valid from {start.isoformat()}.")
    if end is not None and end < at:
        return Finding(Verdict.BAD, "expired", f"It was valid until {end.isoformat()}.")
    said = f"until {end.isoformat()}" if end else "without an end"
    return Finding(Verdict.GOOD, "valid-now", f"It is valid {said}.")


def _with_proofs(fresh: Finding, results: Sequence[ProofResult], context: Context) -> Finding:
    if fresh.verdict is Verdict.BAD:
        return fresh
    for result in results:
        if result.signature.verdict is not Verdict.GOOD:
            continue
        if result.expires is not None and result.expires < context.at:
            return Finding(Verdict.BAD, "proof-expired", f"Its proof was valid until {result.expires.isoformat()}.")
        if result.created is not None and result.created > context.at + LEEWAY:
            return Finding(Verdict.BAD, "proof-not-yet-made", f"Its proof says {result.created.isoformat()}.")
    return fresh
