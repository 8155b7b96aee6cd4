"""Codes under which an organisation meets a person.

A code is the person's key, encrypted for one organisation: the same person has another code at every organisation, so
that two of them cannot lay their lists side by side.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings


def code_of(organisation: UUID, key: str) -> str:
    """Return the code of a person at an organisation; always the same."""
    return base64.b32encode(_cipher(organisation).encrypt(key.encode(), None)).decode().rstrip("=").lower()


def key_of(organisation: UUID, code: str) -> str | None:
    """Return the key behind a code; None where it is no code of this organisation."""
    try:
        sealed = base64.b32decode(code.upper() + "=" * (-len(code) % 8))
        return _cipher(organisation).decrypt(sealed, None).decode()
    except (InvalidTag, ValueError):
        return None


@lru_cache(maxsize=64)
def _cipher(organisation: UUID) -> AESSIV:
    return AESSIV(hashlib.sha256(f"{settings.SECRET_KEY}/{organisation}".encode()).digest())
