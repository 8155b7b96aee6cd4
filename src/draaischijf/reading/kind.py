"""What kind of document a text is: a CV, a vacancy, the text of a course, or something else."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Final

from draaischijf.reading.dates import periods_in
from draaischijf.reading.headings import Heading
from draaischijf.reading.layout import Line, Words
from draaischijf.reading.phrases import Phrases
from draaischijf.reading.tables import rows

HEADING: Final = 3.0
PERIOD: Final = 1.5
LEAST: Final = 2.0
# Words of address say less each time: a long letter is no more of a CV than a short one.
MOST_OF_ONE: Final = 6.0


@cache
def _cues() -> Phrases[tuple[str, float]]:
    return Phrases((row["cue"], (row["kind"], float(row["weight"]))) for row in rows("kinds"))


def kind_of(text: str, lines: list[Line], headings: list[Heading], found: Words) -> str:
    """Return the kind of document: `cv`, `vacancy`, `course` or `other`.

    Args:
        text: The text.
        lines: Its lines.
        headings: Its headings.
        found: Its words.
    """
    score: defaultdict[str, float] = defaultdict(float)
    for heading in headings:
        if heading.kind != "any":
            score[heading.kind] += HEADING if heading.alone else HEADING / 2
    per_cue: defaultdict[tuple[str, str], float] = defaultdict(float)
    for hit in _cues().find(found.plain, 0, len(found)):
        kind, weight = hit.meaning
        per_cue[kind, found.plain[hit.first]] += weight
    for (kind, _), weight in per_cue.items():
        score[kind] += min(weight, MOST_OF_ONE)
    periods = sum(
        any(not p.single for p in periods_in(text, line.start, min(line.end, line.start + 300))) for line in lines[:400]
    )
    score["cv"] += PERIOD * min(periods, 6)
    best: str = max(("vacancy", "cv", "course"), key=lambda kind: score[kind])
    return best if score[best] >= LEAST else "other"
