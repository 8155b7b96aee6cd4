"""Ranking small sets, plainly: every pair is scored, then sorted. `index` gives the same answer for large sets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING, Literal

from draaischijf.matching.basis import Basis
from draaischijf.matching.feasibility import mutual
from draaischijf.matching.results import Match
from draaischijf.matching.score import explain
from draaischijf.matching.supply import Supply
from draaischijf.passport import MILLION
from draaischijf.terms import SkillProfile, Wish, Work

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

Measure = Literal["fit", "potential", "mutual"]


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best matches, and what a wish or the law sets aside.

    Args:
        matches: Feasible matches, best first; ties go by identifier.
        set_aside: Matches that would have stood among these, were it not for a limit; best first.
    """

    matches: tuple[Match, ...]
    set_aside: tuple[Match, ...] = ()


def rank_works(  # noqa: PLR0913 - all but three are keywords
    person: SkillProfile,
    works: Iterable[Work],
    basis: Basis,
    *,
    top: int = 10,
    by: Measure = "fit",
    wishes: Sequence[Wish] = (),
) -> Ranking:
    """Return the works that suit a person best.

    Args:
        person: What the person can do.
        works: The works.
        basis: The release of the language, the day that currency is counted from, and the numbers in force.
        top: Number of matches, at least 1.
        by: The measure to rank by.
        wishes: What the person wants; empty where unknown.

    Raises:
        Problem: A skill was last used after the day that currency is counted from.
    """
    supply = Supply(person, basis)
    matches = (explain(supply, work, wishes=wishes) for work in works)
    return best_of(((one.work, one) for one in matches), top, by)


def rank_people(  # noqa: PLR0913 - all but three are keywords
    work: Work,
    people: Iterable[SkillProfile],
    basis: Basis,
    *,
    top: int = 10,
    by: Measure = "fit",
    wishes: Mapping[str, Sequence[Wish]] | None = None,
) -> Ranking:
    """Return the people who suit a piece of work best.

    Args:
        work: What the work asks for.
        people: What the people can do.
        basis: The release of the language, the day that currency is counted from, and the numbers in force.
        top: Number of matches, at least 1.
        by: The measure to rank by.
        wishes: What people want, by identifier; people who are not in it have none that are known.

    Raises:
        Problem: A skill was last used after the day that currency is counted from.
    """
    wanted = wishes or {}
    matches = (explain(Supply(one, basis), work, wishes=wanted.get(one.id, ())) for one in people)
    return best_of(((one.person, one) for one in matches), top, by)


def best_of(named: Iterable[tuple[str, Match]], top: int, by: Measure) -> Ranking:
    """Return the best of scored matches.

    Args:
        named: Matches with the identifier by which ties go.
        top: Number of matches, at least 1.
        by: The measure to rank by.
    """
    feasible: list[tuple[int, str, Match]] = []
    aside: list[tuple[int, str, Match]] = []
    for identifier, one in named:
        (feasible if one.feasibility.feasible else aside).append((-getattr(one, by), identifier, one))
    best = nsmallest(top, feasible, key=lambda entry: entry[:2])
    worst = best[-1][:2] if len(best) == top else (1, "")
    would = [entry for entry in aside if entry[:2] < worst]
    return Ranking(
        tuple(entry[2] for entry in best),
        tuple(entry[2] for entry in nsmallest(top, would, key=lambda entry: entry[:2])),
    )


def with_the_rest(best: list[int], fits: npt.NDArray[np.int64], size: int) -> tuple[list[int], list[int]]:
    """Return the best rows followed by the first rows that fit nowhere, and their fits.

    Args:
        best: Rows with a fit above 0, best first.
        fits: Their fits, then zeros.
        size: Number of rows wanted; there are at least as many.
    """
    seen = set(best)
    others = (row for row in range(size) if row not in seen)
    rows = best + [row for row, _ in zip(others, range(size - len(best)), strict=False)]
    return rows, fits[:size].tolist()


def settled(ranking: Ranking, least_fit: int, top: int, by: Measure, wishes: bool) -> bool:
    """Return whether none that was not looked at can still come among the best.

    Args:
        ranking: The best of those that were looked at, which are those with the highest fit.
        least_fit: The least fit among these, in millionths.
        top: Number of matches wanted.
        by: `fit` or `mutual`.
        wishes: True where wishes are known, so that mutual may be above fit.
    """
    if len(ranking.matches) < top:
        return False
    worst: int = getattr(ranking.matches[-1], by)
    if by == "mutual" and wishes:
        return worst > mutual(least_fit, MILLION)
    return worst >= least_fit
