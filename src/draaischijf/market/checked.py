"""Parameters that carry their unit, range and source, and that refuse a value outside the range."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple

from draaischijf.problems import Problem


class Parameter(NamedTuple):
    """What is known of one parameter.

    Args:
        name: As in the code.
        default: Value unless said.
        unit: Unit of the value.
        low: Lowest legal value.
        high: Highest legal value.
        meaning: What it is, in one line.
        source: Where the default comes from; begins with `assumed` where the choice is ours.
    """

    name: str
    default: float
    unit: str
    low: float
    high: float
    meaning: str
    source: str


def parameter(  # noqa: PLR0913, PLR0917 - a table of parameters reads best in columns
    default: float, unit: str, low: float, high: float, meaning: str, source: str
) -> Any:
    """Return a dataclass field for a number with a unit, a legal range, a meaning and a source."""
    about = {"unit": unit, "low": low, "high": high, "meaning": meaning, "source": source}
    return field(default=default, metadata=about)


@dataclass(frozen=True)
class Checked:
    """A set of parameters; making one checks every value against its range."""

    def __post_init__(self) -> None:
        for one in self.table():
            value = getattr(self, one.name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
                raise Problem("market-parameter", f"{value!r} is no number.", place=one.name, hint=f"Unit: {one.unit}.")
            if not one.low <= value <= one.high:
                raise Problem(
                    "market-parameter",
                    f"{value:g} is outside {one.low:g} to {one.high:g} ({one.unit}).",
                    place=one.name,
                    hint=f"It is: {one.meaning}; default {one.default:g}.",
                )

    @classmethod
    def table(cls) -> Iterator[Parameter]:
        """Yield what is known of every parameter, in order."""
        for one in fields(cls):
            if "unit" in one.metadata:
                yield Parameter(one.name, one.default, **one.metadata)  # type: ignore[arg-type]

    @classmethod
    def from_values(cls, values: dict[str, float]) -> Any:
        """Return parameters from names and values; what is not named keeps its default.

        Raises:
            Problem: A name is unknown, or a value is outside its range.
        """
        known = {one.name for one in cls.table()}
        for name in values:
            if name not in known:
                raise Problem("market-parameter", "there is no such parameter.", place=name, hint=_nearest(name, known))
        return cls(**values)


def _nearest(name: str, known: set[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, sorted(known), 3)
    return f"Did you mean {', '.join(close)}?" if close else "They stand in docs/reference/market.md."
