"""Paragraphs, headings, items and tables in the order of a document, with tables for layout taken apart.

Many CVs are laid out in one big table. A row whose cells each hold one short piece is a row of data and stays one line;
a cell that holds more is a part of the page, and its pieces follow each other.
"""

from __future__ import annotations

from dataclasses import dataclass

from draaischijf.reading.formats.builder import Builder

LONGEST_CELL = 200


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, heading or item."""

    kind: str
    text: str
    level: int = 0


class Flow:
    """Sends pieces to a builder, or holds them back until their table row is complete."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder
        self._rows: list[list[list[Piece]]] = []

    def put(self, kind: str, text: str, level: int = 0) -> None:
        """Add a piece: `paragraph`, `heading` or `item`."""
        if not text.strip():
            return
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(Piece(kind, text, level))
            return
        if kind == "heading":
            self._builder.heading(text, level)
        elif kind == "item":
            self._builder.item(text)
        else:
            self._builder.paragraph(text)

    def open_row(self) -> None:
        """Start a table row, perhaps inside a cell of another."""
        self._rows.append([])

    def open_cell(self) -> None:
        """Start a cell of the row that is open; does nothing outside a row."""
        if self._rows:
            self._rows[-1].append([])

    def close_row(self) -> None:
        """End the row that is open; does nothing where none is."""
        if not self._rows:
            return
        cells = self._rows.pop()
        filled = [cell for cell in cells if cell]
        if len(filled) > 1 and all(_is_data(cell) for cell in filled):
            self._put_row([cell[0].text for cell in filled])
            return
        for cell in filled:
            for piece in cell:
                self.put(piece.kind, piece.text, piece.level)

    def _put_row(self, cells: list[str]) -> None:
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].append(Piece("paragraph", "\t".join(cells)))
        else:
            self._builder.row(cells)


def _is_data(cell: list[Piece]) -> bool:
    return len(cell) == 1 and cell[0].kind != "item" and "\n" not in cell[0].text and len(cell[0].text) <= LONGEST_CELL
