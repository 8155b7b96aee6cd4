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
from draaischijf.passport.desk import Acting, Desk, amend, open_passport
from draaischijf.passport.events import PERSON, PROGRAM, Actor, Event, Role
from draaischijf.passport.fold import Passport, fold
from draaischijf.passport.keys import FileKeeper, Keeper
from draaischijf.passport.looking import Disclosure, copy_for, look, preview
from draaischijf.passport.profile import profile_of
from draaischijf.passport.proof import is_hard, proof, table_of_proof
from draaischijf.passport.sqlite_store import SqlitePassports, open_store
from draaischijf.passport.standing import Standing, standing_of
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
    "Acting",
    "Actor",
    "Checked",
    "Claim",
    "ClaimKind",
    "Consent",
    "Defaults",
    "Desk",
    "Disclosure",
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
    "Standing",
    "Status",
    "Use",
    "UseKind",
    "amend",
    "copy_for",
    "currency",
    "currency_after",
    "days_unused",
    "fold",
    "is_hard",
    "load_defaults",
    "look",
    "open_passport",
    "open_store",
    "preview",
    "profile_of",
    "proof",
    "standing_of",
    "table_of_proof",
    "worth_refreshing",
]
