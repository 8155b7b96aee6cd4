"""What a file is, told by its content."""

from __future__ import annotations

import re
from pathlib import PurePath

from draaischijf.problems import Problem
from draaischijf.reading.formats.document import Format

_PDF = re.compile(rb"%PDF-\d")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")
_PACKED = (b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_SAVE = "Save it as PDF, DOCX or plain text."
_EXTENSIONS = {
    ".pdf": {Format.PDF},
    ".docx": {Format.DOCX},
    ".docm": {Format.DOCX},
    ".odt": {Format.ODT},
    ".html": {Format.HTML},
    ".htm": {Format.HTML},
    ".txt": {Format.TEXT, Format.MARKDOWN},
    ".md": {Format.MARKDOWN},
    ".json": {Format.JSON_RESUME, Format.EUROPASS_JSON, Format.JOB_POSTING},
    ".jsonld": {Format.JOB_POSTING},
    ".xml": {Format.EUROPASS_XML, Format.HTML},
    ".doc": {Format.DOCX},
}


def packed_or_drawn(data: bytes) -> str | None:
    """Return `pdf`, `zip` or None for what seems to be text.

    Raises:
        Problem: It is a known format that cannot be read.
    """
    if _PDF.search(data, 0, 1024):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _old_office(data)
    if data.lstrip()[:5] == b"{\\rtf":
        raise Problem("format-rtf", "This is an RTF document, which cannot be read.", hint=_SAVE)
    if data.startswith(_PICTURES) and b"\0" in data[:512]:
        raise Problem(
            "format-picture", "This is a picture, which holds no text.", hint="Give the document itself, or its text."
        )
    if data.startswith(_PACKED):
        raise Problem("format-packed", "This is a packed file.", hint="Unpack it and give the files in it.")
    return None


def _old_office(data: bytes) -> Problem:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Problem(
            "document-encrypted", "The document is protected with a password.", hint="Save it without a password."
        )
    return Problem("format-old-word", "This is a document of an old office program.", hint=_SAVE)


def office(names: frozenset[str]) -> Format:
    """Return which kind of document an archive with these files is.

    Raises:
        Problem: It is some other archive.
    """
    if "word/document.xml" in names or ("[Content_Types].xml" in names and any(n.startswith("word/") for n in names)):
        return Format.DOCX
    if "content.xml" in names and "META-INF/manifest.xml" in names:
        return Format.ODT
    if "[Content_Types].xml" in names:
        raise Problem("format-unsupported", "This is a spreadsheet or presentation.", hint=_SAVE)
    raise Problem("format-packed", "This is a packed file.", hint="Unpack it and give the files in it.")


_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|main|article|section|div|p|h[1-6]|table|ul|span)\b", re.I)
_PROLOGUE = re.compile(r"^(?:\s+|<\?[^>]{0,1000}\?>|<!--.{0,5000}?-->)+", re.S)


def textual(text: str, name: str) -> str:
    """Return `html`, `xml`, `json`, `markdown` or `text`."""
    from draaischijf.reading.formats.plain import looks_like_markdown

    start = _PROLOGUE.sub("", text[:20_000].lstrip("\ufeff"), count=1)
    suffix = PurePath(name).suffix.lower()
    if start.startswith("<"):
        if _HTML.match(start):
            return "html"
        return "xml" if text.lstrip("\ufeff \t\r\n").startswith("<?xml") or _is_element(start) else "text"
    if start.startswith("{") or (start.startswith("[") and (suffix in {".json", ".jsonld"} or '{"' in start[:200])):
        return "json"
    return "markdown" if suffix in {".md", ".markdown"} or looks_like_markdown(text) else "text"


def _is_element(start: str) -> bool:
    return re.match(r"<[A-Za-z_][\w.:-]{0,100}(?:\s|/?>)", start) is not None or start.startswith("<!DOCTYPE")


def wrong_extension(name: str, found: Format) -> Problem | None:
    """Return a note where the extension promises another format than the content is."""
    suffix = PurePath(name).suffix.lower()
    expected = _EXTENSIONS.get(suffix)
    if expected is None or found in expected or (found is Format.TEXT and Format.MARKDOWN in expected):
        return None
    return Problem(
        "extension-wrong",
        f"The name ends in {suffix} but the content is {found.value}; it was read by its content.",
        hint="Rename the file.",
    )
