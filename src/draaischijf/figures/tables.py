"""Read the tables: once, whole, and checked for shape."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final, TypeVar

from draaischijf.figures.rows import (
    AgeBand,
    Education,
    Figure,
    Hours,
    Move,
    OccupationClass,
    OccupationGroup,
    Province,
    Source,
    VacancyQuarter,
)
from draaischijf.problems import Problem

FOLDER: Final = Path(__file__).with_name("tables")
Row = TypeVar("Row")


def read_rows(name: str, make: Callable[[dict[str, str]], Row]) -> tuple[Row, ...]:
    """Return the rows of a table.

    Args:
        name: Name of the table, without `.csv`.
        make: Turns the texts of one row, by column, into a row.

    Raises:
        Problem: A row lacks a column or holds no number where one belongs; says which.
    """
    file = FOLDER / f"{name}.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        rows = []
        for line, texts in enumerate(csv.DictReader(stream), start=2):
            try:
                rows.append(make(texts))
            except (KeyError, ValueError, TypeError) as error:
                raise Problem(
                    "bad-figure", f"this row cannot be read: {error}.", file=file.name, place=f"line {line}"
                ) from error
    return tuple(rows)


def _maybe(text: str) -> float | None:
    return float(text) if text else None


@cache
def figures() -> tuple[Figure, ...]:
    """Return all single figures, in the order of the table."""
    return read_rows(
        "key_figures",
        lambda row: Figure(
            row["name"],
            row["country"],
            row["period"],
            float(row["value"]),
            row["unit"],
            row["source"],
            row["note"] or "",
        ),
    )


def figure(name: str, country: str = "NL", period: str = "") -> Figure:
    """Return one figure: the latest in the table unless a period is asked for.

    Raises:
        Problem: There is no such figure; names those there are.
    """
    found = [one for one in figures() if one.name == name and one.country == country and one.period.startswith(period)]
    if not found:
        known = sorted({one.name for one in figures() if one.country == country})
        raise Problem(
            "unknown-figure",
            f"there is no figure {name!r} of {country}{f' for {period}' if period else ''}.",
            hint=f"Known are {', '.join(known)}." if known else "Known countries are NL, BE and DE.",
        )
    return max(found, key=lambda one: one.period)


@cache
def _sources() -> dict[tuple[str, str], Source]:
    rows = read_rows("sources", lambda row: Source(**row))
    return {(row.table, row.column): row for row in rows}


def source_of(table: str, column: str) -> Source:
    """Return where a column of a table comes from.

    Raises:
        Problem: There is no such column.
    """
    try:
        return _sources()[table, column]
    except KeyError as error:
        raise Problem("unknown-figure", f"there is no column {column!r} in a table {table!r} with figures.") from error


@cache
def _occupations() -> tuple[OccupationGroup, ...]:
    return read_rows(
        "occupations",
        lambda row: OccupationGroup(
            brc=row["brc"],
            title=row["title"],
            employees=float(row["employees_thousands"]),
            wage_low=_maybe(row["p25"]),
            wage=_maybe(row["p50"]),
            wage_high=_maybe(row["p75"]),
        ),
    )


def occupation_groups() -> tuple[OccupationGroup, ...]:
    """Return the 114 occupation groups of BRC 2014 with employees and wages of 2022, in order of code."""
    return tuple(row for row in _occupations() if len(row.brc) == 4)


def occupation_classes() -> tuple[OccupationGroup, ...]:
    """Return the 13 classes above the groups with employees and wages of 2022, in order of code."""
    return tuple(row for row in _occupations() if len(row.brc) == 2)


@cache
def employed_by_class() -> tuple[OccupationClass, ...]:
    """Return all who work in each class, self-employed people included, where that is at hand."""
    return read_rows("classes", lambda row: OccupationClass(row["brc"], _maybe(row["employed_thousands"])))


@cache
def provinces() -> tuple[Province, ...]:
    """Return the twelve provinces, in order of code."""
    return read_rows(
        "provinces",
        lambda row: Province(
            row["code"],
            row["name"],
            float(row["population_thousands"]),
            float(row["employed_thousands"]),
            float(row["unemployed_thousands"]),
            float(row["outside_thousands"]),
        ),
    )


@cache
def age_bands() -> tuple[AgeBand, ...]:
    """Return the six age bands from 15 to 75 years."""
    return read_rows(
        "ages",
        lambda row: AgeBand(
            int(row["low"]),
            int(row["high"]),
            float(row["population_thousands"]),
            float(row["employed_thousands"]),
            float(row["unemployed_thousands"]),
        ),
    )


@cache
def education_levels() -> tuple[Education, ...]:
    """Return the three levels of education, low to high."""
    return read_rows(
        "education",
        lambda row: Education(
            int(row["level"]),
            row["name"],
            float(row["population_thousands"]),
            float(row["employed_thousands"]),
            float(row["unemployed_thousands"]),
        ),
    )


@cache
def hours_bands() -> tuple[Hours, ...]:
    """Return employed people by weekly hours, few to many."""
    return read_rows(
        "hours",
        lambda row: Hours(row["name"], int(row["low"]), int(row["high"]), float(row["employed_thousands"])),
    )


@cache
def moves() -> tuple[Move, ...]:
    """Return the moves between occupation groups within a quarter, by class."""
    return read_rows(
        "moves",
        lambda row: Move(
            row["brc"],
            float(row["employed_2022_thousands"]),
            float(row["stayed_2022_thousands"]),
            float(row["employed_2023_thousands"]),
            float(row["stayed_2023_thousands"]),
        ),
    )


@cache
def vacancies() -> tuple[VacancyQuarter, ...]:
    """Return open, opened and filled vacancies by quarter, early to late; 2020Q1 to 2020Q4 are not at hand."""
    return read_rows(
        "vacancies",
        lambda row: VacancyQuarter(
            row["period"],
            float(row["open_thousands"]),
            float(row["opened_thousands"]),
            float(row["filled_thousands"]),
        ),
    )
