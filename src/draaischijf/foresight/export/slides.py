"""A study as slides: a picture on each, with a description for who cannot see it, then its figures as a table."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any, Final

from draaischijf.foresight.export.tables import Sheet, sheets_of
from draaischijf.foresight.extras import needed
from draaischijf.foresight.pictures import Picture, Table, number, pictures_of
from draaischijf.foresight.study import Study

ROWS_A_SLIDE, MOST_COLUMNS = 12, 18
WIDE, HIGH, EDGE = 13.333, 7.5, 0.6
INK: Final = "1C2B33"
SHOWN: Final = ("uncertainties", "groups", "questions", "levels")


def write_slides(study: Study, path: Path, language: str = "nl") -> None:
    """Write a presentation; arguments as for `write_workbook`, for a `.pptx` file."""
    units = needed("pptx.util")
    deck = needed("pptx").Presentation()
    deck.slide_width, deck.slide_height = units.Inches(WIDE), units.Inches(HIGH)
    first = _slide(deck, study.about.title.say(language), 34)
    _text(first, study.about.question.say(language), 1.6, 22)
    _text(first, study.about.note.say(language), 3.4, 14)
    pictures = {one.name: one for one in pictures_of(study, language)}
    for one in pictures.values():
        _picture(deck, one)
        _tables(deck, one.title, one.table, language)
    for scenario in study.scenarios:
        slide = _slide(deck, scenario.name.say(language), 30)
        _text(slide, scenario.slogan.say(language), 1.3, 20)
        _text(slide, scenario.summary.text.say(language), 2.1, 18)
        _text(slide, scenario.story.text.say(language), 4.0, 13)
    for sheet in sheets_of(study, language):
        if sheet.key in SHOWN:
            _tables(deck, sheet.title, _without_origin(sheet), language)
    path.parent.mkdir(parents=True, exist_ok=True)
    deck.save(path)


def _slide(deck: Any, title: str, size: int = 26) -> Any:
    """Return a slide with its title in the placeholder, so that it is found in the outline and read out first."""
    units = needed("pptx.util")
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    head = slide.shapes.title
    head.left, head.top = units.Inches(EDGE), units.Inches(0.35)
    head.width, head.height = units.Inches(WIDE - 2 * EDGE), units.Inches(0.9)
    head.text_frame.word_wrap = True
    head.text_frame.text = title
    line = head.text_frame.paragraphs[0]
    line.alignment = needed("pptx.enum.text").PP_ALIGN.LEFT
    line.font.size, line.font.bold = units.Pt(size), True
    line.font.color.rgb = needed("pptx.dml.color").RGBColor.from_string(INK)
    return slide


def _text(slide: Any, text: str, top: float, size: int) -> None:
    if not text:
        return
    units = needed("pptx.util")
    box = slide.shapes.add_textbox(
        units.Inches(EDGE), units.Inches(top), units.Inches(WIDE - 2 * EDGE), units.Inches(1)
    )
    box.text_frame.word_wrap = True
    box.text_frame.text = text
    box.text_frame.paragraphs[0].font.size = units.Pt(size)


def _picture(deck: Any, one: Picture) -> None:
    units = needed("pptx.util")
    slide = _slide(deck, one.title)
    image = needed("vl_convert").svg_to_png(one.svg, scale=2.0)
    shape = slide.shapes.add_picture(BytesIO(image), units.Inches(EDGE), units.Inches(1.35))
    room_wide, room_high = units.Inches(WIDE - 2 * EDGE), units.Inches(HIGH - 1.35 - 0.3)
    share = min(room_wide / shape.width, room_high / shape.height)
    shape.width, shape.height = int(shape.width * share), int(shape.height * share)
    shape.left = int((deck.slide_width - shape.width) / 2)
    shape._element.nvPicPr.cNvPr.set("descr", f"{one.title}. {one.says}")
    slide.notes_slide.notes_text_frame.text = one.says


def _tables(deck: Any, title: str, table: Table, language: str) -> None:
    """Add a table over as many slides as it takes; one with more columns than can be read is left to the workbook."""
    if len(table.head) > MOST_COLUMNS:
        return
    for start in range(0, len(table.rows), ROWS_A_SLIDE):
        _table(_slide(deck, title), Table(table.head, table.rows[start : start + ROWS_A_SLIDE]), language)


def _table(slide: Any, table: Table, language: str) -> None:
    units = needed("pptx.util")
    rows, columns = len(table.rows) + 1, len(table.head)
    place = (units.Inches(EDGE), units.Inches(1.4), units.Inches(WIDE - 2 * EDGE), units.Inches(0.35 * rows))
    grid = slide.shapes.add_table(rows, columns, *place).table
    size = units.Pt(max(8, min(13, int(90 / columns))))
    longest = [max(len(_cell(one, language)) for one in column) for column in zip(table.head, *table.rows, strict=True)]
    weight = [min(44, max(6, one)) for one in longest]
    for number_of, share in enumerate(weight):
        grid.columns[number_of].width = int(units.Inches(WIDE - 2 * EDGE) * share / sum(weight))
    for row, cells in enumerate((table.head, *table.rows)):
        for column, cell in enumerate(cells):
            target = grid.cell(row, column)
            target.text = _cell(cell, language)
            for line in target.text_frame.paragraphs:
                line.font.size = size
                line.font.bold = row == 0


def _cell(cell: str | float | int | None, language: str) -> str:
    return cell if isinstance(cell, str) else number(cell, language)


def _without_origin(sheet: Sheet) -> Table:
    """Return the table without its last column, which says where a text comes from: slides have little room."""
    if sheet.key == "uncertainties":
        return sheet.table
    return Table(sheet.table.head[:-1], tuple(row[:-1] for row in sheet.table.rows))
