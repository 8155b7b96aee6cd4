"""RSA keys, with which signatures are only checked.

Open Badges 3.0 asks RS256 of every verifier and Open Badges 2.0 is signed with it; nothing here signs with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url, b64url_decode

MIN_BITS: Final = 2_048
MAX_BITS: Final = 8_192
_MAX_PEM: Final = 8_000


@dataclass(frozen=True, slots=True)
class RsaKey:
    """An RSA key of 2,048 to 8,192 bits.

    Args:
        part: The key itself.
        algorithm: The only algorithm that it is taken with.
    """

    part: rsa.RSAPublicKey = field(repr=False)
    algorithm: Literal["RS256"] = "RS256"

    def __post_init__(self) -> None:
        if not MIN_BITS <= self.part.key_size <= MAX_BITS:
            raise Problem("key-weak", f"is an RSA key of {self.part.key_size} bits.")

    def verify(self, signature: bytes, data: bytes) -> bool:
        """Return whether the signature is this key's over the data."""
        try:
            self.part.verify(signature, data, padding.PKCS1v15(), SHA256())
        except InvalidSignature:
            return False
        return True

    @property
    def jwk(self) -> dict[str, str]:
        """Return the key as a JSON Web Key (RFC 7518, section 6.3)."""
        numbers = self.part.public_numbers()
        n, e = (b64url(one.to_bytes((one.bit_length() + 7) // 8, "big")) for one in (numbers.n, numbers.e))
        return {"e": e, "kty": "RSA", "n": n}


def rsa_from_jwk(jwk: Mapping[str, Any]) -> RsaKey:
    """Return the RSA key in a JSON Web Key.

    Raises:
        Problem: It is none, is too small or large, or has a private half.
    """
    if "d" in jwk:
        raise Problem("key-secret", "holds a secret where only a public key belongs.")
    try:
        n, e = (int.from_bytes(b64url_decode(str(jwk.get(name, ""))), "big") for name in "ne")
        return RsaKey(rsa.RSAPublicNumbers(e, n).public_key())
    except ValueError as error:
        raise Problem("key-invalid", "is no RSA key.") from error


def rsa_from_pem(text: object) -> RsaKey:
    """Return the RSA key in PEM.

    Raises:
        Problem: It is none, or is too small or large.
    """
    try:
        part = load_pem_public_key(str(text)[:_MAX_PEM].encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise Problem("key-invalid", "is no public key in PEM.") from error
    if not isinstance(part, rsa.RSAPublicKey):
        raise Problem("key-unsupported", "is no RSA key.")
    return RsaKey(part)
