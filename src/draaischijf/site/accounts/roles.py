"""Roles, and who acts: plain values that every app may import."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID


class Role(StrEnum):
    """What someone is here for. A new role is a new line here, and one in `NEEDS_ORGANISATION` where it has walls."""

    WORKER = "worker"
    EMPLOYER = "employer"


NEEDS_ORGANISATION: Final = frozenset({Role.EMPLOYER})


class Wall(NamedTuple):
    """An organisation: nobody outside sees what is within."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts in a request.

    Args:
        user: Key of the account; None for a visitor.
        roles: Roles, each with its organisation where it has one.
    """

    user: int | None = None
    roles: Mapping[Role, Wall | None] = field(default_factory=dict)

    def has(self, role: Role) -> bool:
        """Tell whether this one may act in a role."""
        return role in self.roles

    def organisation(self, role: Role) -> Wall:
        """Return the organisation for which this one acts in a role.

        Raises:
            PermissionError: There is none.
        """
        wall = self.roles.get(role)
        if wall is None:
            raise PermissionError(f"not acting for an organisation as {role}")
        return wall

    @property
    def me(self) -> int:
        """The key of the account.

        Raises:
            PermissionError: Nobody is signed in.
        """
        if self.user is None:
            raise PermissionError("nobody is signed in")
        return self.user
