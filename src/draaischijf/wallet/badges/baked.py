"""Badges baked into pictures (Open Badges 3.0, section 5.3; 2.0: Baking): a text chunk of PNG, an element of SVG.

The picture itself is never decoded: a PNG is walked chunk by chunk, and only the one text is unpacked, to a limit. An
SVG is parsed without entities, document types from elsewhere, or a network.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import inflate
from draaischijf.wallet.detect import MAX_TEXT, Detected

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
KEYWORD: Final = "openbadgecredential"
_KEYWORDS: Final = (KEYWORD, "openbadges")
_SPACES: Final = ("https://purl.imsglobal.org/ob/v3p0", "http://openbadges.org", "https://w3id.org/openbadges")
_MAX_CHUNKS: Final = 20_000
_HEAD: Final = 8


def extract(document: Detected) -> bytes:
    """Return the badge in a picture.

    Raises:
        Problem: `baked-missing`, `baked-twice`, or the picture is not well-formed or asks for too much.
    """
    found = list(_in_png(document.data) if document.outline == "png" else _in_svg(document.data))
    if not found:
        raise Problem("baked-missing", "is a picture without a badge in it.")
    if len(found) > 1:
        raise Problem("baked-twice", "holds more than one badge; which one it shows is not clear.")
    return found[0]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, int]]:
    """Yield kind, content and start of each chunk of a PNG.

    Raises:
        Problem: It ends in the middle, a checksum is wrong, or there are too many chunks.
    """
    at = len(SIGNATURE)
    for _ in range(_MAX_CHUNKS):
        if at == len(data):
            return
        head = data[at : at + _HEAD]
        length = int.from_bytes(head[:4], "big")
        content, end = data[at + _HEAD : at + _HEAD + length], at + _HEAD + length + 4
        if len(head) < _HEAD or end > len(data):
            raise Problem("png-invalid", "is a PNG that ends in the middle of a chunk.")
        if zlib.crc32(head[4:] + content) != int.from_bytes(data[end - 4 : end], "big"):
            raise Problem("png-invalid", "is a PNG with a wrong checksum.")
        yield head[4:], content, at
        at = end
        if head[4:] == b"IEND":
            return
    raise Problem("png-invalid", f"is a PNG of more than {_MAX_CHUNKS:,} chunks.")


def _in_png(data: bytes) -> Iterator[bytes]:
    for kind, content, _ in _chunks(data):
        keyword, _, rest = content.partition(b"\0")
        if kind in (b"iTXt", b"tEXt", b"zTXt") and keyword.decode("latin-1") in _KEYWORDS:
            yield _text(kind, rest)


def _text(kind: bytes, rest: bytes) -> bytes:
    """Return the text of a chunk after its keyword (PNG 3rd edition, section 11.3.3)."""
    if kind == b"tEXt":
        packed, text = False, rest
    elif kind == b"zTXt":
        packed, text = True, rest[1:]
    else:
        packed = rest[:1] == b"\1"
        parts = rest[2:].split(b"\0", 2)
        if len(parts) < 3:
            raise Problem("png-invalid", "is a PNG with a text chunk that is not well-formed.")
        text = parts[2]
    return inflate(text, MAX_TEXT) if packed else text


def _root(data: bytes) -> Any:
    # Entities are what XML bombs are made of; a document type that declares none is left alone.
    if b"<!ENTITY" in data:
        raise Problem("svg-entities", "declares entities, which no badge needs.")
    from lxml import etree  # type: ignore[import-untyped, unused-ignore]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Problem("svg-invalid", "is no well-formed SVG.") from error
    if etree.QName(root).localname != "svg":
        raise Problem("svg-invalid", "is XML but no SVG.")
    return root


def _in_svg(data: bytes) -> Iterator[bytes]:
    root = _root(data)
    for space in _SPACES:
        for name in ("credential", "assertion"):
            for element in root.iter(f"{{{space}}}{name}"):
                text = (element.get("verify") or "").strip() if not (element.text or "").strip() else element.text
                yield str(text).strip().encode()


def bake_png(picture: bytes, badge: str) -> bytes:
    """Return a PNG with a badge in it; the picture itself stays as it is, a badge that was in it goes.

    Args:
        picture: A PNG.
        badge: The badge, as JSON or as a token.

    Raises:
        Problem: The picture is no well-formed PNG.
    """
    if not picture.startswith(SIGNATURE):
        raise Problem("png-invalid", "is no PNG.")
    out, head_seen = [SIGNATURE], False
    for kind, content, _ in _chunks(picture):
        if kind in (b"iTXt", b"tEXt", b"zTXt") and content.partition(b"\0")[0].decode("latin-1") in _KEYWORDS:
            continue
        out.append(_chunk(kind, content))
        if not head_seen:
            out.append(_chunk(b"iTXt", KEYWORD.encode() + b"\0\0\0\0\0" + badge.encode()))
            head_seen = True
    if not head_seen:
        raise Problem("png-invalid", "is an empty PNG.")
    return b"".join(out)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def bake_svg(picture: bytes, badge: str) -> bytes:
    """Return an SVG with a badge in it; one that was in it goes.

    Args:
        picture: An SVG.
        badge: The badge, as JSON or as a token.

    Raises:
        Problem: The picture is no well-formed SVG.
    """
    from lxml import etree

    root = _root(picture)
    for space in _SPACES:
        for element in [*root.iter(f"{{{space}}}credential"), *root.iter(f"{{{space}}}assertion")]:
            element.getparent().remove(element)
    baked = etree.Element(f"{{{_SPACES[0]}}}credential", nsmap={"openbadges": _SPACES[0]})
    if badge.lstrip().startswith("{"):
        baked.text = etree.CDATA(badge) if "]]>" not in badge else badge
    else:
        baked.set("verify", badge)
    root.insert(0, baked)
    return bytes(etree.tostring(root.getroottree(), xml_declaration=True, encoding="utf-8"))
