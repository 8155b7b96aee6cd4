"""Bitstring Status List 1.0 (W3C Recommendation of 15 May 2025): whether a credential was withdrawn, in one bit.

A list is itself a credential. Its bits are gzip under base64url; a list is never unpacked beyond a limit, so that a
small text cannot become a large one.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from secrets import randbelow
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url_decode, inflate
from draaischijf.wallet.integrity.contexts import VC2
from draaischijf.wallet.integrity.multibase import multibase
from draaischijf.wallet.vcdm import is_url, items, types_of

# The smallest list that hides one person among others (section 6.1).
MINIMUM_BITS: Final = 131_072
MAX_PACKED: Final = 1_000_000
MAX_BYTES: Final = 16 * 1024 * 1024
ENTRY: Final = "BitstringStatusListEntry"
_MAX_SIZE: Final = 32


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the status of a credential stands.

    Args:
        list_url: The URL of the list.
        index: Position in it, from 0.
        purpose: What the status is about: `revocation`, `suspension`, `message` or `refresh`.
        size: Bits per status.
        messages: What each value means, where the entry says so.
    """

    list_url: str
    index: int
    purpose: str
    size: int = 1
    messages: tuple[tuple[int, str], ...] = ()

    def message(self, value: int) -> str:
        """Return what a value means; empty where it is unsaid."""
        return dict(self.messages).get(value, "")


def read_entry(value: Mapping[str, Any]) -> Entry:
    """Return the entry under `credentialStatus`.

    Raises:
        Problem: `status-invalid`, with the place.
    """
    index, size = value.get("statusListIndex"), value.get("statusSize", 1)
    # Lists of issuers write the index as a number too, though it should be a text.
    text = str(index) if isinstance(index, int) and not isinstance(index, bool) else index
    if not isinstance(text, str) or not text.isascii() or not text.isdigit() or len(text) > 12:
        raise _wrong("statusListIndex", "is no whole number from 0.")
    if not is_url(value.get("statusListCredential")):
        raise _wrong("statusListCredential", "is no URL.")
    if not isinstance(value.get("statusPurpose"), str):
        raise _wrong("statusPurpose", "is missing.")
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= _MAX_SIZE:
        raise _wrong("statusSize", f"is no whole number of 1 to {_MAX_SIZE}.")
    return Entry(value["statusListCredential"], int(text), value["statusPurpose"], size, _messages(value, size))


def _wrong(place: str, message: str) -> Problem:
    return Problem("status-invalid", message, place=f"credentialStatus.{place}")


def _messages(value: Mapping[str, Any], size: int) -> tuple[tuple[int, str], ...]:
    held = value.get("statusMessage")
    if held is None and size == 1:
        return ()
    if not isinstance(held, list) or len(held) > 1 << min(size, 16):
        raise _wrong("statusMessage", "is no list with a message for each value.")
    try:
        return tuple((int(one["status"], 16), str(one["message"])) for one in held)
    except (TypeError, KeyError, ValueError) as error:
        raise _wrong("statusMessage", "holds what is no status with its message.") from error


def pack(bits: bytes) -> str:
    """Return bits as they stand under `encodedList`: gzip, base64url, and a `u` for the base."""
    return multibase(gzip.compress(bits, mtime=0), "u")


def unpack(text: object) -> bytes:
    """Return the bits under `encodedList`.

    Raises:
        Problem: It is not gzip under base64url, or unpacks to more than 16 MiB.
    """
    if not isinstance(text, str) or len(text) > MAX_PACKED:
        raise Problem("status-list-invalid", "is no packed list, or too large.", place="encodedList")
    return inflate(b64url_decode(text[1:] if text.startswith("u") else text), MAX_BYTES)


def value_at(bits: bytes, index: int, size: int = 1) -> int:
    """Return the status at a position; the first is the leftmost bit (section 3.2).

    Raises:
        Problem: The list is shorter than that.
    """
    first, last = index * size, (index + 1) * size
    if last > len(bits) * 8:
        raise Problem("status-index-outside", "lies outside the list.", place="credentialStatus.statusListIndex")
    start, end = first // 8, (last + 7) // 8
    held = int.from_bytes(bits[start:end], "big") >> (end * 8 - last)
    return held & ((1 << size) - 1)


def list_subject(credential: Mapping[str, Any], purpose: str) -> Mapping[str, Any]:
    """Return the list in a status list credential, if it is one for a purpose.

    Raises:
        Problem: It is no status list credential, or its list is for another purpose.
    """
    if "BitstringStatusListCredential" not in types_of(credential):
        raise Problem("status-list-invalid", "is no status list credential.", place="type")
    subject = credential.get("credentialSubject")
    if not isinstance(subject, dict) or "BitstringStatusList" not in types_of(subject):
        raise Problem("status-list-invalid", "holds no status list.", place="credentialSubject")
    if purpose not in items(subject.get("statusPurpose")):
        raise Problem(
            "status-purpose-mismatch", f"is not a list for {purpose!r}.", place="credentialSubject.statusPurpose"
        )
    return subject


def make_list(
    url: str, issuer: str, set_: Iterable[int] = (), *, purpose: str = "revocation", length: int = MINIMUM_BITS
) -> dict[str, Any]:
    """Return an unsigned status list credential.

    Args:
        url: Where it will stand.
        issuer: Who issues it.
        set_: Positions whose bit is set.
        purpose: What they are about.
        length: Bits in the list, at least 131,072.

    Raises:
        Problem: A position lies outside the list, or the list is too short.
    """
    if length < MINIMUM_BITS or length % 8 or length > MAX_BYTES * 8:
        raise Problem("status-list-length", f"is not a multiple of 8 from {MINIMUM_BITS:,} to {MAX_BYTES * 8:,} bits.")
    bits = bytearray(length // 8)
    for index in set_:
        if not 0 <= index < length:
            raise Problem("status-index-outside", f"{index} lies outside the list.")
        bits[index // 8] |= 0x80 >> index % 8
    return {
        "@context": [VC2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": pack(bytes(bits)),
        },
    }


def make_entry(url: str, index: int, purpose: str = "revocation") -> dict[str, Any]:
    """Return what stands under `credentialStatus` of a credential."""
    return {
        "id": f"{url}#{index}",
        "type": ENTRY,
        "statusPurpose": purpose,
        "statusListIndex": str(index),
        "statusListCredential": url,
    }


def free_index(taken: frozenset[int] | set[int], length: int = MINIMUM_BITS) -> int:
    """Return a random position that is not taken, so that positions say nothing about order or time.

    Raises:
        Problem: More than three quarters of the list are taken; begin a new one.
    """
    if len(taken) * 4 > length * 3:
        raise Problem("status-list-full", "is more than three quarters full.", hint="Begin a new list.")
    while True:
        index = randbelow(length)
        if index not in taken:
            return index
