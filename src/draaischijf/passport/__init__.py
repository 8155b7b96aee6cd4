"""The passport: what a person can do, what shows it, its history, and who may see it.

from draaischijf.passport import fold, open_store

store = open_store(Path("passports.db"), Path("passports.key"))
passport = fold(id, store.load(id))

from draaischijf.passport import currency, proof

currency(date(2021, 11, 21), as_of=date(2026, 11, 21))  # 500040: half is left after five years
proof([Evidence(EvidenceKind.WORK_EXPERIENCE, "depot 3"), Evidence(EvidenceKind.OBSERVATION, "football club")])
"""

from draaischijf.passport.claims import (
    COUNTING,
    Checked,
    Claim,
    ClaimKind,
    EvidenceItem,
    Source,
    Stage,
    Status,
    Use,
    UseKind,
)
from draaischijf.passport.consent import Act, Consent, GivenConsent, Look, Part, Selection
from draaischijf.passport.currency import (
    DAYS_PER_YEAR,
    WORTH_REFRESHING,
    currency,
    currency_after,
    days_unused,
    worth_refreshing,
)
from draaischijf.passport.defaults import HARDNESS, MILLION, Defaults, KindOfProof, load_defaults
from draaischijf.passport.events import PERSON, PROGRAM, Actor, Event, Role
from draaischijf.passport.fold import Passport, fold
from draaischijf.passport.keys import FileKeeper, Keeper
from draaischijf.passport.proof import is_hard, proof, table_of_proof
from draaischijf.passport.sqlite_store import SqlitePassports, open_store
from draaischijf.passport.store import Erasure, PassportStore

__all__ = [
    "COUNTING",
    "DAYS_PER_YEAR",
    "HARDNESS",
    "MILLION",
    "PERSON",
    "PROGRAM",
    "WORTH_REFRESHING",
    "Act",
    "Actor",
    "Checked",
    "Claim",
    "ClaimKind",
    "Consent",
    "Defaults",
    "Erasure",
    "Event",
    "EvidenceItem",
    "FileKeeper",
    "GivenConsent",
    "Keeper",
    "KindOfProof",
    "Look",
    "Part",
    "Passport",
    "PassportStore",
    "Role",
    "Selection",
    "Source",
    "SqlitePassports",
    "Stage",
    "Status",
    "Use",
    "UseKind",
    "currency",
    "currency_after",
    "days_unused",
    "fold",
    "is_hard",
    "load_defaults",
    "open_store",
    "proof",
    "table_of_proof",
    "worth_refreshing",
]
