"""Small decision trees that add up, over rows of rounded numbers: comparisons and sums in a fixed order only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

DEPTH = 6
"""Questions a tree asks; each asks the same ones of every row (oblivious trees, Kohavi 1994)."""


@dataclass(frozen=True)
class Trees:
    """A sum of trees.

    Attributes:
        columns: which column each question looks at (trees, ``DEPTH``).
        edges: the answer is yes above this (trees, ``DEPTH``).
        values: what the tree adds, by its answers as a binary number, the first one lowest (trees, 2 ** ``DEPTH``).
    """

    columns: I64
    edges: F64
    values: F64

    @classmethod
    def of(cls, table: F64 | None) -> Trees | None:
        """Return the trees of a table as ``array`` gives it, None for None."""
        if table is None:
            return None
        return cls(table[:, :DEPTH].astype(np.int64), table[:, DEPTH : 2 * DEPTH], table[:, 2 * DEPTH :])

    def array(self) -> F64:
        """Return a row of columns, edges and values per tree, as they stand in the weights file."""
        return np.concatenate([self.columns.astype(np.float64), self.edges, self.values], axis=1)

    def score(self, rows: F64) -> F64:
        """Return what all trees add up to for each row (n,)."""
        leaf = np.zeros((len(rows), len(self.columns)), np.int64)
        for level in range(DEPTH):
            leaf |= (rows[:, self.columns[:, level]] > self.edges[:, level]).astype(np.int64) << level
        added = self.values[np.arange(len(self.values)), leaf]
        return np.asarray(np.cumsum(added, axis=1)[:, -1])
