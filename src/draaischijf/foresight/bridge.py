"""Foresight meets the market: scenarios become driver paths, plans become policies, runs come back as bands.

`Market` is all that foresight asks of a market; tests have a stand-in, `market_of` the real one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol

from draaischijf.foresight.plans import Measured, PolicyUse, Run
from draaischijf.foresight.scenarios import Scenario
from draaischijf.foresight.settings_of_market import together, with_event
from draaischijf.foresight.study import Study
from draaischijf.foresight.tunnel import ON_TOP, parts_of
from draaischijf.problems import Problem
from draaischijf.terms import DriverPaths, OutcomeBand


class Market(Protocol):
    """A labour market that can be run under a scenario and policies."""

    def __call__(self, paths: DriverPaths, policies: Sequence[PolicyUse], *, seed: int) -> tuple[OutcomeBand, ...]:
        """Return what runs say about every indicator.

        Args:
            paths: The scenario.
            policies: Policies that are in force.
            seed: Seed of the runs.
        """


def paths_of(study: Study, scenario: Scenario, wild: str = "") -> DriverPaths:
    """Return the driver paths of a scenario: those of its states, then its own, then a wild card on top.

    Args:
        study: The study.
        scenario: The scenario.
        wild: A wild card; none for an empty name.

    Raises:
        Problem: There is no such wild card.
    """
    states = []
    for driver, chosen in scenario.states:
        in_field = study.field.driver(driver)
        states += [state.market for state in (in_field.states if in_field else ()) if state.id == chosen]
    base = together(scenario.id, *states, scenario.market)
    if not wild:
        return base
    for one in study.testing.wilds:
        if one.id == wild:
            return with_event(base, one.market, one.year, f"{scenario.id}{ON_TOP}{wild}")
    raise Problem("wild card-unknown", f"there is no wild card {wild!r}.", place="--wild")


def policies_of(study: Study, plan: str) -> tuple[PolicyUse, ...]:
    """Return the policies of a plan with those of the plans that it combines; a policy with its first settings."""
    plans = {one.id: one for one in study.testing.plans}
    found: dict[str, PolicyUse] = {}
    for part in parts_of(study, plan):
        for policy in plans[part].policies:
            found.setdefault(policy.name, policy)
    return tuple(found.values())


def measure(
    study: Study,
    market: Market,
    run: Run,
    wilds: Sequence[str] = (),
    progress: Callable[[str], None] = lambda _: None,
) -> Study:
    """Return the study with the outcomes of every plan in every scenario, with and without wild cards.

    Every plan meets the same seed in a scenario, so that what differs between plans is the plan. Outcomes that are no
    indicator of the study are left out; earlier runs are replaced.

    Args:
        study: The study.
        market: The market.
        run: Every setting of the market that makes the run come out the same again, `seed` among them.
        wilds: Wild cards that come on top of every scenario, each beside the scenarios without.
        progress: Told what is being run.

    Raises:
        Problem: There is nothing to run.
    """
    plans, wanted = study.testing.plans, {one.id for one in study.testing.indicators}
    if not plans or not study.scenarios or not wanted:
        raise Problem("nothing-to-test", "needs scenarios, plans and indicators.", file=study.name)
    found: list[Measured] = []
    for wild in ("", *wilds):
        for scenario in study.scenarios:
            paths = paths_of(study, scenario, wild)
            for plan in plans:
                progress(f"{plan.id} in {paths.scenario}")
                bands = market(paths, policies_of(study, plan.id), seed=int(dict(run.settings)["seed"]))
                found += [
                    Measured(plan.id, scenario.id, wild, band, run.id) for band in bands if band.indicator in wanted
                ]
    missing = sorted(wanted - {one.band.indicator for one in found})
    if len(missing) == len(wanted):
        raise Problem("no-indicator", f"the market measures none of {', '.join(missing)}.", file=study.name)
    return replace(study, runs=(run,), measured=tuple(found))


def results_as_data(study: Study) -> dict[str, Any]:
    """Return runs and outcomes in the shape of `results.yaml`."""
    return {
        "runs": [{"id": run.id, **dict(run.settings)} for run in study.runs],
        "measured": list(_rows(study)),
    }


def _rows(study: Study) -> Iterator[dict[str, Any]]:
    for one in study.measured:
        row: dict[str, Any] = {"plan": one.plan, "scenario": one.scenario}
        if one.wild:
            row["wild"] = one.wild
        band = one.band
        row |= {"indicator": band.indicator, "unit": band.unit, "low": band.low, "median": band.median}
        yield {**row, "high": band.high, "trace": band.trace, "run": one.run}
