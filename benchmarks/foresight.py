"""Consistent scenarios of cross-impact fields, found exactly, beside the anchors and PyCIB; choosing few out of many.

python -m benchmarks.foresight [--fields 5] [--pycib FOLDER]

Fields are random (seeded): impacts from -3 to 3, all cells filled, half of them, or three blocks in ten. PyCIB (AGPL)
is used by this script only, where it is installed or its source lies in a folder; it is given smaller fields and its
own exact search, as the larger ones take it too long.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from draaischijf.foresight.balances import Balanced, searched
from draaischijf.foresight.choice import Space, choose
from draaischijf.foresight.field import Axis, Field, make_field

KINDS = ("all cells", "half the cells", "3 blocks in 10")
LIMITS = {(15, 4): "1 s; anchor .01 to .23 s", (18, 4): "10 s; anchor 3.5 s"}


def field_of(drivers: int, states: int, kind: str, seed: int) -> Field:
    random = np.random.default_rng(seed)
    count = drivers * states
    impacts = random.integers(-3, 4, (count, count))
    if kind == KINDS[1]:
        impacts *= random.random((count, count)) < 0.5
    if kind == KINDS[2]:
        impacts *= np.kron(random.random((drivers, drivers)) < 0.3, np.ones((states, states), int))
    axes = [Axis(f"D{n}", tuple(f"{n}.{s}" for s in range(states))) for n in range(drivers)]
    return make_field(axes, impacts.tolist())


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fields", type=int, default=5, help="random fields of each kind")
    parser.add_argument("--pycib", type=Path, help="folder with the source of PyCIB")
    given = parser.parse_args()
    searched(field_of(4, 3, KINDS[0], 0))  # compile
    print(f"{'field':<10} {'filled':<16} {'combinations':>14} {'median s':>9} {'worst s':>9}  limit")
    for (drivers, states), limit in {(6, 3): "", (10, 3): "", (12, 4): "", **LIMITS}.items():
        for kind in KINDS:
            fields = [field_of(drivers, states, kind, seed) for seed in range(given.fields)]
            taken = sorted(_seconds(lambda field=field: searched(field)) for field in fields)  # type: ignore[misc]
            row = f"{drivers} x {states:<5} {kind:<16} {states**drivers:>14,}"
            print(f"{row} {taken[len(taken) // 2]:>9.4f} {taken[-1]:>9.4f}  {limit}", flush=True)
    _choosing()
    _pycib(given.pycib)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _choosing() -> None:
    random = np.random.default_rng(1)
    print(f"\n{'choose':<7} {'out of':>7} {'score':>7} {'bound':>7} {'s':>7}")
    for count in (50, 200, 1000):
        states = random.integers(0, 4, (count, 12))
        found = [Balanced(tuple(row), 0.0, float(random.integers(0, 60)), ()) for row in states.tolist()]
        space = Space((4,) * 12, (True,) * 12, (0,) * 12)
        for size in (2, 4, 6):
            start = time.perf_counter()
            best = choose(found, size, space)
            print(f"{size:<7} {count:>7} {best.score:>7.4f} {best.bound:>7.4f} {time.perf_counter() - start:>7.2f}")


def _pycib(folder: Path | None) -> None:
    if folder:
        sys.path.insert(0, str(folder))
    try:
        cib = importlib.import_module("cib")
    except ImportError:
        print("\nPyCIB is not installed; give its folder with --pycib.")
        return
    print(f"\n{'field':<10} {'filled':<16} {'PyCIB s':>9} {'ours s':>9}  same")
    for drivers, states in ((8, 3), (10, 3), (12, 3)):
        for kind in KINDS:
            field = field_of(drivers, states, kind, 0)
            matrix = _as_pycib(cib, field)
            start = time.perf_counter()
            theirs = cib.ScenarioAnalyzer(matrix).find_all_consistent_exact().scenarios
            taken = time.perf_counter() - start
            start = time.perf_counter()
            ours, _ = searched(field)
            own = time.perf_counter() - start
            same = {tuple(one.to_indices()) for one in theirs} == {tuple(row) for row in ours.tolist()}
            row = f"{drivers} x {states:<5} {kind:<16}"
            print(f"{row} {taken:>9.3f} {own:>9.4f}  {'yes' if same else 'NO'}", flush=True)


def _as_pycib(cib: object, field: Field) -> object:
    matrix = cib.CIBMatrix({axis.id: list(axis.states) for axis in field.axes})  # type: ignore[attr-defined]
    names = [(axis.id, state) for axis in field.axes for state in axis.states]
    for row, (source, state) in enumerate(names):
        for column, (target, other) in enumerate(names):
            if source != target:
                matrix.set_impact(source, state, target, other, float(field.thousandths[row, column]) / 1000)
    return matrix


if __name__ == "__main__":
    main()
