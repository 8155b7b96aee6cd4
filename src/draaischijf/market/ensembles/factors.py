"""Which assumption matters: the twin run over the ranges of its parameters and drivers, judged by Sobol or Morris.

Sobol's indices (Saltelli's scheme) say what share of the variance of a measure each factor explains alone and with
others; Morris's elementary effects rank many factors with few runs. Both by SALib.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

import numpy as np

from draaischijf.market.calibration.store import Fitted, fitted
from draaischijf.market.drivers import DRIVERS, monthly
from draaischijf.market.paths import scenario
from draaischijf.market.twin.economy import dutch_economy
from draaischijf.market.twin.measures import BY_NAME
from draaischijf.market.twin.network import Floats
from draaischijf.market.twin.run import BATCH, run_dutch
from draaischijf.problems import Problem

Method = Literal["morris", "sobol"]
# Parameters that were not fitted and rest on assumption; from .6 to 1.6 times their value, within what is legal.
ASSUMED: Final = (
    "self_loop", "near_power", "fit_power", "diploma_miss", "skills_hiring", "separation_flexible", "layoff_flexible",
    "gap_layoff", "gap_opening", "gap_lapse", "supply_follows", "direct_elasticity", "compensation", "search_permanent",
    "search_flexible", "foreign_discount", "abroad",
)  # fmt: skip
LOW, HIGH = 0.6, 1.6
MEASURES: Final = (
    "unemployment_rate", "vacancies", "long_term_share", "vacancy_duration", "occupation_change", "mismatch",
    "job_security", "work_security",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Factor:
    """What one factor does to one measure.

    Args:
        measure: The measure, averaged over the last year.
        factor: A parameter, or `path of` a driver.
        alone: Share of the variance that it explains by itself (Sobol), or none.
        whole: Share with all its interplay (Sobol), or the mean size of its effect in standard deviations (Morris).
        margin: Half of the 95 % interval of `whole`.
    """

    measure: str
    factor: str
    alone: float | None
    whole: float
    margin: float


def ranges(fit: Fitted, name: str) -> dict[str, tuple[float, float]]:
    """Return every factor with its range: fitted over the draws, assumed around the value, paths within their spread.

    Args:
        fit: The fit.
        name: The scenario, whose spreads count.
    """
    table = {one.name: one for one in type(fit.parameters).table()}
    draws = np.array(fit.draws)
    found = {}
    for at, one in enumerate(fit.free):
        low, high = np.percentile(draws[:, at], [5, 95])
        found[one] = (float(low), float(high))
    for one in ASSUMED:
        value = getattr(fit.parameters, one)
        found[one] = (max(LOW * value, table[one].low), min(HIGH * value, table[one].high))
    for path in scenario(name).paths:
        if max(path.spread) > 0:
            found[f"path of {path.driver}"] = (-1.645, 1.645)
    return found


def sensitivity(  # noqa: PLR0913 - each is a choice of its own
    *,
    method: Method = "morris",
    name: str = "vandaag",
    country: str = "nl",
    years: int = 10,
    size: int = 8,
    seed: int = 1,
    measures: Sequence[str] = MEASURES,
    progress: Callable[[int, int], None] = lambda done, whole: None,
) -> list[Factor]:
    """Return what every factor does to every measure, the largest first within a measure.

    Args:
        method: `morris` (size x (factors + 1) runs) or `sobol` (size x (factors + 2) runs, size a power of two).
        name: The scenario.
        country: Whose fit.
        years: Length of a run.
        size: Trajectories or base samples.
        seed: Seed.
        measures: Which measures to judge.
        progress: Called with runs done and runs in all.

    Raises:
        Problem: SALib is not installed, or a setting is wrong.
    """
    try:
        from SALib.analyze import morris, sobol
        from SALib.sample import morris as morris_sample
        from SALib.sample import sobol as sobol_sample
    except ImportError as error:
        raise Problem(
            "missing-extra", "sensitivity needs the package SALib.", hint="pip install 'draaischijf[market]'"
        ) from error
    if method not in ("morris", "sobol"):
        raise Problem("bad-method", f"there is no method {method!r}.", place="--method", hint="Take morris or sobol.")
    if size < 2 or (method == "sobol" and size & (size - 1)):
        raise Problem("bad-size", f"{size} is no size for {method}.", place="--size", hint="Take a power of two.")
    for one in measures:
        if one not in BY_NAME:
            raise Problem("unknown-measure", f"there is no measure {one!r}.", hint=f"Known are {', '.join(BY_NAME)}.")
    fit = fitted(country)
    factors = ranges(fit, name)
    shape: dict[str, Any] = {
        "num_vars": len(factors),
        "names": [*factors],
        "bounds": [[*one] for one in factors.values()],
    }
    if method == "morris":
        points = morris_sample.sample(shape, size, num_levels=4, seed=seed)
    else:
        points = sobol_sample.sample(shape, size, calc_second_order=False, seed=seed)
    values = evaluate(points, [*factors], fit, name, years, measures, progress)
    found: list[Factor] = []
    for at, one in enumerate(measures):
        column = values[:, at]
        if method == "morris":
            scale = float(column.std()) or 1.0
            judged = morris.analyze(shape, points, column / scale, num_levels=4, seed=seed)
            rows = zip(factors, [None] * len(factors), judged["mu_star"], judged["mu_star_conf"], strict=True)
        else:
            judged = sobol.analyze(shape, column, calc_second_order=False, seed=seed)
            rows = zip(factors, judged["S1"], judged["ST"], judged["ST_conf"], strict=True)
        own = [Factor(one, f, None if s is None else float(s), float(w), float(m)) for f, s, w, m in rows]
        found += sorted(own, key=lambda row: -row.whole)
    return found


def evaluate(  # noqa: PLR0913, PLR0917 - points and what they are points of
    points: Floats,
    names: Sequence[str],
    fit: Fitted,
    name: str,
    years: int,
    measures: Sequence[str],
    progress: Callable[[int, int], None] = lambda done, whole: None,
) -> Floats:
    """Return measures over the last year at points, (points, measures).

    Args:
        points: (points, factors), values of parameters and draws of paths.
        names: Names of the factors.
        fit: Parameters apart from these.
        name: The scenario.
        years: Length of a run.
        measures: Which measures.
        progress: Called with runs done and runs in all.
    """
    paths, months = scenario(name), 12 * years
    economy = dutch_economy(fit.parameters)
    parts = []
    for first in range(0, len(points), BATCH):
        rows = points[first : first + BATCH]
        sets = []
        drivers: dict[str, list[Floats]] = {one.name: [] for one in DRIVERS}
        for row in rows:
            given: Mapping[str, float] = dict(zip(names, row.tolist(), strict=True))
            own = {key: value for key, value in given.items() if not key.startswith("path of ")}
            sets.append(replace(fit.parameters, **own))
            draws = {key.removeprefix("path of "): value for key, value in given.items() if key.startswith("path of ")}
            for key, path in monthly(paths, months, draws).items():
                drivers[key].append(path)
        run = run_dutch(economy, sets, {key: np.stack(one) for key, one in drivers.items()}, months)
        parts.append(np.stack([run[one][:, -12:].mean(axis=1) for one in measures], axis=1))
        progress(min(first + BATCH, len(points)), len(points))
    return np.concatenate(parts)
