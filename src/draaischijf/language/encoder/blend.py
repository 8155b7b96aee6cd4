"""How nearest occupations and direct nearness make a profile."""

from __future__ import annotations

from dataclasses import astuple, dataclass

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder.model import Encoder

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Blend:
    """How nearest occupations and direct nearness make a profile; fitted on occupations kept out of training.

    Attributes:
        name: weight of the nearest name of an occupation.
        centre: weight of the occupation's names together.
        title: weight of nearness between titles as the title matrix sees them.
        heat: temperature of the softmax over occupations.
        neighbours: occupations that count.
        direct: weight of nearness of title and skill by the title matrix.
        plain: weight of nearness of title and skill by name.
        constant: of the logistic that turns a score into a chance.
        slope: idem, on the score.
        steep: idem, on the direct nearness.
    """

    name: float = 0.5
    centre: float = 0.3
    title: float = 0.5
    heat: float = 0.12
    neighbours: float = 40
    direct: float = 0.5
    plain: float = 0.3
    constant: float = -2.0
    slope: float = 5.0
    steep: float = 2.0

    @classmethod
    def of(cls, encoder: Encoder) -> Blend:
        """Return the blend that was fitted with the encoder."""
        found = encoder.constants.get("blend")
        return cls() if found is None else cls(*found.tolist())

    def array(self) -> F64:
        """Return the values in order, as they stand in the weights file."""
        return np.array(astuple(self), np.float64)
