"""What a group of people says, with how far they agree and how many did not answer.

Medians and quartiles, as scores are an order and no measure. Disagreement is Leik's ordinal dispersion: 0 where all
give one score, 1 where half stand at each end. Source: R.K. Leik, A measure of ordinal consensus, Pacific Sociological
Review 9 (1966), 85-90.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from draaischijf.foresight.scores import FIVE_STEPS, Scale, Score

Measure = Literal["impact", "uncertainty"]


@dataclass(frozen=True, slots=True)
class Summary:
    """What some people say about one driver by one measure.

    Args:
        asked: How many were asked.
        answered: How many answered.
        median: Median; None without answers. Quartiles are medians of the halves.
        low: Lower quartile.
        high: Upper quartile.
        disagreement: Leik's dispersion, 0 to 1; None without answers.
        counts: How many gave each score, from the lowest on.
    """

    asked: int
    answered: int
    median: float | None
    low: float | None
    high: float | None
    disagreement: float | None
    counts: tuple[int, ...]

    @property
    def missing(self) -> int:
        """How many did not answer."""
        return self.asked - self.answered


@dataclass(frozen=True, slots=True)
class Judgement:
    """What all and each group say about one driver.

    Args:
        driver: The driver.
        impact: All together.
        uncertainty: All together.
        by_group: Summaries of impact and uncertainty by group.
        votes: Votes together.
        comments: Comments with the group that made them.
        apart: Greatest difference between medians of groups, over both measures, on the scale.
        odd_one: The group whose median lies farthest from the others' together, where that is two steps or more.
    """

    driver: str
    impact: Summary
    uncertainty: Summary
    by_group: tuple[tuple[str, Summary, Summary], ...]
    votes: int
    comments: tuple[tuple[str, str], ...]
    apart: float
    odd_one: str | None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What one person gets back before the next round: the own score beside those of all.

    Args:
        respondent: The person.
        driver: The driver.
        measure: `impact` or `uncertainty`.
        own: The own score; None where the person gave none.
        summary: What all say.
        outside: True where the own score lies outside the middle half: the person is asked for the reason.
    """

    respondent: str
    driver: str
    measure: Measure
    own: int | None
    summary: Summary
    outside: bool


def median_of(ordered: Sequence[float]) -> float:
    """Return the median of numbers in order, at least one."""
    half = len(ordered) // 2
    return float(ordered[half]) if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def dispersion(counts: Sequence[int]) -> float:
    """Return Leik's ordinal dispersion of how many gave each score, at least one answer in all."""
    total, running, spread = sum(counts), 0, 0.0
    for count in counts[:-1]:
        running += count
        share = running / total
        spread += share if share < 0.5 else 1 - share
    return 2 * spread / (len(counts) - 1)


def summary(values: Iterable[int | None], scale: Scale) -> Summary:
    """Return the summary of answers; None is a person who gave none."""
    given = list(values)
    ordered = sorted(value for value in given if value is not None)
    counts = tuple(ordered.count(step) for step in range(scale.low, scale.high + 1))
    if not ordered:
        return Summary(len(given), 0, None, None, None, None, counts)
    half = (len(ordered) + 1) // 2
    return Summary(
        asked=len(given),
        answered=len(ordered),
        median=median_of(ordered),
        low=median_of(ordered[:half]),
        high=median_of(ordered[-half:]),
        disagreement=dispersion(counts),
        counts=counts,
    )


def last_round(scores: Sequence[Score]) -> int:
    """Return the last round with scores; 0 without any."""
    return max((score.round for score in scores), default=0)


def of_round(scores: Sequence[Score], number: int) -> list[Score]:
    """Return the scores of one round, the last one for 0."""
    wanted = number or last_round(scores)
    return [score for score in scores if score.round == wanted]


def judgements(
    scores: Sequence[Score], drivers: Sequence[str], scale: Scale = FIVE_STEPS, round: int = 0
) -> tuple[Judgement, ...]:
    """Return what a round says about every driver.

    Everyone who scored anything in the round counts as asked about every driver.

    Args:
        scores: Scores of all rounds.
        drivers: Drivers, in the order to return them.
        scale: The scale in use.
        round: The round; 0 for the last.
    """
    chosen = of_round(scores, round)
    people = dict(sorted({score.respondent: score.group for score in chosen}.items()))
    by_key = {(score.respondent, score.driver): score for score in chosen}
    return tuple(_judgement(driver, people, by_key, scale) for driver in drivers)


def _judgement(driver: str, people: dict[str, str], by_key: dict[tuple[str, str], Score], scale: Scale) -> Judgement:
    def asked(group: str | None, measure: Measure) -> list[int | None]:
        members = [person for person, own in people.items() if group in (None, own)]
        return [getattr(by_key.get((person, driver)), measure, None) for person in members]

    groups = sorted(set(people.values()))
    by_group = tuple(
        (group, summary(asked(group, "impact"), scale), summary(asked(group, "uncertainty"), scale)) for group in groups
    )
    said = [by_key[person, driver] for person in people if (person, driver) in by_key]
    apart, odd = _apart(by_group)
    return Judgement(
        driver=driver,
        impact=summary(asked(None, "impact"), scale),
        uncertainty=summary(asked(None, "uncertainty"), scale),
        by_group=by_group,
        votes=sum(score.votes for score in said),
        comments=tuple((score.group, score.comment) for score in said if score.comment),
        apart=apart,
        odd_one=odd,
    )


def _apart(by_group: Sequence[tuple[str, Summary, Summary]]) -> tuple[float, str | None]:
    """Return the greatest difference between groups, and the group that stands alone by two steps or more."""
    widest, odd, farthest = 0.0, None, 2.0
    for measure in ("impact", "uncertainty"):
        medians: dict[str, float] = {}
        for group, impact, uncertainty in by_group:
            median = impact.median if measure == "impact" else uncertainty.median
            if median is not None:
                medians[group] = median
        for group, middle in medians.items():
            others = sorted(value for other, value in medians.items() if other != group)
            if not others:
                continue
            widest = max(widest, *(abs(middle - other) for other in others))
            away = abs(middle - median_of(others))
            if away > farthest or (away == farthest and odd is None and len(others) > 1):
                odd, farthest = group, away
    return widest, odd


def feedback(
    scores: Sequence[Score], drivers: Sequence[str], scale: Scale = FIVE_STEPS, round: int = 0
) -> list[Feedback]:
    """Return for every person, driver and measure the own score beside those of all; arguments as for `judgements`."""
    chosen = of_round(scores, round)
    own = {(score.respondent, score.driver): score for score in chosen}
    people = sorted({score.respondent for score in chosen})
    result = []
    for said in judgements(scores, drivers, scale, round):
        for measure, all_of_them in (("impact", said.impact), ("uncertainty", said.uncertainty)):
            for person in people:
                value = getattr(own.get((person, said.driver)), measure, None)
                outside = value is not None and not (all_of_them.low or 0) <= value <= (all_of_them.high or 0)
                result.append(Feedback(person, said.driver, measure, value, all_of_them, outside))  # type: ignore[arg-type]
    return result


def moved(scores: Sequence[Score], earlier: int, later: int) -> float | None:
    """Return the share of answers given in both rounds that changed: little movement is a reason to stop.

    Args:
        scores: Scores of all rounds.
        earlier: A round.
        later: A later round.

    Returns:
        Share between 0 and 1; None where no answer stands in both.
    """
    before = {(score.respondent, score.driver): score for score in scores if score.round == earlier}
    same = changed = 0
    for score in scores:
        if score.round != later:
            continue
        old = before.get((score.respondent, score.driver))
        for measure in ("impact", "uncertainty"):
            first, second = getattr(old, measure, None), getattr(score, measure)
            if first is not None and second is not None:
                same, changed = same + (first == second), changed + (first != second)
    return changed / (same + changed) if same + changed else None
