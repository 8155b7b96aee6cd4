"""Numbers in figures and in words, Dutch and English, for the ranges in the tables."""

from __future__ import annotations

from functools import cache
from typing import Final

_SMALL_NL: Final = (
    *("nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
    *("dertien", "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien"),
)
_TENS_NL: Final = ("twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig")
_SMALL_EN: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS_EN: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


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
    unit, ten_nl, ten_en = number % 10, _TENS_NL[number // 10 - 2], _TENS_EN[number // 10 - 2]
    if not unit:
        return (str(number), ten_nl, ten_en)
    return (str(number), f"{_SMALL_NL[unit]}en{ten_nl}", f"{ten_en}_{_SMALL_EN[unit]}")
