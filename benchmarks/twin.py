"""How fast the twins are, and how agents come nearer to the reference twin as there are more of them.

    python -m benchmarks.twin                    # ten thousand runs of fifteen years of each twin, on two processes
    python -m benchmarks.twin --agents           # deviation of people one by one from the twin, by their number
    python -m benchmarks.twin --dutch            # the same for the Dutch model, over seeds
    python -m benchmarks.twin --runs 640 --workers 1

Each process has one thread. Times include everything but the start of the processes; `processor` is the processor
time of ten thousand runs, all processes together: what a machine with nothing else to do takes, times its processes.
"""

from __future__ import annotations

import argparse
import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

for _name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402 - after the number of threads is set

from draaischijf.market.calibration import fitted  # noqa: E402
from draaischijf.market.parameters import ReferenceParameters  # noqa: E402
from draaischijf.market.paths import scenario, vary  # noqa: E402
from draaischijf.market.twin import demand  # noqa: E402
from draaischijf.market.twin.economy import dutch_economy  # noqa: E402
from draaischijf.market.twin.network import normalised  # noqa: E402
from draaischijf.market.twin.reference import simulate, usual_start  # noqa: E402
from draaischijf.market.twin.run import run_dutch  # noqa: E402

OCCUPATIONS, YEARS = 539, 15
BATCH = 64


def network():
    """A dense network of as many occupations as the paper has on one of its networks, the same every time."""
    return normalised(np.random.default_rng(1).random((OCCUPATIONS, OCCUPATIONS)) ** 8, loops=True)


def reference_batch(first: int) -> float:
    """Run a batch of the reference twin for fifteen years, each run with its own parameters; return processor time."""
    usual = ReferenceParameters()
    draws = np.random.default_rng([2, first]).uniform(0.8, 1.2, (BATCH, 4))
    sets = [
        ReferenceParameters(
            delta_u=usual.delta_u * a, delta_v=usual.delta_v * b, gamma_u=usual.gamma_u * c, gamma_v=usual.gamma_v * d
        )
        for a, b, c, d in draws
    ]
    force = np.full(OCCUPATIONS, 1 / OCCUPATIONS)
    steps = round(YEARS * 52 / usual.step_weeks)
    begun = time.process_time()
    simulate(network(), demand.cycle(force, usual), usual_start(force, usual), sets, steps)
    return time.process_time() - begun


def dutch_batch(first: int) -> float:
    """Run a batch of the Dutch twin for fifteen years, each run with its own draws; return processor time."""
    fit = fitted("nl")
    months = 12 * YEARS
    begun = time.process_time()
    paths = vary(scenario("vandaag"), months, BATCH, 1, first=first).values
    run_dutch(dutch_economy(fit.parameters), fit.sample(BATCH, 1, first), paths, months)
    return time.process_time() - begun


def timed(work, runs: int, workers: int) -> tuple[float, float]:
    """Return the seconds that all batches take on warm processes, and the processor seconds of all together."""
    batches = [*range(0, runs, BATCH)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        [*pool.map(work, range(workers))]
        begun = time.perf_counter()
        spent = [*pool.map(work, batches)]
        return time.perf_counter() - begun, sum(spent)


def single() -> float:
    """Return the seconds of one run of the reference twin of 600 steps."""
    usual, force = ReferenceParameters(), np.full(OCCUPATIONS, 1 / OCCUPATIONS)
    net = network()
    simulate(net, demand.cycle(force, usual), usual_start(force, usual), usual, 10)
    begun = time.perf_counter()
    simulate(net, demand.cycle(force, usual), usual_start(force, usual), usual, 600)
    return time.perf_counter() - begun


def agents(sizes: list[int]) -> None:
    """Print how far people one by one lie from the twin, by their number."""
    from draaischijf.market.reference.rows import run_case
    from draaischijf.market.twin.cases import steady_case

    twin = 100 * float(steady_case().unemployment[0, -1])
    print(f"reference model, steady state of the twin {twin:.6f} %, root mean square over 250 steps")
    print(f"{'people':>12}{'deviation':>12}{'times root N':>14}{'seconds':>9}")
    for people in sizes:
        begun = time.perf_counter()
        apart = run_case("steady", people, 1).unemployment - twin
        rms = float(np.sqrt(np.mean(np.square(apart))))
        print(f"{people:>12,}{rms:>11.5f}%{rms * people**0.5:>14.2f}{time.perf_counter() - begun:>9.1f}", flush=True)


def dutch(sizes: list[int], seeds: int) -> None:
    """Print how Dutch people one by one lie around the Dutch twin with the same parameters, by their number.

    Chance falls with the root of the number; what the twin leaves out stays.
    """
    from draaischijf.market.dutch.model import DutchMarket, Setting
    from draaischijf.terms import DriverPaths

    still, parameters, months = DriverPaths("still", ()), fitted("nl").parameters, 12
    paths = vary(still, months, 1, 1).values
    twin = run_dutch(dutch_economy(parameters), [parameters], paths, months)["unemployment_rate"].mean()
    print(f"Dutch model, unemployment over a year without drivers; the twin {twin:.3f} %, {seeds} seeds")
    print(f"{'people':>12}{'mean':>9}{'apart':>9}{'spread':>9}{'times root N':>14}{'seconds':>9}")
    for people in sizes:
        begun, found = time.perf_counter(), []
        for seed in range(seeds):
            market = DutchMarket(Setting(still, people=people, years=1, parameters=parameters, seed=seed))
            stocks = [month.counts.cells.sum(axis=0) for month in market.run()]
            found.append(float(np.mean([100 * one[3] / one[:4].sum() for one in stocks])))
        mean, spread = float(np.mean(found)), float(np.std(found, ddof=1))
        row = f"{people:>12,}{mean:>8.3f}%{mean - twin:>+8.3f} {spread:>8.4f} {spread * people**0.5:>13.1f}"
        print(f"{row}{time.perf_counter() - begun:>9.1f}", flush=True)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--agents", action="store_true")
    parser.add_argument("--dutch", action="store_true")
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100_000, 1_000_000, 9_800_000])
    given = parser.parse_args()
    if given.agents:
        agents(given.sizes)
        return
    if given.dutch:
        dutch(given.sizes, given.seeds)
        return
    print(f"reference twin, {OCCUPATIONS} occupations, 600 steps, one run: {single():.3f} s (anchor .05 s)")
    heads = f"{'runs':>8}{'processes':>11}{'seconds':>9}{'a 10,000':>10}{'limit':>8}{'processor':>11}"
    print(f"\n{'runs of fifteen years':<24}{heads}")
    for label, work, limit in (("reference twin", reference_batch, 120), ("Dutch twin", dutch_batch, 600)):
        runs = -(-given.runs // BATCH) * BATCH
        seconds, spent = timed(work, runs, given.workers)
        each = 10_000 / runs
        row = f"{runs:>8}{given.workers:>11}{seconds:>9.1f}{seconds * each:>10.1f}{limit:>8}{spent * each:>11.1f}"
        print(f"{label:<24}{row}", flush=True)


if __name__ == "__main__":
    main()
