"""One concern about a vacancy."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Concern:
    """Words that may discriminate, or that ask more than the work does.

    Args:
        ground: A ground of Dutch equal-treatment law as `tables/grounds.toml` names them, or `needless`.
        direct: True where the words name the ground itself, False where they put a group behind in effect.
        law: The articles; None for a needless demand, which no law forbids as such.
        start: First code point in the text.
        end: First code point after it.
        text: The words.
        exception: What may make it allowed, and where that stands; None where nothing does.
        why: One plain Dutch sentence.
        rewrite: Words to say instead, in the language of the text.
    """

    ground: str
    direct: bool
    law: str | None
    start: int
    end: int
    text: str
    exception: str | None
    why: str
    rewrite: str

    def as_dict(self) -> dict[str, Any]:
        """Return the shape that the verbs `check` and `read` print."""
        return asdict(self)
