"""Supply: what a person's skills cover.

    covered(t) = best over the person's skills s of nearness(s, t) * min(1, level_s / level_t) * currency(s)

in whole millionths, rounded half up. Where several skills cover a requirement equally far, the better shown one is
named, then the nearer one, then the first by URI; so more proof can only raise what is shown beside the score.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

from draaischijf.matching.basis import Basis
from draaischijf.matching.space import Neighbour
from draaischijf.passport import MILLION, Defaults, currency, proof
from draaischijf.problems import Problem
from draaischijf.terms import Evidence, HeldSkill, SkillProfile

# After so many different skills were asked about, all that a person's skills reach is opened at once.
FEW: Final = 64


@dataclass(frozen=True)
class Held:
    """A skill of a person, with its currency on the day that counts.

    Args:
        uri: The skill.
        level: 1 to 4.
        currency: Share that is left, in millionths.
        evidence: What shows it.
        defaults: The numbers in force.
    """

    uri: str
    level: int
    currency: int
    evidence: tuple[Evidence, ...]
    defaults: Defaults = field(repr=False, compare=False)

    @cached_property
    def proof(self) -> int:
        """How well it is shown, in millionths; weighed once it is asked for, as most skills reach no requirement."""
        return proof(self.evidence, self.defaults)


class Reach(NamedTuple):
    """A held skill that reaches a required one, how near it is and along which road."""

    held: Held
    nearness: int
    road: str

    def covers(self, level: int, currency_now: int | None = None) -> int:
        """Return the covered share of a required level in millionths.

        Args:
            level: The level asked for, 1 to 4.
            currency_now: Currency to count with, in millionths; the skill's own unless said.
        """
        now = self.held.currency if currency_now is None else currency_now
        return covered_share(self.nearness, self.held.level, level, now)


def covered_share(nearness: int, held_level: int, asked_level: int, currency_now: int) -> int:
    """Return `nearness * min(1, held / asked) * currency` in whole millionths, rounded half up.

    Args:
        nearness: In millionths.
        held_level: 1 to 4.
        asked_level: 1 to 4.
        currency_now: In millionths.
    """
    whole = asked_level * MILLION
    return (2 * nearness * min(held_level, asked_level) * currency_now + whole) // (2 * whole)


class Supply:
    """All that a person's skills reach, by required skill.

    Args:
        person: The profile.
        basis: What the score stands on.

    Raises:
        Problem: A last use lies after `as_of`; names the person and the skill.
    """

    def __init__(self, person: SkillProfile, basis: Basis) -> None:
        self.person, self.basis = person.id, basis
        self.held = tuple(_held(skill, person.id, basis) for skill in sorted(person.skills, key=lambda one: one.uri))
        self._reach: dict[str, list[Reach]] = {}
        self._covered: list[Mapping[str, Neighbour]] = []
        self._whole = False

    def reach(self, uri: str) -> list[Reach]:
        """Return every held skill that reaches a required one."""
        found = self._reach.get(uri)
        if found is None:
            if len(self._reach) >= FEW and not self._whole:
                self._open_whole()
            found = self._reach.setdefault(uri, [] if self._whole else self._look_up(uri))
        return found

    def _look_up(self, uri: str) -> list[Reach]:
        """Return what reaches one skill: cheaper than opening all where one vacancy is scored."""
        covers = self.basis.space.covers
        if not self._covered:
            self._covered = [covers(held.uri) for held in self.held]
        found = [(held, near[uri]) for held, near in zip(self.held, self._covered, strict=True) if uri in near]
        return [Reach(held, one.nearness, one.road) for held, one in found]

    def _open_whole(self) -> None:
        """Open all that the person's skills reach, for whoever ranks many works."""
        self._reach, self._whole = {}, True
        for held in self.held:
            for neighbour in self.basis.space.neighbours(held.uri):
                self._reach.setdefault(neighbour.uri, []).append(Reach(held, neighbour.nearness, neighbour.road))

    def best(self, uri: str, level: int) -> tuple[int, Reach | None]:
        """Return the covered share of a requirement in millionths, and what covers it."""
        best: Reach | None = None
        best_key = (0, -1, -1)
        for reach in self.reach(uri):
            key = (reach.covers(level), reach.held.proof, reach.nearness)
            if key[0] and key > best_key:
                best, best_key = reach, key
        return best_key[0], best

    def refreshed(self, uri: str, level: int) -> int:
        """Return what would be covered if every skill were fresh, in millionths."""
        return max((reach.covers(level, MILLION) for reach in self.reach(uri)), default=0)

    def nearest(self, uri: str) -> tuple[str, int] | None:
        """Return the own skill that is nearest to a required one, first by URI, and its nearness in millionths.

        None where nothing of the person's is known to be like it.
        """
        stored = max(self.reach(uri), key=lambda one: one.nearness, default=None)
        if stored is not None:
            return stored.held.uri, stored.nearness
        return self.basis.space.most_alike(uri, [held.uri for held in self.held])


def _held(skill: HeldSkill, person: str, basis: Basis) -> Held:
    try:
        now = currency(skill.last_used, basis.as_of, basis.space.kind_of(skill.uri), basis.defaults)
    except Problem as problem:
        raise problem.at(file=person, place=skill.uri) from None
    return Held(skill.uri, skill.level, now, skill.evidence, basis.defaults)
