"""Builds the text of a document with its blocks, and keeps it within its limit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from draaischijf.problems import Problem
from draaischijf.reading.formats.cleaning import clean, one_line
from draaischijf.reading.formats.document import Block, Document, Format, Limits, Period, Role


class Builder:
    """Collects paragraphs, headings, list items and table rows into one text.

    Args:
        limits: The most code points to keep; what comes after is dropped, and the document says so.
    """

    def __init__(self, limits: Limits) -> None:
        self._limit = limits.text
        self._pieces: list[str] = []
        self._length = 0
        self._last = ""
        self._cut = False
        self._blocks: list[Block] = []
        self._periods: list[Period] = []
        self._notes: list[Problem] = []

    def paragraph(self, text: str) -> None:
        """Add a paragraph; line feeds in it stay."""
        self._add("paragraph", [(_lines(text), None)])

    def heading(self, text: str, level: int = 0) -> None:
        """Add a heading of a level from 1 to 6, or 0 where that is unknown."""
        self._add("heading", [(one_line(clean(text)), Role.HEADING)], level=level)

    def item(self, text: str) -> None:
        """Add a list item, shown with a dash that is not part of its block."""
        self._add("item", [(_lines(text), Role.LIST_ITEM)], prefix="- ")

    def row(self, cells: Iterable[str]) -> None:
        """Add a table row; empty cells are left out."""
        self._add("row", [(one_line(clean(cell)), Role.TABLE_CELL) for cell in cells])

    @contextmanager
    def section(self, role: Role) -> Iterator[None]:
        """Give everything that is added inside the block of one section."""
        with self.entry(role, None, None):
            yield

    @contextmanager
    def entry(self, role: Role, start: str | None, end: str | None, *, ongoing: bool = False) -> Iterator[None]:
        """Give everything that is added inside one block, such as one job, with its period where there is one."""
        first = len(self._pieces)
        yield
        while first < len(self._pieces) and not self._pieces[first].strip("\n"):
            first += 1
        if first == len(self._pieces):
            return
        begin = self._length - sum(map(len, self._pieces[first:]))
        block = Block(begin, self._length, role)
        self._blocks.append(block)
        if start or end or ongoing:
            self._periods.append(Period(start, end, ongoing, block))

    def note(self, note: Problem) -> None:
        """Remember, once, what went less well than it might have."""
        if all(known.code != note.code for known in self._notes):
            self._notes.append(note)

    def document(self, file: str, kind: Format, notes: Iterable[Problem] = ()) -> Document:
        """Return what was built."""
        found = [*notes, *self._notes]
        if self._cut and all(note.code != "text-cut" for note in found):
            found.append(text_cut(self._limit))
        blocks = sorted(self._blocks, key=lambda block: (block.start, -block.end))
        periods = sorted(self._periods, key=lambda period: (period.block.start, -period.block.end))
        return Document(file, kind, "".join(self._pieces), tuple(blocks), tuple(periods), tuple(found))

    def _add(self, kind: str, parts: list[tuple[str, Role | None]], *, prefix: str = "", level: int = 0) -> None:
        parts = [(text, role) for text, role in parts if text]
        if not parts or self._cut:
            return
        self._piece(_separator(self._last, kind))
        self._piece(prefix)
        for index, (text, role) in enumerate(parts):
            if index:
                self._piece("\t")
            start = self._length
            self._piece(text)
            if role is not None and self._length > start:
                self._blocks.append(Block(start, self._length, role, level))
        self._last = kind

    def _piece(self, text: str) -> None:
        room = self._limit - self._length
        if len(text) > room:
            self._cut = True
            text = text[:room]
        if text:
            self._pieces.append(text)
            self._length += len(text)


def text_cut(limit: int) -> Problem:
    """Return the note that says that a text was longer than what is kept of it."""
    return Problem(
        "text-cut",
        f"The text is longer than {limit:,} characters; the rest was left out.",
        hint="Split the file if the rest matters.",
    )


def _separator(before: str, kind: str) -> str:
    if not before:
        return ""
    if (kind == "item" and before != "row") or (before == "heading" != kind) or (before == kind == "row"):
        return "\n"
    return "\n\n"


def _lines(text: str) -> str:
    lines = (" ".join(line.split(" ")).strip() for line in clean(text).split("\n"))
    return "\n".join(line for line in (_squeeze(line) for line in lines) if line)


def _squeeze(line: str) -> str:
    """Return one line with runs of spaces made one space; tabs part cells and stay."""
    return "\t".join(cell for cell in (one_line(cell) for cell in line.split("\t")) if cell)
