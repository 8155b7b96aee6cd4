"""Terms in running text: runs of one to three words that could name something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Final

from draaischijf.language.normal import normalise

LONGEST: Final = 3
_BREAK: Final = re.compile(r"[.,;:!?()\[\]{}\"“”|•*\n\r\t/]+|\s[-–—]\s")

# Words that never begin or end a name: function words and the small talk of vacancies, Dutch and English.
EDGES: Final = frozenset((files("draaischijf.language.growth") / "edges.txt").read_text(encoding="utf-8").split())


def terms_of(text: str) -> Iterator[str]:
    """Yield the terms of a text in normal form, each occurrence.

    Args:
        text: Running text, Dutch or English.
    """
    for run in _BREAK.split(text):
        words = normalise(run).split()
        for first, word in enumerate(words):
            if word in EDGES or not _nameable(word):
                continue
            for last in range(first, min(first + LONGEST, len(words))):
                end = words[last]
                if end not in EDGES and _nameable(end):
                    yield " ".join(words[first : last + 1])


def _nameable(word: str) -> bool:
    return len(word) > 1 and not word.isdigit()
