"""Bytes as text after Multibase, and keys as text after Multikey (W3C Controlled Identifiers 1.0, section 2.4)."""

from __future__ import annotations

from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url, b64url_decode
from draaischijf.wallet.keys import PublicKey, public_key

ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# Base 58 takes quadratic time; nothing that is written in it here is longer than a signature.
MAX_BASE58: Final = 256
_VALUE: Final = {letter: value for value, letter in enumerate(ALPHABET)}
_ED25519: Final = b"\xed\x01"
_P256: Final = b"\x80\x24"
# secp256k1, P-384, P-521, BLS12-381 G2, X25519 and RSA (multicodec table): keys, but not for what is done here.
_OTHERS: Final = (b"\xe7\x01", b"\x81\x24", b"\x82\x24", b"\xeb\x01", b"\xec\x01", b"\x85\x24")


def base58(data: bytes) -> str:
    """Return bytes in base 58 with Bitcoin's alphabet."""
    number, letters = int.from_bytes(data, "big"), ""
    while number:
        number, rest = divmod(number, 58)
        letters = ALPHABET[rest] + letters
    zeros = len(data) - len(data.lstrip(b"\0"))
    return ALPHABET[0] * zeros + letters


def base58_decode(text: str) -> bytes:
    """Return the bytes that a text in base 58 holds.

    Raises:
        Problem: It is longer than 256 letters or has a letter outside the alphabet.
    """
    if len(text) > MAX_BASE58:
        raise Problem("multibase-invalid", f"is longer than {MAX_BASE58} letters of base 58.")
    number = 0
    for letter in text:
        if letter not in _VALUE:
            raise Problem("multibase-invalid", f"has {letter!r}, which is no letter of base 58.")
        number = number * 58 + _VALUE[letter]
    zeros = len(text) - len(text.lstrip(ALPHABET[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def multibase(data: bytes, base: str = "z") -> str:
    """Return bytes with the letter of their base before them: `z` for base 58, `u` for base64url."""
    return base + (base58(data) if base == "z" else b64url(data))


def multibase_decode(text: object) -> bytes:
    """Return the bytes of a Multibase text in base 58 or base64url.

    Raises:
        Problem: It is none of these.
    """
    if isinstance(text, str) and text.startswith("z"):
        return base58_decode(text[1:])
    if isinstance(text, str) and text.startswith("u"):
        return b64url_decode(text[1:])
    raise Problem("multibase-invalid", "is neither base 58 (z…) nor base64url (u…).")


def multikey(key: PublicKey) -> str:
    """Return a public key as Multikey, such as `z6Mk…` for Ed25519 and `zDna…` for P-256."""
    if isinstance(key.part, ed25519.Ed25519PublicKey):
        return multibase(_ED25519 + key.part.public_bytes_raw())
    return multibase(_P256 + key.part.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))


def multikey_decode(text: object) -> PublicKey:
    """Return the public key that a Multikey text holds.

    Raises:
        Problem: It is no Ed25519 or P-256 key.
    """
    data = multibase_decode(text)
    try:
        if data.startswith(_ED25519):
            return public_key(ed25519.Ed25519PublicKey.from_public_bytes(data[2:]))
        if data.startswith(_P256):
            return public_key(ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), data[2:]))
    except ValueError as error:
        raise Problem("key-invalid", "is no valid public key.") from error
    if data.startswith(_OTHERS):
        raise Problem("key-unsupported", "is neither an Ed25519 nor a P-256 key.", hint="Use Ed25519 or P-256.")
    raise Problem("key-invalid", "is no public key.")
