"""The list itself: statuses of 1, 2, 4 or 8 bits, packed and compressed (Token Status List, section 4)."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url, b64url_decode

VALID: Final = 0
INVALID: Final = 1
SUSPENDED: Final = 2
BITS: Final = (1, 2, 4, 8)
MAX_LIST: Final = 16 * 2**20  # bytes: 134 million statuses of one bit


def pack(statuses: Mapping[int, int], size: int, bits: int) -> bytes:
    """Return statuses as bytes, each status in the lowest free bits of its byte.

    Args:
        statuses: Status by index; what is not named is valid (0).
        size: Number of statuses.
        bits: Bits per status: 1, 2, 4 or 8.

    Raises:
        Problem: A status does not fit in the bits, an index not in the size, or the size not in the largest list.
    """
    if bits not in BITS or not 0 < size <= MAX_LIST * 8 // bits:
        raise Problem("status-list-size", f"{size:,} statuses of {bits} bits are no list that can be made.")
    per_byte = 8 // bits
    data = bytearray(-(-size // per_byte))
    for index, status in statuses.items():
        if not 0 <= index < size or not 0 <= status < 1 << bits:
            raise Problem("status-list-value", f"status {status} at {index} does not fit in the list.")
        data[index // per_byte] |= status << (index % per_byte * bits)
    return bytes(data)


def encode_list(data: bytes, bits: int) -> dict[str, Any]:
    """Return packed statuses in the shape of a token: `{"bits", "lst"}`."""
    return {"bits": bits, "lst": b64url(zlib.compress(data, 9))}


def decode_list(value: Any) -> tuple[int, bytes]:
    """Return the bits per status and the packed statuses.

    Args:
        value: `{"bits", "lst"}`.

    Raises:
        Problem: It is not of that shape, is not compressed, or is larger than 16 MiB when opened.
    """
    bits, lst = (value.get("bits"), value.get("lst")) if isinstance(value, dict) else (None, None)
    if bits not in BITS or isinstance(bits, bool) or not isinstance(lst, str):
        raise Problem("status-list-malformed", "has no list of 1, 2, 4 or 8 bits under status_list.")
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(b64url_decode(lst), MAX_LIST + 1)
    except (Problem, zlib.error) as error:
        raise Problem("status-list-malformed", "has a list that is not base64url of zlib.") from error
    if len(data) > MAX_LIST:
        raise Problem("status-list-too-large", f"has a list that opens to more than {MAX_LIST:,} bytes.")
    if not inflater.eof or inflater.unused_data:
        raise Problem("status-list-malformed", "has a list that is cut off or has more behind it.")
    return int(bits), data


def value_at(data: bytes, bits: int, index: int) -> int:
    """Return the status at an index.

    Raises:
        Problem: The list is shorter.
    """
    per_byte = 8 // bits
    if not 0 <= index < len(data) * per_byte:
        raise Problem("status-index-out-of-range", f"has no status at {index}.")
    return data[index // per_byte] >> (index % per_byte * bits) & ((1 << bits) - 1)
