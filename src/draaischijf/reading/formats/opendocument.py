"""OpenDocument text (ODT): headings, paragraphs, lists, tables and frames in the order of the document."""

from __future__ import annotations

from typing import Any

from draaischijf.problems import Problem
from draaischijf.reading.formats.archive import Archive
from draaischijf.reading.formats.builder import Builder
from draaischijf.reading.formats.decode import decode
from draaischijf.reading.formats.document import Document, Format
from draaischijf.reading.formats.flow import Flow
from draaischijf.reading.formats.markup import local, parse_xml
from draaischijf.reading.formats.source import Source

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_UNSEEN = frozenset({"tracked-changes", "annotation", "annotation-end", "forms", "sequence-decls", "bookmark", "title"})
_MOST_SPACES = 8  # a file may claim a billion spaces in one element


def read_odt(source: Source, archive: Archive) -> Document:
    """Return an OpenDocument text as text.

    Raises:
        Problem: It is encrypted or damaged, or its XML may not be opened.
    """
    manifest, _ = decode(archive.read("META-INF/manifest.xml"))
    if "encryption-data" in manifest:
        raise Problem(
            "document-encrypted", "The document is protected with a password.", hint="Save it without a password."
        )
    archive.check_markup()
    builder = Builder(source.limits)
    flow = Flow(builder)
    body = _part(archive, "content.xml")
    heads: list[Any] = []
    feet: list[Any] = []
    if "styles.xml" in archive.names:
        for element in _part(archive, "styles.xml").iter():
            {"header": heads, "footer": feet}.get(local(element), []).append(element)
    for element in (*heads, *[found for found in body.iter() if local(found) == "body"], *feet):
        _walk(element, flow, "paragraph")
    return builder.document(source.file, Format.ODT)


def _part(archive: Archive, name: str) -> Any:
    return parse_xml(decode(archive.read(name))[0], name)


def _walk(parent: Any, flow: Flow, kind: str) -> None:
    """Read the children of a body, list item, cell or frame; `kind` is what a paragraph is here."""
    for element in parent.iterchildren():
        name = local(element)
        if name in {"p", "h"}:
            _paragraph(element, flow, kind)
        elif name == "table-row":
            flow.open_row()
            _walk(element, flow, "paragraph")
            flow.close_row()
        elif name == "table-cell":
            flow.open_cell()
            _walk(element, flow, "paragraph")
        elif name in {"list-item", "list-header"}:
            _walk(element, flow, "item")
        elif name and name not in _UNSEEN:
            _walk(element, flow, kind)


def _paragraph(element: Any, flow: Flow, kind: str) -> None:
    frames: list[Any] = []
    parts: list[str] = []
    _inline(element, parts, frames)
    text = "".join(parts)
    if local(element) == "h":
        level = element.get(f"{_TEXT}outline-level", "1")
        flow.put("heading", text, min(int(level) + 1, 6) if level.isdecimal() and len(level) < 3 else 0)
    elif element.get(f"{_TEXT}style-name") in {"Title", "Subtitle"}:
        flow.put("heading", text, 1 if element.get(f"{_TEXT}style-name") == "Title" else 2)
    else:
        flow.put(kind, text)
    for frame in frames:
        _walk(frame, flow, "paragraph")


def _inline(element: Any, parts: list[str], frames: list[Any]) -> None:
    """Collect the text of a paragraph; frames anchored in it are read after it."""
    parts.append(_plain(element.text))
    for child in element.iterchildren():
        name = local(child)
        if name == "s":
            count = child.get(f"{_TEXT}c", "1")
            parts.append(" " * min(int(count) if count.isdecimal() and len(count) < 4 else 1, _MOST_SPACES))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name in {"frame", "text-box", "custom-shape"}:
            frames.append(child)
        elif name and name not in _UNSEEN:
            _inline(child, parts, frames)
        parts.append(_plain(child.tail))


def _plain(text: str | None) -> str:
    """Return text with its line breaks made spaces: in ODF they mean no more than that."""
    return (text or "").replace("\n", " ")
