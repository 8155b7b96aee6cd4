"""Evidence: what shows that someone can do something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EvidenceKind(StrEnum):
    """Kinds of evidence, from hard to soft (after TNO's hard, semi-hard and soft proof of skills)."""

    DIPLOMA = "diploma"
    CERTIFICATE = "certificate"
    REGISTRATION = "registration"
    MICROCREDENTIAL = "microcredential"
    BADGE = "badge"
    EVC = "evc"
    PRACTICE_STATEMENT = "practice-statement"
    ENTRUSTABLE_ACTIVITY = "entrustable-activity"
    WORK_EXPERIENCE = "work-experience"
    UNPAID_WORK = "unpaid-work"
    PRODUCT = "product"
    PORTFOLIO = "portfolio"
    OBSERVATION = "observation"
    ASSESSMENT = "assessment"
    SELF_REPORT = "self-report"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One item of evidence.

    Args:
        kind: What sort of evidence it is; the passport room says how reliable each kind is.
        context: Where it comes from, as a short free label ("depot 3", "mbo-2 Logistiek"). Pieces from one context
            are not independent of each other.
        issued: When it was given, or when the work ended; None where unknown.
    """

    kind: EvidenceKind
    context: str = ""
    issued: date | None = None
