"""Text from strangers to values, bounded in size and depth and with one meaning only.

A member that stands twice in an object, a number that no parser agrees on and a half of a surrogate pair mean different
things to different readers; that is how a signed text says one thing to the signer and another to the verifier. They
are refused.
"""

from __future__ import annotations

import json
import zlib
from binascii import Error as NotBase64
from binascii import a2b_base64, b2a_base64
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from draaischijf.problems import Problem

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 32
# To the alphabet that is decoded; what does not belong in base64url becomes what belongs in neither.
_TO_STANDARD: Final = bytes.maketrans(b"-_+/=", b"+/!!!")
_TO_URL: Final = bytes.maketrans(b"+/", b"-_")
_ALPHABET: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
# Last characters that leave no bits over, by the length of the text modulo 4; one alone says nothing.
_LAST: Final = (_ALPHABET, b"", _ALPHABET[::16], _ALPHABET[::4])
_PADDING: Final = (b"", b"", b"==", b"=")


def parse_json_bounded(data: bytes | str, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> Any:
    """Return the value that a JSON text holds.

    Args:
        data: UTF-8 or text.
        max_bytes: Largest size, in bytes of UTF-8 (in characters where text is given).
        max_depth: Deepest nesting of arrays and objects.

    Raises:
        Problem: Too large, too deep, not JSON, a member stands twice, or a number or character that is none.
    """
    if len(data) > max_bytes:
        raise Problem("json-too-large", f"is larger than {max_bytes:,} bytes.")
    try:
        text = data.decode("utf-8") if isinstance(data, bytes) else data
        value = _decode(text)
    except Problem:
        raise
    except RecursionError as error:
        raise _too_deep(max_depth) from error
    except ValueError as error:
        raise Problem("json-invalid", "is not valid JSON.") from error
    # As many brackets as the limit cannot nest deeper than it: most texts need no walk.
    if text.count("[") + text.count("{") > max_depth and deeper(value, max_depth):
        raise _too_deep(max_depth)
    if "\\ud" in text or "\\uD" in text:
        _refuse_surrogates(value)
    return value


def parse_object(data: bytes | str, *, max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH) -> dict[str, Any]:
    """Return the object that a JSON text holds; as `parse_json_bounded`, and a Problem where it is no object."""
    value = parse_json_bounded(data, max_bytes=max_bytes, max_depth=max_depth)
    if not isinstance(value, dict):
        raise Problem("json-not-object", "is JSON but not an object.")
    return value


def _too_deep(max_depth: int) -> Problem:
    return Problem("json-too-deep", f"is nested deeper than {max_depth} levels.")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Problem("json-duplicate-member", "has a member twice in one object.")
    return found


def _no_constant(name: str) -> Any:
    raise Problem("json-invalid", f"holds {name}, which is no JSON number.")


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_no_constant)


def _decode(text: str) -> Any:
    """Return the value; without looking for white space around it where there is none, as in nearly every token."""
    if text[:1] in "{[":
        value, end = _DECODER.raw_decode(text)
        if end == len(text):
            return value
    return _DECODER.decode(text)


def deeper(value: Any, limit: int) -> bool:
    """Return whether arrays and objects nest deeper than a limit; a number, text or truth is of depth 0."""
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(limit):
        level = [
            child
            for one in level
            for child in (one.values() if isinstance(one, dict) else one)
            if isinstance(child, dict | list)
        ]
        if not level:
            return False
    return True


def _refuse_surrogates(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeEncodeError as error:
        raise Problem("json-invalid", "holds half of a surrogate pair.") from error


def split_url(url: str) -> SplitResult:
    """Return the parts of a URL.

    Raises:
        Problem: It is none, such as one with half an address in it.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port  # looked at late otherwise, and a wrong one would surface anywhere
    except ValueError as error:
        raise Problem("url-invalid", "has a URL that is none.") from error
    return parts


def b64url(data: bytes) -> str:
    """Return base64url without padding (RFC 7515, section 2)."""
    return b2a_base64(data, newline=False).translate(_TO_URL, b"=").decode("ascii")


def b64url_decode(text: str | bytes) -> bytes:
    """Return the bytes of base64url without padding.

    Only the one true spelling is taken: no padding, no other alphabet, no stray bits at the end. Two spellings of one
    value would be two hashes of one disclosure.

    Raises:
        Problem: It is no such text.
    """
    raw = text.encode("ascii", "replace") if isinstance(text, str) else text
    if not raw:
        return b""
    over = len(raw) % 4
    try:
        if raw[-1] not in _LAST[over]:
            raise ValueError
        return a2b_base64(raw.translate(_TO_STANDARD) + _PADDING[over], strict_mode=True)
    except (ValueError, NotBase64) as error:
        raise Problem("base64url-invalid", "is not base64url without padding or stray bits.") from error


def inflate(data: bytes, limit: int) -> bytes:
    """Return what zlib or gzip packed, unpacked to a limit and no further.

    Args:
        data: The packed bytes.
        limit: Largest size of what comes out, in bytes.

    Raises:
        Problem: `packed-invalid` (it is neither, or is cut off), `packed-too-large`.
    """
    engine = zlib.decompressobj(wbits=47)
    try:
        unpacked = engine.decompress(data, limit + 1)
    except zlib.error as error:
        raise Problem("packed-invalid", "is not packed with zlib or gzip.") from error
    if len(unpacked) > limit:
        raise Problem("packed-too-large", f"unpacks to more than {limit:,} bytes.")
    if not engine.eof:
        raise Problem("packed-invalid", "is packed and cut off.")
    return unpacked
