"""What tests of the passport share: a moment, concepts, and shorthand for claims and evidence."""

from __future__ import annotations

from datetime import UTC, date, datetime

from draaischijf.passport import Acting, Actor, Claim, EvidenceItem, Role
from draaischijf.terms import EvidenceKind

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOON.date()
LIFT = "http://data.europa.eu/esco/skill/heftruck"
HERE = Acting(at=NOON)


def item(kind: str, context: str = "", **more) -> EvidenceItem:
    return EvidenceItem(EvidenceKind(kind), context=context, confirmed=True, **more)


def claim(uri: str = LIFT, **more) -> Claim:
    return Claim(uri, **more)


def by(role: str, name: str, consent: str = "") -> Acting:
    return Acting(Actor(Role(role), name, consent), at=NOON)


def on(text: str) -> date:
    return date.fromisoformat(text)
