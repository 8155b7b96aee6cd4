"""The small tables beside this code: cue words, headings and the like, which a person can edit."""

from __future__ import annotations

import csv
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).with_name("tables")


def plain(text: str) -> str:
    """Return a text in lower case and without accents, with as many code points as it had where that is possible."""
    if text.isascii():
        return text.lower()
    return "".join(_bare(sign) for sign in text)


@cache
def _bare(sign: str) -> str:
    # Always one for one, so that a place in the result is the same place in the text.
    low = sign.lower()
    base = unicodedata.normalize("NFKD", low)[:1]
    return base if base and not unicodedata.combining(base) else (low[:1] or sign)


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table; lines that begin with a hash are remarks."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return tuple(csv.DictReader(lines, delimiter=";"))


@cache
def words(name: str, column: str = "form") -> frozenset[str]:
    """Return one column of a table, in plain form."""
    return frozenset(plain(row[column]) for row in rows(name))


@cache
def mapping(name: str, key: str = "form", value: str = "lemma") -> dict[str, str]:
    """Return two columns of a table, both in plain form."""
    return {plain(row[key]): plain(row[value]) for row in rows(name)}


@cache
def settings(name: str) -> dict[str, Any]:
    """Return a table in TOML."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
