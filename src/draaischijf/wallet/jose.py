"""Compact signed tokens (JWS, RFC 7515), strictly: three parts, one algorithm that the key decides, no surprises.

- A key has one algorithm. The token's `alg` must be on the list and be that of the key: no `none`, no confusion.
- `crit`, `b64`, `jku` and `x5u` are refused: none is understood, or they reach for the network.
- `jwk` in a header is read by nobody: a key that comes with the signature proves nothing about who signed.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url, b64url_decode, parse_object
from draaischijf.wallet.keys import Key, PublicKey

ALLOWED: Final = frozenset(("ES256", "EdDSA", "Ed25519"))
MAX_TOKEN: Final = 1_000_000
MAX_HEADER: Final = 64_000
MAX_CHAIN: Final = 5
_REFUSED: Final = frozenset(("crit", "b64", "jku", "x5u"))


@dataclass(frozen=True, slots=True)
class Token:
    """A signed token that is taken apart; nothing in it is verified yet.

    Args:
        header: The protected header.
        payload: The payload, as bytes.
        signature: The signature.
        signed: What the signature is over.
    """

    header: Mapping[str, Any]
    payload: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    signed: bytes = field(repr=False)

    @property
    def algorithm(self) -> str:
        """Return `alg`."""
        return str(self.header["alg"])

    @property
    def type(self) -> str:
        """Return `typ`, in small letters and without `application/`."""
        return str(self.header.get("typ", "")).lower().removeprefix("application/")

    def claims(self, max_depth: int = 32) -> dict[str, Any]:
        """Return the payload as a JSON object.

        Raises:
            Problem: It is none, or too deep.
        """
        return parse_object(self.payload, max_bytes=MAX_TOKEN, max_depth=max_depth)

    def chain(self) -> tuple[bytes, ...]:
        """Return the certificates under `x5c` in DER, unverified; empty where there are none.

        Raises:
            Problem: They are not base64 of at most five certificates.
        """
        listed = self.header.get("x5c")
        if listed is None:
            return ()
        if not isinstance(listed, list) or not 1 <= len(listed) <= MAX_CHAIN:
            raise _wrong_chain()
        try:
            return _decoded(tuple(listed))
        except (NotBase64, ValueError, TypeError) as error:
            raise _wrong_chain() from error

    def verify(self, key: PublicKey) -> bool:
        """Return whether the key made this signature, with its own algorithm."""
        wanted = "EdDSA" if self.algorithm == "Ed25519" else self.algorithm
        return wanted == key.algorithm and key.verify(self.signature, self.signed)


@lru_cache(maxsize=1024)
def _decoded(listed: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(b64decode(one, validate=True) for one in listed)


def _wrong_chain() -> Problem:
    return Problem("x5c-invalid", f"has no list of 1 to {MAX_CHAIN} certificates under x5c.")


def parse_token(text: str, *, allowed: Collection[str] = ALLOWED, max_size: int = MAX_TOKEN) -> Token:
    """Take a compact token apart.

    Args:
        text: `header.payload.signature`.
        allowed: Algorithms that are taken.
        max_size: Largest size in characters.

    Raises:
        Problem: `token-too-large`, `token-malformed`, `algorithm-none`, `algorithm-not-allowed`, `header-refused`.
    """
    if len(text) > max_size:
        raise Problem("token-too-large", f"is larger than {max_size:,} characters.")
    parts = text.split(".", 3)
    if len(parts) != 3:
        raise Problem("token-malformed", "is not of the form header.payload.signature.")
    try:
        header = parse_header(parts[0])
        payload, signature = b64url_decode(parts[1]), b64url_decode(parts[2])
    except Problem as problem:
        raise Problem("token-malformed", f"has a part that {problem.message}") from problem
    algorithm = header.get("alg")
    if isinstance(algorithm, str) and algorithm.lower() == "none":
        raise Problem("algorithm-none", "says that it is not signed (alg: none).")
    if not isinstance(algorithm, str) or algorithm not in allowed:
        raise Problem("algorithm-not-allowed", "is signed with an algorithm that is not taken here.")
    if refused := _REFUSED & header.keys():
        raise Problem("header-refused", f"has {min(refused)!r} in its header, which is not taken here.")
    return Token(header, payload, signature, text[: len(parts[0]) + 1 + len(parts[1])].encode("ascii"))


def parse_header(text: str) -> Mapping[str, Any]:
    """Return a header; short ones are remembered, as an issuer repeats its own on every token.

    Raises:
        Problem: It is not base64url of a JSON object, too large or too deep.
    """
    return _known_header(text) if len(text) <= _SHORT_HEADER else _header(text)


def _header(text: str) -> Mapping[str, Any]:
    return MappingProxyType(parse_object(b64url_decode(text), max_bytes=MAX_HEADER, max_depth=8))


_SHORT_HEADER: Final = 8_000
_known_header = lru_cache(maxsize=1024)(_header)


def sign_token(claims: Mapping[str, Any] | bytes, key: Key, *, type_: str, **header: Any) -> str:
    """Return a compact token.

    Args:
        claims: The payload, as an object or as bytes.
        key: Who signs; its certificates go under `x5c`, otherwise its id under `kid`.
        type_: The media type under `typ`.
        header: Further members of the header; None leaves one out.
    """
    head: dict[str, Any] = {"alg": key.algorithm, "typ": type_}
    if key.x5c:
        head["x5c"] = [b64encode(one).decode("ascii") for one in key.x5c]
    else:
        head["kid"] = key.id
    head = {name: value for name, value in {**head, **header}.items() if value is not None}
    body = claims if isinstance(claims, bytes) else compact(claims)
    signed = f"{b64url(compact(head))}.{b64url(body)}"
    return f"{signed}.{b64url(key.sign(signed.encode('ascii')))}"


def compact(value: Any) -> bytes:
    """Return a value as JSON without spaces, in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
