"""Networks of occupations: who looks for work where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from draaischijf.problems import Problem

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Network:
    """How someone who last worked in one occupation spreads search over all, before vacancies count.

    Args:
        matrix: Shape (n, n), 0 or more; every row sums to 1.
        loops: True where the parameter `self_loop` says how much of search stays in the own occupation; the matrix then
            spreads the rest and has zeros on its diagonal.

    Raises:
        Problem: The matrix is not square, negative, or a row does not sum to 1.
    """

    matrix: Floats
    loops: bool = False

    def __post_init__(self) -> None:
        matrix = self.matrix
        if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or not len(matrix):
            raise Problem("bad-network", f"a network is a square table, not one of shape {matrix.shape}.")
        if not np.isfinite(matrix).all() or matrix.min() < 0:
            raise Problem("bad-network", "a network holds shares of 0 or more.")
        wrong = np.flatnonzero(np.abs(matrix.sum(axis=1) - 1) > 1e-9)
        if len(wrong):
            total = matrix[wrong[0]].sum()
            raise Problem("bad-network", f"it sums to {total:.6g}, not to 1.", place=f"row {wrong[0]}")
        if self.loops and np.diagonal(matrix).any():
            raise Problem("bad-network", "with loops of their own, occupations stand at 0 on the diagonal.")

    def __len__(self) -> int:
        """Return the number of occupations."""
        return len(self.matrix)


def complete(n: int) -> Network:
    """Return the network in which everyone looks everywhere alike.

    Args:
        n: Number of occupations, at least 1.
    """
    return Network(np.full((n, n), 1 / n))


def normalised(weights: Floats, loops: bool = False) -> Network:
    """Return a network from weights of 0 or more; a row without weight stays where it is.

    Args:
        weights: Shape (n, n).
        loops: Leave the diagonal to the parameter `self_loop`.
    """
    matrix = np.array(weights, float)
    if loops:
        np.fill_diagonal(matrix, 0)
    totals = matrix.sum(axis=1, keepdims=True)
    alone = np.flatnonzero(totals[:, 0] == 0)
    matrix = np.divide(matrix, totals, out=np.zeros_like(matrix), where=totals > 0)
    if loops and len(alone):
        raise Problem("bad-network", "an occupation has no way to any other.", place=f"row {alone[0]}")
    matrix[alone, alone] = 1
    return Network(matrix, loops)
