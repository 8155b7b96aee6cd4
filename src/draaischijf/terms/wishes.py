"""Wishes of a person and what work offers on the same topics.

Topics are plain words that both sides share: `hours` and `travel` (numbers, in hours a week and minutes one way);
`region`, `shifts`, `language`, `contract` (words). Nothing about health, age or family is a topic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

NUMBER_TOPICS: Final = frozenset({"hours", "travel"})
WORD_TOPICS: Final = frozenset({"region", "shifts", "language", "contract"})


def _check_topic(topic: str) -> None:
    if topic not in NUMBER_TOPICS | WORD_TOPICS:
        known = ", ".join(sorted(NUMBER_TOPICS | WORD_TOPICS))
        raise ValueError(f"unknown topic {topic!r}; known are {known}")


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants of work on one topic.

    Args:
        topic: One of the shared topics.
        low: Least acceptable number, for a topic of numbers.
        high: Greatest acceptable number, for a topic of numbers.
        among: Acceptable words, for a topic of words.
        limit: True where the person says that other work is out of the question.
    """

    topic: str
    low: float | None = None
    high: float | None = None
    among: frozenset[str] = frozenset()
    limit: bool = False

    def __post_init__(self) -> None:
        _check_topic(self.topic)


@dataclass(frozen=True, slots=True)
class Offer:
    """What work offers on one topic.

    Args:
        topic: One of the shared topics.
        low: Least number offered, for a topic of numbers.
        high: Greatest number offered, for a topic of numbers.
        among: Words offered, for a topic of words.
    """

    topic: str
    low: float | None = None
    high: float | None = None
    among: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _check_topic(self.topic)
