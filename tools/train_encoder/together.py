"""Put runs together into one encoder: ``python -m tools.train_encoder.together A B ... --out weights.npz``.

Two runs find like vectors up to a turn of the whole space. The later ones are turned to lie on the first
(orthogonal Procrustes, Schönemann 1966); the mean of the turned weights is one model of the same size and errs less
than each (model soups, Wortsman et al. 2022).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder.model import Encoder
from tools.train_encoder import export, fit, sources
from tools.train_encoder.corpus import Corpus

F32 = npt.NDArray[np.float32]
F64 = npt.NDArray[np.float64]


def main() -> None:
    """Read, turn, take the mean, quantise, fit the mixer, write."""
    parser = sources.parser("tools.train_encoder.together", __doc__)
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    corpus = sources.asked(given, *given.runs)
    runs = [export.read(path) for path in given.runs]
    weights = mean(runs, corpus)
    weights["mixer"] = fit.mixer(Encoder(weights), corpus, given.esco)
    weights["blend"] = runs[0]["blend"]  # judge fits the chances anew
    np.savez(given.out, allow_pickle=False, **weights)


def mean(runs: list[dict[str, npt.NDArray[np.generic]]], corpus: Corpus) -> dict[str, npt.NDArray[np.generic]]:
    """Return the mean of the arrays of weights files, each turned to lie on the first."""
    names = [name for _, _, name in corpus.names][::3]
    first = Encoder(runs[0]).encode(names).astype(np.float64)
    tables, matrices, queries = [], [], []
    for run in runs:
        turn = turned(Encoder(run).encode(names).astype(np.float64), first)
        table = np.asarray(run["rows"], np.float32)
        size = float(np.sqrt((table * table).mean()))
        tables.append(table @ (turn / size).astype(np.float32))
        asked = np.asarray(run["queries"], np.float64) * np.ldexp(16.0, -int(np.asarray(run["query_bits"])))
        queries.append(asked @ turn * size)
        matrices.append(turn.T @ (np.asarray(run["matrices"], np.float64) / (1 << export.MATRIX_BITS)) @ turn)
    dense = {"matrix": sum(matrices) / len(runs), "query": sum(queries) / len(runs)}
    total: F32 = sum(tables[1:], tables[0])
    return export.quantise(total / np.float32(len(runs)), {k: np.asarray(v, np.float32) for k, v in dense.items()})


def turned(rows: F64, onto: F64) -> F64:
    """Return the orthogonal matrix (width, width) that brings ``rows`` nearest to ``onto``."""
    left, _, right = np.linalg.svd(rows.T @ onto)
    return np.asarray(left @ right)


if __name__ == "__main__":
    main()
