"""Writes a sample as a Word document whose bytes depend on nothing but the source."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import docx
from docx.document import Document
from docx.shared import Pt

from tools.make_samples.source import Line

MOMENT = datetime(2025, 1, 15, 9, 0, 0)


def _table(document: Document, rows: list[Line]) -> None:
    table = document.add_table(rows=0, cols=len(rows[0].cells), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row.cells, strict=True):
            cell.text = text


def _line(document: Document, line: Line) -> None:
    if line.kind == "entry":
        paragraph = document.add_paragraph()
        paragraph.add_run(line.cells[0]).bold = True
        paragraph.add_run("\n" + "\t".join(line.cells[1:]))
        paragraph.paragraph_format.keep_with_next = True
        return
    styles = {"title": "Title", "subtitle": "Subtitle", "section": "Heading 1", "item": "List Bullet"}
    document.add_paragraph(line.text, style=styles.get(line.kind, "Normal"))


def _repack(data: bytes) -> bytes:
    """Pack the parts again with one date, without the picture of the template."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for info in source.infolist():
            if "thumbnail" in info.filename:
                continue
            part = source.read(info)
            if info.filename == "_rels/.rels":
                part = _without_thumbnail(part)
            dated = zipfile.ZipInfo(info.filename, (MOMENT.year, MOMENT.month, MOMENT.day, 9, 0, 0))
            target.writestr(dated, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _without_thumbnail(rels: bytes) -> bytes:
    return re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", rels)


def write(lines: list[Line], path: Path) -> None:
    """Write a document with the styles of Word's default template."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(10.5)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = lines[0].text, "Draaischijf", ""
    properties.created = properties.modified = MOMENT
    rows: list[Line] = []
    for line in [*lines, Line("end", "")]:
        if line.kind == "row":
            rows.append(line)
            continue
        if rows:
            _table(document, rows)
            rows = []
        if line.kind != "end":
            _line(document, line)
    buffer = io.BytesIO()
    document.save(buffer)
    path.write_bytes(_repack(buffer.getvalue()))
