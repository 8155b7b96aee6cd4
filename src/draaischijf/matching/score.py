"""The score of one person and one piece of work: the plain form, which the kernels must equal."""

from __future__ import annotations

from collections.abc import Sequence

from draaischijf.matching.basis import Basis
from draaischijf.matching.demand import Asked, Requirement, asked_of
from draaischijf.matching.feasibility import feasibility, mutual
from draaischijf.matching.learning import Gap, after_learning, contribution
from draaischijf.matching.results import Cover, Match, Missing, Part
from draaischijf.matching.supply import Reach, Supply
from draaischijf.passport import MILLION
from draaischijf.terms import SkillProfile, Wish, Work


def match(person: SkillProfile, work: Work, basis: Basis, *, wishes: Sequence[Wish] = ()) -> Match:
    """Return how a person and a piece of work fit, with the reasons.

    Args:
        person: What the person can do.
        work: What the work asks for.
        basis: The release of the language, the day that currency is counted from, and the numbers in force.
        wishes: What the person wants of work; empty where unknown.

    Raises:
        Problem: A skill was last used after the day that currency is counted from.
    """
    return explain(Supply(person, basis), work, wishes=wishes)


def explain(supply: Supply, work: Work, *, wishes: Sequence[Wish] = ()) -> Match:
    """Return the match of an opened supply with a piece of work; see `match`."""
    return explain_asked(supply, asked_of(work, supply.basis.defaults), wishes=wishes)


def explain_asked(supply: Supply, asked: Asked, *, wishes: Sequence[Wish] = ()) -> Match:
    """Return the match of an opened supply with what a piece of work asks for; see `match`."""
    basis = supply.basis
    parts = tuple(_part(one, supply) for one in asked.requirements)
    gaps = [
        Gap(part.weight, part.covered, supply.refreshed(part.uri, part.level), basis.space.kind_of(part.uri))
        for part in parts
    ]
    learnt = after_learning(gaps, asked.learning_hours, basis.defaults)
    fit = sum(part.contribution for part in parts)
    feasible = feasibility(supply, asked.requirements, wishes, asked.offers)
    return Match(
        person=supply.person,
        work=asked.work,
        fit=fit,
        potential=sum(contribution(gap.weight, covered) for gap, covered in zip(gaps, learnt, strict=True)),
        proof=_proof(parts),
        mutual=mutual(fit, feasible.wishes_met),
        parts=parts,
        missing=_missing(parts, gaps, supply),
        feasibility=feasible,
        learning_hours=asked.learning_hours,
        release=basis.space.release,
        as_of=basis.as_of,
    )


def fit_of(supply: Supply, requirements: Sequence[Requirement]) -> int:
    """Return fit alone, in millionths.

    Args:
        supply: What the person's skills reach.
        requirements: What the work asks for.
    """
    return sum(contribution(one.weight, supply.best(one.uri, one.level)[0]) for one in requirements)


def _part(requirement: Requirement, supply: Supply) -> Part:
    covered, reach = supply.best(requirement.uri, requirement.level)
    return Part(
        uri=requirement.uri,
        level=requirement.level,
        weight=requirement.weight,
        covered=covered,
        contribution=contribution(requirement.weight, covered),
        by=_cover(reach) if reach else None,
    )


def _cover(reach: Reach) -> Cover:
    held = reach.held
    return Cover(held.uri, reach.nearness, held.level, held.currency, reach.road, held.proof, held.evidence)


def _proof(parts: Sequence[Part]) -> int:
    """Return the mean proof of what covers, weighted by contribution, rounded half up."""
    fit = sum(part.contribution for part in parts)
    shown = sum(part.contribution * part.by.proof for part in parts if part.by)
    return (2 * shown + fit) // (2 * fit) if fit else 0


def _missing(parts: Sequence[Part], gaps: Sequence[Gap], supply: Supply) -> tuple[Missing, ...]:
    missing = []
    for part, gap in zip(parts, gaps, strict=True):
        if part.covered < MILLION:
            nearest = supply.nearest(part.uri)
            missing.append(
                Missing(
                    uri=part.uri,
                    weight=part.weight,
                    share=MILLION - part.covered,
                    stale=gap.refreshed - gap.covered,
                    nearest=nearest[0] if nearest else None,
                    distance=MILLION - nearest[1] if nearest else MILLION,
                )
            )
    return tuple(sorted(missing, key=lambda one: (-one.weight * one.share, one.uri)))
