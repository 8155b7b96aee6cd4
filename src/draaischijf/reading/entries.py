"""Jobs, studies, courses and unpaid work in a CV, with their dates and titles."""

from __future__ import annotations

import re
from typing import Final

from draaischijf.reading.dates import Period, periods_in
from draaischijf.reading.layout import Line, Page
from draaischijf.reading.result import Entry, Section

_KINDS: Final = {"experience": "job", "education": "education", "courses": "course", "volunteering": "unpaid"}
_EDGE: Final = re.compile(r"^[\s,:;|–—\-•()\[\]/.]+|[\s,:;|–—\-•(\[/]+$")
_TITLE_END: Final = re.compile(r"\s*[|•\t]\s*|\s[–—-]\s|,\s|;\s|\s{2,}|\s(?:bij|at|bei|@)\s|\s\(|\.\s|:\s")
_LABEL: Final = re.compile(
    r"(?:functie|functietitel|beroep|titel|function|position|job title|opleiding|cursus)\s*:\s*", re.I
)
_DONE: Final = re.compile(r"[^\n:]{0,12}\)?\s*:\s")
LONGEST_TITLE: Final = 90


def entries_of(page: Page, sections: list[Section]) -> list[Entry]:
    """Return the entries of a CV, in order.

    Args:
        page: The document.
        sections: Its sections.
    """
    entries = []
    for section in sections:
        if section.name in _KINDS:
            own = [line for line in page.lines if section.start <= line.start < section.end]
            entries += _entries(page.text, own, section)
    return entries


def _entries(text: str, lines: list[Line], section: Section) -> list[Entry]:
    dated: list[tuple[int, Period]] = []
    for index, line in enumerate(lines):
        if line.end - line.start <= 160:
            periods = periods_in(text, line.start, line.end)
            # One year alone dates a course or a diploma; in a job it may be anything, unless the line begins with it.
            counted = [p for p in periods if not p.single or section.name != "experience" or p.start <= line.body + 1]
            if counted:
                dated.append((index, counted[0]))
    starts = [_first_line(text, lines, index, period, section) for index, period in dated]
    entries = []
    for number, (index, period) in enumerate(dated):
        following = starts[number + 1] if number + 1 < len(starts) else len(lines)
        first = starts[number]
        last = lines[max(following - 1, index)]
        title = _title(text, lines, first, index, period)
        ended = None if period.ongoing else period.ended
        began = None if period.single else period.began
        place = (lines[first].start, last.end, *title, _head_end(lines, index, title))
        entries.append(Entry(_KINDS[section.name], *place, began, ended, period.ongoing))
    return entries


def _head_end(lines: list[Line], index: int, title: tuple[int, int]) -> int:
    near = lines[max(index - 2, 0) : index + 3]
    holder = next((line.end for line in near if line.start <= title[0] < line.end), 0)
    return max(lines[index].end, holder)


def _rest(text: str, line: Line, period: Period) -> tuple[int, int]:
    """Return the longer side of a dated line beside its period, trimmed."""
    left = _trimmed(text, line.body, period.start)
    right = _trimmed(text, period.end, line.end)
    # "Kok (2019 - 2021): gerechten bereiden": after a colon stands what was done.
    if left[1] > left[0] and _DONE.match(text, period.end, line.end):
        return left
    return left if left[1] - left[0] > right[1] - right[0] else right


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    head = _EDGE.match(part)
    start += head.end() if head and head.start() == 0 else 0
    while end > start and text[end - 1] in " \t,:;|–—-•([/":
        end -= 1
    return start, end


def _first_line(text: str, lines: list[Line], index: int, period: Period, section: Section) -> int:
    """Return the line that an entry begins with: the dated one, or the title right above it."""
    line = lines[index]
    above = lines[index - 1] if index else None
    if above is None or line.gap or line.bullet or above.bullet or above.start == section.start:
        return index
    short = above.end - above.start <= LONGEST_TITLE and text[above.end - 1] not in ".;"
    left = _trimmed(text, line.body, period.start)
    # A date at the beginning of its line opens the entry; one at its end goes with what stands above.
    opens = left[1] <= left[0] and ((index + 1 < len(lines) and not lines[index + 1].gap) or not above.gap)
    dated_above = bool(periods_in(text, above.start, above.end))
    return index - 1 if short and not opens and not dated_above and (above.gap or index == 1) else index


def _title(text: str, lines: list[Line], first: int, index: int, period: Period) -> tuple[int, int]:
    if first != index:
        start, end = lines[first].body, lines[first].end
    else:
        start, end = _rest(text, lines[index], period)
        if end - start < 3 and index + 1 < len(lines) and not lines[index + 1].bullet:
            start, end = lines[index + 1].body, lines[index + 1].end
    return title_in(text, start, end)


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
    return _trimmed(text, start, min(end, start + LONGEST_TITLE))
