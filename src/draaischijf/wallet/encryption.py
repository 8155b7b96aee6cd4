"""Encrypted answers: JWE with ECDH-ES on P-256, as HAIP 1.0 asks for `direct_post.jwt`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url_decode, parse_object
from draaischijf.wallet.jose import compact

if TYPE_CHECKING:
    from joserfc.jwk import ECKey

ALGORITHM: Final = "ECDH-ES"
CONTENT: Final = ("A128GCM", "A256GCM")
MAX_SIZE: Final = 1_000_000


def make_encryption_key(key_id: str) -> dict[str, str]:
    """Return a private key for one answer, as a JSON Web Key.

    Args:
        key_id: Its `kid`.
    """
    _, key_type = _joserfc()
    made = key_type.generate_key("P-256", {"kid": key_id, "alg": ALGORITHM, "use": "enc"})
    return {name: str(value) for name, value in made.as_dict(private=True).items()}


def public_half(jwk: Mapping[str, Any]) -> dict[str, Any]:
    """Return a JSON Web Key without its secret."""
    return {name: value for name, value in jwk.items() if name != "d"}


def encrypt(value: Mapping[str, Any], jwk: Mapping[str, Any], content: str = "A128GCM", **header: str) -> str:
    """Return a value, encrypted for a key.

    Args:
        value: What is said.
        jwk: The public key of who may read it, on P-256.
        content: How the content is encrypted: A128GCM or A256GCM.
        header: Further members of the header, such as `apu` and `apv`.

    Raises:
        Problem: The key or the encryption is not one that is used here.
    """
    jwe, key_type = _joserfc()
    if jwk.get("kty") != "EC" or jwk.get("crv") != "P-256" or content not in CONTENT or "d" in jwk:
        raise Problem("encryption-unsupported", "asks for an encryption that is not used here.", hint="Use P-256.")
    head = {"alg": ALGORITHM, "enc": content, **({"kid": jwk["kid"]} if "kid" in jwk else {}), **header}
    try:
        key = key_type.import_key({name: jwk[name] for name in ("kty", "crv", "x", "y")})
        return str(jwe.encrypt_compact(head, compact(value), key, algorithms=[ALGORITHM, content]))
    except (KeyError, ValueError, TypeError) as error:
        raise Problem("encryption-unsupported", "has an encryption key that is none.") from error


def decrypt(text: str, jwk: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was said.

    Args:
        text: A compact JWE.
        jwk: The private key.

    Raises:
        Problem: It is none, is compressed, uses another algorithm, or is not for this key.
    """
    jwe, key_type = _joserfc()
    if len(text) > MAX_SIZE:
        raise Problem("token-too-large", f"is larger than {MAX_SIZE:,} characters.")
    header = parse_object(b64url_decode(text.split(".", 1)[0]), max_bytes=16_000, max_depth=8)
    if "zip" in header or header.get("alg") != ALGORITHM or header.get("enc") not in CONTENT:
        raise Problem("encryption-unsupported", "is encrypted in a way that is not taken here.")
    try:
        key = key_type.import_key({name: jwk[name] for name in ("kty", "crv", "x", "y", "d")})
        opened = jwe.decrypt_compact(text, key, algorithms=[ALGORITHM, header["enc"]]).plaintext
    except Exception as error:  # the library says no in many ways, and none of them may tell an attacker which
        raise Problem("decryption-failed", "cannot be decrypted with the key of this question.") from error
    return parse_object(opened or b"", max_bytes=MAX_SIZE)


def _joserfc() -> tuple[Any, type[ECKey]]:
    try:
        from joserfc import jwe
        from joserfc.jwk import ECKey
    except ImportError as error:
        raise Problem(
            "extra-missing", "encrypted answers need the package joserfc.", hint="Install draaischijf[wallet]."
        ) from error
    return jwe, ECKey
