"""Pages of runs to paragraphs, headings and list items."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from draaischijf.reading.formats.columns import Row, Run, regions, rows

EDGE = 0.12  # share of the page height at top and bottom where running heads stand
LONGEST_HEADING = 70
_PAGE_NUMBER = re.compile(r"^(?:pagina|page|blz\.?)?[\s\-–]*\d{1,4}[\s\-–]*(?:(?:/|van|of)\s*\d{1,4})?$", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_HYPHENATED = re.compile(r"(\w*)(\w)-$")
_AND_OR = re.compile(r"(?:en|of|and|or|und|oder)\b")
_ITEM = re.compile(r"^[•·●▪■◦○►▶➢➤✓✔–*\-]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Page:
    """One page, in points."""

    width: float
    height: float
    runs: list[Run]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column."""

    text: str
    left: float
    top: float
    bottom: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph, heading or item."""

    kind: str
    text: str
    level: int = 0


def pieces(pages: list[Page]) -> list[Piece]:
    """Return the text of all pages in reading order; running heads and feet come last, once."""
    pages, running = _without_running(pages)
    body = _body([run for page in pages for run in page.runs])
    out: list[Piece] = []
    for page in pages:
        found = [piece for part in regions(page.runs) for piece in _pieces(_lines(part), body)]
        if out and found and _goes_on(out[-1], found[0]):
            out[-1] = replace(out[-1], text=_joined([out[-1].text, found[0].text]))
            found = found[1:]
        out += found
    return out + [Piece("paragraph", text) for text in running]


def _without_running(pages: list[Page]) -> tuple[list[Page], list[str]]:
    """Return the pages without page numbers and repeated lines at their edges, and those lines once."""
    seen: dict[tuple[str, int], list[int]] = defaultdict(list)
    edges = [[row for row in rows(page.runs) if _at_edge(row, page)] for page in pages]
    for number, edge in enumerate(edges):
        for row in edge:
            seen[_key(row)].append(number)
    repeated = {key for key, numbers in seen.items() if len(numbers) >= max(2, 0.6 * len(pages))}
    kept: dict[tuple[str, int], str] = {}
    out = []
    for page, edge in zip(pages, edges, strict=True):
        gone: set[Run] = set()
        for row in edge:
            text = _row_text(row)
            if _PAGE_NUMBER.match(text):
                gone.update(row)
            elif _key(row) in repeated:
                kept.setdefault(_key(row), text)
                gone.update(row)
        out.append(replace(page, runs=[run for run in page.runs if run not in gone]))
    return out, list(kept.values())


def _at_edge(row: Row, page: Page) -> bool:
    return row[0].bottom < EDGE * page.height or row[0].top > (1 - EDGE) * page.height


def _key(row: Row) -> tuple[str, int]:
    return _DIGITS.sub("#", _row_text(row)).casefold(), round(row[0].middle / 6)


def _body(runs: list[Run]) -> tuple[float, bool]:
    """Return the line height of most of the text, and whether most of it is bold."""
    if not runs:
        return 1.0, False
    total = sum(len(run.text) for run in runs)
    passed = 0
    size = 1.0
    for run in sorted(runs, key=lambda run: run.height):
        size, passed = run.height, passed + len(run.text)
        if 2 * passed >= total:
            break
    return size, sum(len(run.text) for run in runs if run.bold) * 2 > total


def _row_text(row: Row) -> str:
    text = row[0].text
    for before, run in pairwise(row):
        gap = (run.left - before.right) / min(before.height, run.height)
        text += ("\t" if gap > 1.5 else " " if gap > 0.12 else "") + run.text
    return text


def _lines(runs: list[Run]) -> list[Line]:
    return [
        Line(
            _row_text(row),
            row[0].left,
            min(run.top for run in row),
            max(run.bottom for run in row),
            max(run.height for run in row),
            all(run.bold for run in row),
        )
        for row in rows(runs)
    ]


def _pieces(lines: list[Line], body: tuple[float, bool]) -> Iterator[Piece]:
    """Yield the pieces of one column; lines further apart than most, for their size, part paragraphs."""
    steps = [(after.bottom - before.bottom) / after.size for before, after in pairwise(lines)]
    small = [step for step in steps if step < 2]
    widest = 1.35 * median(small) if len(small) >= 3 else 1.6
    group: list[Line] = []
    kind = ""
    for line in lines:
        starts = _kind(line, body)
        joins = {"paragraph": _continues, "item": _hangs}.get(kind)
        if joins is not None and starts == "paragraph" and joins(group, line, widest):
            group.append(line)
        else:
            if group:
                yield _piece(kind, group, body[0])
            group, kind = [line], starts
    if group:
        yield _piece(kind, group, body[0])


def _kind(line: Line, body: tuple[float, bool]) -> str:
    if _ITEM.match(line.text):
        return "item"
    size, bold = body
    short = len(line.text) <= LONGEST_HEADING and "\t" not in line.text and line.text[-1] not in ".,;"
    letters = sum(character.isalpha() for character in line.text)
    loud = line.size >= 1.12 * size or (line.bold and not bold) or (line.text.isupper() and letters >= 4)
    return "heading" if short and loud and letters >= 2 else "paragraph"


def _continues(group: list[Line], line: Line, widest: float) -> bool:
    """Return whether a line stands right below the one above it, in the same size."""
    before = group[-1]
    return line.bottom - before.bottom <= widest * line.size and abs(line.size - before.size) < 0.12 * before.size


def _hangs(group: list[Line], line: Line, widest: float) -> bool:
    """Return whether a line goes on with the item above it: it is set in, right below."""
    return line.left > group[0].left + 2 and _continues(group, line, widest)


def _piece(kind: str, group: list[Line], body: float) -> Piece:
    text = _joined([line.text for line in group])
    if kind == "item":
        text = _ITEM.sub("", text, count=1)
    level = (1 if group[0].size >= 1.6 * body else 2) if kind == "heading" else 0
    return Piece(kind, text, level)


def _joined(lines: list[str]) -> str:
    """Return lines under each other, words that were broken at a line end made whole on the first line."""
    out = lines[0]
    for line in lines[1:]:
        broken = _HYPHENATED.search(out[-60:])
        if broken is None or not line[:1].islower() or _AND_OR.match(line):
            out += "\n" + line
            continue
        rest, _, tail = line.partition(" ")
        # "HBO-" and "e-" keep their hyphen: they are parts of a compound, not of a broken word.
        stem = broken.group(1) + broken.group(2)
        out = out if stem.isupper() or len(stem) == 1 or stem[-1].isdigit() else out[:-1]
        out += rest + ("\n" + tail if tail else "")
    return out


def _goes_on(last: Piece, first: Piece) -> bool:
    """Return whether a paragraph runs on over the end of a page."""
    return (
        first.kind == "paragraph"
        and last.kind in {"paragraph", "item"}
        and last.text[-1] not in ".!?:;"
        and first.text[0].islower()
    )
