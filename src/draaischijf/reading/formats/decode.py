"""Bytes to text, for text in whatever encoding it came."""

from __future__ import annotations

import codecs
import re

from draaischijf.problems import Problem

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the start of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Bytes that do not stand in text: controls other than tab, line ends, form feed and NUL (which is counted apart).
_CONTROLS = bytes(code for code in range(1, 32) if code not in {7, 8, 9, 10, 11, 12, 13, 26, 27}) + b"\x7f"
_MOST_CONTROLS = 0.02
_MOST_NULS = 0.1
_SAMPLE = 64 * 1024
# The five bytes that cp1252 leaves open read as the control characters of latin-1, which cleaning removes.
_CP1252 = "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256))
_DECLARED = re.compile(
    rb"(?:charset|encoding)\s{0,5}=\s{0,5}[\"']?((?:iso-?8859-(?:[1-9]|1[013-6])|windows-125[0-8]|koi8-[ru])\b)", re.I
)
_UTF8_PAIR = re.compile(rb"[\xc3\xe2][\x80-\xbf]")


def decode(data: bytes, most: int | None = None) -> tuple[str, list[Problem]]:
    """Return the text of `data`, or of its first `most` bytes, and notes on what was odd about its encoding.

    Tried in turn: a byte order mark, UTF-16 by its zero bytes, UTF-8, and cp1252; a file that mixes the last two is
    read line by line.

    Raises:
        Problem: The bytes are no text.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], encoding)
    guessed = _utf16_without_mark(data)
    if guessed:
        return _marked(data, guessed)
    nuls = data.count(0)
    if nuls > _MOST_NULS * len(data) or _controls(data) > _MOST_CONTROLS:
        raise _binary()
    notes = []
    if most is not None and len(data) > most:
        data = _whole_letters(data[:most])
    if nuls:
        notes.append(Problem("encoding-nul", f"{nuls} zero bytes were left out.", hint="Save the file as UTF-8."))
        data = data.replace(b"\0", b"")
    try:
        return data.decode("utf-8"), notes
    except UnicodeDecodeError:
        return _older(data, notes)


def _whole_letters(data: bytes) -> bytes:
    """Return data without the first bytes of a letter at its end, of which the rest was cut off."""
    for back in range(1, 4):
        if data[-back] >= 0xC0:
            return data[:-back]
        if data[-back] < 0x80:
            break
    return data


def decode_markup(data: bytes) -> tuple[str, list[Problem]] | None:
    """Return HTML or XML in the encoding that it declares; None where it declares none that is needed.

    What is UTF-8 is read as UTF-8 whatever it declares, and only plain one-byte encodings are believed.
    """
    match = _DECLARED.search(data, 0, 2048)
    if match is None or data.startswith(tuple(mark for mark, _ in _BOMS)):
        return None
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return _marked(data, match.group(1).decode("ascii"))
    return None


def _marked(data: bytes, encoding: str) -> tuple[str, list[Problem]]:
    text = data.decode(encoding, "replace")
    lost = text.count("\ufffd")
    if lost > 0.1 * len(text) + 1:
        raise _binary()
    note = Problem("encoding-damaged", f"{lost} characters could not be read.", hint="Save the file again as UTF-8.")
    return text, [note] if lost else []


def _utf16_without_mark(data: bytes) -> str | None:
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(sample) < 4:
        return None
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.05 * half else None


def _controls(data: bytes) -> float:
    sample = data[:_SAMPLE]
    return 1 - len(sample.translate(None, _CONTROLS)) / max(1, len(sample))


def _older(data: bytes, notes: list[Problem]) -> tuple[str, list[Problem]]:
    """Return text that is not all UTF-8: cp1252, or pieces of both."""
    if _UTF8_PAIR.search(data) is None:
        return codecs.charmap_decode(data, "strict", _CP1252)[0], notes
    note = Problem(
        "encoding-mixed",
        "The text mixes UTF-8 and Windows-1252; each letter was read as what it seems to be.",
        hint="Check accented letters, or save the file as UTF-8.",
    )
    return data.decode("utf-8", _FALLBACK), [*notes, note]


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "".join(_CP1252[byte] for byte in error.object[error.start : error.end]), error.end


_FALLBACK = "draaischijf-cp1252"
codecs.register_error(_FALLBACK, _as_cp1252)


def _binary() -> Problem:
    return Problem(
        "format-binary",
        "The content is not text and not a format that can be read.",
        hint="Save the document as PDF, DOCX or plain text.",
    )
