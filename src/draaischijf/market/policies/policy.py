"""What every policy is: parameters, what it does to the levers, what it costs and who bears that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final, NamedTuple

from draaischijf.market.checked import Checked, parameter
from draaischijf.market.dutch.world import World
from draaischijf.market.policies.levers import Levers, Tally

BEARERS: Final = ("government", "employers", "funds", "people")


class Charge(NamedTuple):
    """What one policy costs in a month.

    Args:
        bearer: Who pays: `government`, `employers`, `funds` or `people`.
        payee: Who gets it: one of these, or `providers` of learning and advice.
        euro: Euros in the month, for the whole country; 0 or more.
    """

    bearer: str
    payee: str
    euro: float


@dataclass(frozen=True)
class Policy(Checked):
    """A policy: on from `start`, growing evenly over `ramp` years, and off again at `end`.

    Its `strength` is 0 before it starts; the levers are then exactly those without it.
    """

    name: ClassVar[str]
    dutch: ClassVar[str]
    meaning: ClassVar[str]
    bears: ClassVar[str]

    start: float = parameter(0, "years from the start", 0, 100, "when it begins", "assumed")
    end: float = parameter(100, "years from the start", 0, 1000, "when it ends", "assumed")
    ramp: float = parameter(2, "years", 0, 100, "how long it takes to be in full force", "assumed")

    def strength(self, year: float) -> float:
        """Return how far it is in force, 0 to 1, at a moment in years from the start."""
        if not self.start <= year < self.end:
            return 0.0
        return 1.0 if self.ramp == 0 else min(1.0, (year - self.start + 1 / 12) / self.ramp)

    def pull(self, levers: Levers, world: World, strength: float) -> None:
        """Move the levers; is only called with a strength above 0."""
        raise NotImplementedError

    def charges(self, tally: Tally, strength: float) -> Iterator[Charge]:
        """Yield what it costs in a month in which it was in force with this strength."""
        raise NotImplementedError
