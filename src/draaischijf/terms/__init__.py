"""The frozen value types that rooms exchange.

No name, sex, age, origin, health, address or photo exists in these types: what is not here cannot reach a score.
Identifiers are random or chosen by the user; they say nothing about a person.
"""

from draaischijf.terms.evidence import Evidence, EvidenceKind
from draaischijf.terms.paths import DriverPath, DriverPaths, OutcomeBand
from draaischijf.terms.skills import DEFAULT_LEVEL, LEVELS, HeldSkill, SkillProfile
from draaischijf.terms.wishes import Offer, Wish
from draaischijf.terms.work import DEFAULT_LEARNING_HOURS, Importance, RequiredSkill, Task, Work

__all__ = [
    "DEFAULT_LEARNING_HOURS",
    "DEFAULT_LEVEL",
    "LEVELS",
    "DriverPath",
    "DriverPaths",
    "Evidence",
    "EvidenceKind",
    "HeldSkill",
    "Importance",
    "Offer",
    "OutcomeBand",
    "RequiredSkill",
    "SkillProfile",
    "Task",
    "Wish",
    "Work",
]
