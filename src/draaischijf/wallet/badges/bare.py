"""Payloads of edubadges (SURF) before an external signer made a credential of them: no `@context`, no `type`.

They are what edubadges hands to the signer, by itself or under `credential` beside an offer. They are unsigned, and so
never more than what somebody says.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from draaischijf.wallet.badges.envelope import UNBOUND, judge_time
from draaischijf.wallet.badges.reading import claims_of, read_badge
from draaischijf.wallet.credential import Credential
from draaischijf.wallet.detect import Detected
from draaischijf.wallet.integrity.contexts import OB3, VC2
from draaischijf.wallet.vcdm import items
from draaischijf.wallet.verification import Finding, Verdict, Verification
from draaischijf.wallet.verify import Context, Format

NAME: Final = "edubadges-bare"


def payload_in(value: Any) -> Mapping[str, Any] | None:
    """Return the bare payload that a value is or holds, or None."""
    held = value.get("credential") if isinstance(value, dict) and isinstance(value.get("credential"), dict) else value
    if not isinstance(held, dict) or {"@context", "type", "proof"} & held.keys():
        return None
    subjects = items(held.get("credentialSubject"))
    named = any(isinstance(one, dict) and isinstance(one.get("achievement"), dict) for one in subjects)
    return held if named else None


def dress(payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return a bare payload with the context and type that an Open Badge 3.0 must have, ready to be signed."""
    return {"@context": [VC2, OB3], "type": ["VerifiableCredential", "OpenBadgeCredential"], **payload}


def _fits(document: Detected) -> bool:
    return document.outline == "json" and payload_in(document.value) is not None


def _verify(document: Detected, context: Context) -> Verification:
    payload = payload_in(document.value) or {}
    credential = read_badge(payload, NAME)
    return Verification(
        format=NAME,
        axes={
            "signature": Finding(Verdict.BAD, "unsigned", "It is a payload that nobody has signed yet."),
            "issuer": Finding(Verdict.UNKNOWN, "issuer-unproven", "Without a signature nothing shows who issued it."),
            "status": Finding(Verdict.NOT_APPLICABLE, "no-status", "It names no status."),
            "freshness": judge_time(payload, context.at),
            "binding": UNBOUND,
        },
        claims=claims_of(credential),
    )


def _read(document: Detected) -> tuple[Credential, ...]:
    return (read_badge(payload_in(document.value) or {}, NAME, document.data),)


FORMATS: Final = (Format(NAME, _fits, _verify, _read),)
