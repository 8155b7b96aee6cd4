"""Our own tables: names and trade expressions, as CSV that a person can read, edit and review.

    tables/skills.csv       id;en;nl;alt         Dutch names of skills, alternatives separated by |
    tables/german.csv       id;en;de;alt         German names of the skills that job texts ask for most
    tables/occupations.csv  id;en;nl;alt;de      names of occupations
    tables/groups.csv       code;en;nl           names of groups of skills and of ISCO groups
    tables/lexicon.csv      expression;language;sort;id;en;relation;proves;issuer

`id` is the last part of ESCO's URI. `en` is there to be read; it counts only where the packages have no English name.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

SORTS = (
    "licence",
    "certificate",
    "registration",
    "software",
    "machine",
    "material",
    "method",
    "slang",
    "abbreviation",
    "misspelling",
)
RELATIONS = ("is", "part", "proves")
COLUMNS = {
    "skills": ("id", "en", "nl", "alt"),
    "german": ("id", "en", "de", "alt"),
    "occupations": ("id", "en", "nl", "alt", "de"),
    "groups": ("code", "en", "nl"),
    "lexicon": ("expression", "language", "sort", "id", "en", "relation", "proves", "issuer"),
}


def read_table(file: Path) -> list[dict[str, str]]:
    """Return the rows of a table.

    Raises:
        ValueError: The file is no UTF-8, its first line names other columns, or a row has too few or too many fields;
            the message names file and line.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")  # spreadsheets put a byte order mark before it
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise ValueError(f"{file.name} line {line}: this is no UTF-8; save it as CSV UTF-8") from error
    with io.StringIO(text, newline="") as opened:
        reader = csv.DictReader(opened, delimiter=";")
        columns = COLUMNS.get(file.stem)
        if columns and tuple(reader.fieldnames or ()) != columns:
            raise ValueError(f"{file.name} line 1: the columns are {';'.join(columns)}, with semicolons")
        rows = []
        for row in reader:
            if None in row or None in row.values():
                raise ValueError(f"{file.name} line {reader.line_num}: too few or too many fields")
            rows.append({key: value.strip() for key, value in row.items()})
    return rows


def alternatives(row: dict[str, str]) -> list[str]:
    """Return the alternative names of a row."""
    return [name.strip() for name in row["alt"].split("|") if name.strip()]
