"""Keys behind an interface: who signs asks for a signature, never for the secret.

A `Key` may live in a file (see `key_store`), in hardware or in a cloud: it knows its algorithm, its public half and
its certificates, and signs. Algorithms are ES256 (the European wallet profile, HAIP 1.0) and EdDSA with Ed25519
(badges). Signatures have the shape that JOSE gives them: `r || s` for ES256.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, Literal, Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_der_private_key,
)

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url, b64url_decode

Algorithm = Literal["ES256", "EdDSA"]
ALGORITHMS: Final[tuple[Algorithm, ...]] = ("ES256", "EdDSA")
PublicPart = ec.EllipticCurvePublicKey | ed25519.Ed25519PublicKey
PrivatePart = ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey
_ECDSA: Final = ec.ECDSA(SHA256())
_COORDINATE: Final = 32


class Key(Protocol):
    """Something that can sign and says who it is."""

    @property
    def algorithm(self) -> Algorithm:
        """Return the algorithm of its signatures."""
        ...

    @property
    def id(self) -> str:
        """Return the key id, as it stands under `kid`."""
        ...

    @property
    def jwk(self) -> Mapping[str, str]:
        """Return the public half as a JSON Web Key, without `kid` and `alg`."""
        ...

    @property
    def x5c(self) -> tuple[bytes, ...]:
        """Return its certificates in DER, its own first and without the root; empty where it has none."""
        ...

    def sign(self, data: bytes) -> bytes:
        """Return the signature over data, in the shape of JOSE."""
        ...


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half of a key.

    Args:
        algorithm: The only algorithm that this key is taken with; never the one that a token asks for.
        part: The key itself.
    """

    algorithm: Algorithm
    part: PublicPart = field(repr=False)

    def verify(self, signature: bytes, data: bytes) -> bool:
        """Return whether the signature (in the shape of JOSE) is this key's over the data."""
        try:
            if isinstance(self.part, ed25519.Ed25519PublicKey):
                self.part.verify(signature, data)
            elif len(signature) == 2 * _COORDINATE:
                r = int.from_bytes(signature[:_COORDINATE], "big")
                s = int.from_bytes(signature[_COORDINATE:], "big")
                self.part.verify(encode_dss_signature(r, s), data, _ECDSA)
            else:
                return False
        except InvalidSignature:
            return False
        return True

    @property
    def jwk(self) -> dict[str, str]:
        """Return the key as a JSON Web Key with the required members only (RFC 7518 section 6.2, RFC 8037)."""
        if isinstance(self.part, ed25519.Ed25519PublicKey):
            return {"crv": "Ed25519", "kty": "OKP", "x": b64url(self.part.public_bytes_raw())}
        numbers = self.part.public_numbers()
        x, y = (b64url(one.to_bytes(_COORDINATE, "big")) for one in (numbers.x, numbers.y))
        return {"crv": "P-256", "kty": "EC", "x": x, "y": y}


def public_key(part: object) -> PublicKey:
    """Return a key of the cryptography library as a PublicKey.

    Raises:
        Problem: It is neither P-256 nor Ed25519.
    """
    if isinstance(part, ec.EllipticCurvePublicKey) and isinstance(part.curve, ec.SECP256R1):
        return PublicKey("ES256", part)
    if isinstance(part, ed25519.Ed25519PublicKey):
        return PublicKey("EdDSA", part)
    raise Problem("key-unsupported", "is neither a P-256 nor an Ed25519 key.", hint="Use ES256 or Ed25519.")


def public_key_from_jwk(jwk: Mapping[str, Any]) -> PublicKey:
    """Return the key in a JSON Web Key; a private half in it is refused, as it has no place in a public text.

    Raises:
        Problem: It is no public P-256 or Ed25519 key.
    """
    kind, curve, x, y = jwk.get("kty"), jwk.get("crv"), jwk.get("x"), jwk.get("y")
    if "d" in jwk or "k" in jwk:
        raise Problem("key-secret", "holds a secret where only a public key belongs.")
    if kind == "EC" and curve == "P-256" and isinstance(x, str) and isinstance(y, str):
        return _ec_key(x, y)
    if kind == "OKP" and curve == "Ed25519" and isinstance(x, str):
        return _ed_key(x)
    raise Problem("key-unsupported", "is neither a P-256 nor an Ed25519 key.", hint="Use ES256 or Ed25519.")


@lru_cache(maxsize=4096)
def _ec_key(x: str, y: str) -> PublicKey:
    point = b64url_decode(x), b64url_decode(y)
    if any(len(one) != _COORDINATE for one in point):
        raise Problem("key-invalid", "has a coordinate that is not 32 bytes long.")
    at_x, at_y = (int.from_bytes(one, "big") for one in point)
    try:
        return PublicKey("ES256", ec.EllipticCurvePublicNumbers(at_x, at_y, ec.SECP256R1()).public_key())
    except ValueError as error:
        raise Problem("key-invalid", "is no point on P-256.") from error


@lru_cache(maxsize=4096)
def _ed_key(x: str) -> PublicKey:
    try:
        return PublicKey("EdDSA", ed25519.Ed25519PublicKey.from_public_bytes(b64url_decode(x)))
    except ValueError as error:
        raise Problem("key-invalid", "is no Ed25519 key.") from error


def thumbprint(jwk: Mapping[str, Any]) -> str:
    """Return the SHA-256 thumbprint of a JSON Web Key (RFC 7638), base64url."""
    members = {name: jwk[name] for name in ("crv", "kty", "x", "y") if name in jwk}
    return b64url(sha256(json.dumps(members, sort_keys=True, separators=(",", ":")).encode()).digest())


@dataclass(frozen=True, slots=True)
class SoftwareKey:
    """A key whose secret is in memory. It never shows it: not in repr, not in an error, not in a log.

    Args:
        public: The public half.
        id: The key id; the thumbprint unless said.
        x5c: Certificates in DER, its own first.
        secret: The private half.
    """

    public: PublicKey
    id: str
    x5c: tuple[bytes, ...] = field(default=(), repr=False)
    secret: PrivatePart | None = field(default=None, repr=False, compare=False)

    @property
    def algorithm(self) -> Algorithm:
        """Return the algorithm of its signatures."""
        return self.public.algorithm

    @property
    def jwk(self) -> Mapping[str, str]:
        """Return the public half as a JSON Web Key."""
        return self.public.jwk

    def sign(self, data: bytes) -> bytes:
        """Return the signature over data, in the shape of JOSE.

        Raises:
            Problem: The key is retired or only its public half is here.
        """
        if isinstance(self.secret, ed25519.Ed25519PrivateKey):
            return self.secret.sign(data)
        if self.secret is None:
            raise Problem("key-retired", "can no longer sign.", file=self.id, hint="Sign with the current key.")
        r, s = decode_dss_signature(self.secret.sign(data, _ECDSA))
        return r.to_bytes(_COORDINATE, "big") + s.to_bytes(_COORDINATE, "big")

    def with_chain(self, x5c: tuple[bytes, ...]) -> SoftwareKey:
        """Return the same key with certificates; the first must be its own.

        Raises:
            Problem: The first certificate is of another key.
        """
        from cryptography.x509 import load_der_x509_certificate

        if x5c and public_key(load_der_x509_certificate(x5c[0]).public_key()).jwk != self.jwk:
            raise Problem("certificate-of-another-key", "belongs to another key.", file=self.id)
        return replace(self, x5c=x5c)

    def private_bytes(self) -> bytes:
        """Return the secret as PKCS #8 in DER, for a store that encrypts it.

        Raises:
            Problem: The secret is not here.
        """
        if self.secret is None:
            raise Problem("key-retired", "has no secret here.", file=self.id)
        return self.secret.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def generate_key(algorithm: Algorithm = "ES256", *, id: str = "") -> SoftwareKey:
    """Return a new key.

    Args:
        algorithm: ES256 or EdDSA.
        id: The key id; the thumbprint unless said.

    Raises:
        Problem: The algorithm is not one of these.
    """
    secret: PrivatePart
    if algorithm == "ES256":
        secret = ec.generate_private_key(ec.SECP256R1())
    elif algorithm == "EdDSA":
        secret = ed25519.Ed25519PrivateKey.generate()
    else:
        raise Problem("key-unsupported", f"{algorithm!r} is no algorithm here.", hint=f"Use {' or '.join(ALGORITHMS)}.")
    return key_from_private(secret, id=id)


def key_from_private(secret: PrivatePart | bytes, *, id: str = "") -> SoftwareKey:
    """Return a key from its private half, as an object of the cryptography library or PKCS #8 in DER.

    Raises:
        Problem: It is no private P-256 or Ed25519 key.
    """
    if isinstance(secret, bytes):
        try:
            loaded = load_der_private_key(secret, password=None)
        except (ValueError, TypeError) as error:
            raise Problem("key-invalid", "is no private key.") from error
        if not isinstance(loaded, ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey):
            raise Problem("key-unsupported", "is neither a P-256 nor an Ed25519 key.")
        secret = loaded
    public = public_key(secret.public_key())
    return SoftwareKey(public, id or thumbprint(public.jwk), secret=secret)
