"""Fit, potential, proof and their explanation; ranking at scale, in both directions.

from draaischijf.language import open_language
from draaischijf.matching import Basis, match, space_of

basis = Basis(space_of(open_language()))
result = match(person, work, basis)
assert result.fit == sum(part.contribution for part in result.parts)

For large sets `WorkIndex` and `PeopleIndex` give the same answers in milliseconds; they, their storage and the fairness
audit are imported when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from draaischijf.matching.basis import Basis
from draaischijf.matching.demand import Requirement, demand
from draaischijf.matching.ranking import Ranking, rank_people, rank_works
from draaischijf.matching.records import read_people, read_works
from draaischijf.matching.results import Check, Cover, Feasibility, Match, Missing, Part
from draaischijf.matching.score import explain, match
from draaischijf.matching.space import ROADS, SkillSpace, space_of
from draaischijf.matching.supply import Supply

if TYPE_CHECKING:
    from draaischijf.matching.fairness import audit, proxies
    from draaischijf.matching.index import WorkIndex
    from draaischijf.matching.people import PeopleIndex
    from draaischijf.matching.stored import load_people, load_works, save_index

_LATER = {
    "PeopleIndex": "people",
    "WorkIndex": "index",
    "audit": "fairness",
    "load_people": "stored",
    "load_works": "stored",
    "proxies": "fairness",
    "save_index": "stored",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"draaischijf.matching.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "ROADS",
    "Basis",
    "Check",
    "Cover",
    "Feasibility",
    "Match",
    "Missing",
    "Part",
    "PeopleIndex",
    "Ranking",
    "Requirement",
    "SkillSpace",
    "Supply",
    "WorkIndex",
    "audit",
    "demand",
    "explain",
    "load_people",
    "load_works",
    "match",
    "proxies",
    "rank_people",
    "rank_works",
    "read_people",
    "read_works",
    "save_index",
    "space_of",
]
