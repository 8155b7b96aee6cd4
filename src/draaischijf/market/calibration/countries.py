"""What is fitted for each country: the Netherlands with all figures, Belgium and Germany with the few at hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from draaischijf.figures import figure
from draaischijf.market.calibration.fit import Fit, Progress, Task, calibrate
from draaischijf.market.calibration.free import FREE, TIGHT, USUAL, Space
from draaischijf.market.calibration.predict import predict, predict_held_out
from draaischijf.market.calibration.store import Fitted, Met, fitted
from draaischijf.market.calibration.targets import Target, dutch_targets
from draaischijf.market.parameters import DutchParameters
from draaischijf.market.twin.economy import dutch_economy
from draaischijf.problems import Problem

COUNTRIES: Final = ("nl", "be", "de")
# What the few figures of a neighbour can say something about; the rest is the Netherlands'.
THIN: Final = {
    "separation": USUAL,
    "efficiency": USUAL,
    "duration_decay": TIGHT,
    "discouraged": USUAL,
    "start_search": USUAL,
    "direct_unemployed": TIGHT,
    "search_outside": TIGHT,
    "leave": TIGHT,
}


def task_of(country: str) -> Task:
    """Return what to fit to what for a country.

    Raises:
        Problem: Nothing is known of the country.
    """
    if country not in COUNTRIES:
        raise Problem(
            "no-country",
            f"nothing is known of {country!r}.",
            place="--country",
            hint=f"Known are {', '.join(COUNTRIES)}.",
        )
    if country == "nl":
        base = DutchParameters()
        return Task(dutch_economy(base), Space(base, FREE), dutch_targets())
    base = _thin_base(country.upper())
    return Task(dutch_economy(base), Space(base, THIN), _thin_targets(country.upper(), base))


def _thin_base(country: str) -> DutchParameters:
    """Return the Dutch fit with the stocks of a neighbour; flows and vacancies filled in proportion."""
    dutch = fitted("nl").parameters
    employed = figure("employed", country).value
    rate = figure("unemployment_rate", country).value / 100
    unemployed = employed * rate / (1 - rate)
    vacancies = figure("open_vacancies", country).value
    return replace(
        dutch,
        population=figure("population", country).value,
        employed=employed,
        unemployed=unemployed,
        vacancies=vacancies,
        filled=vacancies * dutch.filled / dutch.vacancies,
        opening=min(dutch.opening, 0.95 * vacancies * dutch.filled / dutch.vacancies / employed),
        long_unemployed=figure("long_term_share", country).value / 100,
    )


def _thin_targets(country: str, base: DutchParameters) -> list[Target]:
    long = figure("long_term_share", country)
    source = "assumed: as at the start after three years without drivers"
    force = 100 * (base.employed + base.unemployed) / base.population
    rate = figure("unemployment_rate", country)
    return [
        Target("long_term_share", long.value, 2.0, long.unit, f"{long.source}, {long.period}", True,
               "Langdurig werklozen"),
        Target("still_unemployment_rate", rate.value, 0.4, "%", f"{rate.source}, {rate.period}; {source}", True,
               "Werkloosheid zonder ontwikkelingen"),
        Target("still_vacancies", base.vacancies, 0.1 * base.vacancies, "thousand", source, True,
               "Vacatures zonder ontwikkelingen"),
        Target("still_participation", force, 0.6, "%", source, True, "Arbeidsdeelname zonder ontwikkelingen"),
    ]  # fmt: skip


def calibrate_country(
    country: str, *, steps: int = 600, kept: int = 200, seed: int = 1, say: Progress = lambda line: None
) -> Fitted:
    """Return the fit of a country.

    Args:
        country: `nl`, `be` or `de`.
        steps: Steps of the sampler.
        kept: Draws to keep.
        seed: Seed.
        say: Called with lines of progress.

    Raises:
        Problem: Nothing is known of the country, or the extra `market` is not installed.
    """
    task = task_of(country)
    parameters, fit = calibrate(task, steps=steps, kept=kept, seed=seed, say=say)
    about = {
        "seed": seed,
        "steps": steps,
        "acceptance": round(fit.acceptance, 3),
        "independent draws": round(fit.steps),
    }
    draws = tuple(
        tuple(float(getattr(task.space.parameters(row), name)) for name in task.space.names) for row in fit.draws
    )
    return Fitted(country, country != "nl", parameters, task.space.names, draws, _met(task, parameters, fit), about)


def _met(task: Task, parameters: DutchParameters, fit: Fit) -> tuple[Met, ...]:
    """Return how each figure is met: with the best parameters, and over the draws."""
    import numpy as np

    sets = [task.space.parameters(row) for row in fit.draws]
    best, over = predict(task.economy, [parameters]), predict(task.economy, sets)
    held = [one.name for one in task.targets if not one.fitted]
    apart = predict_held_out(task.economy, parameters) if held else {}
    several = [predict_held_out(task.economy, one) for one in sets[:50]] if held else []
    found = []
    for one in task.targets:
        given = float(best[one.name][0]) if one.name in best else apart[one.name]
        values = over[one.name] if one.name in over else np.array([row[one.name] for row in several])
        low, high = np.percentile(values, [5, 95])
        found.append(Met(one, round(given, 4), round(float(low), 4), round(float(high), 4)))
    return tuple(found)
