"""A small SVG writer, and what every picture has: a title, a description and a table with the same figures.

Colours keep a contrast of at least 4.5 to 1 with what they stand on; shapes and numbers say the same as colours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

INK: Final = "#1c2b33"
SOFT: Final = "#52636c"
LINE: Final = "#c3cfd5"
PAPER: Final = "#ffffff"
GROUND: Final = "#f4f7f8"
MAIN: Final = "#0b5f6b"
# One colour a scenario, each with its own mark; after six they begin again.
SERIES: Final = ("#0b5f6b", "#a1470f", "#3d5a9e", "#7b2d6b", "#4d6b1f", "#5b4a3f")
FONT: Final = "system-ui, 'Segoe UI', 'Noto Sans', 'DejaVu Sans', sans-serif"
# Width of a letter as a share of its height, on the wide side so that text stays within its box.
LETTER: Final = 0.56
BOLD: Final = 0.63


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a picture.

    Args:
        head: Names of the columns.
        rows: Cells; numbers stay numbers, None is no answer.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str | float | int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its table.

    Args:
        name: Short name, such as `axes`; ids within the picture begin with it.
        title: Title for people.
        says: What there is to see, in one or two sentences.
        svg: The picture.
        table: The same figures.
    """

    name: str
    title: str
    says: str
    svg: str
    table: Table


class Canvas:
    """Collects the parts of one SVG picture.

    Args:
        width: Width in units; a unit is a pixel at its own size.
        height: Height.
        words: Words of the picture in its language.
        language: `nl` or `en`; says how numbers are written.
    """

    def __init__(self, width: float, height: float, words: Mapping[str, str], language: str) -> None:
        self.width, self.height = width, height
        self.words, self.language = words, language
        self.parts: list[str] = []

    def add(self, part: str) -> None:
        """Add a part that is SVG already."""
        self.parts.append(part)

    def box(self, x: float, y: float, width: float, height: float, fill: str = PAPER, **more: str | float) -> None:
        """Add a rectangle; further attributes as keywords."""
        shape = f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{fill}"'
        self.add(f"{shape}{_attributes(more)}/>")

    def line(self, points: Sequence[tuple[float, float]], stroke: str = LINE, width: float = 1, **more: str) -> None:
        """Add a line through points."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        head = f'<polyline points="{path}" fill="none" stroke="{stroke}" stroke-width="{width:g}"'
        self.add(f'{head} stroke-linejoin="round" stroke-linecap="round"{_attributes(more)}/>')

    def shape(self, points: Sequence[tuple[float, float]], fill: str, **more: str | float) -> None:
        """Add a closed shape."""
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        self.add(f'<polygon points="{path}" fill="{fill}"{_attributes(more)}/>')

    def dot(self, x: float, y: float, radius: float, fill: str, **more: str | float) -> None:
        """Add a circle."""
        self.add(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" fill="{fill}"{_attributes(more)}/>')

    def text(self, x: float, y: float, text: str, size: float = 14, fill: str = INK, **more: str | float) -> None:
        """Add a line of text; `anchor` and `weight` are the SVG attributes of that name."""
        names = {"anchor": "text-anchor", "weight": "font-weight"}
        rest = _attributes({names.get(key, key): value for key, value in more.items()})
        self.add(f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{fill}"{rest}>{escape(text)}</text>')

    def paragraph(self, x: float, y: float, text: str, wide: float, size: float = 14, **more: str | float) -> float:
        """Add text over several lines; return the height of the next line's base."""
        fill = str(more.pop("fill", INK))
        most = int(more.pop("most", 99))
        letter = BOLD if str(more.get("weight", "400")) >= "600" else LETTER
        lines = wrapped(text, wide, size, letter)
        if len(lines) > most:
            lines = [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), wide, size, letter)]
        for line in lines:
            self.text(x, y, line, size, fill, **more)
            y += size * 1.35
        return y

    def mark(self, number: int, x: float, y: float, size: float = 7) -> None:
        """Add the mark of a series: circle, square, triangle, diamond, and so on, in its colour."""
        colour = SERIES[number % len(SERIES)]
        edge: dict[str, str | float] = {"stroke": PAPER, "stroke-width": 1.5}
        kind = number % 4
        if kind == 0:
            self.dot(x, y, size, colour, **edge)
        elif kind == 1:
            self.box(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8, colour, **edge)
        elif kind == 2:
            corners = [(0.0, -1.2), (1.1, 0.8), (-1.1, 0.8)]
            self.shape([(x + dx * size, y + dy * size) for dx, dy in corners], colour, **edge)
        else:
            corners = [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)]
            self.shape([(x + dx * size, y + dy * size) for dx, dy in corners], colour, **edge)

    def number(self, value: float | None) -> str:
        """Return a number as the language of the picture writes it."""
        return number(value, self.language)

    def done(self, name: str, title: str, says: str) -> str:
        """Return the SVG, with title and description for who cannot see it."""
        names = f'aria-labelledby="{name}-title {name}-says"'
        size = f'viewBox="0 0 {self.width:g} {self.height:g}" width="{self.width:g}" height="{self.height:g}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {names} {size} font-family="{FONT}">'
        told = f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-says">{escape(says)}</desc>'
        paper = f'<rect width="{self.width:g}" height="{self.height:g}" fill="{PAPER}"/>'
        return "\n".join([head + told + paper, *self.parts, "</svg>"])


def _attributes(more: dict[str, str | float] | dict[str, str]) -> str:
    return "".join(f' {key.replace("_", "-")}="{escape(str(value))}"' for key, value in more.items())


def wrapped(text: str, wide: float, size: float, letter: float = LETTER) -> list[str]:
    """Return text in lines that fit in a width."""
    most, lines = max(4, int(wide / (size * letter))), [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + bool(lines[-1]) <= most:
            lines[-1] += (" " if lines[-1] else "") + word
        else:
            lines.append(word)
    return [line for line in lines if line] or [""]


def shortened(text: str, wide: float, size: float, letter: float = LETTER) -> str:
    """Return text that fits in a width, with … where it was cut."""
    most = max(4, int(wide / (size * letter)))
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def mixed(low: str, high: str, share: float) -> str:
    """Return the colour between two, at a share from 0 to 1."""
    ends = [[int(colour[place : place + 2], 16) for place in (1, 3, 5)] for colour in (low, high)]
    share = min(1.0, max(0.0, share))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in zip(*ends, strict=True))


def number(value: float | None, language: str = "nl", digits: int = 2) -> str:
    """Return a number for people; `–` for none."""
    if value is None:
        return "–"
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"
    text = "0" if text in ("-0", "") else text
    return text.replace(".", ",").replace("-", "−") if language == "nl" else text.replace("-", "−")
