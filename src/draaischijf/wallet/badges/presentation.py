"""Presentations: credentials, and that whoever shows them holds the key, now and for this verifier.

Each axis is that of the worst credential. The axis `binding` is about the presentation: its proof must repeat the
challenge and name the domain that the verifier asked for, and be made with a key of the subject of each credential.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.badges.envelope import DECIDABLE, at_hand
from draaischijf.wallet.badges.formats import SECONDS, verify_document, verify_token
from draaischijf.wallet.badges.reading import read_badge
from draaischijf.wallet.badges.token import ALGORITHMS, inside, judge_token, token_time
from draaischijf.wallet.credential import Credential
from draaischijf.wallet.detect import Detected
from draaischijf.wallet.integrity.contexts import VC2
from draaischijf.wallet.integrity.proofs import ProofResult, check_proofs
from draaischijf.wallet.jose import parse_token
from draaischijf.wallet.process import allowance
from draaischijf.wallet.vcdm import check_presentation, id_of, items, types_of
from draaischijf.wallet.verification import AXES, Axis, Finding, Verdict, Verification
from draaischijf.wallet.verify import Context, Format

NAME: Final = "vp"
MAX_CREDENTIALS: Final = 32
ENVELOPED: Final = "EnvelopedVerifiableCredential"
ENVELOPED_PRESENTATION: Final = "EnvelopedVerifiablePresentation"
_DATA_URL: Final = re.compile(r"data:application/(?:v[cp]\+)?jwt[^,]{0,40},([A-Za-z0-9_.-]+)")
_ORDER: Final = (Verdict.BAD, Verdict.UNKNOWN, Verdict.GOOD, Verdict.NOT_APPLICABLE)


def verify_presentation(presentation: Mapping[str, Any], context: Context) -> Verification:
    """Return the verdict on a presentation with proofs inside it.

    Args:
        presentation: The presentation.
        context: `nonce` is the challenge and `audience` the domain that it must answer.
    """
    with allowance(SECONDS):
        try:
            check_presentation(presentation)
            results = check_proofs(presentation, "authentication", at_hand(context))
        except Problem as problem:
            return _refused(problem)
        return _together(presentation, results, context)


def verify_presentation_token(text: str, context: Context) -> Verification:
    """Return the verdict on a presentation in a token, whose `nonce` and `aud` answer the question.

    Raises:
        Problem: It is no token with a JSON object in it.
    """
    token = parse_token(text, allowed=ALGORITHMS)
    claims = token.claims()
    presentation = inside(claims, "vp")
    if isinstance(claims.get("iss"), str):
        presentation.setdefault("holder", claims["iss"])
    with allowance(SECONDS):
        try:
            check_presentation(presentation)
        except Problem as problem:
            return _refused(problem)
        finding, method = judge_token(token, id_of(presentation.get("holder")), context, "authentication")
        said = {"challenge": claims.get("nonce"), "domain": claims.get("aud")}
        found = _together(presentation, [ProofResult(finding, "vp-jwt", method, said)], context)
    time = token_time(claims, context.at, found.axes["freshness"])
    return replace(found, axes={**found.axes, "freshness": _worst([time, found.axes["freshness"]])})


def _together(presentation: Mapping[str, Any], results: Sequence[ProofResult], context: Context) -> Verification:
    try:
        held = [_judge(one, context) for one in _credentials(presentation)]
    except Problem as problem:
        return _refused(problem)
    axes: dict[Axis, Finding] = {axis: _worst([one.axes[axis] for one in held]) for axis in AXES}
    axes["signature"] = _worst([axes["signature"], _signature(results)]) if held else _signature(results)
    axes["binding"] = _binding(presentation, results, held, context)
    if not held:
        fresh = Finding(Verdict.GOOD, "no-credentials", "The presentation holds no credentials that could be stale.")
        axes |= {"issuer": _NOTHING, "status": _NOTHING, "freshness": fresh}
    suite = results[0].suite if results else "unsigned"
    return Verification(f"{NAME}+{suite}", axes, tuple(claim for one in held for claim in one.claims))


def _refused(problem: Problem) -> Verification:
    unknown = Finding(Verdict.UNKNOWN, "presentation-unread", "The presentation is not well put together.")
    axes: dict[Axis, Finding] = dict.fromkeys(AXES, unknown)
    axes["signature"] = Finding(Verdict.BAD, problem.code, f"The presentation: {problem}")
    return Verification(f"{NAME}+unsigned", axes)


def _credentials(presentation: Mapping[str, Any]) -> list[dict[str, Any]]:
    held = items(presentation.get("verifiableCredential"))
    if len(held) > MAX_CREDENTIALS:
        raise Problem("presentation-too-large", f"holds more than {MAX_CREDENTIALS} credentials.")
    return held


def _judge(credential: Mapping[str, Any], context: Context) -> Verification:
    if ENVELOPED in types_of(credential):
        return verify_token(enveloped_token(credential), context)
    return verify_document(credential, context)


def enveloped_token(envelope: Mapping[str, Any], type_: str = ENVELOPED) -> str:
    """Return the token in the `data:` URL of an enveloped credential (VC Data Model 2.0, section 4.13.1).

    Raises:
        Problem: It is no such envelope.
    """
    match = _DATA_URL.fullmatch(id_of(envelope))
    if VC2 not in items(envelope.get("@context")) or type_ not in types_of(envelope) or match is None:
        raise Problem("envelope-invalid", f"is no {type_} with a token in a data: URL.", place="id")
    return match[1]


def _worst(findings: Sequence[Finding]) -> Finding:
    return min(findings, key=lambda one: _ORDER.index(one.verdict)) if findings else _NOTHING


_NOTHING: Final = Finding(Verdict.NOT_APPLICABLE, "no-credentials", "The presentation holds no credentials.")


def _signature(results: Sequence[ProofResult]) -> Finding:
    unsigned = Finding(Verdict.BAD, "proof-missing", "The presentation is not signed.")
    return _worst([one.signature for one in results]) if results else unsigned


def _binding(
    presentation: Mapping[str, Any], results: Sequence[ProofResult], held: Sequence[Verification], context: Context
) -> Finding:
    good = [one for one in results if one.signature.verdict is Verdict.GOOD and one.method is not None]
    if not good:
        return Finding(Verdict.BAD, "holder-unproven", "Nothing shows who presents this.")
    for name, asked in (("challenge", context.nonce), ("domain", context.audience)):
        said = [items(one.proof.get(name)) for one in good]
        if asked is not None and not any(asked in one for one in said):
            return Finding(Verdict.BAD, f"{name}-mismatch", f"The proof does not name the {name} that was asked for.")
    controllers = {one.method.controller for one in good if one.method is not None and one.method.proven}
    subjects = {str(claim.get("holder") or "") for one in held for claim in one.claims} - {""}
    return _held_by(id_of(presentation.get("holder")), subjects, controllers, context)


def _held_by(holder: str, subjects: set[str], controllers: set[str], context: Context) -> Finding:
    """Return the finding on whether those who signed are those who are named."""
    others = [who for who in filter(None, (holder, *sorted(subjects))) if who not in controllers]
    for who in sorted(others, key=lambda one: not one.startswith(DECIDABLE)):
        # Whose key it is can be told of some names only; of the others nothing shows it.
        if who.startswith(DECIDABLE):
            return Finding(Verdict.BAD, "holder-mismatch", f"The proof is not made with a key of {who[:160]}.")
        return Finding(Verdict.UNKNOWN, "holder-unproven", f"Nothing shows that the proof is made by {who[:160]}.")
    if context.nonce is None:
        reason = "No challenge was asked for, so that it may be a replay."
        return Finding(Verdict.UNKNOWN, "challenge-not-asked", reason)
    if not subjects:
        return Finding(Verdict.UNKNOWN, "holder-unnamed", "No credential names whose it is.")
    return Finding(Verdict.GOOD, "holder-proven", "Whoever presents it holds the key of whom it is about.")


def _fits(document: Detected) -> bool:
    value = document.value
    named = {"VerifiablePresentation", ENVELOPED_PRESENTATION}
    return document.outline == "json" and isinstance(value, dict) and not named.isdisjoint(types_of(value))


def _fits_token(document: Detected) -> bool:
    value = document.value
    held = inside(value, "vp") if document.outline == "jwt" and isinstance(value, dict) else {}
    return "VerifiablePresentation" in types_of(held)


def verify_any(presentation: Mapping[str, Any], context: Context) -> Verification:
    """Return the verdict on a presentation with proofs inside it, or on one in an envelope."""
    if "VerifiablePresentation" in types_of(presentation):
        return verify_presentation(presentation, context)
    try:
        text = enveloped_token(presentation, ENVELOPED_PRESENTATION)
    except Problem as problem:
        return _refused(problem)
    return verify_presentation_token(text, context)


def _read(presentation: Mapping[str, Any], source: bytes) -> tuple[Credential, ...]:
    held = [one for one in _credentials(presentation) if isinstance(one, dict) and ENVELOPED not in types_of(one)]
    return tuple(read_badge(one, NAME, source) for one in held)


FORMATS: Final = (
    Format(
        NAME,
        _fits,
        lambda document, context: verify_any(document.value, context),
        lambda document: _read(document.value, document.data),
    ),
    Format(
        f"{NAME}+vp-jwt",
        _fits_token,
        lambda document, context: verify_presentation_token(document.text, context),
        lambda document: _read(inside(document.value, "vp"), document.data),
    ),
)
