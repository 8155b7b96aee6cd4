"""Grow trees that add up to an expected gain: least squares boosting (Friedman 2001) of oblivious trees."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder.trees import DEPTH, Trees

F64 = npt.NDArray[np.float64]
U8 = npt.NDArray[np.uint8]

_BINS, _SEED = 48, 1
_COLUMNS, _ROWS = 8, 0.25
"""Columns that a tree may ask about, and the share of rows that choose its questions."""
_STEP = 5e-7  # between two numbers of six digits, so that no row stands on an edge


def grow(rows: F64, gains: F64, trees: int = 600, rate: float = 0.1, least: float = 300.0) -> Trees:
    """Return trees whose sum is near ``gains``.

    Each tree chooses its questions among some of the columns (random subspaces, Ho 1998) by some of the rows
    (Friedman 2002), and takes its values from all rows: it errs less on titles it has not seen, and grows faster.

    Args:
        rows: numbers rounded to six digits (n, columns).
        gains: what each row is worth (n,).
        trees: how many to grow.
        rate: share of the best step that each tree takes.
        least: rows of weight zero that every leaf is thought to hold besides its own.
    """
    draw = np.random.default_rng(_SEED)
    edges = [_edges(rows[:, k]) for k in range(rows.shape[1])]
    binned = np.stack([np.searchsorted(e, rows[:, k], "left") for k, e in enumerate(edges)]).astype(np.uint8)
    rest, found = gains.astype(np.float64), []
    for _ in range(trees):
        columns = np.sort(draw.choice(len(binned), min(_COLUMNS, len(binned)), replace=False))
        drawn = np.flatnonzero(draw.random(len(rest)) < _ROWS)
        some = binned[np.ix_(columns, drawn)]
        asked = [(int(columns[k]), place) for k, place in _questions(some, rest[drawn], least * _ROWS)]
        leaf = np.zeros(len(rest), np.int64)
        for level, (column, place) in enumerate(asked):
            leaf |= (binned[column] > place).astype(np.int64) << level
        sums, counts = (np.bincount(leaf, w, 1 << DEPTH) for w in (rest, None))
        values = np.round(rate * sums / (counts + least), 9)
        rest = rest - values[leaf]
        found.append(([c for c, _ in asked], [edges[c][place] for c, place in asked], values))
    return Trees(*(np.array(part) for part in zip(*found, strict=True)))


def _questions(binned: U8, rest: F64, least: float) -> list[tuple[int, int]]:
    """Return column and edge of each question of a tree."""
    leaf, asked = np.zeros(len(rest), np.int64), []
    for level in range(DEPTH):
        column, place = _question(binned, leaf, rest, least)
        leaf |= (binned[column] > place).astype(np.int64) << level
        asked.append((column, place))
    return asked


def _edges(values: F64) -> F64:
    """Return at most ``_BINS`` edges between equal shares of the different values."""
    marks = np.quantile(values, np.linspace(0, 1, _BINS + 1)[1:-1], method="lower")
    return np.asarray(np.unique(np.round(marks, 6)) + _STEP)


def _question(binned: U8, leaf: npt.NDArray[np.int64], rest: F64, least: float) -> tuple[int, int]:
    """Return the column and edge that take most off the squared error, asked of all leaves at once."""
    size = int(leaf.max()) + 1
    best, chosen = -1.0, (0, 0)
    for column, bins in enumerate(binned):
        key = leaf * (_BINS + 1) + bins
        sums, counts = (np.bincount(key, w, size * (_BINS + 1)).reshape(size, -1) for w in (rest, None))
        low, below = np.cumsum(sums, axis=1), np.cumsum(counts, axis=1)
        high, above = low[:, -1:] - low, below[:, -1:] - below
        gain = (low**2 / (below + least) + high**2 / (above + least)).sum(axis=0)[:-1]
        place = int(np.argmax(gain[: int(bins.max())])) if bins.max() else 0
        if bins.max() and gain[place] > best:
            best, chosen = float(gain[place]), (column, place)
    return chosen
