"""What left, to whom and why: the holder's own record (after ISO/IEC TS 27560, consent records).

A record is made when something is sent, from what was sent, and bound to the question by the hash of its nonce. That a
person later withdraws is written beside it: what was sent cannot be taken back, but its use can be objected to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from draaischijf.wallet.bounded import b64url
from draaischijf.wallet.holder.preview import Preview


@dataclass(frozen=True, slots=True)
class Sent:
    """One presentation that left.

    Args:
        id: Its name in the store.
        at: When; aware.
        party: Who got it: the client identifier.
        name: What that party calls itself.
        purpose: Why, in its own words.
        disclosed: Paths that were disclosed, per credential.
        question: Hash of the nonce, which binds this record to one question.
        withdrawn: When the person withdrew; None while they did not.
    """

    id: str
    at: datetime
    party: str
    name: str
    purpose: str
    disclosed: Mapping[str, tuple[tuple[str | int, ...], ...]]
    question: str
    withdrawn: datetime | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return it as data."""
        return {
            "id": self.id,
            "at": self.at.isoformat(timespec="seconds"),
            "party": self.party,
            "name": self.name,
            "purpose": self.purpose,
            "disclosed": {name: [list(path) for path in paths] for name, paths in self.disclosed.items()},
            "question": self.question,
            "withdrawn": self.withdrawn.isoformat(timespec="seconds") if self.withdrawn else None,
        }


def record_of(id: str, preview: Preview, at: datetime) -> Sent:
    """Return the record of a presentation, from the preview that was sent.

    Args:
        id: Its name in the store.
        preview: What was sent.
        at: Now; aware.
    """
    asked = preview.request
    disclosed = {one.credential: tuple(path for path, _ in one.claims) for one in preview.leaving}
    question = b64url(sha256(asked.nonce.encode()).digest())
    return Sent(id, at, asked.client_id, asked.name, asked.purpose, disclosed, question)


def read_record(said: Mapping[str, Any]) -> Sent:
    """Return a record from data that `Sent.as_dict` gave."""
    withdrawn = said["withdrawn"]
    return Sent(
        said["id"],
        datetime.fromisoformat(said["at"]),
        said["party"],
        said["name"],
        said["purpose"],
        {name: tuple(tuple(path) for path in paths) for name, paths in said["disclosed"].items()},
        said["question"],
        datetime.fromisoformat(withdrawn) if withdrawn else None,
    )
