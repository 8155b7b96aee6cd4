"""Learn the second opinion on concerns from sentences that say what they are.

    python -m tools.train_concerns [--crossed] [--honest] [FILE.csv ...]

Reads `gold/concerns/training.csv`, both development sets and the files named, and writes `tables/opinion.csv` of the
concerns. `--honest` learns the honest lines too that are not held out. `--crossed` writes nothing: it parts the
sentences in five, judges each part by what the other four teach, and prints how well that goes.

It is ridge regression on features that are there or not, each sentence with the length one; conjugate gradients with
sums in a fixed order give the same weights each time. Numpy is all it needs.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from benchmarks.concerns import DEVELOPMENT, Row, alarms_in, honest_lines, rows_of, score_of
from draaischijf.reading.concerns import grounds, opinion
from draaischijf.reading.concerns.opinion import BIAS, paired, single, weights_of
from draaischijf.reading.concerns.rules import FOLDER
from draaischijf.reading.concerns.sentence import WORD
from draaischijf.reading.tables import plain

GOLD: Final = Path(__file__).parents[1] / "gold" / "concerns"
FILES: Final = (DEVELOPMENT, GOLD / "development.csv", GOLD / "training.csv")
# The parts of the honest lines that may be learnt from or looked at; the third only measures.
HONEST: Final = ("development", "ordinary")
PARTS: Final = 5
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


def honest() -> dict[str, list[Row]]:
    """Return the honest lines that are not held out, by part."""
    return {part: [Row(text, frozenset(), "", True) for text in honest_lines(part)] for part in HONEST}


@contextmanager
def judged_by(columns: dict[str, dict[str, int]]) -> Iterator[None]:
    """Let the second opinion weigh by what was learnt just now, for a while."""
    with patch.object(opinion, "weights", return_value=weights_of(columns)):
        opinion.forget_words()
        yield
    opinion.forget_words()


def crossed(rows: Sequence[Row], lines: Mapping[str, Sequence[Row]], *, learn: bool) -> Iterator[tuple[str, int, int]]:
    """Yield what comes of judging each part of the sentences by what the other parts teach.

    Args:
        rows: Sentences to learn from.
        lines: Honest lines by what they are called.
        learn: Whether these are learnt from too; each is judged by what the others teach all the same.

    Yields:
        What is counted, how often it was so, and of how many, part after part.
    """
    for number in range(PARTS):
        others = [_others(own, number) for own in (rows, *(lines.values() if learn else ()))]
        with judged_by(columns_of([row for own in others for row in own])):
            score = score_of(list(rows[number::PARTS]))
            yield "concerns found", score.right, score.right + score.missed
            yield "right of what is found", score.right, score.right + score.false
            for name, own in lines.items():
                texts = [row.text for row in own[number::PARTS]]
                yield f"honest lines with a false alarm, {name}", len(alarms_in(texts)), len(texts)


def _others(rows: Sequence[Row], number: int) -> list[Row]:
    return [row for place, row in enumerate(rows) if place % PARTS != number]


def summed(counts: Iterable[tuple[str, int, int]]) -> list[str]:
    """Return a line for each thing that is counted, all parts together."""
    right, whole = Counter[str](), Counter[str]()
    for what, count, of in counts:
        right[what] += count
        whole[what] += of
    return [f"{what}: {right[what]:,} of {of:,} ({right[what] / max(of, 1):.3f})" for what, of in whole.items()]


def main() -> None:
    """Learn and write, or print how well what is learnt does on what was left out."""
    files = [*FILES, *(Path(one) for one in sys.argv[1:] if not one.startswith("-"))]
    rows = list({row.text: row for path in files for row in rows_of(path)}.values())
    learn, lines = "--honest" in sys.argv, honest()
    if "--crossed" in sys.argv:
        print("\n".join(summed(crossed(rows, lines, learn=learn))))
        return
    rows += [row for own in lines.values() for row in own if learn]
    write(columns_of(rows), FOLDER / "opinion.csv")
    print(f"{len(rows):,} sentences, {sum(row.allowed for row in rows):,} of them allowed uses")


if __name__ == "__main__":
    main()
