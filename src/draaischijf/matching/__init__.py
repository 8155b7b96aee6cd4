"""Fit, potential, proof and their explanation; ranking at scale, in both directions.

from draaischijf.language import open_language
from draaischijf.matching import Basis, match, space_of

basis = Basis(space_of(open_language()))
result = match(person, work, basis)
assert result.fit == sum(part.contribution for part in result.parts)
"""

from draaischijf.matching.basis import Basis
from draaischijf.matching.demand import Requirement, demand
from draaischijf.matching.ranking import Ranking, rank_people, rank_works
from draaischijf.matching.records import read_people, read_works
from draaischijf.matching.results import Check, Cover, Feasibility, Match, Missing, Part
from draaischijf.matching.score import explain, match
from draaischijf.matching.space import ROADS, SkillSpace, space_of
from draaischijf.matching.supply import Supply

__all__ = [
    "ROADS",
    "Basis",
    "Check",
    "Cover",
    "Feasibility",
    "Match",
    "Missing",
    "Part",
    "Ranking",
    "Requirement",
    "SkillSpace",
    "Supply",
    "demand",
    "explain",
    "match",
    "rank_people",
    "rank_works",
    "read_people",
    "read_works",
    "space_of",
]
