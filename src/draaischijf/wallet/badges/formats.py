"""The formats of badges, as the one way in (`draaischijf.wallet.verify`) asks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.badges import bare, version2
from draaischijf.wallet.badges.baked import extract
from draaischijf.wallet.badges.endorsements import judge_endorsements
from draaischijf.wallet.badges.envelope import UNBOUND, Opened, named_suite, open_document
from draaischijf.wallet.badges.reading import claims_of, read_badge
from draaischijf.wallet.badges.shapes import is_badge
from draaischijf.wallet.badges.status import judge_status
from draaischijf.wallet.badges.token import credential_in, open_token
from draaischijf.wallet.credential import Credential
from draaischijf.wallet.detect import Detected, detect
from draaischijf.wallet.integrity.contexts import VC1, VC2
from draaischijf.wallet.process import allowance
from draaischijf.wallet.trust import Signer
from draaischijf.wallet.vcdm import items, types_of
from draaischijf.wallet.verification import Finding, Verdict, Verification
from draaischijf.wallet.verify import Context, Format

BADGE: Final = "open-badge-3"
CREDENTIAL: Final = "vc"
# Processor time for canonical forms that one question may take in all, however many proofs and credentials it holds.
SECONDS: Final = 5.0


def name_of(credential: Mapping[str, Any], suite: str) -> str:
    """Return the name of the format of a credential, such as `open-badge-3+eddsa-rdfc-2022`."""
    return f"{BADGE if is_badge(credential) else CREDENTIAL}+{suite}"


def verify_document(credential: Mapping[str, Any], context: Context) -> Verification:
    """Return the verdict on a credential with proofs inside it."""
    with allowance(SECONDS):
        return judge(open_document(credential, context), context)


def verify_token(text: str, context: Context) -> Verification:
    """Return the verdict on a credential in a token.

    Raises:
        Problem: It is no token with a JSON object in it.
    """
    with allowance(SECONDS):
        return judge(open_token(text, context), context)


def judge(opened: Opened, context: Context) -> Verification:
    """Return the verdict on a credential that is out of its security."""
    credential = read_badge(opened.credential, name_of(opened.credential, opened.suite))
    kind = context.trust.kind_of(credential.issuer, credential.type) or credential.kind
    credential = replace(credential, kind=kind)
    more: dict[str, Any] = {"not_checked": _not_checked(opened.credential)}
    if endorsements := judge_endorsements(opened.credential, context):
        more["endorsements"] = endorsements
    return Verification(
        format=credential.format,
        axes={
            "signature": opened.signature,
            "issuer": _judge_issuer(credential, opened, context),
            "status": judge_status(opened.credential, context),
            "freshness": opened.freshness,
            "binding": UNBOUND,
        },
        claims=claims_of(credential, **more),
    )


def _judge_issuer(credential: Credential, opened: Opened, context: Context) -> Finding:
    method = opened.method
    if opened.signature.verdict is not Verdict.GOOD or method is None:
        return Finding(Verdict.UNKNOWN, "issuer-unproven", "Without a good signature nothing shows who issued it.")
    did = method.controller if method.proven and method.controller.startswith("did:") else ""
    signer = Signer(jwk=method.key.jwk, did=did)
    finding = context.trust.judge(credential.issuer, credential.kind, context.at, signer)
    if finding.verdict is Verdict.UNKNOWN and finding.code == "issuer-not-listed" and not method.proven:
        reason = f"Only the credential itself says that its key is of {credential.issuer[:160]}."
        return Finding(Verdict.UNKNOWN, "key-self-named", reason)
    return finding


def _not_checked(credential: Mapping[str, Any]) -> list[str]:
    """Return what a credential names and nobody looked at here, so that a reader knows."""
    return [
        f"{name}: {', '.join(types_of(one)) or '?'}"[:200]
        for name in ("credentialSchema", "refreshService", "termsOfUse", "relatedResource")
        for one in items(credential.get(name))
        if isinstance(one, dict)
    ]


def _is_credential(value: Any) -> bool:
    return isinstance(value, dict) and "VerifiableCredential" in types_of(value)


def _fits_document(document: Detected) -> bool:
    value = document.value
    context = items(value.get("@context")) if isinstance(value, dict) else []
    known = VC1 in context or VC2 in context or "proof" in (value if isinstance(value, dict) else {})
    return document.outline == "json" and (_is_credential(value) or (known and is_badge(value)))


def _read_document(document: Detected) -> tuple[Credential, ...]:
    return (read_badge(document.value, name_of(document.value, named_suite(document.value)), document.data),)


def _fits_token(document: Detected) -> bool:
    if document.outline != "jwt" or not isinstance(document.value, dict):
        return False
    credential = credential_in(document.value)
    return _is_credential(credential) or is_badge(credential)


def _read_token(document: Detected) -> tuple[Credential, ...]:
    credential = credential_in(document.value)
    return (read_badge(credential, name_of(credential, "vc-jwt"), document.data),)


def _fits_baked(document: Detected) -> bool:
    return document.outline == "png" or (document.outline == "xml" and "<svg" in document.text[:4096].lower())


def _baked(document: Detected) -> tuple[Format, Detected]:
    """Return what is baked into a picture, and its format; a picture in a picture is none."""
    inner = detect(extract(document))
    for one in FORMATS:
        if one.name != "baked" and one.fits(inner):
            return one, inner
    raise Problem("baked-unknown", "is a picture with something baked in that is no badge.")


def _verify_baked(document: Detected, context: Context) -> Verification:
    format_, inner = _baked(document)
    return format_.verify(inner, context)


def _read_baked(document: Detected) -> tuple[Credential, ...]:
    format_, inner = _baked(document)
    return tuple(replace(one, source=document.data) for one in format_.read(inner))


FORMATS: Final = (
    Format(BADGE, _fits_document, lambda document, context: verify_document(document.value, context), _read_document),
    Format(f"{BADGE}+vc-jwt", _fits_token, lambda document, context: verify_token(document.text, context), _read_token),
    *version2.FORMATS,
    *bare.FORMATS,
    Format("baked", _fits_baked, _verify_baked, _read_baked),
)
