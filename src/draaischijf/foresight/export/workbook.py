"""A study as an Excel workbook: a sheet per table, numbers as numbers, scores as they can be read back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from draaischijf.foresight.export.tables import Sheet, score_sheet, sheets_of, trace_sheet, tunnel_sheets
from draaischijf.foresight.extras import needed
from draaischijf.foresight.pictures import Table, pictures_of
from draaischijf.foresight.study import Study
from draaischijf.foresight.tunnel import wind_tunnel

WIDEST: Final = 60
_UNSAFE: Final = re.compile(r"[\[\]:*?/\\]")
# A cell that begins like this would be taken for a formula.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def write_workbook(study: Study, path: Path, language: str = "nl") -> None:
    """Write a workbook.

    Args:
        study: The study.
        path: The file to write, `.xlsx`.
        language: `nl` or `en`.
    """
    book = needed("openpyxl").Workbook()
    about = book.active
    about.title = "Studie" if language == "nl" else "Study"
    for line in (study.about.title, study.about.question, study.about.note):
        about.append([line.say(language)])
    about.column_dimensions["A"].width = 120
    _style(about["A1"], size=16)
    for cell in about["A"]:
        cell.alignment = _wrap()
    for one in _sheets(study, language):
        _add(book, one)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def _sheets(study: Study, language: str) -> list[Sheet]:
    found = sheets_of(study, language)
    scores, trace = score_sheet(study), trace_sheet(study, language)
    found += [scores] if scores else []
    found += [Sheet(one.name, one.title, one.table) for one in pictures_of(study, language) if one.table.rows]
    if study.testing.plans and study.scenarios:
        found += tunnel_sheets(study, wind_tunnel(study), language)
    return [*found, *([trace] if trace else [])]


def _add(book: Any, one: Sheet) -> None:
    sheet = book.create_sheet(_name(book, one.title))
    sheet.append([_safe(cell) for cell in one.table.head])
    for row in one.table.rows:
        sheet.append([_safe(cell) for cell in row])
    for cell in sheet[1]:
        _style(cell)
    sheet.freeze_panes = "A2"
    for number, width in enumerate(_widths(one.table), 1):
        sheet.column_dimensions[needed("openpyxl.utils").get_column_letter(number)].width = width
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment = _wrap()


def _name(book: Any, title: str) -> str:
    """Return a name that Excel takes: at most 31 letters, once."""
    name = _UNSAFE.sub(" ", title)[:31].strip()
    count = 1
    while name in book.sheetnames:
        count += 1
        name = f"{_UNSAFE.sub(' ', title)[:28].strip()} {count}"
    return name


def _safe(cell: str | float | int | None) -> str | float | int | None:
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell


def _widths(table: Table) -> list[float]:
    columns = zip(table.head, *table.rows, strict=True)
    return [min(WIDEST, max(8, 2 + max(len(str(cell or "")) for cell in column))) for column in columns]


def _wrap() -> Any:
    return needed("openpyxl.styles").Alignment(wrap_text=True, vertical="top")


def _style(cell: Any, size: int = 11) -> None:
    styles = needed("openpyxl.styles")
    cell.font = styles.Font(bold=True, size=size)
    if size == 11:
        cell.fill = styles.PatternFill("solid", fgColor="D9ECEF")
