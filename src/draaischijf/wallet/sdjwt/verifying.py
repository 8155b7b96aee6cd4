"""The verdict on an SD-JWT: signature, issuer, status, freshness and the holder's binding, each apart.

Which key counts is never for the token to say. Where the trust list names the issuer, only what stands there counts:
its roots, its keys. Otherwise a certificate that stands for the issuer's name shows that the text is whole, while the
issuer stays unknown; a bare `jwk` or `kid` in a header shows nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import parse_object, split_url
from draaischijf.wallet.chains import follow, key_of, load_certificate, names_of
from draaischijf.wallet.jose import Token
from draaischijf.wallet.keys import PublicKey, public_key_from_jwk, thumbprint
from draaischijf.wallet.sdjwt.binding import binding_of
from draaischijf.wallet.sdjwt.kinds import kind_of
from draaischijf.wallet.sdjwt.parsing import SdJwt
from draaischijf.wallet.status.token import status_of
from draaischijf.wallet.times import freshness_of
from draaischijf.wallet.trust import Signer
from draaischijf.wallet.verification import Axis, Finding, Verdict, Verification
from draaischijf.wallet.verify import Context

VC: Final = "dc+sd-jwt"
LEGACY_VC: Final = "vc+sd-jwt"
_NEVER_DISCLOSED: Final = frozenset(("iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"))
_NOT_READ: Final = Finding(Verdict.UNKNOWN, "not-looked-at", "Not looked at, as the text itself is refused.")


@dataclass(frozen=True, slots=True)
class _Signed:
    """What is known about the signature.

    Args:
        finding: The verdict.
        key: The key that made it; None unless it is good.
        signer: How it was made, for the trust list.
        chain: Certificates of the signer.
    """

    finding: Finding
    key: PublicKey | None = None
    signer: Signer = field(default_factory=Signer)
    chain: tuple[bytes, ...] = ()


def refused(format_: str, problem: Problem) -> Verification:
    """Return the verdict on a text that breaks a rule before anything in it can be believed."""
    axes: dict[Axis, Finding] = dict.fromkeys(("issuer", "status", "freshness", "binding"), _NOT_READ)
    return Verification(format_, {"signature": Finding(Verdict.BAD, problem.code, f"It {problem.message}"), **axes})


def verify_sd_jwt(held: SdJwt, context: Context) -> Verification:
    """Return the verdict on an SD-JWT or SD-JWT VC.

    Args:
        held: The SD-JWT, with or without a binding.
        context: What is asked.
    """
    format_ = held.token.type if held.token.type in (VC, LEGACY_VC) else "sd-jwt"
    try:
        claims = held.claims
        check_form(held, format_)
    except Problem as problem:
        return refused(format_, problem)
    issuer = claims.get("iss", "")
    signed = _signature(held.token, issuer, context)
    axes: dict[Axis, Finding] = {
        "signature": signed.finding,
        "issuer": _issuer(claims, signed, context),
        "status": status_of(claims.get("status"), issuer, signed.key, context),
        "freshness": freshness_of(claims, context.at, signed.chain),
        "binding": binding_of(held, context),
    }
    shown = () if signed.finding.verdict is Verdict.BAD else (claims,)
    return Verification(format_, axes, shown)


def check_form(held: SdJwt, format_: str) -> None:
    """Check what must hold whoever signed.

    Raises:
        Problem: `type-not-allowed`, `vct-missing`, `claim-held-back`, `issuer-malformed`.
    """
    payload = held.payload
    if not held.token.type.endswith("+sd-jwt"):
        raise Problem("type-not-allowed", "is of a type that is no SD-JWT.")
    if format_ != "sd-jwt" and not (isinstance(payload.get("vct"), str) and payload["vct"]):
        raise Problem("vct-missing", "does not say what type of credential it is (vct).")
    if format_ == LEGACY_VC and ("@context" in payload or "vc" in payload):
        raise Problem("type-not-allowed", "is an older W3C credential under a type that means two things.")
    names = {place[0] for place in held.opened.places.values()}
    if format_ != "sd-jwt" and names & _NEVER_DISCLOSED:
        raise Problem("claim-held-back", "has a disclosure of a claim that must stand in the signed part.")
    if not isinstance(payload.get("iss", ""), str):
        raise Problem("issuer-malformed", "names its issuer in a way that is no text.")


def _signature(token: Token, issuer: str, context: Context) -> _Signed:
    """Return the verdict on the signature, against a key that is known to be the issuer's."""
    try:
        chain = token.chain()
        if chain:
            return _by_certificate(token, chain, issuer, context)
        return _by_key(token, issuer, context)
    except Problem as problem:
        return _Signed(Finding(Verdict.BAD, problem.code, f"It {problem.message}"))


def _by_certificate(token: Token, chain: tuple[bytes, ...], issuer: str, context: Context) -> _Signed:
    key = key_of(chain[0])
    signer = _signer(chain)
    if not token.verify(key):
        finding = Finding(Verdict.BAD, "signature-wrong", "The signature does not match the text.")
        return _Signed(finding, signer=signer, chain=chain)
    if issuer and not _stands_for(chain, issuer, context):
        reason = f"It is signed, but not with a certificate of {issuer}."
        return _Signed(Finding(Verdict.BAD, "key-not-of-issuer", reason), signer=signer, chain=chain)
    reason = "The signature matches the text and its certificate."
    return _Signed(Finding(Verdict.GOOD, "signature-matches", reason), key, signer, chain)


def _stands_for(chain: Sequence[bytes], issuer: str, context: Context) -> bool:
    """Return whether a certificate may speak for an issuer: by the trust list, otherwise by its names."""
    entries = context.trust.about(issuer)
    if not entries:
        names = names_of(chain[0])
        return issuer in names or (split_url(issuer).hostname or issuer) in names
    own = load_certificate(chain[0])
    if any(thumbprint(key_of(chain[0]).jwk) in entry.jwks for entry in entries if entry.jwks):
        return True
    try:
        # Time is for the axis of freshness: here it is only asked whose certificate it is.
        moment = min(max(context.at, own.not_valid_before_utc), own.not_valid_after_utc)
        follow(chain, context.trust.roots(issuer), moment)
    except Problem:
        return False
    return True


@lru_cache(maxsize=1024)
def _signer(chain: tuple[bytes, ...]) -> Signer:
    return Signer(chain, key_of(chain[0]).jwk)


def _by_key(token: Token, issuer: str, context: Context) -> _Signed:
    """Look for the key where it is known: on the trust list, or in metadata of the issuer that is at hand."""
    listed = [key for entry in context.trust.about(issuer) for key in entry.keys] if issuer else []
    keys = listed or (_published(issuer, context) if issuer else [])
    if not keys:
        reason = "No key of this issuer is known here; what stands in the header is no proof of origin."
        return _Signed(Finding(Verdict.UNKNOWN, "key-unknown", reason))
    kid = token.header.get("kid")
    named = [one for one in keys if one.get("kid") == kid] if kid is not None else []
    for jwk in named or keys:
        key = public_key_from_jwk(jwk)
        if token.verify(key):
            reason = "The signature matches the text and a key of the issuer."
            return _Signed(Finding(Verdict.GOOD, "signature-matches", reason), key, Signer(jwk=key.jwk))
    if listed:
        return _Signed(Finding(Verdict.BAD, "key-not-of-issuer", f"No key of {issuer} made this signature."))
    return _Signed(Finding(Verdict.BAD, "signature-wrong", "The signature does not match the text."))


def _published(issuer: str, context: Context) -> list[Mapping[str, Any]]:
    """Return the keys in JWT VC Issuer Metadata, where that document is at hand or may be fetched."""
    parts = split_url(issuer)
    if parts.scheme != "https" or not parts.netloc:
        return []
    try:
        data = context.document(f"https://{parts.netloc}/.well-known/jwt-vc-issuer{parts.path.rstrip('/')}")
    except Problem:  # that it cannot be fetched says nothing about the text
        return []
    if data is None:
        return []
    metadata = parse_object(data)
    keys = metadata.get("jwks", {}).get("keys") if isinstance(metadata.get("jwks"), dict) else None
    if metadata.get("issuer") != issuer or not isinstance(keys, list):
        raise Problem("issuer-metadata-invalid", "has an issuer whose metadata is of another, or has no keys.")
    return [one for one in keys if isinstance(one, dict)]


def _issuer(claims: Mapping[str, Any], signed: _Signed, context: Context) -> Finding:
    issuer = claims.get("iss", "")
    if signed.finding.verdict is Verdict.UNKNOWN:
        return Finding(Verdict.UNKNOWN, "issuer-unproven", "Who signed it is unknown, so the issuer is too.")
    vct = claims.get("vct", "")
    kind = context.trust.kind_of(issuer, vct) if isinstance(vct, str) else None
    return context.trust.judge(issuer, kind or kind_of(claims), context.at, signed.signer)
