"""XML that cannot reach outside itself, blow itself up, or go deeper than it needs."""

from __future__ import annotations

import re
from typing import Any

from draaischijf.problems import Problem

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


def lxml() -> Any:
    """Return the module `lxml.etree`; it is imported when first needed, as plain text never needs it."""
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]

    return etree


def refuse_doctype(data: bytes, place: str | None = None) -> None:
    """Refuse XML bytes that declare a document type: none of our formats has one, and entities live there."""
    # Zero bytes go, so that the words are found in UTF-16 too.
    plain = data.replace(b"\0", b"") if b"\0" in data else data
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        raise Problem(
            "xml-doctype",
            "The XML declares a document type or entities, which can be used to read other files; it was not opened.",
            place=place,
            hint="Remove the DOCTYPE, or export the document again.",
        )


def parse_xml(text: str, place: str | None = None) -> Any:
    """Return the root element of XML text.

    Raises:
        Problem: It declares a document type, is not well-formed, or is nested more than 256 deep.
    """
    etree = lxml()
    data = _DECLARATION.sub("", text.lstrip("\ufeff"), count=1).encode("utf-8", "replace")
    refuse_doctype(data, place)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        return etree.fromstring(data.strip(), parser)
    except etree.XMLSyntaxError as error:
        raise Problem(
            "xml-damaged",
            f"The XML is not well-formed: {error.msg}.",
            place=place or f"line {error.lineno}",
            hint="Export or download it again.",
        ) from error


def local(element: Any) -> str:
    """Return the name of an element without its namespace; empty for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
