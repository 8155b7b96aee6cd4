"""The same characters for the same text, whatever wrote it."""

from __future__ import annotations

import re
import unicodedata

# Wingdings and Symbol bullets arrive as private-use characters; other private-use characters are icons without meaning.
_BULLETS = "\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0a8\uf0b2\uf02d\uf06e\uf071"
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_ODD = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00a0\u00ad\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ud800-\udfff"
    r"\ue000-\uf8ff\ufb00-\ufb06\ufeff\ufffe\uffff]"
)
_SPACES = frozenset("\x0b\x0c\u00a0\u1680\u202f\u205f\u3000") | {chr(code) for code in range(0x2000, 0x200B)}
_BREAKS = frozenset("\x85\u2028\u2029")


def _replacement(match: re.Match[str]) -> str:
    character = match.group()
    if ord(character) in _LIGATURES:
        return _LIGATURES[ord(character)]
    if character in _SPACES:
        return " "
    if character in _BREAKS:
        return "\n"
    if character in _BULLETS:
        return "•"
    return " " if "\ue000" <= character <= "\uf8ff" else ""


def clean(text: str) -> str:
    """Return `text` in NFC with plain spaces, hyphens and line feeds, and without control and format characters.

    Ligatures become their letters, soft hyphens and zero-width characters go, icons become spaces.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return _ODD.sub(_replacement, text)
    text = text.replace("\u2010", "-").replace("\u2011", "-")
    text = _ODD.sub(_replacement, text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """Return `text` with every run of white space made one space."""
    return " ".join(text.split())
