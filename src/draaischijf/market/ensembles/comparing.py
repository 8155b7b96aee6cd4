"""Policies beside each other in several scenarios, with the same draws for each: what differs is the policy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from draaischijf.market.ensembles.measured import measured, names_of
from draaischijf.market.ensembles.plan import Plan
from draaischijf.market.ensembles.results import Runs, outcome_bands, read_runs
from draaischijf.market.ensembles.run import run_ensemble
from draaischijf.market.policies import POLICIES
from draaischijf.terms import OutcomeBand

NO_POLICY: Final = "geen beleid"
USUAL: Final = (
    "unemployment_rate",
    "youth_unemployment_rate",
    "long_term_share",
    "tightness",
    "vacancy_duration",
    "participation",
    "occupation_change",
    "mismatch",
    "job_security",
    "work_security",
    "income_security",
    "development_security",
    "income",
    "income_spread",
    "flexible_share",
    "cost_government",
    "cost_employers",
    "cost_funds",
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure of one policy in one scenario, over the last year.

    Args:
        scenario: The scenario.
        policy: The policies, or that there are none.
        band: The measure.
        difference: Its difference with no policy, run by run; none for no policy itself.
    """

    scenario: str
    policy: str
    band: OutcomeBand
    difference: OutcomeBand | None


def compare(  # noqa: PLR0913 - what all share, what differs, and where
    plan: Plan,
    scenarios: Sequence[str],
    policies: Sequence[Sequence[str]],
    folder: Path,
    *,
    workers: int = 1,
    measures: Sequence[str] = USUAL,
    say: Callable[[str], None] = lambda line: None,
) -> list[Comparison]:
    """Run every set of policies in every scenario and say what each does; stopped work goes on where it stopped.

    Args:
        plan: What all have in common; its scenario and policies are not used.
        scenarios: Shipped names or files.
        policies: Sets of policies; that without any comes by itself.
        folder: Where each ensemble gets a folder of its own.
        workers: Processes.
        measures: Which measures to compare.
        say: Called with lines of progress.

    Raises:
        Problem: A name is wrong, before anything runs.
    """
    measures = [name for name in measures if name in names_of(plan.model)]
    sets = [(), *(tuple(one) for one in policies if one)]
    plans = [[replace(plan, scenario=name, policies=own) for own in sets] for name in scenarios]
    found = []
    for name, row in zip(scenarios, plans, strict=True):
        plain: Runs | None = None
        for at, one in enumerate(row):
            label = " + ".join(one.policies) or NO_POLICY
            say(f"{one.paths.scenario}: {label}")
            place = folder / f"{Path(name).stem}-{at:02d}"
            run_ensemble(one, place, workers=workers)
            runs = read_runs(place, measures)
            plain = plain or runs
            differences = _differences(runs, plain, str(place)) if at else [None] * len(measures)
            rows = zip(outcome_bands(runs, trace=str(place)), differences, strict=True)
            found += [Comparison(one.paths.scenario, label, band, difference) for band, difference in rows]
    return found


def _differences(runs: Runs, plain: Runs, trace: str) -> list[OutcomeBand | None]:
    """Return differences with no policy: run by run, as both have the same draws."""
    apart = {name: values - plain.values[name] for name, values in runs.values.items()}
    bands = outcome_bands(Runs(runs.manifest, runs.months, apart), trace=trace)
    return [*bands]


def table(rows: Sequence[Comparison]) -> list[dict[str, object]]:
    """Return comparisons as a table for people, Dutch labels first."""
    found: list[dict[str, object]] = []
    for one in rows:
        row: dict[str, object] = {
            "scenario": one.scenario,
            "beleid": dutch_names(one.policy),
            "maat": measured()[one.band.indicator].dutch,
            "eenheid": measured()[one.band.indicator].eenheid,
            "laag": round(one.band.low, 4),
            "midden": round(one.band.median, 4),
            "hoog": round(one.band.high, 4),
        }
        apart = one.difference
        row |= {
            "verschil laag": None if apart is None else round(apart.low, 4),
            "verschil midden": None if apart is None else round(apart.median, 4),
            "verschil hoog": None if apart is None else round(apart.high, 4),
        }
        found.append(row)
    return found


def dutch_names(policies: str) -> str:
    """Return a set of policies by its Dutch names, with what was set of them.

    Args:
        policies: Texts with ` + ` between, as `Comparison.policy` has them.
    """
    found = []
    for text in policies.split(" + "):
        name, _, rest = text.partition(":")
        dutch = POLICIES[name].dutch if name in POLICIES else name
        found.append(f"{dutch} ({rest})" if rest else dutch)
    return " + ".join(found)
