"""A fairness audit of finished scores.

Scores are made from types in which no group exists. To see how they fall out all the same, this joins groups to
finished scores by random identifier, outside scoring: nothing here can flow back into a score. Three looks:

- Selection: the share of each group that was selected, and its ratio to the highest share. Under four fifths is a
  sign of adverse impact (the four-fifths rule of the Uniform Guidelines on Employee Selection Procedures, 1978).
- Scores: the difference between the mean score of a group and of everybody else, with a bootstrap interval
  (percentiles; Efron 1979) that is drawn within each side, with a fixed seed.
- Proxies: the rank correlation (Spearman 1904) of scores with things that may stand for a group, such as years of
  career gap or years of part-time work, with a bootstrap interval over people.

A difference is a reason to look, not proof; few people make wide intervals, and groups under `FEW` are marked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from draaischijf.problems import Problem

FOUR_FIFTHS: Final = 0.8
FEW: Final = 30
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with an interval around it.

    Args:
        value: The estimate.
        low: Lower end.
        high: Upper end.
    """

    value: float
    low: float
    high: float

    @property
    def differs(self) -> bool:
        """True where 0 lies outside the interval."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True, slots=True)
class GroupOutcome:
    """How scores fall out for one group.

    Args:
        group: Name of the group.
        people: Number of people with a score.
        selected: How many of them were selected.
        rate: Share that was selected, 0 to 1.
        impact_ratio: That share divided by the highest share of any group; None where nobody was selected.
        mean: Mean score.
        difference: Mean score less that of everybody else; None where there is nobody else.
        few: True where there are fewer than `FEW` people.
    """

    group: str
    people: int
    selected: int
    rate: float
    impact_ratio: float | None
    mean: float
    difference: Interval | None
    few: bool

    @property
    def adverse(self) -> bool:
        """True where the share selected is under four fifths of the highest."""
        return self.impact_ratio is not None and self.impact_ratio < FOUR_FIFTHS


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """How intervals are drawn.

    Args:
        draws: Number of draws, at least 1.
        level: Share of draws inside the interval, between 0 and 1.
        seed: Seed; the same seed gives the same interval.
    """

    draws: int = 2000
    level: float = 0.95
    seed: int = 0

    def interval(self, value: float, drawn: Floats) -> Interval:
        """Return the interval of an estimate from its drawn values."""
        low, high = np.quantile(drawn, [(1 - self.level) / 2, (1 + self.level) / 2])
        return Interval(value, float(low), float(high))


def audit(
    scores: Mapping[str, float],
    selected: Collection[str],
    groups: Mapping[str, str],
    bootstrap: Bootstrap | None = None,
) -> list[GroupOutcome]:
    """Return how finished scores fall out by group, in order of name.

    Args:
        scores: Score by random identifier, in any unit.
        selected: Identifiers that were selected, as for a shortlist.
        groups: Group by identifier; people without a group, and groups without a score, are left out.
        bootstrap: How intervals are drawn.

    Raises:
        Problem: Nobody has both a score and a group, or somebody was selected without a score.
    """
    how = bootstrap or Bootstrap()
    unknown = set(selected) - scores.keys()
    if unknown:
        raise Problem("audit-selected", f"{min(unknown)!r} was selected but has no score.")
    ids = sorted(scores.keys() & groups.keys())
    if not ids:
        raise Problem("audit-empty", "nobody has both a score and a group.", hint="Use the same random identifiers.")
    values = np.array([scores[one] for one in ids], np.float64)
    chosen = np.array([one in set(selected) for one in ids])
    names = np.array([groups[one] for one in ids])
    rates = {str(name): float(chosen[names == name].mean()) for name in np.unique(names)}
    highest = max(rates.values())
    return [
        GroupOutcome(
            group=name,
            people=int((names == name).sum()),
            selected=int(chosen[names == name].sum()),
            rate=rate,
            impact_ratio=rate / highest if highest else None,
            mean=float(values[names == name].mean()),
            difference=_difference(values[names == name], values[names != name], how),
            few=bool((names == name).sum() < FEW),
        )
        for name, rate in rates.items()
    ]


def proxies(
    scores: Mapping[str, float], traits: Mapping[str, Mapping[str, float]], bootstrap: Bootstrap | None = None
) -> dict[str, Interval | None]:
    """Return how strongly scores go together with things that may stand for a group: rank correlations, -1 to 1.

    Args:
        scores: Score by random identifier.
        traits: Per trait, such as `gap-years` or `part-time-years`, its value by identifier.
        bootstrap: How intervals are drawn.

    Returns:
        Per trait the correlation; None where fewer than three people have both, or all are equal.
    """
    how = bootstrap or Bootstrap()
    return {name: _correlation(scores, values, how) for name, values in sorted(traits.items())}


def _difference(own: Floats, others: Floats, how: Bootstrap) -> Interval | None:
    if not len(others):
        return None
    random = np.random.default_rng(how.seed)
    drawn = np.array(
        [random.choice(own, len(own)).mean() - random.choice(others, len(others)).mean() for _ in range(how.draws)]
    )
    return how.interval(float(own.mean() - others.mean()), drawn)


def _correlation(scores: Mapping[str, float], trait: Mapping[str, float], how: Bootstrap) -> Interval | None:
    ids = sorted(scores.keys() & trait.keys())
    first = _ranks(np.array([scores[one] for one in ids], np.float64))
    second = _ranks(np.array([trait[one] for one in ids], np.float64))
    value = _pearson(first, second) if len(ids) >= 3 else None
    if value is None:
        return None
    random = np.random.default_rng(how.seed)
    drawn = []
    for _ in range(how.draws):
        rows = random.integers(0, len(ids), len(ids))
        # A draw in which all are equal says nothing of a correlation: it counts as none.
        drawn.append(_pearson(first[rows], second[rows]) or 0.0)
    return how.interval(value, np.array(drawn))


def _ranks(values: Floats) -> Floats:
    """Return ranks from 1, equal values sharing the mean of theirs."""
    _, where, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    shared: Any = (last - (counts - 1) / 2)[where]
    return np.asarray(shared, np.float64)


def _pearson(first: Floats, second: Floats) -> float | None:
    one, two = first - first.mean(), second - second.mean()
    spread = float(np.sqrt((one * one).sum() * (two * two).sum()))
    return float((one * two).sum()) / spread if spread else None
