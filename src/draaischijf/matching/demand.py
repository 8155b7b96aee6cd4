"""Demand: what a piece of work asks for, as weights that sum to exactly a million.

A skill weighs the share of the working time of the tasks that ask for it times how much they ask for it:

    raw(t) = sum over tasks of share * importance(t)
    weight(t) = raw(t) / sum of raw, in whole millionths by the method of the largest remainder

Everything before the rounding is exact (shares are taken as the binary fractions that they are), so that the order of
tasks and skills has no meaning. Equal remainders go by URI.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import lcm
from typing import Final

from draaischijf.passport import MILLION, Defaults, load_defaults
from draaischijf.terms import Importance, Offer, Work

_DECIMALS: Final = 10**9


@dataclass(frozen=True, slots=True)
class Requirement:
    """One skill that a piece of work asks for, over all its tasks.

    Args:
        uri: The skill.
        weight: Its weight in whole millionths; weights of one piece of work sum to a million.
        level: The highest level that a task asks for, 1 to 4.
        proof_required: True where the law asks for proof.
    """

    uri: str
    weight: int
    level: int
    proof_required: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a score needs to know of a piece of work.

    Args:
        work: Identifier of the work.
        requirements: What it asks for, by URI.
        learning_hours: Hours that it offers for learning.
        offers: What it offers on the topics of wishes.
    """

    work: str
    requirements: tuple[Requirement, ...]
    learning_hours: float
    offers: tuple[Offer, ...]


def asked_of(work: Work, defaults: Defaults | None = None) -> Asked:
    """Return what a score needs to know of a piece of work; see `demand`."""
    return Asked(work.id, demand(work, defaults), work.learning_hours, work.offers)


def demand(work: Work, defaults: Defaults | None = None) -> tuple[Requirement, ...]:
    """Return what a piece of work asks for, by URI; empty where it names no skill.

    Args:
        work: The piece of work.
        defaults: The numbers in force; the shipped ones unless said.
    """
    importance = _whole_importance(defaults or load_defaults())
    ratios = [task.share.as_integer_ratio() for task in work.tasks]
    common = lcm(*(bottom for _, bottom in ratios))
    raw: dict[str, int] = {}
    level: dict[str, int] = {}
    proof: dict[str, bool] = {}
    for task, (top, bottom) in zip(work.tasks, ratios, strict=True):
        share = top * (common // bottom)
        for skill in task.skills:
            raw[skill.uri] = raw.get(skill.uri, 0) + share * importance[skill.importance]
            level[skill.uri] = max(level.get(skill.uri, 1), skill.level)
            proof[skill.uri] = proof.get(skill.uri, False) or skill.proof_required
    weights = whole_weights(raw)
    return tuple(Requirement(uri, weights[uri], level[uri], proof[uri]) for uri in sorted(raw))


def whole_weights(raw: Mapping[str, int]) -> dict[str, int]:
    """Return weights in whole millionths that sum to a million, by the method of the largest remainder.

    Args:
        raw: Weight by URI, whole numbers above 0 in any unit.
    """
    total = sum(raw.values())
    weights = {uri: value * MILLION // total for uri, value in raw.items()}
    short = MILLION - sum(weights.values()) if raw else 0
    for uri in sorted(raw, key=lambda uri: (-(raw[uri] * MILLION % total), uri))[:short]:
        weights[uri] += 1
    return weights


def _whole_importance(defaults: Defaults) -> dict[Importance, int]:
    return {name: max(1, int(value * _DECIMALS)) for name, value in defaults.importance.items()}
