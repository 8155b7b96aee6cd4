"""The levers that policies move, month by month, as arrays over runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from draaischijf.market.twin.network import Floats

if TYPE_CHECKING:
    from draaischijf.market.dutch.world import World
    from draaischijf.market.parameters import DutchParameters
    from draaischijf.market.policies import Levers, Policy


@dataclass(frozen=True)
class Forces:
    """Levers in one month, (runs or 1,) unless said; see `market.policies.Levers`.

    Args:
        skills_hiring: Share of employers that hire on skills.
        near_power: How fast search falls with distance.
        region_stay: Share of search in the own province.
        reads: Share of applications in which a passport is shown and read.
        gain: Share by which these are likelier to suit.
        recognised: Share of unrecognised skills learnt abroad that is recognised.
        training: By state, (runs or 1, 5).
        layoff: Factor on layoffs.
        pooled: Factor on the loss of flexible work.
        technology: Factor on technology.
        insecurity: Factor on how insecurity lowers training.
        effort: Factor on applications of the unemployed.
        trainees: Thousands a month by occupation, (runs or 1, n).
        displaced: Idem.
        places: Idem.
        guarantee_after: Months of unemployment after which work is guaranteed.
        guarantee: Share of guaranteed work by occupation, (runs or 1, n).
        floor: Guaranteed income, euro a month.
        strengths: Strength of each policy in this month.
    """

    skills_hiring: Floats
    near_power: Floats
    region_stay: Floats
    reads: Floats
    gain: Floats
    recognised: Floats
    training: Floats
    layoff: Floats
    pooled: Floats
    technology: Floats
    insecurity: Floats
    effort: Floats
    trainees: Floats
    displaced: Floats
    places: Floats
    guarantee_after: Floats
    guarantee: Floats
    floor: Floats
    strengths: tuple[float, ...]


def forces(parameters: Sequence[DutchParameters], policies: Sequence[Policy], world: World, year: float) -> Forces:
    """Return the levers at a moment.

    Args:
        parameters: One set, or one per run; runs with the same usual levers are worked out once.
        policies: Policies.
        world: Occupations.
        year: Years from the start; below 0 no policy is in force.
    """
    from draaischijf.market.policies import Levers

    strengths = tuple(one.strength(year) if year >= 0 else 0.0 for one in policies)
    known: dict[tuple[float, float, float], Levers] = {}
    rows = []
    for one in parameters:
        key = (one.skills_hiring, one.near_power, one.region_stay)
        if key not in known:
            levers = Levers.usual(one, len(world.brc))
            for policy, strength in zip(policies, strengths, strict=True):
                if strength > 0:
                    policy.pull(levers, world, strength)
            known[key] = levers
        rows.append(known[key])
    return _stacked(rows[:1] if len(known) == 1 else rows, strengths)


def _stacked(rows: Sequence[Levers], strengths: tuple[float, ...]) -> Forces:
    def of(name: str) -> Floats:
        return np.array([getattr(one, name) for one in rows], float)

    read = of("passport_people") * of("passport_employers")
    return Forces(
        of("skills_hiring"),
        of("near_power"),
        of("region_stay"),
        read,
        np.where(read > 0, of("passport_gain"), 0),
        of("recognised"),
        of("training"),
        of("layoff"),
        of("pooled"),
        of("technology"),
        of("insecurity"),
        of("effort"),
        of("trainees"),
        of("displaced"),
        of("places"),
        of("guarantee_after"),
        of("guarantee"),
        of("floor"),
        strengths,
    )
