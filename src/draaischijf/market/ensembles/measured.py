"""What each model measures, with unit and Dutch words: the twin its measures, people one by one their outcomes."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal, NamedTuple

from draaischijf.market.outcomes import MONTHLY
from draaischijf.market.twin.measures import EENHEDEN, MEASURES
from draaischijf.problems import Problem

Model = Literal["twin", "people"]
MODELS: Final[tuple[Model, ...]] = ("twin", "people")
_EENHEDEN: Final = {
    **EENHEDEN,
    "euro a month": "euro per maand",
    "fit per thousand euro": "fit per duizend euro",
    "hours a week": "uren per week",
    "level a year": "niveau per jaar",
    "million hours a week": "miljoen uren per week",
    "months": "maanden",
    "percentage points": "procentpunten",
}


class Measured(NamedTuple):
    """One measure.

    Args:
        name: Its name.
        unit: Its unit.
        dutch: Its Dutch label.
        eenheid: Its unit in Dutch.
    """

    name: str
    unit: str
    dutch: str
    eenheid: str


@cache
def measured() -> dict[str, Measured]:
    """Return every measure of either model by name."""
    rows = [(one.name, one.unit, one.dutch) for one in MEASURES]
    rows += [(one.name, one.unit, one.dutch) for one in MONTHLY]
    return {name: Measured(name, unit, dutch, _EENHEDEN.get(unit, unit)) for name, unit, dutch in rows}


def names_of(model: Model) -> tuple[str, ...]:
    """Return the names of what a model measures, in order."""
    return tuple(one.name for one in (MEASURES if model == "twin" else MONTHLY))


def check_measures(names: tuple[str, ...], model: Model) -> None:
    """See that a model measures what is asked.

    Raises:
        Problem: It does not.
    """
    known = names_of(model)
    for name in names:
        if name not in known:
            raise Problem("unknown-measure", f"there is no measure {name!r}.", hint=f"Known are {', '.join(known)}.")
