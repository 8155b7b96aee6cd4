"""Scores from spreadsheets, tables and files: wrong cells are named."""

from __future__ import annotations

import openpyxl
import pytest

from draaischijf.foresight.scores import COLUMNS, Scale, read_scores
from draaischijf.problems import Problem

KNOWN = {"techniek": (), "krapte": (), "oud": ("techniek",)}
ROWS = [
    ["p1", "werkgevers", 1, "techniek", 4, 5, 2, "gaat snel"],
    ["p2", "vakbond", 1, "techniek", None, 2, None, None],
]


def sheet(path, rows, head=COLUMNS, title="Blad"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in [list(head), *rows]:
        book.active.append(row)
    book.save(path)
    return path


def test_the_same_scores_from_every_form(tmp_path):
    excel = read_scores(sheet(tmp_path / "s.xlsx", ROWS), KNOWN)
    text = "\n".join(";".join("" if c is None else str(c) for c in row) for row in [COLUMNS, *ROWS])
    (tmp_path / "s.csv").write_text("\ufeff" + text, encoding="utf-8")
    table = read_scores(tmp_path / "s.csv", KNOWN)
    (tmp_path / "s.yaml").write_text(
        "- {respondent: p1, group: werkgevers, round: 1, driver: techniek, impact: 4, uncertainty: 5, votes: 2, "
        "comment: gaat snel}\n- {respondent: p2, group: vakbond, driver: techniek, impact: n.v.t., uncertainty: 2}\n"
    )
    file = read_scores(tmp_path / "s.yaml", KNOWN)

    def bare(found):
        return [(s.respondent, s.group, s.round, s.driver, s.impact, s.uncertainty, s.votes, s.comment) for s in found]

    assert bare(excel) == bare(table) == bare(file)
    assert excel[1].impact is None
    assert excel[0].place.spot == "sheet Blad, cell D2"
    assert table[1].place.spot == "line 3, column 4"


@pytest.mark.parametrize(
    ("row", "spot", "code"),
    [
        (["p3", "g", 1, "techniek", 9, 5], "cell E2", "score-out-of-range"),
        (["p3", "g", 1, "techniek", 4.5, 5], "cell E2", "score-out-of-range"),
        (["p3", "g", 1, "techniek", 4, "hoog"], "cell F2", "score-no-number"),
        (["p3", "g", 0, "techniek", 4, 5], "cell C2", "score-out-of-range"),
        (["p3", "g", 1, "onbekend", 4, 5], "cell D2", "driver-unknown"),
        (["p3", "g", 1, "oud", 4, 5], "cell D2", "driver-gone"),
        (["", "g", 1, "techniek", 4, 5], "cell A2", "cell-empty"),
        (["p3", "g", 1, "techniek", 4, "inf"], "cell F2", "score-no-number"),
    ],
)
def test_wrong_cells_are_named(tmp_path, row, spot, code):
    with pytest.raises(Problem) as caught:
        read_scores(sheet(tmp_path / "s.xlsx", [row]), KNOWN)
    assert caught.value.code == code
    assert caught.value.file == "s.xlsx"
    assert caught.value.place == f"sheet Blad, {spot}"


def test_scores_twice_and_groups_twice(tmp_path):
    with pytest.raises(Problem, match="cell D2 too"):
        read_scores(sheet(tmp_path / "a.xlsx", [ROWS[0], ROWS[0]]), KNOWN)
    other = [*ROWS[0]]
    other[1], other[3] = "vakbond", "krapte"
    with pytest.raises(Problem) as caught:
        read_scores(sheet(tmp_path / "b.xlsx", [ROWS[0], other]), KNOWN)
    assert caught.value.code == "group-twice"


def test_empty_rows_other_scales_and_other_sheets(tmp_path):
    rows = [[None] * 8, ["p1", "", 1, "krapte", 10, 0]]
    found = read_scores(sheet(tmp_path / "s.xlsx", rows), KNOWN, Scale(0, 10))
    assert [(one.impact, one.uncertainty) for one in found] == [(10, 0)]


@pytest.mark.parametrize("name", ["none.csv", "none.xlsx", "s.ods", "text.xlsx", "latin.csv", "head.csv"])
def test_files_that_cannot_be_read(tmp_path, name):
    (tmp_path / "text.xlsx").write_text("geen werkboek")
    (tmp_path / "latin.csv").write_bytes("respondent,é".encode("latin-1"))
    (tmp_path / "head.csv").write_text("wie,wat\n1,2\n")
    with pytest.raises(Problem):
        read_scores(tmp_path / name, KNOWN)
