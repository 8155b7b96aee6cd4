"""Consistent scenarios of a study and the choice of a few, by whichever matrix it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from draaischijf.foresight.balances import MOST_FOUND, Search, consistent
from draaischijf.foresight.choice import Choice, Space, Weights, choose
from draaischijf.foresight.field import Axis
from draaischijf.foresight.pairs import configurations
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.foresight.study import Study

WAYS: Final = ("impacts", "pairs")
EVEN: Final = Weights()


def way_of(study: Study, by: str = "") -> str:
    """Return how consistency is judged: as asked, otherwise by whichever matrix the study has, impacts first.

    Raises:
        Problem: There is no such way, or the study has no such matrix.
    """
    if by not in ("", *WAYS):
        raise Problem("way-unknown", f"there is no {by!r}.", place="--by", hint=f"Choose {' or '.join(WAYS)}.")
    has = [way for way in WAYS if getattr(study.field, way) is not None]
    if not has or (by and by not in has):
        what = f"no {by}" if by else "no impacts and no pairs"
        hint = "Write them under field; see the reference of the files of a study."
        raise Problem("field-missing", f"has {what} yet.", file=study.name, hint=hint)
    return by or has[0]


@dataclass(frozen=True, slots=True)
class How:
    """How consistency is judged.

    Args:
        by: `impacts` or `pairs`; whichever the study has, impacts first, unless said.
        slack: With impacts: how far a state may stay behind its best rival.
        lowest: With pairs: the lowest value that is allowed.
        without: Drivers to leave out.
        limit: Scenarios at most.
    """

    by: str = ""
    slack: float = 0.0
    lowest: int = 1
    without: tuple[str, ...] = ()
    limit: int = MOST_FOUND


AS_IT_IS: Final = How()


def find_consistent(study: Study, how: How = AS_IT_IS) -> tuple[tuple[Axis, ...], Search]:
    """Return the drivers of a field and its consistent scenarios.

    Args:
        study: The study.
        how: How consistency is judged.

    Raises:
        Problem: The study has no such matrix, or a driver to leave out is not in it.
    """
    way = way_of(study, how.by)
    field = study.field.impacts if way == "impacts" else None
    pairs = study.field.pairs if way == "pairs" else None
    axes = (field or pairs).axes  # type: ignore[union-attr]
    known = [axis.id for axis in axes]
    for one in how.without:
        if one not in known:
            hint = f"Known are {', '.join(known)}."
            raise Problem("driver-unknown", f"the field has no driver {one!r}.", place="--without", hint=hint)
    if len(known) - len(set(how.without)) < 2:
        raise Problem("field-small", "needs at least two drivers.", file=study.name, place="--without")
    if field:
        field = field.without(how.without)
        return field.axes, consistent(field, how.slack, most_found=how.limit)
    assert pairs is not None
    pairs = pairs.without(how.without)
    return pairs.axes, configurations(pairs, how.lowest, most_found=how.limit)


def space_of(study: Study, axes: Sequence[Axis]) -> Space:
    """Return what the states of drivers mean to each other: how many, in what order, and which is expected."""
    sizes, ordered, expected = [], [], []
    for axis in axes:
        driver = study.field.driver(axis.id)
        sizes.append(len(axis.states))
        ordered.append(driver.ordered if driver else False)
        expected.append(axis.states.index(driver.expected) if driver and driver.expected else None)
    return Space(tuple(sizes), tuple(ordered), tuple(expected))


def choose_scenarios(
    study: Study, count: int, weights: Weights = EVEN, how: How = AS_IT_IS
) -> tuple[tuple[Axis, ...], Search, Choice]:
    """Return drivers, consistent scenarios and the choice of a few.

    Args:
        study: The study.
        count: How many to choose.
        weights: How much each criterion counts.
        how: How consistency is judged.
    """
    axes, found = find_consistent(study, how)
    return axes, found, choose(found.scenarios, count, space_of(study, axes), weights)
