"""A piece of work: a job is a set of tasks, a task asks for skills."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from draaischijf.terms.skills import DEFAULT_LEVEL, LEVELS
from draaischijf.terms.wishes import Offer

DEFAULT_LEARNING_HOURS: Final = 160.0


class Importance(StrEnum):
    """How much a piece of work asks for a skill."""

    REQUIRED = "required"
    ESSENTIAL = "essential"
    WISHED = "wished"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class RequiredSkill:
    """A skill that a task asks for.

    Args:
        uri: The concept in the skills language.
        level: The level asked for, 1 to 4.
        importance: Whether the work cannot do without it or would merely like it.
        proof_required: True where the law asks for proof, as for a registered profession. Such a condition is
            checked for feasibility; it never changes the score.
    """

    uri: str
    level: int = DEFAULT_LEVEL
    importance: Importance = Importance.REQUIRED
    proof_required: bool = False

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"level of {self.uri} must be 1 to 4, not {self.level}")


@dataclass(frozen=True, slots=True)
class Task:
    """A part of a job.

    Args:
        name: What is done, in a few words.
        share: Share of the working time, above 0; shares of a job are relative to each other.
        skills: What it asks for.
    """

    name: str
    share: float
    skills: tuple[RequiredSkill, ...]

    def __post_init__(self) -> None:
        if not (math.isfinite(self.share) and self.share > 0):
            raise ValueError(f"share of task {self.name!r} must be above 0, not {self.share}")


@dataclass(frozen=True, slots=True)
class Work:
    """A job, vacancy or assignment.

    Args:
        id: A chosen identifier.
        tasks: At least one; a vacancy in which no tasks are told apart is one task with share 1.
        learning_hours: Hours that the work offers for learning on the way, 0 or more.
        offers: What the work offers on hours, region, shifts, contract and the like.
        release: Release of the language in which the URIs are said; empty where unknown.
    """

    id: str
    tasks: tuple[Task, ...]
    learning_hours: float = DEFAULT_LEARNING_HOURS
    offers: tuple[Offer, ...] = ()
    release: str = ""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.learning_hours) and self.learning_hours >= 0):
            raise ValueError(f"learning hours of {self.id} must be 0 or more, not {self.learning_hours}")
