"""Everything that decides an ensemble; two with the same plan give the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np

from draaischijf.market.calibration.store import Fitted, fitted
from draaischijf.market.dutch.model import DutchMarket, Setting
from draaischijf.market.ensembles.measured import MODELS, Model
from draaischijf.market.parameters import DutchParameters
from draaischijf.market.paths import scenario, vary
from draaischijf.market.policies import Policy, read_policy, write_policy
from draaischijf.market.twin.economy import dutch_economy
from draaischijf.market.twin.network import Floats
from draaischijf.market.twin.run import run_dutch
from draaischijf.problems import Problem
from draaischijf.terms import DriverPaths

FORMAT: Final = 1
VARIES: Final = ("paths", "parameters")
BATCH: Final = 64
MOST_RUNS: Final = 1_000_000


@dataclass(frozen=True)
class Plan:
    """What to run.

    Args:
        scenario: A shipped scenario or a file.
        wild_cards: Wild cards on top, each with the year in which it begins: `pandemie@3`.
        policies: Policies as people write them: `skills-hiring:share=0.5`.
        country: Whose fit: `nl`, `be` or `de`.
        runs: Number of runs, 1 to a million.
        years: Length, 1 to 50.
        seed: Seed of all draws, 0 or more.
        varies: What the runs vary: `paths` within their spread, `parameters` over the draws of the fit.
        every: Every so many months is kept, the last of each; 1 to 12.
        drawn: Driver paths instead of a scenario's name, as another room may give them.
        model: `twin`, or `people` one by one.
        people: Number of people in a run with people one by one.

    Raises:
        Problem: A part is wrong; says which.
    """

    scenario: str = "vandaag"
    wild_cards: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()
    country: str = "nl"
    runs: int = 256
    years: int = 15
    seed: int = 1
    varies: tuple[str, ...] = VARIES
    every: int = 3
    drawn: DriverPaths | None = field(default=None, repr=False)
    model: Model = "twin"
    people: int = 150_000

    def __post_init__(self) -> None:
        for name, value, low, high in (
            ("runs", self.runs, 1, MOST_RUNS),
            ("years", self.years, 1, 50),
            ("seed", self.seed, 0, 2**62),
            ("every", self.every, 1, 12),
        ):
            if not low <= value <= high:
                raise Problem("bad-plan", f"{value} is outside {low} to {high}.", place=f"--{name}")
        for one in self.varies:
            if one not in VARIES:
                raise Problem(
                    "bad-plan", f"{one!r} cannot vary.", place="--varies", hint=f"Known are {', '.join(VARIES)}."
                )
        if self.model not in MODELS:
            raise Problem(
                "bad-plan", f"there is no model {self.model!r}.", place="--model", hint="Take twin or people."
            )
        # All names are looked up now, so that mistakes show before anything runs.
        _ = self.paths, self.read, self.fit
        if self.model == "people":
            _setting(self, 0)

    @cached_property
    def paths(self) -> DriverPaths:
        """The driver paths."""
        return self.drawn or scenario(self.scenario, self.wild_cards)

    @cached_property
    def read(self) -> tuple[Policy, ...]:
        """The policies."""
        return tuple(read_policy(text) for text in self.policies)

    @cached_property
    def fit(self) -> Fitted:
        """The fit of the country."""
        return fitted(self.country)

    @property
    def usual(self) -> DutchParameters:
        """The parameters that fit best, of the model that runs."""
        return self.fit.people or self.fit.parameters if self.model == "people" else self.fit.parameters

    @property
    def months(self) -> int:
        """Number of months."""
        return 12 * self.years

    @property
    def kept(self) -> list[int]:
        """The months that are kept, from 0."""
        return [*range(self.every - 1, self.months, self.every)]

    @property
    def batches(self) -> list[tuple[int, int]]:
        """First run and number of runs of each batch."""
        size = BATCH if self.model == "twin" else 1
        return [(first, min(size, self.runs - first)) for first in range(0, self.runs, size)]

    def manifest(self) -> dict[str, Any]:
        """Return every setting, with what names stood for when it was made."""
        from dataclasses import asdict

        from draaischijf import __version__

        return {
            "format": FORMAT,
            "program": __version__,
            "model": self.model,
            "people": self.people if self.model == "people" else None,
            "scenario": self.paths.scenario,
            "paths": [asdict(path) for path in self.paths.paths],
            "policies": [write_policy(one) for one in self.read],
            "country": self.country,
            "thin": self.fit.thin,
            "parameters": asdict(self.usual),
            "fit": dict(self.fit.about),
            "runs": self.runs,
            "years": self.years,
            "seed": self.seed,
            "varies": [*self.varies],
            "every": self.every,
        }


def run_batch(plan: Plan, first: int, count: int) -> Floats:
    """Return what a batch of runs measures in the kept months, (count, kept, measures).

    Run k gives the same numbers in whatever batch it stands.

    Args:
        plan: What to run.
        first: Number of the first run.
        count: Number of runs.
    """
    if plan.model == "people":
        return np.stack([_of_people(plan, run) for run in range(first, first + count)])
    drivers = vary(plan.paths, plan.months, count, plan.seed, first=first).values
    if "paths" not in plan.varies:
        drivers = {name: rows[:1].repeat(count, axis=0) for name, rows in _middle(plan).items()}
    parameters: Sequence[Any] = [plan.fit.parameters]
    if "parameters" in plan.varies:
        parameters = plan.fit.sample(count, plan.seed, first)
    economy = dutch_economy(plan.fit.parameters)
    found = run_dutch(economy, parameters, drivers, plan.months, policies=plan.read)
    return found.values[:, plan.kept]


def _setting(plan: Plan, run: int) -> Setting:
    """Return the setting of one run with people one by one: the same future as the twin's run of that number."""
    from dataclasses import replace

    draws = vary(plan.paths, 1, 1, plan.seed, first=run).draws if "paths" in plan.varies else {}
    parameters = plan.usual
    if "parameters" in plan.varies:
        # The draw lies beside the twin's best as this run's parameters beside those for people.
        [drawn] = plan.fit.sample(1, plan.seed, run)
        table = {one.name: one for one in DutchParameters.table()}
        own = {
            name: getattr(parameters, name) * getattr(drawn, name) / getattr(plan.fit.parameters, name)
            for name in plan.fit.free
        }
        parameters = replace(parameters, **{name: min(value, table[name].high) for name, value in own.items()})
    chance = int(np.random.default_rng([plan.seed, 17, run]).integers(2**31))
    by_driver = {name: float(values[0]) for name, values in draws.items()}
    return Setting(plan.paths, plan.read, plan.people, plan.years, chance, parameters, by_driver or None)


def _of_people(plan: Plan, run: int) -> Floats:
    """Return what one run with people one by one measures in the kept months, (kept, measures)."""
    from draaischijf.market.dutch.record import outcomes

    market = DutchMarket(_setting(plan, run))
    kept = {*plan.kept}
    return np.stack([outcomes(market, month) for month in market.run() if month.number in kept])


def _middle(plan: Plan) -> dict[str, Floats]:
    from draaischijf.market.drivers import monthly

    return {name: rows[None, :] for name, rows in monthly(plan.paths, plan.months).items()}
