"""Jobs, studies, courses and unpaid work in a CV, with their dates and titles."""

from __future__ import annotations

from typing import Final

from draaischijf.reading.dates import Period, periods_in
from draaischijf.reading.heads import Head, IsTitle, heads_of, rest, title_in
from draaischijf.reading.layout import Line, Page
from draaischijf.reading.result import Entry, Section

_KINDS: Final = {"experience": "job", "education": "education", "courses": "course", "volunteering": "unpaid"}


def entries_of(page: Page, sections: list[Section], is_title: IsTitle = lambda words: False) -> list[Entry]:
    """Return the entries of a CV, in order.

    Args:
        page: The document.
        sections: Its sections.
        is_title: Tells whether some words name an occupation, for lines of which the layout does not tell it.
    """
    entries = []
    for section in sections:
        if section.name in _KINDS:
            own = [line for line in page.lines if section.start <= line.start < section.end]
            entries += _entries(page.text, own, section, is_title)
    return entries


def _entries(text: str, lines: list[Line], section: Section, is_title: IsTitle) -> list[Entry]:
    dated: list[tuple[int, Period]] = []
    for index, line in enumerate(lines):
        if line.end - line.start <= 160:
            periods = periods_in(text, line.start, line.end)
            # One year alone dates a course or a diploma; in a job it may be anything, unless the line begins with it.
            counted = [p for p in periods if not p.single or section.name != "experience" or p.start <= line.body + 1]
            if counted:
                dated.append((index, counted[0]))
    heads = heads_of(text, lines, dated, section.start, is_title)
    entries = []
    for number, (index, period) in enumerate(dated):
        following = heads[number + 1].first if number + 1 < len(heads) else len(lines)
        head = heads[number]
        last = lines[max(following - 1, index)]
        title = _title(text, lines, head, index, period)
        ended = None if period.ongoing else period.ended
        began = None if period.single else period.began
        place = (lines[head.first].start, last.end, *title, _head_end(lines, index, title))
        entries.append(Entry(_KINDS[section.name], *place, began, ended, period.ongoing))
    return entries


def _head_end(lines: list[Line], index: int, title: tuple[int, int]) -> int:
    near = lines[max(index - 2, 0) : index + 3]
    holder = next((line.end for line in near if line.start <= title[0] < line.end), 0)
    return max(lines[index].end, holder)


def _title(text: str, lines: list[Line], head: Head, index: int, period: Period) -> tuple[int, int]:
    if head.title != index:
        start, end = lines[head.title].body, lines[head.title].end
    else:
        start, end = rest(text, lines[index], period)
        if end - start < 3 and index + 1 < len(lines) and not lines[index + 1].bullet:
            start, end = lines[index + 1].body, lines[index + 1].end
    return title_in(text, start, end)
