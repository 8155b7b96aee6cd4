"""What every store of passports offers, wherever it keeps them.

A store keeps histories and nothing else: it seals what a person wrote under that person's own key, adds to a history
only for whoever knows its present version, and forgets so that nothing readable remains. Implementations pass the
contract tests in `tests/passport/store_contract.py`.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, runtime_checkable

from draaischijf.passport.events import Event
from draaischijf.problems import Problem


class Erasure(NamedTuple):
    """A passport that was forgotten.

    Args:
        id: Its random identifier, which says nothing about anyone.
        at: When.
    """

    id: str
    at: datetime


@runtime_checkable
class PassportStore(Protocol):
    """A place where passports are kept."""

    def create(self, events: Sequence[Event]) -> str:
        """Keep a new passport and return its id.

        Args:
            events: The beginning of its history, at least one event.
        """
        ...

    def ids(self) -> list[str]:
        """Return the ids of all passports, in the order in which they were made."""
        ...

    def load(self, id: str) -> tuple[Event, ...]:
        """Return the history of a passport.

        Raises:
            Problem: `passport-unknown`, `passport-forgotten`, or `passport-damaged`.
        """
        ...

    def append(self, id: str, version: int, events: Sequence[Event]) -> int:
        """Add events to a history, all or none, and return its new version once they are safe.

        Args:
            id: The passport.
            version: The number of events that the caller has seen.
            events: What is added, at least one event.

        Raises:
            Problem: `passport-conflict` where the history has grown since; else as for `load`.
        """
        ...

    def forget(self, id: str, at: datetime) -> None:
        """Destroy a passport and its key, everywhere in this store; a second time does nothing.

        Args:
            id: The passport.
            at: When, for the list of erasures.

        Raises:
            Problem: `passport-unknown`, or `store-busy` where it is gone for every reader but another process still
                holds on to old pages; forget again, or open the store anew, once that process is done.
        """
        ...

    def erasures(self) -> list[Erasure]:
        """Return what was forgotten, in order."""
        ...

    def verify(self) -> list[Problem]:
        """Return what is wrong with the store: frames that do not open, links that do not fit. Empty when sound."""
        ...

    def close(self) -> None:
        """Let go of the store."""
        ...


def new_id() -> str:
    """Return a random identifier of a passport: 80 bits in Crockford's base 32, which has no letters alike."""
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
    return "".join(secrets.choice(alphabet) for _ in range(16))


def unknown(id: str) -> Problem:
    """Return the problem of a passport that is not there."""
    return Problem(
        "passport-unknown", "is no passport in this store.", file=id, hint="List them: draaischijf passport list."
    )


def forgotten(id: str) -> Problem:
    """Return the problem of a passport that was forgotten."""
    return Problem("passport-forgotten", "was forgotten at the person's request.", file=id)


def conflict(id: str, seen: int, version: int) -> Problem:
    """Return the problem of a history that has grown since it was read."""
    return Problem(
        "passport-conflict",
        f"has {version} events, {seen} were seen.",
        file=id,
        hint="Read it again and repeat what you wanted to add.",
    )
