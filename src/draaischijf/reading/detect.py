"""Which language a text or phrase is in: function words, words of job texts, and runs of letters."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache, lru_cache
from typing import Final

from draaischijf.reading.tables import plain, settings

FUNCTION: Final = 2.0
WORK: Final = 1.5
RUN: Final = 0.3
# Of a long text the first words tell enough.
LONGEST: Final = 400
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_FOREIGN: Final = re.compile(r"[\u0370-\u1fff\u3040-\ud7ff]")


@cache
def _weights() -> tuple[dict[str, dict[str, float]], dict[str, tuple[str, ...]]]:
    words: dict[str, dict[str, float]] = {}
    runs: dict[str, tuple[str, ...]] = {}
    for language, profile in settings("tongue").items():
        for kind, weight in (("work", WORK), ("function", FUNCTION)):
            for word in profile[kind].split():
                words.setdefault(plain(word), {})[language] = weight
        runs[language] = tuple(profile["runs"].split())
    return words, runs


@lru_cache(maxsize=200_000)
def _tells(word: str) -> tuple[tuple[str, float, int], ...]:
    """Return the languages that a word tells of, how much each, and among how many it is divided."""
    words, runs = _weights()
    if own := words.get(plain(word)):
        return tuple((language, weight, len(own)) for language, weight in own.items())
    low = f"{word.lower()} "
    counted = ((language, RUN * sum(run in low for run in own)) for language, own in runs.items())
    return tuple((language, weight, 1) for language, weight in counted if weight)


def detect_language(text: str, default: str = "nl") -> str:
    """Return the language of a text: `nl`, `en`, `de`, `fr` or `other`.

    A word that several languages share is divided among them. A text without a sign of any language gets the default.

    Args:
        text: A document, sentence or phrase.
        default: What to say where nothing tells.
    """
    found = _WORD.findall(text[: 12 * LONGEST])[:LONGEST]
    if _FOREIGN.search(text) and len(_FOREIGN.findall(text)) * 2 > sum(map(len, found)):
        return "other"
    score: defaultdict[str, float] = defaultdict(float)
    for word, times in Counter(found).items():
        for language, weight, among in _tells(word):
            score[language] += times * weight / among
    best = max(sorted(score), key=lambda language: score[language], default=default)
    return best if score[best] > 0 else default
