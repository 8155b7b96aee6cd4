"""PDF: runs of text from the worker process, put in reading order here."""

from __future__ import annotations

from typing import Any

from draaischijf.problems import Problem
from draaischijf.reading.formats import layout, process
from draaischijf.reading.formats.builder import Builder, text_cut
from draaischijf.reading.formats.cleaning import clean
from draaischijf.reading.formats.columns import Run
from draaischijf.reading.formats.document import Document, Format
from draaischijf.reading.formats.source import Source

_PASSWORD = {4, 5}  # PDFium: a password is needed, or a security scheme that it does not know


def read_pdf(source: Source) -> Document:
    """Return a PDF as text in reading order.

    Raises:
        Problem: It is encrypted, damaged, a scan without text, or takes too long.
    """
    *answers, end = process.SHARED.read(source.data, source.limits)
    _check(end)
    pages = [_page(answer) for answer in answers if not answer.get("broken")]
    if not any(page.runs for page in pages):
        raise Problem(
            "pdf-no-text",
            "The PDF holds no text; it is probably a scan or a picture.",
            hint="Run text recognition (OCR) on it, or give the original document.",
        )
    builder = Builder(source.limits)
    for piece in layout.pieces(pages):
        if piece.kind == "heading":
            builder.heading(piece.text, piece.level)
        elif piece.kind == "item":
            builder.item(piece.text)
        else:
            builder.paragraph(piece.text)
    return builder.document(source.file, Format.PDF, _notes(answers, end, source))


def _check(end: dict[str, Any]) -> None:
    error = end.get("error")
    if error is None:
        return
    if error in _PASSWORD:
        raise Problem("document-encrypted", "The PDF is protected with a password.", hint="Save it without a password.")
    raise Problem("pdf-damaged", "The PDF is damaged or was not downloaded in full.", hint="Save or download it again.")


def _page(answer: dict[str, Any]) -> layout.Page:
    runs = []
    for text, left, top, right, bottom, bold in answer["runs"]:
        cleaned = clean(text).strip()
        if cleaned:
            runs.append(Run(cleaned, left, top, right, bottom, bool(bold)))
    return layout.Page(answer["width"], answer["height"], runs)


def _notes(answers: list[dict[str, Any]], end: dict[str, Any], source: Source) -> list[Problem]:
    notes = []
    broken = [answer["page"] + 1 for answer in answers if answer.get("broken")]
    pictures = [answer["page"] + 1 for answer in answers if answer.get("picture")]
    if broken:
        notes.append(
            Problem("pdf-pages-damaged", "Some pages cannot be read.", place=_places(broken), hint="Save it again.")
        )
    if pictures:
        notes.append(
            Problem(
                "pdf-pages-without-text",
                "Some pages are pictures without text.",
                place=_places(pictures),
                hint="Run text recognition (OCR) on them if they matter.",
            )
        )
    lost = sum(answer.get("lost", 0) for answer in answers)
    if lost:
        notes.append(
            Problem(
                "pdf-letters-lost",
                f"The PDF does not say which letters {lost} of its signs are; they were left out.",
                hint="Check words with ff, fi or fl, or give the original document.",
            )
        )
    if end["full"]:
        notes.append(text_cut(source.limits.text))
    elif end["total"] > len(answers):
        notes.append(
            Problem(
                "pdf-pages-cut",
                f"The PDF has {end['total']:,} pages; the first {len(answers):,} were read.",
                hint="Split the file if the rest matters.",
            )
        )
    return notes


def _places(pages: list[int]) -> str:
    shown = ", ".join(map(str, pages[:10]))
    return f"page {shown}" + (" and more" if len(pages) > 10 else "")
