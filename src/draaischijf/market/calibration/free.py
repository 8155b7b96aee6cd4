"""Which parameters are fitted, and what is believed of them before."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np
import numpy.typing as npt

from draaischijf.market.parameters import DutchParameters
from draaischijf.market.twin.network import Floats

# Standard deviation of the natural logarithm before fitting: how far a value may lie from our first guess.
LOOSE, USUAL, TIGHT = 1.0, 0.5, 0.25
FREE: Final[dict[str, float]] = {
    "separation": LOOSE,
    "leave": LOOSE,
    "discouraged": LOOSE,
    "start_search": LOOSE,
    "efficiency": USUAL,
    "search_outside": USUAL,
    "accept_better": TIGHT,
    "duration_decay": USUAL,
    "direct_unemployed": USUAL,
    "direct_outside": USUAL,
    "direct_employed": USUAL,
    "direct_self": USUAL,
    "internal_move": USUAL,
    "hire_permanent": LOOSE,
    "to_permanent": LOOSE,
    "opening": TIGHT,
}


class Space:
    """Free parameters as logarithms, around first guesses.

    Args:
        base: First guesses; what is not free keeps its value.
        free: Standard deviation of the logarithm by name.
    """

    def __init__(self, base: DutchParameters, free: dict[str, float]) -> None:
        self.base, self.names = base, tuple(free)
        self.middle = np.log([getattr(base, name) for name in self.names])
        self.spread = np.array([free[name] for name in self.names])
        table = {one.name: one for one in type(base).table()}
        self.top = np.log([table[name].high for name in self.names])

    def parameters(self, point: Floats) -> DutchParameters:
        """Return the parameters at a point, (k,); a value beyond its legal range stays at the end of it."""
        values = np.exp(np.minimum(point, self.top))
        return replace(self.base, **dict(zip(self.names, values.tolist(), strict=True)))

    def prior(self, points: Floats) -> Floats:
        """Return by how many standard deviations points (runs, k) lie from the first guesses, (runs, k)."""
        found: Floats = (points - self.middle) / self.spread
        return found

    def legal(self, points: Floats) -> npt.NDArray[np.bool_]:
        """Return which points (runs, k) lie in the legal range, (runs,)."""
        return np.asarray((points < self.top).all(axis=1))
