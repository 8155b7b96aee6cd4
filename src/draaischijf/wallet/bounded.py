"""Text from strangers to values, bounded in size and depth and with one meaning only.

A member that stands twice in an object, a number that no parser agrees on and a half of a surrogate pair mean different
things to different readers; that is how a signed text says one thing to the signer and another to the verifier. They
are refused.
"""

from __future__ import annotations

import binascii
import json
from base64 import b64decode, urlsafe_b64encode
from typing import Any, Final

from draaischijf.problems import Problem

MAX_BYTES: Final = 1_000_000
MAX_DEPTH: Final = 32
_TO_STANDARD: Final = bytes.maketrans(b"-_", b"+/")


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
        value = _DECODER.decode(text)
    except Problem:
        raise
    except RecursionError as error:
        raise _too_deep(max_depth) from error
    except ValueError as error:
        raise Problem("json-invalid", "is not valid JSON.") from error
    # As many brackets as the limit cannot nest deeper than it: most texts need no walk.
    if text.count("[") + text.count("{") > max_depth and _deeper(value, max_depth):
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


def _deeper(value: Any, limit: int) -> bool:
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


def b64url(data: bytes) -> str:
    """Return base64url without padding (RFC 7515, section 2)."""
    return urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def b64url_decode(text: str | bytes) -> bytes:
    """Return the bytes of base64url without padding.

    Only the one true spelling is taken: no padding, no other alphabet, no stray bits at the end. Two spellings of one
    value would be two hashes of one disclosure.

    Raises:
        Problem: It is no such text.
    """
    raw = text.encode("ascii", "replace") if isinstance(text, str) else text
    try:
        if b"+" in raw or b"/" in raw or b"=" in raw:
            raise ValueError
        data = b64decode(raw.translate(_TO_STANDARD) + b"=" * (-len(raw) % 4), validate=True)
    except (ValueError, binascii.Error) as error:
        raise Problem("base64url-invalid", "is not base64url without padding.") from error
    if len(raw) % 4 and urlsafe_b64encode(data).rstrip(b"=") != raw:
        raise Problem("base64url-invalid", "is base64url with stray bits at the end.")
    return data
