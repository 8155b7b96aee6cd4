"""What a match says. All shares are whole millionths, so that parts add up exactly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from draaischijf.passport import MILLION
from draaischijf.terms import Evidence

State = Literal["met", "unmet", "unknown"]


@dataclass(frozen=True, slots=True)
class Cover:
    """The own skill that covers a required one.

    Args:
        uri: The own skill.
        nearness: How far it covers the required one by itself, in millionths.
        level: The person's level, 1 to 4.
        currency: Share that is left of it, in millionths.
        path: The road from the own to the required skill: itself, includes, hierarchy, relation or encoder.
        proof: How well the own skill is shown, in millionths.
        evidence: What shows it.
    """

    uri: str
    nearness: int
    level: int
    currency: int
    path: str
    proof: int
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one required skill adds to the score.

    Args:
        uri: The required skill.
        level: The level asked for.
        weight: Its weight in millionths.
        covered: The covered share of it in millionths.
        contribution: Weight times covered share, in whole millionths, rounded half up.
        by: What covers it; None where nothing does.
    """

    uri: str
    level: int
    weight: int
    covered: int
    contribution: int
    by: Cover | None


@dataclass(frozen=True, slots=True)
class Missing:
    """A required skill that is not wholly covered: a learning question.

    Args:
        uri: The required skill.
        weight: Its weight in millionths.
        share: The missing share in millionths.
        stale: How much of that share would come back by refreshing, in millionths.
        nearest: The nearest own skill; None where none is near.
        distance: How far that is, in millionths: a million minus its nearness.
    """

    uri: str
    weight: int
    share: int
    stale: int
    nearest: str | None
    distance: int


@dataclass(frozen=True, slots=True)
class Check:
    """One wish or condition, held against what the other side offers.

    Args:
        topic: The topic of a wish, or `proof` for a condition of proof.
        state: Whether it is met; unknown where the other side says nothing, which is a question to ask.
        limit: True where it limits: the person or the law says so.
        uri: The skill that must be proven, for a condition of proof.
    """

    topic: str
    state: State
    limit: bool
    uri: str | None = None


@dataclass(frozen=True, slots=True)
class Feasibility:
    """Wishes and conditions, apart from the score.

    Args:
        checks: Every wish, then every condition of proof.
        wishes_met: Share of the person's wishes that the work meets, in millionths; None where no wishes are known.
    """

    checks: tuple[Check, ...] = ()
    wishes_met: int | None = None

    @property
    def feasible(self) -> bool:
        """False where something that limits is not met."""
        return not any(check.limit and check.state == "unmet" for check in self.checks)


@dataclass(frozen=True, slots=True)
class Match:
    """One person and one piece of work, with the reasons. All shares are in millionths.

    Args:
        person: Identifier of the person.
        work: Identifier of the work.
        fit: Sum of the contributions of the parts.
        potential: What fit becomes after the learning hours that the work offers.
        proof: Mean proof of what covers, weighted by contribution; 0 where nothing covers.
        mutual: Geometric mean of fit and of the wishes that are met; fit itself where no wishes are known.
        parts: One per required skill, by URI.
        missing: What is not wholly covered, greatest gap first.
        feasibility: Wishes and conditions.
        learning_hours: Hours that potential counts with.
        release: Release of the language.
        as_of: The day that currency is counted from.
    """

    person: str
    work: str
    fit: int
    potential: int
    proof: int
    mutual: int
    parts: tuple[Part, ...]
    missing: tuple[Missing, ...]
    feasibility: Feasibility
    learning_hours: float
    release: str
    as_of: date

    def as_dict(self, *, whole: bool = False) -> dict[str, Any]:
        """Return plain values for JSON.

        Args:
            whole: True for shares as whole millionths, False for numbers from 0 to 1.
        """
        plain: dict[str, Any] = {
            "person": self.person,
            "vacancy": self.work,
            "fit": self.fit,
            "potential": self.potential,
            "proof": self.proof,
            "mutual": self.mutual,
            "parts": [_plain_part(part) for part in self.parts],
            "missing": [_plain_slots(one) for one in self.missing],
            "feasible": self.feasibility.feasible,
            "wishes_met": self.feasibility.wishes_met,
            "checks": [_plain_slots(check) for check in self.feasibility.checks],
            "learning_hours": self.learning_hours,
            "release": self.release,
            "as_of": self.as_of.isoformat(),
        }
        return plain if whole else _as_shares(plain)


_SHARES = frozenset(
    (
        *("fit", "potential", "proof", "mutual", "wishes_met"),
        *("weight", "covered", "contribution", "nearness", "currency", "share", "stale", "distance"),
    )
)


def _as_shares(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _as_shares(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_as_shares(one) for one in value]
    return value / MILLION if name in _SHARES and value is not None else value


def _plain_slots(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}


def _plain_part(part: Part) -> dict[str, Any]:
    plain = _plain_slots(part)
    if part.by is not None:
        plain["by"] = {**_plain_slots(part.by), "evidence": [_plain_evidence(one) for one in part.by.evidence]}
    return plain


def _plain_evidence(one: Evidence) -> dict[str, Any]:
    return {
        "kind": str(one.kind),
        "context": one.context,
        "issued": one.issued.isoformat() if one.issued else None,
    }
