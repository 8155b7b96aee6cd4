"""Currency: what is left of a skill that has not been used for a while.

    currency = 2 ** (-years / h)

with `years` since the skill was last used or refreshed (in paid work, care, volunteering or a hobby) and `h` the
half-life in years of that class of skill. Days are counted exactly and turned into years of 365.2425 days, the mean
year of the Gregorian calendar. The power is taken in decimal arithmetic of 30 digits and rounded to whole millionths,
so that every machine gives the same number.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import lru_cache
from typing import Final

from draaischijf.passport.defaults import MILLION, Defaults, load_defaults
from draaischijf.problems import Problem

DAYS_PER_YEAR: Final = Decimal("365.2425")
_ARITHMETIC: Final = Context(prec=30, rounding=ROUND_HALF_EVEN)

WORTH_REFRESHING: Final = {"nl": "de moeite waard om op te frissen", "en": "worth refreshing"}


def days_unused(last_used: date | None, as_of: date) -> int:
    """Return the days between the last use of a skill and the day that currency is counted from.

    Args:
        last_used: Last day of use; None means in use now.
        as_of: The day to count from.

    Raises:
        Problem: The last use lies after that day.
    """
    if last_used is None:
        return 0
    days = (as_of - last_used).days
    if days < 0:
        raise Problem(
            "future-use",
            f"last use on {last_used.isoformat()} lies after {as_of.isoformat()}.",
            hint="Correct the date, or leave it out for a skill that is in use now.",
        )
    return days


@lru_cache(maxsize=65536)
def currency_after(days: int, half_life: Decimal) -> int:
    """Return the currency after some days without use, in whole millionths.

    Args:
        days: Days without use, 0 or more.
        half_life: Half-life of the skill in years, above 0.
    """
    if days == 0:
        return MILLION
    with localcontext(_ARITHMETIC):
        share = Decimal(2) ** (-Decimal(days) / (DAYS_PER_YEAR * half_life))
        return int((share * MILLION).to_integral_value(rounding=ROUND_HALF_UP))


def currency(last_used: date | None, as_of: date, kind: str = "skill", defaults: Defaults | None = None) -> int:
    """Return how current a skill is, in whole millionths.

    Args:
        last_used: Last day of use or refreshment; None means in use now.
        as_of: The day to count from.
        kind: Kind of concept in the skills language.
        defaults: The numbers in force; the shipped ones unless said.

    Raises:
        Problem: The last use lies after `as_of`.
    """
    numbers = defaults or load_defaults()
    return currency_after(days_unused(last_used, as_of), numbers.half_life[numbers.class_of(kind)])


def worth_refreshing(currency_now: int, defaults: Defaults | None = None) -> bool:
    """Return whether a person should see "worth refreshing" beside a skill.

    Args:
        currency_now: Currency in millionths.
        defaults: The numbers in force; the shipped ones unless said.
    """
    return currency_now < (defaults or load_defaults()).refresh_under * MILLION
