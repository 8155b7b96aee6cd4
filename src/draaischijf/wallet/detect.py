"""What sort of thing is this? Looked up by its first bytes and outline, bounded in size and depth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import b64url_decode, parse_json_bounded, parse_object
from draaischijf.wallet.jose import parse_header

MAX_TEXT: Final = 2_000_000
MAX_BINARY: Final = 20_000_000
Outline = Literal["sd-jwt", "jwt", "json", "xml", "pdf", "png"]


@dataclass(frozen=True, slots=True)
class Detected:
    """A document whose outline is known; its format is for the formats to say.

    Args:
        outline: `sd-jwt` (a token with `~`), `jwt`, `json`, `xml` (SVG and others), `pdf` or `png`.
        data: The bytes.
        text: The text without space around it; empty for pdf and png.
        header: Protected header of a token; empty otherwise.
        value: The JSON value; for a `jwt` its payload where that is JSON, otherwise None.
        type: `typ` of a token in small letters, without `application/`; empty otherwise.
    """

    outline: Outline
    data: bytes = field(repr=False)
    text: str = field(default="", repr=False)
    header: Mapping[str, Any] = field(default_factory=dict, repr=False)
    value: Any = field(default=None, repr=False)
    type: str = ""


def detect(data: bytes, *, file: str = "") -> Detected:
    """Return the outline of a document.

    Args:
        data: Its bytes, at most 20 MB for pdf and png and 2 MB for text.
        file: What problems call it.

    Raises:
        Problem: `input-empty`, `input-too-large`, `input-unknown`, or the text is JSON or a token but not well-formed.
    """
    try:
        return _detect(data)
    except Problem as problem:
        raise problem.at(file=file or None) from problem


def _detect(data: bytes) -> Detected:
    if not data.strip():
        raise Problem("input-empty", "is empty.")
    start = data[:1024]
    binary: Outline | None = "png" if start.startswith(b"\x89PNG\r\n\x1a\n") else "pdf" if b"%PDF-" in start else None
    if len(data) > (MAX_BINARY if binary else MAX_TEXT):
        raise Problem("input-too-large", f"is larger than {MAX_BINARY if binary else MAX_TEXT:,} bytes.")
    if binary:
        return Detected(binary, data)
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8").strip()
    except UnicodeDecodeError as error:
        raise _unknown() from error
    if text.startswith(("{", "[")):
        return Detected("json", data, text, value=parse_json_bounded(text, max_bytes=MAX_TEXT))
    if text.startswith("<"):
        return Detected("xml", data, text)
    return _token(data, text)


def _token(data: bytes, text: str) -> Detected:
    disclosing = "~" in text
    parts = text.split("~", 1)[0].split(".")
    if len(parts) != 3 or not text.isascii() or len(text.split(None, 1)) != 1:
        raise _unknown()
    try:
        header = parse_header(parts[0])
    except Problem as problem:
        raise Problem("token-malformed", f"has a header that {problem.message}") from problem
    type_ = str(header.get("typ", "")).lower().removeprefix("application/")
    if disclosing:  # what it says is known only once its disclosures are in place
        return Detected("sd-jwt", data, text, header, type=type_)
    try:
        value = parse_object(b64url_decode(parts[1]), max_bytes=MAX_TEXT)
    except Problem as problem:
        if problem.code in ("json-too-deep", "json-too-large", "json-duplicate-member"):
            raise
        value = None
    return Detected("jwt", data, text, header, value, type_)


def _unknown() -> Problem:
    return Problem(
        "input-unknown",
        "is no credential that can be read.",
        hint="Give an SD-JWT VC, VC-JWT, badge (JSON, PNG, SVG), European credential or signed PDF.",
    )
