"""People one by one: time, memory and how far they lie from the twin, beside mesa.

    python -m benchmarks.market               9.8 million people; some minutes
    python -m benchmarks.market --people 1000000

Times are medians of wall time; the Dutch month is measured on one thread and on two, and in processor time as well.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable

import numpy as np

from draaischijf.market.dutch.model import DutchMarket, Setting
from draaischijf.market.parameters import ReferenceParameters
from draaischijf.market.paths import scenario
from draaischijf.market.reference import ReferenceMarket
from draaischijf.market.twin import demand
from draaischijf.market.twin.network import Network, complete
from draaischijf.market.twin.reference import Start, simulate, usual_start

FULL = 9_800_000
MESA = 100_000


def medians(
    step: Callable[[], object], times: int, first: int = 3, clock: Callable[[], float] = time.perf_counter
) -> float:
    """Return the median milliseconds of a step, after a few that are not counted."""
    taken = []
    for _ in range(first + times):
        start = clock()
        step()
        taken.append(1000 * (clock() - start))
    return float(np.median(taken[first:]))


def reference(people: int) -> ReferenceMarket:
    """Return the reference model with 539 occupations, each with a few near ones."""
    n = 539
    near = np.exp(-np.abs(np.arange(n)[:, None] - np.arange(n)) / 3.0)
    np.fill_diagonal(near, 0)
    network = Network(near / near.sum(axis=1, keepdims=True), loops=True)
    return ReferenceMarket(network, demand.steady(np.full(n, 1 / n)), people)


def deviation(people: int, steps: int = 60) -> float:
    """Return how far unemployment lies from the twin's in a cycle, root mean square, in percentage points."""
    parameters = ReferenceParameters(cycle_steps=steps, cycle_phase=steps / 4)
    force = np.ones(1)
    wanted = demand.cycle(force, parameters)
    still = simulate(complete(1), demand.steady(force), usual_start(force, parameters), parameters, 400)
    start = Start(still.employed[0, -1:], still.unemployed[0, -1:], still.vacancies[0, -1:])
    twin = simulate(complete(1), lambda step: wanted(step - 1), start, parameters, steps).unemployment[0, 1:]
    seeds = 4 if people <= 1_000_000 else 1
    found = []
    for seed in range(seeds):
        market = ReferenceMarket(complete(1), wanted, people, parameters, seed=seed)
        found.append([one.unemployment for one in market.run(steps) if one.step >= 0] - twin)
    return 100 * float(np.sqrt(np.mean(np.square(found))))


def row(what: str, people: int | str, measured: str, anchor: str) -> None:
    """Print a row of the table at once."""
    print(f"| {what} | {people} | {measured} | {anchor} |", flush=True)


def reference_rows(people: int) -> None:
    """A step of the reference model beside mesa's."""
    import mesa

    from benchmarks.mesa_market import Market

    market = reference(people)
    step = medians(market.step, 25)
    row("reference model, 539 occupations, a step on one thread", people, f"{step:.0f} ms", "at most 75 ms")
    slow = medians(Market(market.matrix, MESA, 1).step, 9, first=2)
    row(f"the same in mesa {mesa.__version__}", MESA, f"{slow:.0f} ms", "168 ms")
    ratio = (people / step) / (MESA / slow)
    row("steps of a person a second, of mesa's", f"{people}, {MESA}", f"{ratio:.0f} times", "at least 150 times")


def month_rows(people: int) -> None:
    """A month of the Dutch model on one thread and on two."""
    for threads in (1, 2):
        market = DutchMarket(Setting(scenario("vandaag"), people=people, years=15), workers=threads)
        month = medians(market.step, 12)
        row(f"Dutch model, a month, threads: {threads}", people, f"{month:.0f} ms", "at most 250 ms")
        own = medians(market.step, 6, first=0, clock=time.process_time)
        row(f"the same in processor time, threads: {threads}", people, f"{own:.0f} ms", "at most 250 ms on one thread")


def year_rows(people: int) -> None:
    """Fifteen years of the Dutch model, people made and 24 months to settle included."""
    start = time.perf_counter()
    market = DutchMarket(Setting(scenario("vandaag"), people=people, years=15), workers=2)
    months = sum(1 for _ in market.run())
    took = time.perf_counter() - start
    row(f"Dutch model, {months} months after 24 to settle, 2 threads", people, f"{took:.0f} s", "at most 120 s")


def twin_rows(people: int) -> None:
    """How far people one by one lie from the twin, by their number."""
    for number in sorted({100_000, 1_000_000, people}):
        off = deviation(number)
        measured = f"{off:.4f} points: {off * number**0.5:.1f} / root of N"
        row("unemployment less the twin's, in a cycle", number, measured, "falls with the root of N")


PARTS = {"reference": reference_rows, "month": month_rows, "years": year_rows, "twin": twin_rows}


def main(people: int, parts: list[str]) -> None:
    """Print the table."""
    print("| what | people | measured | anchor |\n| --- | --- | --- | --- |")
    for part in parts:
        PARTS[part](people)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9
    row("peak memory of the above", people, f"{peak:.2f} GB", "under 2 GB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=FULL)
    parser.add_argument("--parts", nargs="*", choices=PARTS, default=list(PARTS))
    chosen = parser.parse_args()
    main(chosen.people, chosen.parts)
