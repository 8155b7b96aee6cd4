"""The sources of the samples: a small markup that every writer understands.

`# ` title, `> ` line under it, `## ` section, `### what | where | when` job or diploma, `- ` list item, `| a | b |`
table row, `@sidebar`, `@main` and `@end` for documents in columns; every other line is a paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).parent / "sources"
MARKS = {"# ": "title", "> ": "subtitle", "## ": "section", "### ": "entry", "- ": "item", "| ": "row"}


@dataclass(frozen=True)
class Line:
    """One line of a source: what it is, its text, and the cells of an entry or a table row."""

    kind: str
    text: str
    area: str = "main"

    @property
    def cells(self) -> list[str]:
        return [cell.strip() for cell in self.text.strip("| ").split("|")]


def load(name: str) -> list[Line]:
    """Return the lines of `sources/NAME.md`, blank lines left out."""
    lines: list[Line] = []
    area = "main"
    for raw in (SOURCES / f"{name}.md").read_text(encoding="utf-8").splitlines():
        if raw.startswith("@"):
            area = raw[1:]
        elif raw.strip():
            kind = next((kind for mark, kind in MARKS.items() if raw.startswith(mark)), "paragraph")
            text = raw if kind == "paragraph" else raw.split(" ", 1)[1]
            lines.append(Line(kind, text.strip(), area))
    return lines
