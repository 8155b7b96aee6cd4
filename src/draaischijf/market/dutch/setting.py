"""Everything that decides a run, checked before anything runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from draaischijf.market.drivers import monthly
from draaischijf.market.dutch.world import dutch_world
from draaischijf.market.parameters import DutchParameters
from draaischijf.market.policies import Levers, Policy, check_policies
from draaischijf.problems import Problem
from draaischijf.terms import DriverPaths


def fitted_to_people() -> DutchParameters:
    """Return the parameters with which people one by one meet the published figures."""
    from draaischijf.market.calibration import fitted

    return fitted("nl").people or fitted("nl").parameters


@dataclass(frozen=True)
class Setting:
    """Everything that decides a run; two runs with the same setting give the same result.

    Args:
        paths: The scenario.
        policies: Policies, each at most once.
        people: Number of simulated people at the start; each stands for `population / people` real ones.
        years: Years, at least 1.
        seed: Seed, 0 or more.
        parameters: Parameters; the fitted ones unless said.
        draws: Standard normal draw per driver, for runs that vary the paths.
        spin_up: Months before the start, with the drivers of the start, that lead to a steady state.

    Raises:
        Problem: A setting cannot be.
    """

    paths: DriverPaths
    policies: tuple[Policy, ...] = ()
    people: int = 100_000
    years: int = 15
    seed: int = 1
    parameters: DutchParameters = field(default_factory=fitted_to_people)
    draws: Mapping[str, float] | None = None
    spin_up: int = 24

    def __post_init__(self) -> None:
        p = self.parameters
        if not 2_000 <= self.people <= 30_000_000:
            raise Problem(
                "market-people",
                f"{self.people} people is outside 2000 to 30000000.",
                place="--people",
                hint="Take 100000.",
            )
        if not 1 <= self.years <= 50:
            raise Problem("market-years", f"{self.years} years is outside 1 to 50.", place="--years")
        if self.seed < 0:
            raise Problem("market-seed", "a seed is 0 or more.", place="--seed")
        if p.employed + p.unemployed > p.population:
            raise Problem(
                "market-stocks",
                f"{p.employed:g} employed and {p.unemployed:g} unemployed are more than {p.population:g} people.",
                place="population",
                hint="All three are thousands of people of 15 to 74.",
            )
        if p.permanent + p.self_employed > 1:
            raise Problem(
                "market-stocks", "permanent and self-employed together are more than all employed.", place="permanent"
            )
        check_policies(self.policies, dutch_world(), Levers.usual(p, len(dutch_world().brc)))
        monthly(self.paths, 1)

    @property
    def months(self) -> int:
        """Number of months."""
        return 12 * self.years
