"""Key uncertainties: which drivers matter most and are least certain, and how far that hangs on who was asked.

Nothing is chosen by the computer: it ranks, the team chooses and writes down why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from draaischijf.foresight.files import NO_TEXT, NOWHERE, Node, Place, Text
from draaischijf.foresight.scores import FIVE_STEPS, Scale, Score
from draaischijf.foresight.statistics import Judgement, median_of, of_round

QUADRANTS: Final = ("key-uncertainty", "trend", "wild", "background")


@dataclass(frozen=True, slots=True)
class Ground:
    """A driver with the reason why it was chosen or not."""

    driver: str
    why: Text
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Selection:
    """What the team chose.

    Args:
        chosen: Key uncertainties with the reason for each.
        beside: Drivers that come into some scenarios without being key uncertainties.
        passed: Drivers that were considered and not taken.
        method: How it was decided.
        place: Where it is written.
    """

    chosen: tuple[Ground, ...] = ()
    beside: tuple[Ground, ...] = ()
    passed: tuple[Ground, ...] = ()
    method: Text = NO_TEXT
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Point:
    """A driver on the chart.

    Args:
        driver: The driver.
        impact: Median impact; None where nobody answered.
        uncertainty: Median uncertainty; None where nobody answered.
        score: Geometric mean of where the two stand on the scale, 0 to 1: high only where both are high.
        quadrant: `key-uncertainty` (both in the upper half), `trend` (impact only), `wild` (uncertainty only),
            `background`; None where nobody answered.
        rank: Place by score, from 1; ties go by votes, then by name.
    """

    driver: str
    impact: float | None
    uncertainty: float | None
    score: float
    quadrant: str | None
    rank: int


@dataclass(frozen=True, slots=True)
class Robustness:
    """How far a driver's place hangs on who was asked.

    Args:
        driver: The driver.
        share: Share of resamples in which it is among the first.
        low: 5th percentile of its rank.
        high: 95th percentile of its rank.
        without: Groups without which it would move into or out of the first.
    """

    driver: str
    share: float
    low: int
    high: int
    without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draws:
    """How people are drawn again: how many times, at least one, and from which seed."""

    resamples: int = 1000
    seed: int = 1


SEEDED: Final = Draws()


def selection_from(node: Node) -> Selection:
    """Return a selection as a file says it."""
    node.only("method", "chosen", "beside", "passed")

    def grounds(key: str) -> tuple[Ground, ...]:
        return tuple(
            Ground(one.only("driver", "why").text("driver"), one.say("why", needed=True), one.place)
            for one in node.items(key)
        )

    return Selection(grounds("chosen"), grounds("beside"), grounds("passed"), node.say("method"), node.place)


def score_of(impact: float | None, uncertainty: float | None, scale: Scale) -> float:
    """Return the geometric mean of where impact and uncertainty stand between the ends of the scale."""
    if impact is None or uncertainty is None:
        return 0.0
    span = scale.high - scale.low
    return float(((impact - scale.low) / span * (uncertainty - scale.low) / span) ** 0.5)


def chart(said: Sequence[Judgement], scale: Scale = FIVE_STEPS) -> tuple[Point, ...]:
    """Return the drivers on the impact-uncertainty chart, best first."""
    middle = (scale.low + scale.high) / 2
    scores = {one.driver: score_of(one.impact.median, one.uncertainty.median, scale) for one in said}
    ranked = sorted(said, key=lambda one: (-scores[one.driver], -one.votes, one.driver))
    result = []
    for rank, one in enumerate(ranked, 1):
        impact, uncertainty, quadrant = one.impact.median, one.uncertainty.median, None
        if impact is not None and uncertainty is not None:
            quadrant = QUADRANTS[2 * (impact <= middle) + (uncertainty <= middle)]
        result.append(Point(one.driver, impact, uncertainty, scores[one.driver], quadrant, rank))
    return tuple(result)


def robustness(
    scores: Sequence[Score],
    drivers: Sequence[str],
    first: int,
    scale: Scale = FIVE_STEPS,
    draws: Draws = SEEDED,
) -> tuple[Robustness, ...]:
    """Return how far the ranking hangs on who was asked: people drawn again within groups, and groups left out.

    Drawing within groups keeps their sizes, so that what varies is the people and not who was invited (stratified
    bootstrap: B. Efron and R.J. Tibshirani, An introduction to the bootstrap, 1993).

    Args:
        scores: Scores of all rounds; the last round counts.
        drivers: Drivers to rank.
        first: How many count as the first.
        scale: The scale in use.
        draws: How people are drawn again.
    """
    chosen = of_round(scores, 0)
    groups: dict[str, list[str]] = {}
    for score in chosen:
        members = groups.setdefault(score.group, [])
        if score.respondent not in members:
            members.append(score.respondent)
    values = {(score.respondent, score.driver): (score.impact, score.uncertainty) for score in chosen}
    votes = {driver: sum(score.votes for score in chosen if score.driver == driver) for driver in drivers}

    def ranks(people: Sequence[str]) -> dict[str, int]:
        found = {}
        for driver in drivers:
            given = [values.get((person, driver), (None, None)) for person in people]
            impact, uncertainty = (_median([pair[number] for pair in given]) for number in (0, 1))
            found[driver] = score_of(impact, uncertainty, scale)
        order = sorted(drivers, key=lambda driver: (-found[driver], -votes[driver], driver))
        return {driver: rank for rank, driver in enumerate(order, 1)}

    random = np.random.default_rng(draws.seed)
    drawn = np.empty((draws.resamples, len(drivers)), np.int64)
    for number in range(draws.resamples):
        people = [
            members[pick] for members in groups.values() for pick in random.integers(0, len(members), len(members))
        ]
        places = ranks(people)
        drawn[number] = [places[driver] for driver in drivers]
    whole = ranks([person for members in groups.values() for person in members])
    left_out = {
        group: ranks([person for other, members in groups.items() if other != group for person in members])
        for group in sorted(groups)
        if len(groups) > 1
    }
    return tuple(
        Robustness(
            driver=driver,
            share=float((drawn[:, column] <= first).mean()),
            low=int(np.percentile(drawn[:, column], 5, method="lower")),
            high=int(np.percentile(drawn[:, column], 95, method="higher")),
            without=tuple(g for g, one in left_out.items() if (one[driver] <= first) != (whole[driver] <= first)),
        )
        for column, driver in enumerate(drivers)
    )


def _median(values: Sequence[int | None]) -> float | None:
    ordered = sorted(value for value in values if value is not None)
    return median_of(ordered) if ordered else None
