"""Writes a sample as plain text, wrapped as people do in a mail or a text editor."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from textwrap import wrap as wrap_text

from tools.make_samples.source import Line

WIDTH = 78
wrap = partial(wrap_text, width=WIDTH, break_on_hyphens=False)


def _block(line: Line) -> list[str]:
    if line.kind == "title":
        return [line.text.upper()]
    if line.kind == "section":
        return ["", line.text, "-" * len(line.text)]
    if line.kind == "entry":
        return ["", ", ".join(line.cells[:-1]) + f" ({line.cells[-1]})"]
    if line.kind == "item":
        return wrap(line.text, initial_indent="- ", subsequent_indent="  ")
    return ["", *wrap(line.text)]


def write(lines: list[Line], path: Path) -> None:
    """Write UTF-8 text with Unix line ends."""
    out: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        block = _block(line)
        after_heading = before is not None and before.kind in {"title", "section"}
        after_entry = before is not None and before.kind == "entry" and line.kind == "paragraph"
        if after_entry or (after_heading and line.kind in {"entry", "paragraph", "subtitle"}):
            block = block[1:]
        out += block
    path.write_bytes(("\n".join(out).strip() + "\n").encode())
