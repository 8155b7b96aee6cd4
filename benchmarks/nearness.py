"""Does nearness say something? Skills that are near should be asked for by the same occupations.

    python -m benchmarks.nearness

For every stored pair: how often an occupation that asks for the one also asks for the other, beside what chance gives
(lift). Nearness is not trained on this; the relations only measure.
"""

from __future__ import annotations

import csv
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy import sparse

from draaischijf.language import ROADS, open_language

ASKED = (
    Path(__file__).resolve().parents[2] / "shared" / "data" / "esco-derived" / "occupation_skill_relations_1.2.0.csv"
)
EDGES = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001)


def main() -> None:
    """Print the table."""
    if not ASKED.exists():
        print("skipped: the relations of occupations with skills are not on this machine")
        return
    language = open_language()
    ids, n = language.concepts.ids, language.concepts.n_skills
    with ASKED.open(encoding="utf-8", newline="") as file:
        pairs = [(ids.get(row["occupationUri"]), ids.get(row["skillUri"])) for row in csv.DictReader(file)]
    known = np.asarray([(a, b) for a, b in pairs if a is not None and b is not None and b < n])
    occupations, rows = np.unique(known[:, 0], return_inverse=True)
    asks = sparse.csr_matrix((np.ones(len(known)), (rows, known[:, 1])), shape=(len(occupations), n))
    asks.data[:] = 1
    often = np.asarray(asks.sum(axis=0)).ravel()
    near = language.nearness
    held, place = np.nonzero(near.targets[:, 1:] >= 0)
    target = near.targets[held, place + 1]
    both = np.asarray(asks[:, held].multiply(asks[:, target]).sum(axis=0)).ravel()
    value, road = near.permille[held, place + 1] / 1000, near.via[held, place + 1]
    asked = often[held] > 0
    chance = often[target] / len(occupations)
    print(f"{len(held):,} stored pairs, release {language.release}")
    print(f"{'nearness':<16}{'pairs':>9}{'asked together':>16}{'by chance':>11}{'lift':>8}")
    bands = [(f"{low:.1f} to {min(high, 1):.1f}", (value >= low) & (value < high)) for low, high in pairwise(EDGES)]
    bands += [(name, road == at) for at, name in enumerate(ROADS) if at]
    for name, inside in bands:
        kept = inside & asked
        if kept.any():
            share, luck = (
                both[kept].sum() / often[held][kept].sum(),
                (chance * often[held])[kept].sum() / often[held][kept].sum(),
            )
            print(f"{name:<16}{int(kept.sum()):>9,}{share:>16.1%}{luck:>11.2%}{share / luck:>8.0f}")


if __name__ == "__main__":
    sys.exit(main())
