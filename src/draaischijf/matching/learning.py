"""Potential: what fit becomes when hours to learn are spent where they help most.

What is missing of a required skill falls into two stretches. First what would come back by refreshing a stale skill,
up to what the person's skills would cover if they were fresh; then what has to be learnt, up to the whole. Learning a
millionth of a skill costs a millionth of the hours for its class of skill, refreshing it a quarter of that (or what
the defaults say). The gain per hour is constant along a stretch, and greater along the first than along the second, so
that spending hours on the stretch with the greatest gain per hour first, and on part of the last one, is the best that
can be done (the fractional knapsack; Dantzig 1957). Every skill is counted by itself: what refreshing one does for
another is left out, so that potential promises too little rather than too much.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from draaischijf.passport import MILLION, Defaults

# Hours are counted in whole billionths: a millionth of a skill that takes one hour costs 1,000 of these.
_PER_HOUR = 1_000_000_000
_PER_HOUR_AND_MILLIONTH = _PER_HOUR // MILLION


class Gap(NamedTuple):
    """A required skill, and what is covered of it, in millionths.

    Args:
        weight: Its weight.
        covered: What is covered now.
        refreshed: What would be covered if every own skill were fresh; at least `covered`.
        kind: Its kind of concept.
    """

    weight: int
    covered: int
    refreshed: int
    kind: str


class _Stretch(NamedTuple):
    gap: int
    weight: int
    share: int
    cost: int


def contribution(weight: int, covered: int) -> int:
    """Return weight times covered share in whole millionths, rounded half up; never above the weight.

    Args:
        weight: In millionths.
        covered: In millionths.
    """
    return (2 * weight * covered + MILLION) // (2 * MILLION)


def after_learning(gaps: Sequence[Gap], hours: float, defaults: Defaults) -> list[int]:
    """Return what is covered of each required skill after learning, in millionths.

    Args:
        gaps: The required skills, in the order in which equal gains are served.
        hours: Hours to learn, 0 or more.
        defaults: The numbers in force.
    """
    covered = [gap.covered for gap in gaps]
    left = int(hours * _PER_HOUR)
    for stretch in sorted(_stretches(gaps, defaults), key=lambda one: Fraction(-one.weight, one.cost)):
        learnt = min(stretch.share, left // stretch.cost)
        covered[stretch.gap] += learnt
        left -= learnt * stretch.cost
        if learnt < stretch.share:
            break
    return covered


def _stretches(gaps: Sequence[Gap], defaults: Defaults) -> list[_Stretch]:
    stretches: list[_Stretch] = []
    for place, gap in enumerate(gaps):
        hours = defaults.hours[defaults.class_of(gap.kind)]
        learn = max(1, int(hours * _PER_HOUR_AND_MILLIONTH))
        refresh = max(1, int(hours * _PER_HOUR_AND_MILLIONTH * defaults.refresh))
        if gap.refreshed > gap.covered:
            stretches.append(_Stretch(place, gap.weight, gap.refreshed - gap.covered, refresh))
        if gap.refreshed < MILLION:
            stretches.append(_Stretch(place, gap.weight, MILLION - gap.refreshed, learn))
    return stretches
