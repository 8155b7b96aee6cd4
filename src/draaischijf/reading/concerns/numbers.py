"""Numbers in figures and in words, Dutch and English, for the ranges in the tables."""

from __future__ import annotations

from functools import cache
from typing import Final

_SMALL_NL: Final = (
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien"
).split()
_TENS_NL: Final = dict(
    zip(range(20, 100, 10), "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split(), strict=True)
)
_SMALL_EN: Final = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS_EN: Final = dict(
    zip(range(20, 100, 10), "twenty thirty forty fifty sixty seventy eighty ninety".split(), strict=True)
)


@cache
def forms_of(number: int) -> tuple[str, ...]:
    """Return how a number is written: in figures, and below a hundred in Dutch and English words.

    Args:
        number: 0 or more; `_` stands for a space or hyphen in a form.
    """
    if number >= 100:
        return (str(number),)
    if number < 20:
        return (str(number), _SMALL_NL[number], _SMALL_EN[number])
    unit, ten = number % 10, number - number % 10
    if not unit:
        return (str(number), _TENS_NL[ten], _TENS_EN[ten])
    return (str(number), f"{_SMALL_NL[unit]}en{_TENS_NL[ten]}", f"{_TENS_EN[ten]}_{_SMALL_EN[unit]}")
