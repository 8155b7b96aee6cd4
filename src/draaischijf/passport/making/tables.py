"""The small tables beside this room, which a person can read and edit."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Final

from draaischijf.language import normalise

FOLDER: Final = Path(__file__).resolve().parents[1] / "tables"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a table; lines that begin with a hash are remarks."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader((line for line in file if not line.startswith("#")), delimiter=";"))


@cache
def plain(text: str) -> str:
    """Return a text as names are compared."""
    return " ".join(normalise(text).split())


def holds(text: str, name: str) -> bool:
    """Return whether a name stands in a text as whole words; both in plain form."""
    return bool(name) and f" {name} " in f" {text} "
