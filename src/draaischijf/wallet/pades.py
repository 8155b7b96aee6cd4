"""Signed PDF extracts (PAdES), such as the diploma extract of DUO: the signature checked, the text handed to reading.

A PDF is signed as a whole or not at all: whatever was added after a signature, other than what keeps it alive, makes it
bad and is said. Certificates lead to the trust list at the moment of the question, or at that of a trusted timestamp.
Whether a certificate was revoked is not looked up.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.terms import EvidenceKind
from draaischijf.wallet.badges.envelope import LEEWAY, UNBOUND
from draaischijf.wallet.credential import Achievement, Credential
from draaischijf.wallet.detect import Detected
from draaischijf.wallet.process import shared_process
from draaischijf.wallet.trust import Signer, Trusted
from draaischijf.wallet.verification import Axis, Finding, Verdict, Verification
from draaischijf.wallet.verify import Context, Format

NAME: Final = "pades"
SECONDS: Final = 10.0
_TITLE: Final = 200
_TEXT: Final = 20_000
_UNKNOWN_SIGNER: Final = Finding(
    Verdict.UNKNOWN, "issuer-unproven", "Without a good signature nothing shows who made it."
)


def check_pdf(data: bytes, at: datetime, roots: Sequence[bytes] = ()) -> list[dict[str, Any]]:
    """Return what is known about each signature in a PDF, oldest first.

    Args:
        data: The PDF.
        at: The moment of the question; aware.
        roots: Certificates in DER that timestamps are believed under.

    Raises:
        Problem: It is no PDF that can be read strictly, is encrypted, or takes too long.
    """
    request = {
        "data": b64encode(data).decode("ascii"),
        "at": at.isoformat(),
        "roots": [b64encode(one).decode("ascii") for one in roots],
    }
    found: list[dict[str, Any]] = shared_process().ask("pdf", request, SECONDS)["signatures"]
    return found


def verify_pdf(document: Detected, context: Context) -> Verification:
    """Return the verdict on a PDF.

    Raises:
        Problem: It cannot be read as a PDF.
    """
    signatures = check_pdf(document.data, context.at, context.trust.roots())
    finding, last = _signature(signatures)
    axes: dict[Axis, Finding] = {
        "signature": finding,
        "issuer": _issuer(last, context) if finding.verdict is Verdict.GOOD else _UNKNOWN_SIGNER,
        "status": Finding(Verdict.NOT_APPLICABLE, "no-status", "A PDF names no status."),
        "freshness": _freshness(last, context.at),
        "binding": UNBOUND,
    }
    told = ("signer", "said", "stamped")
    return Verification(NAME, axes, tuple({name: one.get(name) for name in told} for one in signatures))


def _signature(signatures: Sequence[Mapping[str, Any]]) -> tuple[Finding, Mapping[str, Any]]:
    if not signatures:
        return Finding(Verdict.BAD, "unsigned", "The PDF is not signed."), {}
    last = signatures[-1]
    for one in signatures:
        if not one["intact"]:
            reason = f"A signature {one.get('reason', 'is not of this PDF')}."
            return Finding(Verdict.BAD, str(one.get("code", "signature-invalid")), reason), last
    # Signing again adds to a PDF; nothing else may be between two signatures, and nothing at all after the last.
    for one in signatures:
        if not one["whole"] and (one is last or not one["only_signed"]):
            reason = f"The PDF was changed after it was signed ({str(one['changes']).lower().replace('_', ' ')})."
            return Finding(Verdict.BAD, "changed-after-signing", reason), last
    return Finding(Verdict.GOOD, "signature-valid", f"Signed by {str(last['signer'])[:160]}."), last


def _issuer(last: Mapping[str, Any], context: Context) -> Finding:
    signer = Signer(chain=tuple(b64decode(one) for one in last["chain"]))
    moment = datetime.fromisoformat(last["stamped"]) if last["stamped"] else context.at
    found = [context.trust.judge(one.id, _kind(one), moment, signer) for one in context.trust.entries if one.roots]
    good = next((one for one in found if one.verdict is Verdict.GOOD), None)
    if good is not None:
        return good
    named = next((one for one in found if one.code not in ("issuer-key-mismatch", "chain-untrusted")), None)
    return named or Finding(Verdict.UNKNOWN, "issuer-not-listed", "The signer of the PDF is not on the trust list.")


def _kind(entry: Trusted) -> EvidenceKind | None:
    """Return what a PDF of an issuer is evidence of: what the list says of its PDFs, or its only kind."""
    if NAME in entry.types:
        return entry.types[NAME]
    return next(iter(entry.kinds)) if entry.kinds is not None and len(entry.kinds) == 1 else None


def _freshness(last: Mapping[str, Any], at: datetime) -> Finding:
    told = last.get("stamped") or last.get("said")
    if told is None:
        return Finding(Verdict.UNKNOWN, "signing-time-missing", "Nothing says when it was signed.")
    moment = datetime.fromisoformat(told)
    how = "a trusted timestamp" if last.get("stamped") else "its signer"
    if moment > at + LEEWAY:
        return Finding(Verdict.BAD, "signed-later", f"It was signed at {told}, says {how}.")
    return Finding(Verdict.GOOD, "no-end", f"Signed at {told}, says {how}; a PDF names no end.")


def read_pdf(document: Detected) -> tuple[Credential, ...]:
    """Return the text of a PDF as a credential, for reading to find skills and qualifications in."""
    from draaischijf.reading.formats import read_document

    found = read_document(document.data, name="document.pdf")
    try:
        signatures = check_pdf(document.data, datetime.now().astimezone())
    except Problem:
        signatures = []
    signer = str(signatures[-1].get("signer", "")) if signatures else ""
    lines = [line.strip() for line in found.text.splitlines() if line.strip()]
    # A PDF has no fields: its first line names it, and the rest is for reading and the person to make something of.
    said = Achievement(lines[0][:_TITLE] if lines else "PDF", description=found.text[:_TEXT])
    claims = {"text": found.text}
    held = Credential(NAME, signer, signer, achievements=(said,), claims=claims, source=document.data)
    return (held,)


FORMATS: Final = (Format(NAME, lambda document: document.outline == "pdf", verify_pdf, read_pdf),)
