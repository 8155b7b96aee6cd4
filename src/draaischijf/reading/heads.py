"""The head of a job or study in a CV: on which line its title stands, and where in that line.

People write the title on the dated line ("Kok, De Bron, 2012 - 2018"), above it ("Kok" over "De Bron, 2012 - 2018") or
below it, and most of them keep to one way. So the first head of a section tells how those after it are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from draaischijf.reading.dates import Period, periods_in
from draaischijf.reading.layout import Line
from draaischijf.reading.tables import plain
from draaischijf.reading.words import WORD

# Tells whether some words name an occupation.
IsTitle = Callable[[str], bool]

_EDGE: Final = re.compile(r"^[\s,:;|–—\-•()\[\]/.]+|[\s,:;|–—\-•(\[/]+$")
_TITLE_END: Final = re.compile(r"\s*[|•\t]\s*|\s[–—-]\s|,\s|;\s|\s{2,}|\s(?:bij|at|bei|@)\s|\s\(|\.\s|:\s")
_LABEL: Final = re.compile(
    r"(?:functie|functietitel|beroep|titel|function|position|job title|opleiding|cursus)\s*:\s*", re.I
)
_DONE: Final = re.compile(r"[^\n:]{0,12}\)?\s*:\s")
# Whoever has one of these in the name is an employer or a school, and no job or study.
_HOLDER: Final = frozenset(
    {
        *("bv", "nv", "vof", "ltd", "limited", "plc", "inc", "llc", "gmbh", "ag", "stichting", "gemeente", "holding"),
        *("roc", "college", "school", "scholengemeenschap", "universiteit", "university", "hogeschool", "universitat"),
        *("academie", "academy", "lyceum", "instituut", "institute", "vakschool", "ziekenhuis", "hospital"),
    }
)
LONGEST_TITLE: Final = 90


class Head(NamedTuple):
    """The head of an entry.

    Args:
        first: Index of the line that the entry begins with.
        title: Index of the line that holds its title.
    """

    first: int
    title: int


def heads_of(
    text: str, lines: Sequence[Line], dated: Sequence[tuple[int, Period]], begin: int, is_title: IsTitle
) -> list[Head]:
    """Return the head of each dated line of a section.

    Args:
        text: The document.
        lines: The lines of the section.
        dated: Index of each dated line, with its period.
        begin: First code point of the section, at which its heading stands.
        is_title: Tells whether some words name an occupation.
    """
    section = _Section(text, lines, begin, is_title)
    way = section.way(dated)
    return [section.head(index, period, way) for index, period in dated]


class _Section:
    def __init__(self, text: str, lines: Sequence[Line], begin: int, is_title: IsTitle) -> None:
        self.text = text
        self.lines = lines
        self.begin = begin
        self.is_title = is_title

    def way(self, dated: Sequence[tuple[int, Period]]) -> str:
        """Return where titles stand beside dated lines by the first that ends in its date: `above`, `below`, `on`."""
        for index, period in dated:
            if not self._holds(index, period):
                continue
            if self._above(index, period):
                # Right below the heading stands one line, and then the date: that line can only be the title.
                second = index == 2 and self.lines[0].start == self.begin
                return "above" if second or self._tells(index, period) else "on"
            return "below" if self._below(index, period) else "on"
        return "on"

    def head(self, index: int, period: Period, way: str) -> Head:
        """Return the head of the entry of a dated line."""
        if not self._holds(index, period):
            first = index - 1 if self._closes(index, period) else index
            return Head(first, first)
        if way == "below" and self._below(index, period):
            return Head(index, index + 1)
        if not self._above(index, period):
            return Head(index, index)
        line, above = self.lines[index], self.lines[index - 1]
        block = above.gap and not line.gap
        apart = line.gap and not (self._tells(index, period) and above.gap)
        if not block and (way != "above" or apart):
            return Head(index, index)
        # "De Bron" over "Kok, 2012 - 2018": the entry begins above, and its title does not.
        return Head(index - 1, index if self._titled(index, period) and not self._named(index - 1) else index - 1)

    def _holds(self, index: int, period: Period) -> bool:
        """Tell whether a dated line says something before its date, and not after it what was done."""
        line = self.lines[index]
        start, end = trimmed(self.text, line.body, period.start)
        return end > start and not line.bullet and not _DONE.match(self.text, period.end, line.end)

    def _closes(self, index: int, period: Period) -> bool:
        """Tell a date that stands alone under the title that it goes with, and opens nothing below it."""
        line, start = self.lines[index], trimmed(self.text, self.lines[index].body, period.start)
        if line.gap or line.bullet or start[1] > start[0] or not self._above(index, period):
            return False
        alone = index + 1 == len(self.lines) or self.lines[index + 1].gap
        return alone and self.lines[index - 1].gap

    def _above(self, index: int, period: Period) -> bool:
        """Tell whether the line above can be a title."""
        above = self.lines[index - 1] if index else None
        if above is None or above.bullet or above.start == self.begin:
            return False
        short = above.end - above.start <= LONGEST_TITLE and self.text[above.end - 1] not in ".;:,"
        return short and not periods_in(self.text, above.start, above.end)

    def _below(self, index: int, period: Period) -> bool:
        """Tell whether the line below names the title of a dated line that names none; one year dates no employer."""
        if period.single or index + 1 == len(self.lines) or self.lines[index + 1].bullet:
            return False
        return self._named(index + 1) and not self._titled(index, period)

    def _tells(self, index: int, period: Period) -> bool:
        """Tell whether the words themselves say that the title stands above."""
        if self._titled(index, period):
            return False
        start, end = title_in(self.text, self.lines[index].body, period.start)
        held = WORD.findall(plain(self.text[start:end]).replace(".", ""))
        return self._named(index - 1) or not _HOLDER.isdisjoint(held)

    def _titled(self, index: int, period: Period) -> bool:
        start, end = title_in(self.text, self.lines[index].body, period.start)
        return self.is_title(self.text[start:end])

    def _named(self, index: int) -> bool:
        start, end = title_in(self.text, self.lines[index].body, self.lines[index].end)
        return self.is_title(self.text[start:end])


def rest(text: str, line: Line, period: Period) -> tuple[int, int]:
    """Return the longer side of a dated line beside its period, trimmed."""
    left = trimmed(text, line.body, period.start)
    right = trimmed(text, period.end, line.end)
    # "Kok (2019 - 2021): gerechten bereiden": after a colon stands what was done.
    if left[1] > left[0] and _DONE.match(text, period.end, line.end):
        return left
    return left if left[1] - left[0] > right[1] - right[0] else right


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch of text without the signs and spaces at its edges."""
    part = text[start:end]
    head = _EDGE.match(part)
    start += head.end() if head and head.start() == 0 else 0
    while end > start and text[end - 1] in " \t,:;|–—-•([/":
        end -= 1
    return start, end


def title_in(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the title of a job or study stands in a line: before its employer, place and dates.

    Args:
        text: The document.
        start: First code point of the line.
        end: First code point after it.
    """
    if label := _LABEL.match(text, start, end):
        start = label.end()
    cut = _TITLE_END.search(text, start + 1, end)
    if cut and cut.start() - start >= 3:
        end = cut.start()
    return trimmed(text, start, min(end, start + LONGEST_TITLE))
