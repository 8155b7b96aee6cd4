"""Reading order on a page: columns one after the other, tables and dated entries row by row.

A page is cut where a vertical gutter stays free over several rows: first what stands above, then the left column, the
right column, and what stands below; each part is cut again. A gutter between entries and their dates or labels, or
between the columns of a table, is no column gutter: its rows belong together.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

DEPTH = 5
CANDIDATES = 12
MOST_RUNS = 5_000  # a page with more is no page of text, and is read in rows
FEWEST_ROWS = 3
STRIP = 3.0  # points
MOST_STRIPS = 2_000
LONGEST_VALUE = 8  # letters; `5 jaar` or `B2` at the right end of a row
SHORT_TABLE = 12  # rows; a page whose columns share one line grid has more
GUTTER = 0.5  # in line heights
BULLETS = frozenset("•·●▪■◦○►▶➢➤✓✔–-*")
_LABEL = re.compile(
    r"^(?:.{0,40}:|.{0,24}\b(?:19|20)\d\d\b.{0,24}|.{0,16}\b(?:heden|nu|present|now)\b.{0,3}|\d{1,2}[/-]\d{2,4}.{0,12})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Text on one line with its box in points, y growing downwards."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool = False

    @property
    def height(self) -> float:
        """Return the height of its line."""
        return max(self.bottom - self.top, 0.1)

    @property
    def middle(self) -> float:
        """Return where its line runs."""
        return (self.top + self.bottom) / 2


Row = list[Run]


def rows(runs: list[Run]) -> list[Row]:
    """Return the runs in rows from top to bottom, each from left to right."""
    found: list[Row] = []
    for run in sorted(runs, key=lambda run: (run.middle, run.left)):
        if found and abs(found[-1][0].middle - run.middle) < 0.4 * min(found[-1][0].height, run.height):
            found[-1].append(run)
        else:
            found.append([run])
    return [sorted(row, key=lambda run: run.left) for row in found]


def regions(runs: list[Run]) -> list[list[Run]]:
    """Return the runs of a page as parts of one column each, in reading order."""
    if len(runs) > MOST_RUNS:
        return [runs]
    return _split(_with_bullets(runs), DEPTH)


def _with_bullets(runs: list[Run]) -> list[Run]:
    """Join a bullet with the text that it stands before, so that bullets do not look like a column."""
    out: list[Run] = []
    for row in rows(runs):
        waiting: Run | None = None
        for run in row:
            if waiting is not None and run.left - waiting.right < 4 * run.height:
                run = Run(f"{waiting.text} {run.text}", waiting.left, run.top, run.right, run.bottom, run.bold)  # noqa: PLW2901
            elif waiting is not None:
                out.append(waiting)
            waiting = run if run.text in BULLETS else None
            if waiting is None:
                out.append(run)
        if waiting is not None:
            out.append(waiting)
    return out


def _split(runs: list[Run], depth: int) -> list[list[Run]]:
    if not runs:
        return []
    lines = rows(runs)
    cut = _best_cut(lines) if depth and len(lines) >= FEWEST_ROWS else None
    if cut is None:
        return [runs]
    above, band, below = lines[: cut.first], lines[cut.first : cut.last], lines[cut.last :]
    left = [run for row in band for run in row if run.left < cut.x]
    right = [run for row in band for run in row if run.left >= cut.x]
    parts = ([run for row in above for run in row], left, right, [run for row in below for run in row])
    return [region for part in parts for region in _split(part, depth - 1)]


@dataclass(frozen=True, slots=True)
class _Cut:
    x: float
    first: int
    last: int
    score: int


def _best_cut(lines: list[Row]) -> _Cut | None:
    """Return the gutter that has the most rows on its poorer side, or None where there is none.

    Left edges that rows share come first; columns of centred text have none, or a few by chance.
    """
    shared, strip = _best_at(lines, _shared_edges(lines)), _best_at(lines, _strip_ends(lines))
    if shared is None or strip is None:
        return shared or strip
    return strip if strip.score >= 2 * shared.score else shared


def _best_at(lines: list[Row], candidates: list[float]) -> _Cut | None:
    gutter = GUTTER * median(run.height for row in lines for run in row)
    best: _Cut | None = None
    for x in candidates:
        for first, last in _free_bands(lines, x, gutter):
            band = lines[first:last]
            left = sum(any(run.left < x for run in row) for row in band)
            right = sum(any(run.left >= x for run in row) for row in band)
            score = min(left, right)
            if score < FEWEST_ROWS or (best is not None and score <= best.score) or _is_table(band, x):
                continue
            best = _Cut(x, first, last, score)
    return best


def _shared_edges(lines: list[Row]) -> list[float]:
    """Return the left edges that several rows share, the most shared first."""
    edges = Counter(round(run.left / STRIP) for row in lines for run in row)
    leftmost = min(edges)
    likely = [(count, edge) for edge, count in edges.items() if count >= FEWEST_ROWS and edge > leftmost + 6]
    likely.sort(key=lambda pair: (-pair[0], pair[1]))
    return [edge * STRIP - 2.5 for _, edge in likely[:CANDIDATES]]


def _strip_ends(lines: list[Row]) -> list[float]:
    """Return the right ends of upright strips that at most a fifth of the rows cross, the emptiest first."""
    start = min(row[0].left for row in lines)
    width = min(int((max(run.right for row in lines for run in row) - start) / STRIP) + 1, MOST_STRIPS)
    changes = [0] * (width + 1)
    for row in lines:
        for run in row:
            changes[min(int((run.left - start) / STRIP), width)] += 1
            changes[min(int((run.right - start) / STRIP) + 1, width)] -= 1
    crossed = list(accumulate(changes))
    few = max(1, len(lines) // 5)
    ends = [(crossed[here - 1], here) for here in range(2, width) if crossed[here - 1] < min(few + 1, crossed[here])]
    return [start + here * STRIP - 2.5 for _, here in sorted(ends)[:CANDIDATES]]


def _free_bands(lines: list[Row], x: float, gutter: float) -> list[tuple[int, int]]:
    """Return the stretches of rows that nothing crosses at `x`, as index of the first row and one past the last."""
    bands, start = [], 0
    for index, row in enumerate([*lines, None]):
        if row is not None and not any(run.left < x and run.right > x - gutter + 2.5 for run in row):
            continue
        if index - start >= FEWEST_ROWS:
            bands.append((_begin(lines, start, index, x), _trimmed(lines, start, index, x)))
        start = index + 1
    return bands


def _begin(lines: list[Row], first: int, last: int, x: float) -> int:
    """Leave out the end of a wide paragraph at the start of a band, which stands closer to what is above it."""
    while 0 < first < last - FEWEST_ROWS:
        row, before, after = lines[first], lines[first - 1], lines[first + 1]
        one_side = all(run.left < x for run in row)
        if not one_side or row[0].top - before[0].bottom >= after[0].top - row[0].bottom:
            break
        first += 1
    return first


def _trimmed(lines: list[Row], first: int, last: int, x: float) -> int:
    """Leave out a heading at the end of a band that belongs to the wide row below it."""
    if last == len(lines):
        return last
    while last - first > FEWEST_ROWS:
        row, before, after = lines[last - 1], lines[last - 2], lines[last]
        one_side = all(run.left < x for run in row)
        if not one_side or row[0].top - before[0].bottom <= after[0].top - row[0].bottom:
            break
        last -= 1
    return last


def _is_table(band: list[Row], x: float) -> bool:
    """Return whether the rows on both sides of a gutter belong together."""
    left = [[run for run in row if run.left < x] for row in band]
    right = [[run for run in row if run.left >= x] for row in band]
    both = sum(_aligned(one, other) for one, other in zip(left, right, strict=True))
    left, right = [row for row in left if row], [row for row in right if row]
    if _items(left) and _items(right):
        return False
    if both >= 0.8 * len(left) and _labels(left):
        return True
    if both >= 0.8 * len(right) and _labels(right):
        return True
    if both >= 0.9 * len(right) and _mean_length(right) <= LONGEST_VALUE:
        return True
    if both < 0.9 * max(len(left), len(right)):
        return False
    return min(_filled(left), _filled(right)) < 0.6 or (len(band) <= SHORT_TABLE and _are_words((left, right)))


def _aligned(left: Row, right: Row) -> bool:
    return bool(left and right) and abs(left[0].middle - right[0].middle) < 0.2 * left[0].height


def _items(side: list[Row]) -> bool:
    """Return whether most rows on one side are items of a list; two lists beside each other are no table."""
    return sum(row[0].text[:1] in BULLETS for row in side) >= 0.6 * len(side)


def _labels(side: list[Row]) -> bool:
    """Return whether most rows on one side are dates or labels."""
    texts = [" ".join(run.text for run in row) for row in side]
    return sum(_LABEL.match(text[:120]) is not None for text in texts) >= 0.6 * len(texts)


def _are_words(sides: tuple[list[Row], list[Row]]) -> bool:
    """Return whether one side holds a word or two in each row; columns of text have longer lines."""
    return any(_mean_length(side) < 25 for side in sides)


def _mean_length(side: list[Row]) -> float:
    return sum(len(run.text) for row in side for run in row) / len(side)


def _filled(side: list[Row]) -> float:
    """Return which share of the width of a column its lines fill on average; prose fills most of it."""
    left, right = min(row[0].left for row in side), max(row[-1].right for row in side)
    return sum(row[-1].right - row[0].left for row in side) / (len(side) * max(right - left, 0.1))
