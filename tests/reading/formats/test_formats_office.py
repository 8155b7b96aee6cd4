"""Word and OpenDocument files."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml import parse_xml
from format_makers import odt

from draaischijf.reading.formats import Document, Format, read_document

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def roles(document: Document) -> list[tuple[str, int, str]]:
    return [(block.role.value, block.level, document.text[block.start : block.end]) for block in document.blocks]


def test_word_keeps_the_order_of_the_body() -> None:
    word = docx.Document()
    word.add_heading("Sanne Verzonnen", 0)
    word.add_heading("Werk", 1)
    word.add_paragraph("Eerst dit.")
    word.add_paragraph("laden", style="List Bullet")
    word.add_paragraph("lossen", style="List Number")
    table = word.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ["2012", "BHV", "2013", "VCA"], strict=True
    ):
        cell.text = text
    word.add_paragraph("Dan dit.")
    document = read_document(saved(word))
    assert document.format is Format.DOCX
    assert document.text == "Sanne Verzonnen\n\nWerk\nEerst dit.\n- laden\n- lossen\n\n2012\tBHV\n2013\tVCA\n\nDan dit."
    assert roles(document) == [
        ("heading", 1, "Sanne Verzonnen"),
        ("heading", 2, "Werk"),
        ("list-item", 0, "laden"),
        ("list-item", 0, "lossen"),
        ("table-cell", 0, "2012"),
        ("table-cell", 0, "BHV"),
        ("table-cell", 0, "2013"),
        ("table-cell", 0, "VCA"),
    ]


def test_word_layout_table_is_taken_apart() -> None:
    word = docx.Document()
    left, right = word.add_table(rows=1, cols=2).rows[0].cells
    left.text = "Vaardigheden"
    left.add_paragraph("Heftruck")
    right.text = "Ervaring"
    right.add_paragraph("Teamleider")
    inner = right.add_table(rows=1, cols=2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "2004", "Voorman"
    text = read_document(saved(word)).text
    assert text.split("\n\n") == ["Vaardigheden", "Heftruck", "Ervaring", "Teamleider", "2004\tVoorman"]


def test_word_headers_come_first_and_footers_last() -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Naam boven"
    word.sections[0].footer.paragraphs[0].text = "voet onder"
    word.add_paragraph("Het verhaal.")
    word.add_section()
    assert read_document(saved(word)).text == "Naam boven\n\nHet verhaal.\n\nvoet onder"


def test_word_text_boxes_and_content_controls_are_read_once() -> None:
    word = docx.Document()
    word.add_paragraph("begin")
    body = word.element.body
    box = "<w:txbxContent><w:p><w:r><w:t>in een kader</w:t></w:r></w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    body.insert(
        1,
        parse_xml(
            f'<w:p {W} xmlns:mc="{mc}"><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing>'
            f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )
    body.insert(2, parse_xml(f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>veld</w:t></w:r></w:p></w:sdtContent></w:sdt>"))
    assert read_document(saved(word)).text == "begin\n\nin een kader\n\nveld"


def test_word_leaves_out_removed_and_hidden_text() -> None:
    word = docx.Document()
    word.element.body.insert(
        0,
        parse_xml(
            f"<w:p {W}><w:r><w:t>zicht</w:t></w:r><w:del><w:r><w:delText>weg</w:delText></w:r></w:del>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>verstopt</w:t></w:r><w:ins><w:r><w:t>baar</w:t></w:r></w:ins></w:p>"
        ),
    )
    assert read_document(saved(word)).text == "zichtbaar"


def test_word_bold_line_is_a_heading() -> None:
    word = docx.Document()
    word.add_paragraph().add_run("Opleiding").bold = True
    word.add_paragraph("Mbo 4")
    assert roles(read_document(saved(word))) == [("heading", 0, "Opleiding")]


def test_opendocument_keeps_order_and_structure() -> None:
    body = (
        '<text:p text:style-name="Title">Sanne Verzonnen</text:p><text:h text:outline-level="1">Werk</text:h>'
        "<text:p>Eerst<text:s text:c='3'/>dit<text:line-break/>en dat<text:span>.</text:span></text:p>"
        "<text:list><text:list-item><text:p>laden</text:p></text:list-item><text:list-item><text:p>lossen</text:p>"
        "</text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>2012</text:p>"
        "</table:table-cell><table:table-cell><text:p>BHV</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p>Slot<draw:frame><draw:text-box><text:p>in een kader</text:p></draw:text-box></draw:frame></text:p>"
        "<text:tracked-changes><text:p>weg</text:p></text:tracked-changes>"
    )
    styles = (
        "<office:master-styles><style:master-page><style:header><text:p>boven</text:p></style:header>"
        "<style:footer><text:p>onder</text:p></style:footer></style:master-page></office:master-styles>"
    )
    document = read_document(odt(body, styles))
    assert document.format is Format.ODT
    assert document.text == (
        "boven\n\nSanne Verzonnen\n\nWerk\nEerst dit\nen dat.\n- laden\n- lossen\n\n"
        "2012\tBHV\n\nSlot\n\nin een kader\n\nonder"
    )
    assert [role for role, _, _ in roles(document)] == [
        "heading",
        "heading",
        "list-item",
        "list-item",
        *["table-cell"] * 2,
    ]
