"""Words for people, in Dutch and English: kinds of evidence and use, levels, days, lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, Literal

from draaischijf.passport.claims import Checked, ClaimKind, Stage, Status, UseKind
from draaischijf.passport.consent import Act, Part
from draaischijf.terms import EvidenceKind

Tongue = Literal["nl", "en"]
TONGUES: Final[tuple[Tongue, ...]] = ("nl", "en")

# One of it, and several of it.
EVIDENCE: Final[dict[EvidenceKind, dict[Tongue, tuple[str, str]]]] = {
    EvidenceKind.DIPLOMA: {"nl": ("een diploma", "diploma's"), "en": ("a diploma", "diplomas")},
    EvidenceKind.CERTIFICATE: {"nl": ("een certificaat", "certificaten"), "en": ("a certificate", "certificates")},
    EvidenceKind.REGISTRATION: {"nl": ("een registratie", "registraties"), "en": ("a registration", "registrations")},
    EvidenceKind.MICROCREDENTIAL: {
        "nl": ("een microcredential", "microcredentials"),
        "en": ("a microcredential", "microcredentials"),
    },
    EvidenceKind.BADGE: {"nl": ("een badge", "badges"), "en": ("a badge", "badges")},
    EvidenceKind.EVC: {
        "nl": ("een ervaringscertificaat (EVC)", "ervaringscertificaten (EVC)"),
        "en": ("a validation of prior learning", "validations of prior learning"),
    },
    EvidenceKind.PRACTICE_STATEMENT: {
        "nl": ("een praktijkverklaring", "praktijkverklaringen"),
        "en": ("a practice statement", "practice statements"),
    },
    EvidenceKind.ENTRUSTABLE_ACTIVITY: {
        "nl": ("toevertrouwd werk (EPA)", "stukken toevertrouwd werk (EPA)"),
        "en": ("entrusted work (EPA)", "pieces of entrusted work (EPA)"),
    },
    EvidenceKind.WORK_EXPERIENCE: {
        "nl": ("werkervaring", "keer werkervaring"),
        "en": ("work experience", "jobs"),
    },
    EvidenceKind.UNPAID_WORK: {"nl": ("onbetaald werk", "keer onbetaald werk"), "en": ("unpaid work", "unpaid jobs")},
    EvidenceKind.PRODUCT: {"nl": ("een eigen product", "eigen producten"), "en": ("a product", "products")},
    EvidenceKind.PORTFOLIO: {"nl": ("een portfolio", "portfolio's"), "en": ("a portfolio", "portfolios")},
    EvidenceKind.OBSERVATION: {"nl": ("een observatie", "observaties"), "en": ("an observation", "observations")},
    EvidenceKind.ASSESSMENT: {"nl": ("een assessment", "assessments"), "en": ("an assessment", "assessments")},
    EvidenceKind.SELF_REPORT: {
        "nl": ("het eigen woord", "keer het eigen woord"),
        "en": ("one's own word", "own words"),
    },
}
USES: Final[dict[UseKind, dict[Tongue, str]]] = {
    UseKind.WORK: {"nl": "betaald werk", "en": "paid work"},
    UseKind.CARE: {"nl": "zorg voor een ander", "en": "care for another"},
    UseKind.VOLUNTEERING: {"nl": "vrijwilligerswerk", "en": "volunteering"},
    UseKind.HOBBY: {"nl": "hobby", "en": "hobby"},
    UseKind.LEARNING: {"nl": "leren of opfrissen", "en": "learning or refreshing"},
}
LEVEL: Final[dict[int, dict[Tongue, str]]] = {
    1: {"nl": "met hulp", "en": "with help"},
    2: {"nl": "zelfstandig", "en": "alone"},
    3: {"nl": "zelfstandig, ook als het anders loopt", "en": "alone, in the unexpected too"},
    4: {"nl": "leert het anderen of leidt hen", "en": "teaches or leads others"},
}
STAGES: Final[dict[Stage, dict[Tongue, str]]] = {
    Stage.WITH_HELP: {"nl": "met hulp", "en": "with help"},
    Stage.SUPERVISED: {"nl": "onder toezicht", "en": "under supervision"},
    Stage.ALONE: {"nl": "zelfstandig", "en": "alone"},
    Stage.TEACHES: {"nl": "leert het anderen", "en": "teaches others"},
}
STATUS: Final[dict[Status, dict[Tongue, str]]] = {
    Status.PROPOSED: {"nl": "voorstel", "en": "proposed"},
    Status.CONFIRMED: {"nl": "bevestigd", "en": "confirmed"},
    Status.CORRECTED: {"nl": "verbeterd", "en": "corrected"},
    Status.REJECTED: {"nl": "afgewezen", "en": "rejected"},
    Status.WITHDRAWN: {"nl": "teruggenomen", "en": "withdrawn"},
}
KINDS: Final[dict[ClaimKind, dict[Tongue, str]]] = {
    ClaimKind.SKILL: {"nl": "vaardigheid", "en": "skill"},
    ClaimKind.KNOWLEDGE: {"nl": "kennis", "en": "knowledge"},
    ClaimKind.ATTITUDE: {"nl": "houding", "en": "attitude"},
    ClaimKind.LANGUAGE: {"nl": "taal", "en": "language"},
    ClaimKind.LICENCE: {"nl": "bevoegdheid", "en": "licence"},
}
CHECKS: Final[dict[Checked, dict[Tongue, str]]] = {
    Checked.STATED: {"nl": "nog door niemand nagekeken", "en": "not checked by anyone yet"},
    Checked.SEEN: {"nl": "papier gezien", "en": "paper seen"},
    Checked.SIGNED: {"nl": "handtekening gecontroleerd", "en": "signature verified"},
    Checked.REGISTER: {"nl": "in het register opgezocht", "en": "looked up in the register"},
}
PARTS: Final[dict[Part, dict[Tongue, str]]] = {
    Part.LEVEL: {"nl": "hoe goed je het kunt", "en": "how well you can do it"},
    Part.CURRENCY: {"nl": "hoe actueel het is", "en": "how current it is"},
    Part.PROOF: {"nl": "hoe sterk het bewijs is", "en": "how well it is shown"},
    Part.EVIDENCE: {"nl": "de bewijzen zelf", "en": "the evidence itself"},
    Part.USE: {"nl": "waar en wanneer je het deed", "en": "where and when you used it"},
    Part.SOURCE: {"nl": "waar het gevonden is", "en": "where it was found"},
}
ACTS: Final[dict[Act, dict[Tongue, str]]] = {
    Act.PROPOSE: {"nl": "vaardigheden voorstellen", "en": "propose skills"},
    Act.CONFIRM: {"nl": "namens jou bevestigen, verbeteren en afwijzen", "en": "confirm, correct and reject for you"},
    Act.EVIDENCE: {"nl": "bewijs en gebruik toevoegen", "en": "add evidence and use"},
    Act.EXPORT: {"nl": "een afschrift maken", "en": "make a copy"},
}
_MONTHS: Final[dict[Tongue, tuple[str, ...]]] = {
    "nl": ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober",
           "november", "december"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December"),
}  # fmt: skip
_NUMBERS: Final[dict[Tongue, tuple[str, ...]]] = {
    "nl": ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf"),
    "en": ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
}


def day(value: date, tongue: Tongue = "nl") -> str:
    """Return a day in words, such as 3 mei 2024."""
    return f"{value.day} {_MONTHS[tongue][value.month - 1]} {value.year}"


def number(value: int, tongue: Tongue = "nl") -> str:
    """Return a number as a word up to twelve, as digits beyond."""
    return _NUMBERS[tongue][value] if 0 <= value < len(_NUMBERS[tongue]) else str(value)


def listed(parts: Sequence[str], tongue: Tongue = "nl") -> str:
    """Return parts as a list in a sentence: a, b en c."""
    joint = {"nl": " en ", "en": " and "}[tongue]
    return joint.join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)


def percent(millionths: int, tongue: Tongue = "nl") -> str:
    """Return a share in whole per cent, never 100 where something lacks."""
    share = min(round(millionths / 10_000), 99) if millionths < 1_000_000 else 100
    return f"{share} %" if tongue == "nl" else f"{share}%"
