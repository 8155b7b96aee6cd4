"""What a person can do, as matching sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from draaischijf.terms.evidence import Evidence

LEVELS: Final = {1: "with help", 2: "alone", 3: "alone, in the unexpected too", 4: "teaches or leads others"}
DEFAULT_LEVEL: Final = 2


@dataclass(frozen=True, slots=True)
class HeldSkill:
    """One skill that a person has.

    Args:
        uri: The concept in the skills language.
        level: 1 with help, 2 alone, 3 alone in the unexpected too, 4 teaches or leads others.
        last_used: Last day of use or refreshment in paid work, care, volunteering or hobby; None means in use now.
        evidence: What shows it; empty where nothing does.
        inferred_from: URI of the occupation or programme that this skill was derived from, until the person
            confirms it; None for a skill that the person or a document names.
    """

    uri: str
    level: int = DEFAULT_LEVEL
    last_used: date | None = None
    evidence: tuple[Evidence, ...] = ()
    inferred_from: str | None = None

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"level of {self.uri} must be 1 to 4, not {self.level}")


@dataclass(frozen=True, slots=True)
class SkillProfile:
    """The skills of one person.

    Args:
        id: A random or chosen identifier; never a name.
        skills: At most one entry per concept; order has no meaning.
        release: Release of the language in which the URIs are said; empty where unknown.
    """

    id: str
    skills: tuple[HeldSkill, ...]
    release: str = ""

    def __post_init__(self) -> None:
        if len({skill.uri for skill in self.skills}) != len(self.skills):
            raise ValueError(f"profile {self.id} names a skill twice")
