"""One door for every format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from draaischijf.problems import Problem
from draaischijf.reading.formats import detect
from draaischijf.reading.formats.document import Document, Format, Limits
from draaischijf.reading.formats.source import Source, given, load


def read_document(source: str | Path | bytes, *, name: str | None = None, limits: Limits | None = None) -> Document:
    """Return the text of a file of any format that can be read.

    Args:
        source: A path, or the bytes themselves.
        name: What to call it in messages; the path unless said, `input` for bytes.
        limits: What reading it may cost; the defaults fit any CV or vacancy.

    Returns:
        The document, with notes on what went less well.

    Raises:
        Problem: It cannot be read; says why and what to do.
    """
    limits = limits or Limits()
    file = name or ("input" if isinstance(source, bytes) else str(source))
    found = given(source, file, limits) if isinstance(source, bytes) else load(Path(source), file, limits)
    try:
        document = _read(found)
    except Problem as problem:
        raise problem.at(file=file) from problem.__cause__
    except Exception as error:  # whatever a parser makes of bytes that were meant to hurt it
        raise Problem(
            "document-damaged",
            f"The document cannot be read; it seems damaged ({type(error).__name__}).",
            file=file,
            hint="Open it, save it again, and try once more.",
        ) from error
    return _finish(document)


def _read(source: Source) -> Document:
    """Hand the file to the reader of its format; readers are imported only when needed, as some are slow to import."""
    kind = detect.packed_or_drawn(source.data)
    if kind == "pdf":
        from draaischijf.reading.formats.pdf import read_pdf

        return read_pdf(source)
    if kind == "zip":
        return _read_archive(source)
    return _read_text(source)


def _read_archive(source: Source) -> Document:
    from draaischijf.reading.formats.archive import Archive

    archive = Archive(source)
    if detect.office(archive.names) is Format.DOCX:
        from draaischijf.reading.formats.word import read_docx

        return read_docx(source, archive)
    from draaischijf.reading.formats.opendocument import read_odt

    return read_odt(source, archive)


def _read_text(source: Source) -> Document:
    from draaischijf.reading.formats.decode import decode, decode_markup

    limits = source.limits
    # No more than that can count: a letter has at most four bytes, and larger markup is refused below.
    text, notes = decode(source.data, max(4 * limits.text, limits.markup_bytes) + 4)
    kind = detect.textual(text, source.file)
    if kind in {"text", "markdown"}:
        from draaischijf.reading.formats.plain import read_markdown, read_text

        return (read_markdown if kind == "markdown" else read_text)(source, text, notes)
    if len(source.data) > limits.markup_bytes:
        raise Problem(
            "markup-too-large",
            f"The {kind.upper()} is larger than {limits.markup_bytes / 1e6:.0f} MB.",
            hint="Give one CV or vacancy at a time, without embedded pictures.",
        )
    text, notes = decode_markup(source.data) or (text, notes)
    if kind == "html":
        from draaischijf.reading.formats.web import read_html

        return read_html(source, text, notes)
    from draaischijf.reading.formats.structured import read_json, read_xml

    return (read_json if kind == "json" else read_xml)(source, text, notes)


def _finish(document: Document) -> Document:
    if not document.text.strip():
        for note in document.notes:
            if note.code == "markup-too-deep":  # which is why nothing is left
                raise note.at(file=document.file)
        raise Problem(
            "text-empty", "The file holds no text.", file=document.file, hint="Check that it is the right file."
        )
    wrong = detect.wrong_extension(document.file, document.format)
    notes = (*([wrong] if wrong else []), *document.notes)
    return replace(document, notes=tuple(note.at(file=document.file) for note in notes))
