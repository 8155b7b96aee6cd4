"""Who may do what to a passport, judged from its history alone.

The person may do everything. An adviser acts under a consent that holds at that moment and names the act. The program
may propose and nothing more. A party may look, under a consent. Consents and looks are never undone, so that this pass
comes before the one over the claims.

Time only runs forward here: an event counts as happening no earlier than the one before it. Nobody can reach back to a
moment at which a consent still held.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from draaischijf.passport.consent import Act, GivenConsent, Look
from draaischijf.passport.events import (
    Actor,
    Confirmed,
    Consented,
    ConsentWithdrawn,
    Corrected,
    Event,
    EvidenceAdded,
    Looked,
    Proposed,
    Rejected,
    Removed,
    Role,
    Undone,
    UseAdded,
    Withdrawn,
)
from draaischijf.passport.records import replace

BY_PROGRAM: Final = (Proposed, EvidenceAdded, UseAdded)
ACTS: Final[Mapping[type, Act]] = {
    Proposed: Act.PROPOSE,
    Confirmed: Act.CONFIRM,
    Corrected: Act.CONFIRM,
    Rejected: Act.CONFIRM,
    Withdrawn: Act.CONFIRM,
    EvidenceAdded: Act.EVIDENCE,
    UseAdded: Act.EVIDENCE,
    Removed: Act.EVIDENCE,
    # Only of what the adviser did under the same consent.
    Undone: Act.PROPOSE,
}


@dataclass
class Rights:
    """What a pass over the history finds about consent.

    Args:
        consents: Every consent by id, as it stands at the end.
        looks: Every look that a consent covered.
        refused: Numbers of events by someone who was not allowed to.
        moment: When the last event counts as happening.
    """

    consents: dict[str, GivenConsent] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    moment: datetime | None = None

    def take(self, number: int, event: Event) -> None:
        """Take in one event, by its number in the history."""
        moment = event.at if self.moment is None or event.at > self.moment else self.moment
        self.moment, body = moment, event.body
        if not self.allows(body, event.by, moment):
            self.refused.add(number)
        elif isinstance(body, Consented):
            self.consents.setdefault(body.consent.id, GivenConsent(body.consent, moment))
        elif isinstance(body, ConsentWithdrawn):
            self._withdraw(body.consent, moment)
        elif isinstance(body, Looked):
            consent = self.consents[body.consent].consent
            self.looks.append(Look(body.consent, consent.party, consent.purpose, body.paths, event.at))

    def allows(self, body: object, by: Actor, moment: datetime) -> bool:
        """Return whether someone may do something at a moment."""
        if isinstance(body, Looked):
            return by.role in (Role.PARTY, Role.ADVISER) and self.covers(by.name, body.consent, moment)
        if by.role is Role.PERSON:
            return True
        if by.role is Role.PROGRAM:
            return isinstance(body, BY_PROGRAM)
        act = ACTS.get(type(body))
        return by.role is Role.ADVISER and act is not None and self.delegates(by, act, moment)

    def covers(self, party: str, consent: str, moment: datetime) -> bool:
        """Return whether a consent is in force for a party."""
        given = self.consents.get(consent)
        return given is not None and given.consent.party == party and given.holds(moment)

    def delegates(self, by: Actor, act: Act, moment: datetime) -> bool:
        """Return whether an adviser may do an act on the person's behalf."""
        return self.covers(by.name, by.consent, moment) and act in self.consents[by.consent].consent.acts

    def _withdraw(self, consent: str, moment: datetime) -> None:
        given = self.consents.get(consent)
        if given is not None and given.withdrawn is None:
            self.consents[consent] = replace(given, withdrawn=moment)
