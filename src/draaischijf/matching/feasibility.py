"""Feasibility: wishes, circumstances and conditions of proof, apart from the score.

A wish limits only where the person says so, a condition of proof only where the law says so. What the other side does
not say is unknown: a question to ask, never a reason to set aside.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from draaischijf.matching.demand import Requirement
from draaischijf.matching.results import Check, Feasibility, State
from draaischijf.matching.supply import Supply
from draaischijf.passport import MILLION, Defaults, is_hard
from draaischijf.terms import Offer, Wish
from draaischijf.terms.wishes import NUMBER_TOPICS


def feasibility(
    supply: Supply,
    requirements: Sequence[Requirement],
    wishes: Sequence[Wish],
    offers: Sequence[Offer],
) -> Feasibility:
    """Return how a person's wishes and a work's conditions hold.

    Args:
        supply: What the person's skills reach.
        requirements: What the work asks for.
        wishes: What the person wants; empty where unknown.
        offers: What the work offers.
    """
    defaults = supply.basis.defaults
    checks = [
        Check(wish.topic, wish_state(wish, offers), wish.limit)
        for wish in sorted(wishes, key=lambda one: (one.topic, not one.limit))
    ]
    met = wishes_met([check.state for check in checks], defaults)
    checks += [
        Check("proof", _proof_state(requirement, supply, defaults), True, requirement.uri)
        for requirement in requirements
        if requirement.proof_required
    ]
    return Feasibility(tuple(checks), met)


def wish_state(wish: Wish, offers: Sequence[Offer]) -> State:
    """Return whether an offer on the same topic meets a wish.

    Numbers meet where their ranges touch, words where one is shared (capitals aside).
    """
    states = [_meets(wish, offer) for offer in offers if offer.topic == wish.topic]
    if "met" in states:
        return "met"
    return "unmet" if "unmet" in states else "unknown"


def _meets(wish: Wish, offer: Offer) -> State:
    if wish.topic in NUMBER_TOPICS:
        if offer.low is None and offer.high is None:
            return "unknown"
        touch = _low(offer) <= _high(wish) and _low(wish) <= _high(offer)
    else:
        if not offer.among:
            return "unknown"
        wanted = {word.casefold() for word in wish.among}
        touch = not wanted or any(word.casefold() in wanted for word in offer.among)
    return "met" if touch else "unmet"


def _low(side: Wish | Offer) -> float:
    return -math.inf if side.low is None else side.low


def _high(side: Wish | Offer) -> float:
    return math.inf if side.high is None else side.high


def wishes_met(states: Sequence[State], defaults: Defaults) -> int | None:
    """Return the share of wishes that are met, in millionths; an unknown one counts as the defaults say.

    Args:
        states: One per wish.
        defaults: The numbers in force.
    """
    if not states:
        return None
    unknown = int(defaults.unknown_wish * MILLION)
    worth = {"met": MILLION, "unknown": unknown, "unmet": 0}
    return sum(worth[state] for state in states) // len(states)


def _proof_state(requirement: Requirement, supply: Supply, defaults: Defaults) -> State:
    """Return whether hard evidence shows the skill itself, or one that plainly includes it."""
    shown = any(
        reach.nearness == MILLION and is_hard(reach.held.evidence, defaults) for reach in supply.reach(requirement.uri)
    )
    return "met" if shown else "unmet"


def mutual(fit: int, met: int | None) -> int:
    """Return the geometric mean of fit and the share of wishes met, in millionths rounded down; fit where unknown.

    Args:
        fit: In millionths.
        met: In millionths, None where no wishes are known.
    """
    return fit if met is None else math.isqrt(fit * met)
