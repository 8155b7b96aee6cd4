"""PDF files that are broken, or meant to hurt the parser."""

from __future__ import annotations

import io
import json
import random
from pathlib import Path

import pytest
from format_makers import paged_pdf, put, raw_pdf, sheet, spinning_pdf, stream
from fpdf import FPDF
from fpdf.enums import EncryptionMethod
from hostile_checks import MEBI, measured, problem

from draaischijf.problems import Problem
from draaischijf.reading.formats import Limits, read_document


def test_scan_without_text() -> None:
    from PIL import Image

    picture = Image.new("RGB", (200, 300), "white")
    found = problem(sheet(lambda pdf: pdf.image(picture, 0, 0, 595)))
    assert found.code == "pdf-no-text"
    assert "OCR" in str(found.hint)


def test_scanned_page_among_others_is_noted() -> None:
    from PIL import Image

    def draw(pdf: FPDF) -> None:
        put(pdf, {40: ["Brief bij het cv."]})
        pdf.add_page()
        pdf.image(Image.new("RGB", (20, 30), "white"), 0, 0, 595)

    notes = read_document(sheet(draw)).notes
    assert [(note.code, note.place) for note in notes] == [("pdf-pages-without-text", "page 2")]


def test_encrypted_pdf() -> None:
    def draw(pdf: FPDF) -> None:
        put(pdf, {40: ["Geheim cv"]})
        pdf.set_encryption("baas", "lezer", encryption_method=EncryptionMethod.RC4)

    assert problem(sheet(draw)).code == "document-encrypted"


def test_pdf_that_only_limits_its_reader_is_read() -> None:
    def draw(pdf: FPDF) -> None:
        put(pdf, {40: ["Open cv"]})
        pdf.set_encryption("baas", encryption_method=EncryptionMethod.RC4)

    assert read_document(sheet(draw)).text == "Open cv"


def test_truncated_pdf_gives_text_or_a_problem() -> None:
    whole = sheet(lambda pdf: put(pdf, {40: ["Ik rijd heftruck."]}))
    for share in (0.2, 0.5, 0.9):
        try:
            document = read_document(whole[: int(len(whole) * share)])
        except Problem as found:
            assert found.code in {"pdf-damaged", "pdf-no-text"}
        else:
            assert document.text == "Ik rijd heftruck."


def test_pdf_of_rubbish_leaves_the_worker_well() -> None:
    rubbish = random.Random(3)
    whole = sheet(lambda pdf: put(pdf, {40: ["Ik rijd heftruck."]}))
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(30):
            data[rubbish.randrange(20, len(data))] = rubbish.randrange(256)
        try:
            read_document(bytes(data))
        except Problem as found:
            assert found.code.startswith(("pdf-", "document-", "text-"))
    assert read_document(whole).text == "Ik rijd heftruck."


def test_pdf_that_makes_the_parser_spin_is_given_up() -> None:
    # Room enough, so that time is what runs out: a quick machine would use up the usual memory first.
    found = problem(spinning_pdf(), limits=Limits(pdf_seconds=1, pdf_memory=8192 * MEBI))
    assert found.code == "pdf-too-slow"
    assert read_document(sheet(lambda pdf: put(pdf, {40: ["daarna"]}))).text == "daarna"


def test_pdf_that_wants_much_memory(tmp_path: Path) -> None:
    hungry = raw_pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [" + b"4 0 R " * 400 + b"] >>",
            stream(b"q " * (8 * MEBI)),
        ]
    )
    found = measured(hungry, tmp_path, pdf_seconds=10)
    assert found["code"] in {"pdf-damaged", "pdf-too-slow", "pdf-no-text"}


def test_pdf_of_5000_pages(tmp_path: Path) -> None:
    found = measured(paged_pdf(5000), tmp_path)
    assert found["code"] is None
    assert found["notes"] == ["pdf-pages-cut"]
    document = read_document(paged_pdf(30), limits=Limits(pages=3))
    assert "30 pages" in document.notes[0].message
    assert read_document(paged_pdf(3)).notes == ()


def test_pdf_with_more_text_than_is_kept(tmp_path: Path) -> None:
    page = paged_pdf(400, "woord " * 1200)
    found = measured(page, tmp_path, text=300_000)
    assert (found["length"], found["notes"]) == (300_000, ["text-cut"])


@pytest.mark.slow
def test_pdf_with_text_all_over_one_page(tmp_path: Path) -> None:
    noise = random.Random(4)
    spots = b"".join(b"1 0 0 1 %d %d Tm (w) Tj " % (noise.randrange(590), noise.randrange(840)) for _ in range(60_000))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        stream(b"BT /F 9 Tf " + spots + b"ET"),
    ]
    assert measured(raw_pdf(objects), tmp_path)["code"] is None


def test_worker_is_kept_for_a_batch_and_can_be_closed() -> None:
    from draaischijf.reading.formats.process import SHARED

    data = sheet(lambda pdf: put(pdf, {40: ["tekst"]}))
    read_document(data)
    first = SHARED._process
    read_document(data)
    assert first is not None
    assert SHARED._process is first
    SHARED.close()
    assert first.poll() is not None
    assert read_document(data).text == "tekst"


def test_worker_answers_the_same_inside_this_process() -> None:
    """The worker runs as a program of its own; here its lines are read as any other code."""
    from draaischijf.reading.formats import pdf_worker, process

    data = sheet(lambda pdf: put(pdf, {40: ["Eerste regel", "tweede"], 300: ["naast"]}))
    limits = Limits()
    out = io.BytesIO()
    pdf_worker.read(data, limits.pages, limits.text + 1, out)
    assert [json.loads(line) for line in out.getvalue().splitlines()] == process.SHARED.read(data, limits)
    broken = io.BytesIO()
    pdf_worker.read(b"%PDF-1.7", limits.pages, limits.text, broken)
    assert json.loads(broken.getvalue())["error"] > 0


@pytest.mark.parametrize(("quarter", "corner"), [(0, (10, 780)), (1, (20, 10)), (2, (590, 20)), (3, (780, 590))])
def test_worker_turns_points_as_the_page_is_shown(quarter: int, corner: tuple[int, int]) -> None:
    """A page of 600 wide as shown when upright; a point 10 from its left and 20 from its bottom."""
    from draaischijf.reading.formats import pdf_worker

    size = (600, 800) if quarter in {0, 2} else (800, 600)
    [[_, left, top, *_]] = pdf_worker.turned([("x", 10, 20, 10, 20, False)], *size, quarter)
    assert (left, top) == corner
