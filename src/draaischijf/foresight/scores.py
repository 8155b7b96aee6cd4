"""Judgements of stakeholders about drivers: impact, uncertainty, votes and comments, by group and round.

A missing answer is an answer that is not there: it is never filled in, and every figure says how many it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from draaischijf.foresight.extras import needed
from draaischijf.foresight.files import ENDINGS, NOWHERE, Node, Place, read_nodes
from draaischijf.problems import Problem

COLUMNS: Final = ("respondent", "group", "round", "driver", "impact", "uncertainty", "votes", "comment")
_REQUIRED: Final = ("respondent", "driver", "impact", "uncertainty")
MOST_ROWS: Final = 200_000
# What people write where they have no answer.
_NO_ANSWER: Final = frozenset({"", "-", "?", "n.v.t.", "nvt", "n/a", "na", "geen", "weet niet", "none"})


@dataclass(frozen=True, slots=True)
class Scale:
    """The scale of impact and uncertainty: whole numbers from low to high."""

    low: int = 1
    high: int = 5


FIVE_STEPS: Final = Scale()


@dataclass(frozen=True, slots=True)
class Score:
    """What one person says about one driver in one round.

    Args:
        respondent: Working name or number of the person, never a name.
        group: The group that the person speaks for, such as `employers`.
        round: Round, from 1.
        driver: The driver.
        impact: Score, or None where the person gave none.
        uncertainty: Score, or None where the person gave none.
        votes: Votes that the person gave the driver, 0 or more.
        comment: What the person said about it.
        place: Row and file where it is written.
    """

    respondent: str
    group: str
    round: int
    driver: str
    impact: int | None
    uncertainty: int | None
    votes: int = 0
    comment: str = ""
    place: Place = NOWHERE


def read_scores(path: Path, drivers: Mapping[str, Sequence[str]], scale: Scale = FIVE_STEPS) -> tuple[Score, ...]:
    """Return the scores in a spreadsheet (`.xlsx`), a table (`.csv`) or a file (`.yaml`, `.json`).

    Args:
        path: The file; columns (or keys) are `COLUMNS`, the last four may be left out.
        drivers: Known drivers, each with what it went into (empty while it takes part).
        scale: The scale in use.

    Raises:
        Problem: The file cannot be read, or a cell is wrong; the problem names the cell.
    """
    ending = path.suffix.lower()
    if ending == ".xlsx":
        rows = _sheet_rows(path)
    elif ending == ".csv":
        rows = _csv_rows(path)
    elif ending in ENDINGS:
        rows = _node_rows(read_nodes(path))
    else:
        hint = "Use .xlsx, .csv, .yaml or .json."
        raise Problem("scores-format", f"{ending or 'no ending'} is no table that is read.", file=path.name, hint=hint)
    return scores_from(rows, drivers, scale)


def scores_from(
    rows: Iterator[dict[str, tuple[Any, Place]]], drivers: Mapping[str, Sequence[str]], scale: Scale
) -> tuple[Score, ...]:
    """Return checked scores from rows of cells with their places; problems as for `read_scores`."""
    found: dict[tuple[str, int, str], Score] = {}
    for row in rows:
        score = _score(row, drivers, scale)
        key = (score.respondent, score.round, score.driver)
        if key in found:
            message = f"{score.respondent} scored {score.driver} in round {score.round} at {found[key].place.spot} too."
            raise score.place.problem("score-twice", message, "Keep one of the two.")
        found[key] = score
        if len(found) > MOST_ROWS:
            raise score.place.problem("scores-many", f"has more than {MOST_ROWS} scores.")
    _one_group_each(found.values())
    return tuple(found.values())


def _score(row: dict[str, tuple[Any, Place]], drivers: Mapping[str, Sequence[str]], scale: Scale) -> Score:
    driver, place = _word(row, "driver")
    if driver not in drivers:
        hint = f"Known are {', '.join(drivers)}." if drivers else "There are no drivers yet."
        raise place.problem("driver-unknown", f"there is no driver {driver!r}.", hint)
    if drivers[driver]:
        gone = " and ".join(drivers[driver])
        raise place.problem("driver-gone", f"driver {driver!r} went into {gone}.", f"Score {gone}.")
    return Score(
        respondent=_word(row, "respondent")[0],
        group=str(row.get("group", ("", place))[0] or "").strip(),
        round=_whole(row, "round", 1, 99, place) or 1,
        driver=driver,
        impact=_whole(row, "impact", scale.low, scale.high, place),
        uncertainty=_whole(row, "uncertainty", scale.low, scale.high, place),
        votes=_whole(row, "votes", 0, 1000, place) or 0,
        comment=str(row.get("comment", ("", place))[0] or "").strip(),
        place=place,
    )


def _word(row: dict[str, tuple[Any, Place]], column: str) -> tuple[str, Place]:
    value, place = row[column]
    text = "" if value is None else str(value).strip()
    if not text:
        raise place.problem("cell-empty", f"{column} is empty.", "Fill it in, or take the row out.")
    return text, place


def _whole(row: dict[str, tuple[Any, Place]], column: str, low: int, high: int, place: Place) -> int | None:
    value, place = row.get(column, (None, place))
    if value is None or (isinstance(value, str) and value.strip().lower() in _NO_ANSWER):
        return None
    try:
        number = float(str(value).strip().replace(",", "."))
        whole = int(number)
    except (ValueError, OverflowError):
        raise place.problem(
            "score-no-number", f"{column} {str(value)[:40]!r} is no number.", "Leave the cell empty for no answer."
        ) from None
    if number != whole or not low <= whole <= high:
        hint = "Leave the cell empty for no answer."
        raise place.problem("score-out-of-range", f"{column} {value} is no whole number from {low} to {high}.", hint)
    return whole


def _one_group_each(scores: Collection[Score]) -> None:
    groups: dict[str, Score] = {}
    for score in scores:
        first = groups.setdefault(score.respondent, score)
        if first.group != score.group:
            message = (
                f"{score.respondent} speaks for {score.group!r} here and for {first.group!r} at {first.place.spot}."
            )
            raise score.place.problem("group-twice", message, "Give one person one group.")


def _sheet_rows(path: Path) -> Iterator[dict[str, tuple[Any, Place]]]:
    book_of, broken = needed("openpyxl").load_workbook, needed("zipfile").BadZipFile
    try:
        book = book_of(path, read_only=True, data_only=True)
    except OSError as error:
        raise Problem("file-unreadable", f"cannot be read: {error.strerror}.", file=path.name) from error
    except (broken, KeyError, ValueError) as error:
        raise Problem("file-broken", "is no Excel workbook.", file=path.name, hint="Save it as .xlsx.") from error
    try:
        sheet = book["Scores"] if "Scores" in book.sheetnames else book.worksheets[0]
        letters = needed("openpyxl.utils").get_column_letter

        def place(row: int, column: int) -> Place:
            return Place(path.name, f"sheet {sheet.title}, cell {letters(column)}{row}")

        yield from _table(path, sheet.iter_rows(values_only=True), place)
    finally:
        book.close()


def _csv_rows(path: Path) -> Iterator[dict[str, tuple[Any, Place]]]:
    import csv

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Problem("file-unreadable", f"cannot be read: {error.strerror}.", file=path.name) from error
    except UnicodeDecodeError as error:
        raise Problem("file-not-utf8", "is not written in UTF-8.", file=path.name, hint="Save it as UTF-8.") from error
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    rows = csv.reader(text.splitlines(), delimiter=between)
    yield from _table(path, rows, lambda row, column: Place(path.name, f"line {row}, column {column}"))


def _table(
    path: Path, rows: Iterator[Sequence[Any]], place: Callable[[int, int], Place]
) -> Iterator[dict[str, tuple[Any, Place]]]:
    """Return rows as cells by column; the first row names the columns."""
    head = [str(cell or "").strip().lower() for cell in next(rows, ())]
    missing = [name for name in _REQUIRED if name not in head]
    if missing:
        hint = f"The first row must name {', '.join(COLUMNS)}."
        raise place(1, 1).problem("columns-missing", f"the column {missing[0]!r} is missing.", hint)
    for number, row in enumerate(rows, 2):
        cells = {
            name: (row[column] if column < len(row) else None, place(number, column + 1))
            for column, name in enumerate(head)
            if name in COLUMNS
        }
        if any(value not in (None, "") for value, _ in cells.values()):
            yield cells


def _node_rows(root: Node) -> Iterator[dict[str, tuple[Any, Place]]]:
    for node in root.elements():
        cells = node.only(*COLUMNS).mapping()
        for name in _REQUIRED[:2]:
            node.child(name)
        yield {
            name: (None if one.plain == () else one.scalar(), Place(one.place.file, f"{one.place.spot}, {name}"))
            for name, one in cells.items()
        }
