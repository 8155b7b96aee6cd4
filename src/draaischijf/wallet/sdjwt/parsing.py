"""An SD-JWT taken apart: the issuer's token, the disclosures, and the holder's binding (RFC 9901, section 4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.jose import ALLOWED, Token, parse_token
from draaischijf.wallet.sdjwt.disclosures import (
    MAX_DISCLOSURES,
    Disclosure,
    Opened,
    digest_of,
    hash_named,
    open_payload,
    parse_disclosure,
)

MAX_SIZE: Final = 1_000_000
MAX_BINDING: Final = 16_000


@dataclass(frozen=True)
class SdJwt:
    """An SD-JWT. Nothing in it is verified yet.

    Args:
        text: As it travels.
        token: The issuer's token.
        payload: Its payload, with digests.
        disclosures: What is disclosed.
        binding: The holder's token (KB-JWT) as it travels; empty where there is none.
    """

    text: str = field(repr=False)
    token: Token
    payload: Mapping[str, Any] = field(repr=False)
    disclosures: tuple[Disclosure, ...] = field(repr=False)
    binding: str = field(default="", repr=False)

    @property
    def bound_part(self) -> str:
        """Return what the holder's binding is over: all up to and including the last tilde."""
        return self.text[: self.text.rindex("~") + 1]

    @property
    def sd_hash(self) -> str:
        """Return the hash that a binding must repeat."""
        return digest_of(self.bound_part, self.hash)

    @property
    def hash(self) -> Callable[[bytes], Any]:
        """Return the hash of its digests; SHA-256 unless it says otherwise."""
        return hash_named(self.payload.get("_sd_alg", "sha-256"))

    @cached_property
    def opened(self) -> Opened:
        """Return the payload with everything disclosed in its place.

        Raises:
            Problem: Digests and disclosures do not fit; see `open_payload`.
        """
        return open_payload(self.payload, self.disclosures)

    @property
    def claims(self) -> dict[str, Any]:
        """Return the claims as far as they are disclosed."""
        return self.opened.claims


def parse_sd_jwt(text: str, *, max_size: int = MAX_SIZE) -> SdJwt:
    """Take an SD-JWT apart.

    Args:
        text: `token~disclosure~...~` with or without a binding after the last tilde.
        max_size: Largest size in characters.

    Raises:
        Problem: Too large, not of this form, an algorithm or hash that is not taken, or a broken disclosure.
    """
    if len(text) > max_size:
        raise Problem("token-too-large", f"is larger than {max_size:,} characters.")
    first, *disclosures = text.split("~")
    if not disclosures:
        raise Problem("sd-jwt-malformed", "is a token without the tilde that ends an SD-JWT.")
    binding = disclosures.pop()
    if len(disclosures) > MAX_DISCLOSURES:
        raise Problem("token-too-large", f"has more than {MAX_DISCLOSURES:,} disclosures.")
    if len(binding) > MAX_BINDING:
        raise Problem("token-too-large", f"has a key binding of more than {MAX_BINDING:,} characters.")
    token = parse_token(first, allowed=ALLOWED, max_size=max_size)
    payload = token.claims()
    hashed = hash_named(payload.get("_sd_alg", "sha-256"))
    return SdJwt(text, token, payload, tuple(parse_disclosure(one, hashed) for one in disclosures), binding)
