"""Seals of European credentials: a JWS in JSON with the certificate of the signer in it (JAdES, ETSI TS 119 182-1).

Timestamps inside a seal are not judged, so that its moment is what the seal itself says.
"""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509 import ObjectIdentifier

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url, b64url_decode, parse_object
from draaischijf.wallet.chains import load_certificate
from draaischijf.wallet.detect import MAX_TEXT
from draaischijf.wallet.integrity.proofs import moment
from draaischijf.wallet.keys import PublicKey, public_key
from draaischijf.wallet.rsa import RsaKey
from draaischijf.wallet.vcdm import items

_MAX_CHAIN: Final = 5
# Members of the protected header that must be understood, and are (ETSI TS 119 182-1, section 5.1.9).
_UNDERSTOOD: Final = frozenset(("b64", "sigT", "adoTst", "x5t#S256"))
_ORGANISATION: Final = ObjectIdentifier("2.5.4.97")  # organizationIdentifier, ETSI EN 319 412-3


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal that is taken apart.

    Args:
        key: The key in the signer's certificate.
        chain: Certificates in DER, the signer's own first.
        signed: What the signature is over.
        signature: The signature.
        moment: When it says that it was made.
    """

    key: PublicKey | RsaKey
    chain: tuple[bytes, ...] = field(repr=False)
    signed: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    moment: datetime | None = None

    @property
    def organisation(self) -> str:
        """Return the identifier of the organisation in the certificate, such as `NTRNL-12345678`; empty without."""
        named = load_certificate(self.chain[0]).subject.get_attributes_for_oid(_ORGANISATION)
        return str(named[0].value) if named else ""


def read_seals(value: Mapping[str, Any]) -> tuple[dict[str, Any], list[Seal]]:
    """Return the credential and the seals of a JWS in JSON.

    Raises:
        Problem: It is no such thing, or asks for what is not understood.
    """
    payload = value.get("payload")
    listed = value.get("signatures", [value])
    if not isinstance(payload, str) or not isinstance(listed, list) or not 1 <= len(listed) <= _MAX_CHAIN:
        raise Problem("seal-invalid", "has no payload with one to five signatures.")
    seals, plain = [], None
    for one in listed:
        if not isinstance(one, dict) or not all(isinstance(one.get(name), str) for name in ("protected", "signature")):
            raise Problem("seal-invalid", "has a signature without its protected header.", place="signatures")
        header = parse_object(b64url_decode(one["protected"]), max_bytes=MAX_TEXT, max_depth=12)
        text = _payload(payload, header)
        if plain not in (None, text):
            raise Problem("seal-invalid", "has signatures over different things.", place="signatures")
        plain = text
        seals.append(_seal(one, header, payload))
    return parse_object(plain or "", max_bytes=MAX_TEXT), seals


def _payload(payload: str, header: Mapping[str, Any]) -> str:
    if header.get("b64", True) is False:
        return payload
    try:
        return b64url_decode(payload).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem("seal-invalid", "has a payload that is no text.", place="payload") from error


def _seal(one: Mapping[str, Any], header: Mapping[str, Any], payload: str) -> Seal:
    critical = items(header.get("crit"))
    if not all(isinstance(name, str) and name in _UNDERSTOOD and name in header for name in critical):
        raise Problem("seal-critical", "asks for something that is not understood.", place="crit")
    chain = _chain(header)
    if header.get("x5t#S256", b64url(sha256(chain[0]).digest())) != b64url(sha256(chain[0]).digest()):
        raise Problem("seal-certificate", "names another certificate than it holds.", place="x5t#S256")
    part = load_certificate(chain[0]).public_key()
    try:
        key: PublicKey | RsaKey = public_key(part)
    except Problem:
        key = _rsa(part)
    if header.get("alg") != key.algorithm:
        raise Problem("algorithm-not-allowed", "is of an algorithm that is not that of its key.", place="alg")
    signed = f"{one['protected']}.{payload}".encode()
    return Seal(key, chain, signed, b64url_decode(one["signature"]), moment(header.get("sigT"), "sigT"))


def _rsa(part: object) -> RsaKey:
    if not isinstance(part, RSAPublicKey):
        raise Problem("key-unsupported", "is made with a key of a kind that is not taken.")
    return RsaKey(part)


def _chain(header: Mapping[str, Any]) -> tuple[bytes, ...]:
    listed = header.get("x5c")
    if not isinstance(listed, list) or not 1 <= len(listed) <= _MAX_CHAIN:
        raise Problem("seal-certificate", f"does not hold one to {_MAX_CHAIN} certificates.", place="x5c")
    try:
        return tuple(b64decode(one, validate=True) for one in listed)
    except (NotBase64, ValueError, TypeError) as error:
        raise Problem("seal-certificate", "holds what is no certificate.", place="x5c") from error
