"""Cross-impact fields of ScenarioWizard (`.scw`), the common program for cross-impact balances.

A file is text in parts that end with a line of `#`: drivers (`&`) with their states (`-`), notes, colours, and the
matrix with cells between commas. Other parts are passed over.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from draaischijf.foresight.field import Axis, Field, make_field
from draaischijf.problems import Problem

_NAMES, _MATRIX = 0, 5
MOST_BYTES: Final = 16 << 20


def read_scw(path: Path) -> Field:
    """Return the field of a `.scw` file.

    Args:
        path: The file.

    Raises:
        Problem: It cannot be read or is no such file; the problem names the line.
    """
    parts = _parts(path)
    if len(parts) <= _MATRIX or not parts[_NAMES]:
        raise Problem("scw-broken", "is no file of ScenarioWizard.", file=path.name, hint="Save it there as .scw.")
    axes: list[Axis] = []
    for number, line in parts[_NAMES]:
        if line.startswith("&"):
            axes.append(Axis(line[1:].strip(), ()))
        elif line.startswith("-") and axes:
            axes[-1] = Axis(axes[-1].id, (*axes[-1].states, line[1:].strip()))
        elif axes:
            raise Problem("scw-broken", f"cannot read {line!r}.", file=path.name, place=f"line {number}")
    rows = [_row(path, number, line) for number, line in parts[_MATRIX]]
    return make_field(axes, rows, name=path.stem, file=path.name)


def _parts(path: Path) -> list[list[tuple[int, str]]]:
    """Return the numbered lines of each part, without empty ones."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Problem("scw-large", "is too large for a cross-impact field.", file=path.name)
        text = path.read_bytes()
    except OSError as error:
        raise Problem("file-unreadable", f"cannot be read: {error.strerror}.", file=path.name) from error
    try:
        lines = text.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        lines = text.decode("cp1252", errors="replace").splitlines()
    parts: list[list[tuple[int, str]]] = [[]]
    for number, line in enumerate(lines, 1):
        bare = line.strip()
        if bare.startswith("#"):
            parts.append([])
        elif bare:
            parts[-1].append((number, bare))
    return parts


def _row(path: Path, number: int, line: str) -> list[float]:
    cells = []
    for column, cell in enumerate(line.split(","), 1):
        try:
            cells.append(float(cell))
        except ValueError:
            place = f"line {number}, cell {column}"
            raise Problem("scw-cell", f"{cell.strip()!r} is no number.", file=path.name, place=place) from None
    return cells
