"""Claims and evidence: how current a skill is and how well it is shown.

from draaischijf.passport import currency, proof

currency(date(2021, 11, 21), as_of=date(2026, 11, 21))  # 500040: half is left after five years
proof([Evidence(EvidenceKind.WORK_EXPERIENCE, "depot 3"), Evidence(EvidenceKind.OBSERVATION, "football club")])
"""

from draaischijf.passport.currency import (
    DAYS_PER_YEAR,
    WORTH_REFRESHING,
    currency,
    currency_after,
    days_unused,
    worth_refreshing,
)
from draaischijf.passport.defaults import HARDNESS, MILLION, Defaults, KindOfProof, load_defaults
from draaischijf.passport.proof import is_hard, proof, table_of_proof

__all__ = [
    "DAYS_PER_YEAR",
    "HARDNESS",
    "MILLION",
    "WORTH_REFRESHING",
    "Defaults",
    "KindOfProof",
    "currency",
    "currency_after",
    "days_unused",
    "is_hard",
    "load_defaults",
    "proof",
    "table_of_proof",
    "worth_refreshing",
]
