"""What a policy can change: the levers of the Dutch model, and what is counted to know its cost."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from draaischijf.market.parameters import DutchParameters

Float64 = npt.NDArray[np.float64]

# Chance of training by state, relative to a permanent contract: flexible, self-employed, unemployed, outside. Assumed
# after the seeds: who has no permanent contract, or no work, is trained less.
TRAINING_BY_STATE = (1.0, 0.6, 0.5, 0.5, 0.05)


@dataclass
class Levers:
    """The levers in one month; a policy moves some of them.

    Args:
        skills_hiring: Share of employers that hire on skills, 0 to 1.
        near_power: How fast search falls with distance between occupations.
        region_stay: Share of search in the own province before vacancies count, 0 to 1.
        passport_people: Share of people with a passport of proven skills, 0 to 1.
        passport_employers: Share of employers that read it, 0 to 1.
        passport_gain: Share by which a suitable application is likelier where both do.
        recognised: Share whose skills learnt abroad are recognised, of those that were not at the start, 0 to 1.
        training: Chance of training by state, relative to a permanent contract without policy, (5,).
        layoff: Factor on layoffs when demand falls short, 0 to 1.
        pooled: Factor on the loss of flexible work, 0 to 1.
        technology: Factor on technology, 0 to 1.
        insecurity: Factor on how insecurity lowers training, 0 to 1.
        effort: Factor on applications of the unemployed, 0 to 1.
        trainees: Unemployed hired without a vacancy per occupation, thousands a month, (n,).
        displaced: Openings that do not come because of them, thousands a month, (n,).
        places: Unemployed trained for each occupation, thousands a month, (n,).
        guarantee_after: Months of unemployment after which work is guaranteed; infinite without.
        guarantee: Share of guaranteed work per occupation, (n,), sums to 1 where there is any.
        floor: Guaranteed income, euro a month; 0 without.
    """

    skills_hiring: float
    near_power: float
    region_stay: float
    trainees: Float64
    displaced: Float64
    places: Float64
    guarantee: Float64
    passport_people: float = 0.0
    passport_employers: float = 0.0
    passport_gain: float = 0.0
    recognised: float = 0.0
    training: Float64 = field(default_factory=lambda: np.array(TRAINING_BY_STATE))
    layoff: float = 1.0
    pooled: float = 1.0
    technology: float = 1.0
    insecurity: float = 1.0
    effort: float = 1.0
    guarantee_after: float = float("inf")
    floor: float = 0.0

    @classmethod
    def usual(cls, parameters: DutchParameters, occupations: int) -> Levers:
        """Return the levers without any policy."""
        none = np.zeros(occupations)
        return cls(
            parameters.skills_hiring,
            parameters.near_power,
            parameters.region_stay,
            none.copy(),
            none.copy(),
            none.copy(),
            none.copy(),
        )


@dataclass
class Tally:
    """What happened in a month, in people and euros of the whole country, as far as the cost of a policy needs it.

    Args:
        opened: Vacancies opened.
        hires: Hires, with or without a vacancy.
        moves: Hires into another occupation.
        move_wages: Monthly wages of those who made such a move from work or unemployment.
        trainings: Trainings begun.
        trained: Unemployed trained for an occupation by a policy.
        trainees: Traineeships begun.
        guaranteed: People in guaranteed work.
        kept: Jobs that were not laid off because of a policy, this month.
        kept_wage: Their mean monthly wage.
        flexible_wages: Wages of flexible work.
        topped_up: What lifts everybody of 18 up to pension age to the guaranteed income.
        people: People of 15 to 74.
        abroad: Of those who learnt abroad, who were not recognised at the start.
        displaced_wages: Yearly wages of the work that technology has taken over.
    """

    opened: float = 0.0
    hires: float = 0.0
    moves: float = 0.0
    move_wages: float = 0.0
    trainings: float = 0.0
    trained: float = 0.0
    trainees: float = 0.0
    guaranteed: float = 0.0
    kept: float = 0.0
    kept_wage: float = 0.0
    flexible_wages: float = 0.0
    topped_up: float = 0.0
    people: float = 0.0
    abroad: float = 0.0
    displaced_wages: float = 0.0
