"""Files that are broken, or meant to hurt: a clear problem, in bounded time and memory."""

from __future__ import annotations

import io
import os
import random
import resource
import zipfile
from dataclasses import asdict
from pathlib import Path

import docx
import pytest
from format_makers import odt, put, sheet, zipped
from hostile_checks import measured, problem

from draaischijf.reading.formats import Format, Limits, read_document

MEBI = 1024 * 1024
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a 'haha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9))
    + "]>"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b" \n\t \r\n", "text-empty"),
        ("\ufeff \n\u00a0\u200b".encode(), "text-empty"),
        (b"\xef\xbb\xbf", "text-empty"),
        (b"%PDF-1.7\n", "pdf-damaged"),
        (b"PK\x03\x04 and then nothing", "archive-damaged"),
        (b"{\\rtf1\\ansi heftruck}", "format-rtf"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "format-picture"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "format-packed"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "format-old-word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "document-encrypted"),
        (b'{"basics": ', "json-damaged"),
        (b'{"a": 1}', "json-unknown"),
        (b'{"basics": {}, "work": []}', "text-empty"),
        (b"<?xml version='1.0'?><a><b></a>", "xml-damaged"),
        (b"<?xml version='1.0'?><invoice/>", "xml-unknown"),
        (b"<html><body><script>x</script></body></html>", "text-empty"),
        (b"\0" * 5000, "format-binary"),
        (random.Random(1).randbytes(50_000), "format-binary"),
        (zipped({"a.txt": "x"}), "format-packed"),
        (zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<a/>"}), "format-unsupported"),
        (zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<a/>"}), "document-damaged"),
        (odt("", manifest="<manifest><encryption-data/></manifest>"), "document-encrypted"),
        (odt("<text:p>  </text:p>"), "text-empty"),
        (odt("<text:p>&e;</text:p>", prologue=XXE), "xml-doctype"),
        (odt("<text:p>&j;</text:p>", prologue=LAUGHS), "xml-doctype"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str) -> None:
    assert problem(data).code == code


def test_path_that_is_no_file(tmp_path: Path) -> None:
    assert problem(tmp_path).code == "file-is-folder"
    assert problem(tmp_path / "nergens.pdf").code == "file-missing"
    assert problem(tmp_path / ("x" * 5000)).code == "file-missing"
    assert problem("een\0naam").code == "file-missing"
    loop = tmp_path / "lus"
    loop.symlink_to(loop)
    assert problem(loop).code == "file-link-loop"
    (tmp_path / "f.txt").write_text("x")
    assert problem(tmp_path / "f.txt" / "g.txt").code == "file-missing"


def test_pipe_that_nobody_writes_to_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pijp")
    assert problem(tmp_path / "pijp").code == "file-not-regular"


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "geheim.txt"
    path.write_text("x")
    path.chmod(0)
    if os.access(path, os.R_OK):  # the administrator may read everything

        def refuse(*_: object) -> int:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "open", refuse)
    assert problem(path).code == "file-no-permission"


def test_file_of_200_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "groot.pdf"
    with path.open("wb") as file:
        file.truncate(200 * MEBI)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    found = problem(path)
    assert found.code == "file-too-large"
    assert "200 MB" in found.message
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024


@pytest.mark.parametrize(("name", "code"), [("cv.pdf", "text"), ("cv.docx", "text"), ("cv.html", "text")])
def test_wrong_extension_is_read_by_content(name: str, code: str) -> None:
    document = read_document(b"Ik rijd heftruck.", name=name)
    assert document.format.value == code
    assert [(note.code, note.file) for note in document.notes] == [("extension-wrong", name)]


def test_pdf_named_text_is_read_by_content() -> None:
    document = read_document(sheet(lambda pdf: put(pdf, {40: ["Ik rijd heftruck."]})), name="cv.txt")
    assert (document.format, document.text) == (Format.PDF, "Ik rijd heftruck.")
    assert [note.code for note in document.notes] == ["extension-wrong"]


# Archives ------------------------------------------------------------------------------------------------------------


def word_with(part: bytes) -> bytes:
    """A Word document whose main part is replaced."""
    buffer, out = io.BytesIO(), io.BytesIO()
    docx.Document().save(buffer)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, part if name == "word/document.xml" else source.read(name))
    return out.getvalue()


def word_body(body: str, prologue: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return word_with(f'{prologue}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["bomb.docx", "bomb.odt"])
def test_zip_bomb_is_not_unpacked(name: str, tmp_path: Path) -> None:
    body = "<w:p/>" if name.endswith("docx") else "<text:p/>"
    for size in (30 * MEBI, 100 * MEBI):
        bomb = body * (size // len(body))
        data = word_body(bomb) if name.endswith("docx") else odt(bomb)
        assert measured(data, tmp_path, name)["code"] == "archive-bomb"


@pytest.mark.slow
def test_archive_of_many_files(tmp_path: Path) -> None:
    data = zipped({f"word/{number}.xml": "<a/>" for number in range(100_000)})
    assert measured(data, tmp_path)["code"] == "archive-bomb"


def test_archive_that_lies_about_sizes() -> None:
    data = bytearray(odt("<text:p>x</text:p>" * 5000))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo("content.xml").file_size
    data = bytearray(bytes(data).replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little")))
    assert problem(bytes(data)).code in {"archive-damaged", "xml-damaged"}


def test_one_large_part_in_an_archive(tmp_path: Path) -> None:
    noise = random.Random(2).randbytes(7 * MEBI).hex()
    assert measured(odt(f"<text:p>{noise}</text:p>"), tmp_path)["code"] == "archive-bomb"


def noisy(data: bytes) -> bytes:
    """An archive with a picture of noise, so that its ratio looks innocent."""
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("media/noise.bin", random.Random(5).randbytes(MEBI))
    return buffer.getvalue()


@pytest.mark.slow
def test_document_of_a_million_empty_elements(tmp_path: Path) -> None:
    assert measured(noisy(word_body("<w:p>" + "<a/>" * 1_500_000 + "</w:p>")), tmp_path)["code"] == "text-empty"
    assert measured(noisy(odt("<a/>" * 1_500_000)), tmp_path)["code"] == "text-empty"
    assert measured(noisy(odt("<a/>" * 3_000_000)), tmp_path)["code"] == "archive-bomb"


def test_truncated_word_document() -> None:
    whole = word_body("<w:p><w:r><w:t>heftruck</w:t></w:r></w:p>")
    assert read_document(whole).text == "heftruck"
    assert problem(whole[: len(whole) // 2]).code == "archive-damaged"


@pytest.mark.parametrize("prologue", [XXE, LAUGHS, '<!DOCTYPE x SYSTEM "http://voorbeeld.example/x.dtd">'])
def test_entities_in_word_are_refused(prologue: str) -> None:
    found = problem(word_body("<w:p><w:r><w:t>&e;&j;</w:t></w:r></w:p>", prologue))
    assert (found.code, found.place) == ("xml-doctype", "word/document.xml")


# Markup and JSON -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prologue", [XXE, LAUGHS])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_in_xml_are_refused(prologue: str, encoding: str) -> None:
    xml = f"{prologue}<SkillsPassport><LearnerInfo>&e;&j;</LearnerInfo></SkillsPassport>"
    assert problem(xml.encode(encoding)).code == "xml-doctype"


@pytest.mark.parametrize("prologue", [XXE.replace(" x ", " html "), LAUGHS.replace(" x ", " html ")])
def test_entities_in_html_are_not_expanded(prologue: str) -> None:
    text = read_document(f"{prologue}<html><body><p>voor &e;&j; na</p></body></html>".encode()).text
    assert "root:" not in text
    assert len(text) < 2000


def test_deeply_nested_html(tmp_path: Path) -> None:
    deep = b"<div>" * 400_000 + b"diep" + b"</div>" * 400_000
    assert measured(b"<html><body>" + deep, tmp_path)["code"] == "markup-too-deep"
    assert measured(b"<html><body><p>voor</p>" + deep, tmp_path)["notes"] == ["markup-too-deep"]
    spans = measured(b"<html><body><p>begin" + b"<b><i><table><tr><td>" * 50_000 + b"diep", tmp_path)
    assert str(spans["text"]).startswith("begin")


@pytest.mark.slow
def test_html_of_many_elements(tmp_path: Path) -> None:
    assert measured(b"<html><p>x" + b"<p>" * (2 * MEBI), tmp_path)["code"] is None
    assert measured(b"<html><p>x" + b"</x>" * (MEBI), tmp_path)["code"] is None
    assert measured(b"<html><p>x" + b"<p>" * (6 * MEBI), tmp_path)["code"] == "markup-too-large"


@pytest.mark.parametrize("opening", [b'{"work":' * 200_000, b'[{"work":' * 200_000, b'{"work": ' + b"[" * 1_000_000])
def test_deeply_nested_json(opening: bytes, tmp_path: Path) -> None:
    assert measured(opening, tmp_path, "x.json")["code"] == "json-too-deep"


def test_json_of_millions_of_entries(tmp_path: Path) -> None:
    entries = b"{}," * 2_000_000 + b"{}]"
    assert measured(b"[" + entries, tmp_path, "x.json")["code"] == "json-unknown"
    resume = measured(b'{"basics": {"name": "x"}, "work": [' + entries + b"}", tmp_path, "x.json")
    assert resume["code"] == "list-too-long"


def test_nested_json_that_parses() -> None:
    deep = b'{"basics": {"name": "x"}, "work": ' + b"[" * 500 + b"]" * 500 + b"}"
    assert read_document(deep).text == "x"


def test_number_of_a_million_digits() -> None:
    digits = b"9" * 1_000_000
    assert read_document(b'{"basics": {"name": "x", "label": ' + digits + b"}}").text == "x\n" + digits.decode()


def test_deeply_nested_xml() -> None:
    xml = b"<?xml version='1.0'?><SkillsPassport>" + b"<a>" * 100_000
    assert problem(xml).code == "xml-damaged"


def test_billion_spaces_in_one_element() -> None:
    document = read_document(odt("<text:p>een<text:s text:c='1000000000'/>twee</text:p>"))
    assert document.text == "een twee"


# Text ----------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("piece", [b"heftruck ", b"# ", b"- ", b"a", b"[x](", b"**a", b"|", b"<", b"\xc3\xa9\xe9"])
def test_one_line_of_10_mb(piece: bytes, tmp_path: Path) -> None:
    found = measured(piece * (10 * MEBI // len(piece)), tmp_path, "x.md")
    if found["code"] is None:
        assert 0.2 * Limits().text < int(str(found["length"])) <= Limits().text
        assert "text-cut" in list(found["notes"])  # type: ignore[call-overload]
    else:
        assert found["code"] == "text-empty"


@pytest.mark.slow
def test_millions_of_short_lines(tmp_path: Path) -> None:
    for line in (b"a\n", b"# a\n", b"- a\n"):
        assert measured(line * (10 * MEBI // len(line)), tmp_path)["notes"] == ["text-cut"]


def test_limits_can_be_written_down() -> None:
    assert Limits(**asdict(Limits())) == Limits()
