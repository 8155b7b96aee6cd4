"""Writes a sample as PDF: one column, or a coloured sidebar beside the story."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF, XPos, YPos

from tools.make_samples.source import Line

MOMENT = datetime(2025, 1, 15, 9, 0, 0, tzinfo=UTC)
TEAL, GREY, BLACK = (20, 84, 96), (95, 95, 95), (25, 25, 25)
SIDEBAR = (12.0, 54.0)
BULLET = "•"


class Sheet(FPDF):
    """An A4 document with a footer that names the document and the page."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        self.core_fonts_encoding = "windows-1252"
        self.title_line = title
        self.set_compression(False)  # compressed bytes differ between builds of zlib
        self.set_creation_date(MOMENT)
        self.set_title(title)
        self.set_producer("Draaischijf samples")
        self.set_auto_page_break(True, margin=20)
        self.alias_nb_pages()

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font("Helvetica", size=8)
        self.set_text_color(*GREY)
        self.cell(0, 5, f"{self.title_line} - {self.page_no()}/{{nb}}", align="C")

    def lay(self, text: str, size: float, style: str = "", color: tuple[int, int, int] = BLACK, gap: float = 0) -> None:
        """Set one block of text in the current column, `gap` millimetres below what stands there."""
        self.set_font("Helvetica", style=style, size=size)
        self.set_text_color(*color)
        if gap:
            self.ln(gap)
        self.multi_cell(0, size * 0.48, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")

    def bullet(self, text: str, size: float) -> None:
        """Set a list item with its text hanging beside the bullet."""
        self.set_font("Helvetica", size=size)
        self.set_text_color(*BLACK)
        self.ln(0.6)
        if self.will_page_break(size):
            self.add_page()
        self.cell(4, size * 0.48, BULLET)
        self.multi_cell(0, size * 0.48, text, new_x=XPos.LMARGIN, new_y=YPos.NEXT, align="L")


def _entry(sheet: Sheet, line: Line, size: float) -> None:
    what, *where, when = line.cells
    sheet.ln(2)
    if sheet.will_page_break(18):
        sheet.add_page()
    sheet.set_text_color(*BLACK)
    sheet.set_font("Helvetica", style="B", size=size)
    top = sheet.get_y()
    sheet.cell(0, size * 0.48, what)
    sheet.set_font("Helvetica", size=size - 0.5)
    sheet.set_xy(sheet.l_margin, top)
    sheet.cell(0, size * 0.48, when, align="R", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    if where:
        sheet.lay(", ".join(where), size - 0.5, "I", GREY)


def _line(sheet: Sheet, line: Line, size: float) -> None:
    if line.kind == "title":
        sheet.lay(line.text, 22, "B", TEAL)
    elif line.kind == "subtitle":
        sheet.lay(line.text, 12.5, "", GREY, gap=1)
    elif line.kind == "section":
        if sheet.will_page_break(24):
            sheet.add_page()
        sheet.lay(line.text.upper() if sheet.l_margin < 20 else line.text, 11.5, "B", TEAL, gap=4)
    elif line.kind == "entry":
        _entry(sheet, line, size)
    elif line.kind == "item":
        sheet.bullet(line.text, size)
    else:
        sheet.lay(line.text, size, gap=1.5)


def _column(sheet: Sheet, lines: list[Line], left: float, right: float, size: float) -> None:
    sheet.set_margins(left, 18, right)
    sheet.set_x(left)
    for line in lines:
        _line(sheet, line, size)


def write(lines: list[Line], path: Path) -> None:
    """Write a document with a sidebar where the source has one, and in one column otherwise."""
    sheet = Sheet(lines[0].text)
    sheet.set_margins(18, 18, 18)
    sheet.add_page()
    side = [line for line in lines if line.area == "sidebar"]
    if not side:
        _column(sheet, lines, 18, 18, 10)
    else:
        head = [line for line in lines if line.kind in {"title", "subtitle"}]
        _column(sheet, head, 12, 12, 10)
        top = sheet.get_y() + 3
        sheet.set_fill_color(233, 241, 242)
        sheet.rect(0, top, SIDEBAR[0] + SIDEBAR[1] + 3, 297 - top, style="F")
        sheet.set_y(top)
        _column(sheet, side, SIDEBAR[0], 210 - sum(SIDEBAR), 9)
        sheet.set_y(top)
        rest = [line for line in lines if line not in head and line not in side]
        _column(sheet, rest, sum(SIDEBAR) + 9, 14, 9.5)
    sheet.output(str(path))
