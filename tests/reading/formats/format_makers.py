"""Small documents for the tests of formats, made in memory."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from itertools import zip_longest

from fpdf import FPDF

ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)


def zipped(files: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def odt(body: str, styles: str = "", manifest: str = "<manifest/>", prologue: str = "") -> bytes:
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prologue}<office:document-content {ODF}>'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    files: dict[str, bytes | str] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "META-INF/manifest.xml": manifest,
    }
    if styles:
        files["styles.xml"] = f"<office:document-styles {ODF}>{styles}</office:document-styles>"
    return zipped(files)


def sheet(draw: Callable[[FPDF], object], size: float = 10) -> bytes:
    """A PDF of one page and whatever `draw` adds."""
    pdf = FPDF(unit="pt", format="A4")
    pdf.set_auto_page_break(False)
    pdf.core_fonts_encoding = "windows-1252"
    pdf.add_page()
    pdf.set_font("Helvetica", size=size)
    draw(pdf)
    return bytes(pdf.output())


def put(pdf: FPDF, columns: dict[float, list[str]], top: float = 100, step: float = 14) -> None:
    """Set columns of lines at their left edges, row by row, so that the file itself has no column order."""
    for number, row in enumerate(zip_longest(*columns.values(), fillvalue="")):
        for left, line in zip(columns, row, strict=True):
            if line:
                pdf.text(left, top + number * step, line)


def raw_pdf(objects: list[bytes]) -> bytes:
    """A PDF of hand-written objects; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def stream(data: bytes, extra: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<< /Length %d /Filter /FlateDecode %s >>\nstream\n%s\nendstream" % (len(packed), extra, packed)


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def spinning_pdf(depth: int = 14, times: int = 10) -> bytes:
    """A PDF of a few kilobytes whose forms draw each other, so that the page holds `times ** depth` words."""
    first = 5
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /X %d 0 R >> >> >>" % first,
        stream(b"/X Do"),
    ]
    for level in range(depth):
        resources = b"/Resources << /XObject << /X %d 0 R >> >>" % (first + level + 1)
        objects.append(stream(b"/X Do " * times, b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] " + resources))
    fonts = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /Font << /F %d 0 R >> >>"
    objects.append(stream(b"BT /F 9 Tf 20 20 Td (word) Tj ET", fonts % (first + depth + 1)))
    objects.append(FONT)
    return raw_pdf(objects)


def paged_pdf(pages: int, line: str = "regel", font: bytes = FONT) -> bytes:
    """A PDF of many pages that share one line."""
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(pages))
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << /Font << /F 4 0 R >> >> >>"
    )
    return raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
            stream(b"BT /F 12 Tf 72 400 Td (%s) Tj ET" % line.encode()),
            font,
            *[page] * pages,
        ]
    )
