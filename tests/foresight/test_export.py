"""Workbooks, slides and pages are opened again and hold the same figures."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import openpyxl
import pptx
import pytest

from draaischijf.foresight.bridge import measure
from draaischijf.foresight.export import export_study
from draaischijf.foresight.files import Text
from draaischijf.foresight.pictures import number, pictures_of
from draaischijf.foresight.pictures.canvas import Canvas, mixed, shortened, wrapped
from draaischijf.foresight.plans import Run
from draaischijf.foresight.scores import read_scores
from draaischijf.foresight.study import examples, open_study
from draaischijf.problems import Problem
from tests.foresight.test_tunnel import stand_in

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def study():
    return measure(open_study("regio"), stand_in, Run("run-1", (("seed", 3),)), ["energieschok"])


@pytest.fixture(scope="module")
def exported(study, tmp_path_factory):
    folder = tmp_path_factory.mktemp("uitvoer")
    return folder, export_study(study, folder, "nl")


def test_a_folder_gets_page_slides_workbook_and_every_picture(study, exported):
    _folder, files = exported
    names = {one.name for one in files}
    assert {
        "regio.html",
        "regio.pptx",
        "regio.xlsx",
        "regio-axes.svg",
        "regio-chart.svg",
        "regio-morphology.svg",
    } <= names
    assert {
        "regio-cross-impacts.svg",
        "regio-radar.svg",
        "regio-heat-unemployment_rate.svg",
        "regio-heat-judged.svg",
    } <= names
    assert all(one.exists() for one in files)


def test_the_workbook_holds_the_figures_of_the_pictures(study, exported):
    folder, _ = exported
    book = openpyxl.load_workbook(folder / "regio.xlsx")
    for one in pictures_of(study, "nl"):
        sheets = [sheet for sheet in book if tuple(cell.value for cell in sheet[1]) == one.table.head]
        rows = [tuple(cell.value for cell in row) for sheet in sheets for row in sheet.iter_rows(min_row=2)]
        for row in one.table.rows:
            # A workbook keeps fifteen digits.
            wanted = [None if cell == "" else pytest.approx(cell) if isinstance(cell, float) else cell for cell in row]
            assert any(list(got) == wanted for got in rows), one.name


def test_scores_in_the_workbook_are_read_back_the_same(study, exported):
    folder, _ = exported
    book = openpyxl.load_workbook(folder / "regio.xlsx")
    for name in [one for one in book.sheetnames if one != "Scores"]:
        del book[name]
    book.save(folder / "scores.xlsx")
    again = read_scores(folder / "scores.xlsx", {one.id: one.gone_into for one in study.drivers})

    def bare(scores):
        return [(s.respondent, s.group, s.round, s.driver, s.impact, s.uncertainty, s.votes, s.comment) for s in scores]

    assert bare(again) == bare(study.scores)


def test_slides_hold_the_figures_and_describe_their_pictures(study, exported):
    folder, _ = exported
    deck = pptx.Presentation(folder / "regio.pptx")
    said = {
        tuple(cell.text for cell in row.cells)
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
    }
    for one in pictures_of(study, "nl"):
        if len(one.table.head) <= 18:
            for row in one.table.rows:
                assert tuple(cell if isinstance(cell, str) else number(cell, "nl") for cell in row) in said, one.name
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == 13]
    assert len(pictures) == len(pictures_of(study, "nl"))
    assert all(len(shape._element.nvPicPr.cNvPr.get("descr")) > 20 for shape in pictures)
    assert all(slide.shapes.title.text for slide in deck.slides)
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width


def test_the_page_needs_nothing_else_and_holds_every_table(study, exported):
    folder, _ = exported
    page = (folder / "regio.html").read_text("utf-8")
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!#)', page)
    for one in pictures_of(study, "nl"):
        assert f'id="{one.name}"' in page
        assert one.title in page
    assert page.count('<th scope="col">') > 40
    assert "van ons" in page
    assert "Er is geen gemiddeld scenario" in page


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", examples())
def test_every_picture_is_sound_described_and_has_its_table(name, language):
    for one in pictures_of(open_study(name), language):
        root = ET.fromstring(one.svg)
        width, height = (float(part) for part in root.get("viewBox").split()[2:])
        title, says = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert root.get("role") == "img"
        assert root.get("aria-labelledby") == f"{title.get('id')} {says.get('id')}"
        assert title.text == one.title
        assert says.text
        for text in root.iter(f"{SVG}text"):
            assert 0 <= float(text.get("x")) <= width
            assert 0 <= float(text.get("y")) <= height
        assert all(len(row) == len(one.table.head) for row in one.table.rows)


def test_colours_of_text_keep_their_contrast():
    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one, other):
        high, low = sorted((light(one), light(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    from draaischijf.foresight.pictures import canvas, cross, heat

    for ink in (canvas.INK, canvas.SOFT, *canvas.SERIES):
        assert contrast(ink, canvas.PAPER) >= 4.5
        assert contrast(ink, canvas.GROUND) >= 4.5
    for step in range(11):
        assert contrast(canvas.INK, mixed(heat.NONE, heat.MOST, step / 10)) >= 4.5
        for side in (cross.FOR, cross.AGAINST):
            assert contrast(canvas.INK, mixed(canvas.PAPER, side, step / 10)) >= 4.5


def test_text_from_a_study_cannot_become_markup_or_a_formula(study, tmp_path):
    scenario = replace(study.scenarios[0], name=Text("<script>alert(1)</script>", "=HYPERLINK(1)"))
    hostile = replace(study, scenarios=(scenario, *study.scenarios[1:]))
    export_study(hostile, tmp_path / "p.html")
    assert "<script>alert" not in (tmp_path / "p.html").read_text("utf-8")
    export_study(hostile, tmp_path / "b.xlsx", "en")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_other_endings_are_said(study, tmp_path):
    with pytest.raises(Problem, match="no form that is written"):
        export_study(study, tmp_path / "x.doc")


def test_numbers_and_lines_of_text():
    assert number(-0.0) == "0"
    assert number(1234.5) == "1234,5"
    assert number(-1.25, "en") == "−1.25"
    assert number(None) == "–"
    assert number(3.999, digits=0) == "4"
    assert wrapped("", 100, 10) == [""]
    assert shortened("heel lang woord", 40, 10).endswith("…")
    canvas = Canvas(10, 10, {}, "nl")
    for kind in range(8):
        canvas.mark(kind, 1, 1)
    ET.fromstring(canvas.done("x", "a & b", "<c>"))
