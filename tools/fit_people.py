"""Fit the Dutch model with people one by one: the twin's fit, corrected for what the twin leaves out.

    python -m tools.fit_people [people]

People differ within an occupation, the twin has the typical one; so the same parameters give somewhat other flows. Both
are run with the same parameters, the figures to meet are moved by the difference, and the twin is fitted again; twice.
What comes of it is kept in the shipped fit as `people` and is the default of the model with people one by one.
"""

from __future__ import annotations

import sys
from dataclasses import replace

import numpy as np

from draaischijf.market.calibration.countries import task_of
from draaischijf.market.calibration.fit import Task, descend
from draaischijf.market.calibration.store import FOLDER, read_fitted, write_fitted
from draaischijf.market.dutch.model import DutchMarket, Setting
from draaischijf.market.parameters import DutchParameters
from draaischijf.market.paths import vary
from draaischijf.market.twin.dutch import QUIET, DutchTwin
from draaischijf.market.twin.economy import dutch_economy
from draaischijf.market.twin.measures import NAMES, measure
from draaischijf.terms import DriverPaths

STILL = DriverPaths("still", ())
MONTHS, ROUNDS = 12, 2
# Measure of both models by target; flows as ratios, shares and rates as differences.
RATIOS = {
    "flow_employed_unemployed": "employed_unemployed",
    "flow_employed_outside": "employed_outside",
    "flow_unemployed_employed": "unemployed_employed",
    "flow_unemployed_outside": "unemployed_outside",
    "flow_outside_employed": "outside_employed",
    "flow_outside_unemployed": "outside_unemployed",
    "filled": "filled",
    "still_vacancies": "vacancies",
}
DIFFERENCES = {
    "long_term_share": "long_term_share",
    "still_unemployment_rate": "unemployment_rate",
    "still_participation": "participation",
    "still_permanent_share": "permanent_share",
    "still_self_employed_share": "self_employed_share",
}


def of_people(parameters: DutchParameters, people: int) -> dict[str, float]:
    """Return what people one by one measure, averaged over the first year without drivers."""
    market = DutchMarket(Setting(STILL, people=people, years=1, parameters=parameters, seed=1))
    each, rows = market.weight / 1000, []
    for month in market.run():
        stocks, flows = month.counts.cells.sum(axis=0) * each, month.flows.moves * each
        work = stocks[:3].sum()
        rows.append(
            {
                "employed_unemployed": flows[0, 1],
                "employed_outside": flows[0, 2],
                "unemployed_employed": flows[1, 0],
                "unemployed_outside": flows[1, 2],
                "outside_employed": flows[2, 0],
                "outside_unemployed": flows[2, 1],
                "filled": (month.filled + month.lapsed) * each,
                "vacancies": month.vacant.sum() * each,
                "long_term_share": 100 * month.counts.long.sum() * each / stocks[3],
                "unemployment_rate": 100 * stocks[3] / (work + stocks[3]),
                "participation": 100 * (work + stocks[3]) / stocks.sum(),
                "permanent_share": 100 * stocks[0] / work,
                "self_employed_share": 100 * stocks[2] / work,
            }
        )
    return {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}


def of_twin(parameters: DutchParameters) -> dict[str, float]:
    """Return what the twin measures in the same months."""
    twin = DutchTwin(dutch_economy(parameters), [parameters], vary(STILL, MONTHS, 1, 1).values, quiet=QUIET)
    for _ in range(QUIET):
        twin.step()
    rows = np.stack([measure(twin, twin.step())[0] for _ in range(MONTHS)])
    found = {name: float(rows[:, at].mean()) for at, name in enumerate(NAMES)}
    return found | {"filled": found["filled"] + found["lapsed"]}


def main(people: int) -> None:
    """Fit and write."""
    fit = read_fitted(FOLDER / "nl.json")
    task, parameters = task_of("nl"), fit.parameters
    for turn in range(ROUNDS):
        agents, twin = of_people(parameters, people), of_twin(parameters)
        for name in (*RATIOS.values(), *DIFFERENCES.values()):
            print(f"round {turn + 1}  {name:<24}{agents[name]:>10.2f}{twin[name]:>10.2f}")
        moved = []
        for one in task.targets:
            if one.name in RATIOS:
                moved.append(replace(one, value=one.value * twin[RATIOS[one.name]] / agents[RATIOS[one.name]]))
            elif one.name in DIFFERENCES:
                other = DIFFERENCES[one.name]
                moved.append(replace(one, value=one.value + twin[other] - agents[other]))
            else:
                moved.append(one)
        best, _ = descend(Task(task.economy, task.space, moved), task.space.middle)
        parameters = task.space.parameters(best)
    agents = of_people(parameters, people)
    for name, value in agents.items():
        print(f"at the end  {name:<24}{value:>10.2f}")
    write_fitted(replace(fit, people=parameters), FOLDER / "nl.json")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300_000)
