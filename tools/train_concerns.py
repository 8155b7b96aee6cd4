"""Learn the second opinion on concerns from sentences that say what they are.

    python -m tools.train_concerns [FILE.csv ...]

Reads `gold/concerns/training.csv`, both development sets and the files named, and writes `tables/opinion.csv` of the
concerns. It is ridge regression on features that are there or not, each sentence with the length one; conjugate
gradients with sums in a fixed order give the same weights each time. Numpy is all it needs.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from benchmarks.concerns import DEVELOPMENT, Row, rows_of
from draaischijf.reading.concerns import grounds
from draaischijf.reading.concerns.opinion import BIAS, paired, single
from draaischijf.reading.concerns.rules import FOLDER
from draaischijf.reading.concerns.sentence import WORD
from draaischijf.reading.tables import plain

GOLD: Final = Path(__file__).parents[1] / "gold" / "concerns"
FILES: Final = (DEVELOPMENT, GOLD / "development.csv", GOLD / "training.csv")
LEAST_OFTEN: Final = 2
RIDGE: Final = 0.4
STEPS: Final = 60
HUNDREDTHS: Final = 100

F64 = npt.NDArray[np.float64]


class Matrix:
    """Sentences by features: one over the root of how many a sentence has, each time that it has one."""

    def __init__(self, found: Sequence[list[str]], names: Sequence[str]) -> None:
        place = {name: number for number, name in enumerate(names)}
        pairs = [(row, place[one]) for row, own in enumerate(found) for one in own if one in place]
        self.rows, self.columns = np.array(pairs, np.int64).T
        self.values = np.array([1 / len(own) ** 0.5 for own in found])[self.rows]
        self.shape = len(found), len(names)

    def times(self, weights: F64) -> F64:
        """Return the sum of weights for each sentence."""
        return np.bincount(self.rows, weights[self.columns] * self.values, self.shape[0])

    def back(self, errors: F64) -> F64:
        """Return the sum of errors for each feature."""
        return np.bincount(self.columns, errors[self.rows] * self.values, self.shape[1])


def fit(matrix: Matrix, target: F64) -> tuple[F64, float]:
    """Return weights and bias that come nearest to a target, large weights being dear.

    Args:
        matrix: Sentences by features.
        target: For each sentence what the weights should sum to.
    """
    bias = float(target.mean())
    weights = np.zeros(matrix.shape[1])
    rest = matrix.back(target - bias)
    way, size = rest.copy(), float(rest @ rest)
    for _ in range(STEPS):
        if size < 1e-12:
            break
        pushed = matrix.back(matrix.times(way)) + RIDGE * way
        step = size / float(way @ pushed)
        weights += step * way
        rest -= step * pushed
        before, size = size, float(rest @ rest)
        way = rest + size / before * way
    return weights, bias


def often(found: Sequence[list[str]]) -> list[str]:
    """Return features that stand in more than one sentence, in order."""
    counts = Counter(one for own in found for one in set(own))
    return sorted(one for one, count in counts.items() if count >= LEAST_OFTEN)


def learnt(found: Sequence[list[str]], target: F64) -> dict[str, int]:
    """Return weights by feature in hundredths, the bias among them and noughts left out."""
    names = often(found)
    weights, bias = fit(Matrix(found, names), target)
    named = zip([BIAS, *names], [bias, *weights.tolist()], strict=True)
    return {name: whole for name, weight in named if (whole := round(weight * HUNDREDTHS))}


def columns_of(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """Return what is learnt from sentences: for a concern, for a direct one, and for each ground."""
    words = [WORD.findall(plain(row.text)) for row in rows]
    found = {
        "concern": learnt([[*single(one), *paired(one)] for one in words], _sign([not row.allowed for row in rows]))
    }
    about = [(single(one), row) for one, row in zip(words, rows, strict=True) if not row.allowed]
    said = [(own, row.direct == "1") for own, row in about if row.direct]
    found["direct"] = learnt([own for own, _ in said], _sign([one for _, one in said]))
    for ground in grounds():
        target = _sign([ground in row.grounds for _, row in about])
        found[ground] = learnt([own for own, _ in about], target)
    return found


def _sign(said: Sequence[bool]) -> F64:
    return np.where(said, 1.0, -1.0)


def write(columns: dict[str, dict[str, int]], path: Path) -> None:
    """Write weights as a table, a feature a line."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write("# Learnt by `python -m tools.train_concerns`: what each feature says, in hundredths.\n")
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(["feature", *columns])
        for name in sorted({name for own in columns.values() for name in own}):
            row = [str(own.get(name, "")) for own in columns.values()]
            writer.writerow([name, *"\t".join(row).rstrip("\t").split("\t")])


def main() -> None:
    """Learn and write."""
    files = [*FILES, *map(Path, sys.argv[1:])]
    rows = list({row.text: row for path in files for row in rows_of(path)}.values())
    write(columns_of(rows), FOLDER / "opinion.csv")
    print(f"{len(rows):,} sentences, {sum(row.allowed for row in rows):,} of them allowed uses")


if __name__ == "__main__":
    main()
