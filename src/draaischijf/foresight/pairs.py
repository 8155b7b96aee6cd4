"""General morphological analysis: which configurations hold together, judged pair by pair.

A cell says how two states go together: 0 cannot, 1 strained, 2 fits, 3 strengthens each other. A configuration stands
when its weakest pair is at least the lowest value that is allowed. Source: T. Ritchey, Wicked Problems - Social Messes:
Decision Support Modelling with Morphological Analysis (2011), cross-consistency assessment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from draaischijf.foresight.balances import MOST_FOUND, MOST_STEPS, Balanced, Search
from draaischijf.foresight.field import Axis, Field
from draaischijf.problems import Problem

Array = npt.NDArray[Any]
CANNOT, STRAINED, FITS, STRENGTHENS = range(4)
MOST_STATES: Final = 62


@dataclass(frozen=True, eq=False)
class Pairs:
    """Drivers, states and how each two states go together.

    Args:
        axes: The drivers.
        values: int8 (states, states), symmetric, 0 to 3; blocks of one driver are not used.
        name: Name of the field.
    """

    axes: tuple[Axis, ...]
    values: Array
    name: str = ""

    def without(self, left_out: Sequence[str]) -> Pairs:
        """Return the pairs without some drivers."""
        field = Field(self.axes, self.values, self.name).without(left_out)
        return Pairs(field.axes, field.thousandths, self.name)


def make_pairs(axes: Sequence[Axis], values: Sequence[Sequence[float]], *, name: str = "", file: str = "") -> Pairs:
    """Return checked pairs.

    Args:
        axes: The drivers.
        values: How each two states go together, 0 to 3; both halves filled.
        name: Name of the field.
        file: Name of the file that it comes from, for problems.

    Raises:
        Problem: A cell is out of range, says something else than its mirror, or a state goes with nothing of a driver.
    """
    from draaischijf.foresight.field import make_field

    # The same rules hold for drivers, states and the shape of the matrix.
    checked = make_field(axes, values, name=name, file=file)
    matrix = np.array(values, np.float64)
    where, labels = file or name or None, [f"{axis.id} {state}" for axis in axes for state in axis.states]
    apart = np.ones(matrix.shape, bool)
    for first, last in zip(checked.starts, checked.starts[1:], strict=False):
        apart[first:last, first:last] = False
    for row, column in np.argwhere(apart & ~np.isin(matrix, (CANNOT, STRAINED, FITS, STRENGTHENS))):
        place = f"row {labels[row]}, column {labels[column]}"
        raise Problem("pair-out-of-range", f"{matrix[row, column]:g} is not 0, 1, 2 or 3.", file=where, place=place)
    for row, column in np.argwhere(apart & (matrix != matrix.T)):
        place = f"row {labels[row]}, column {labels[column]}"
        message = f"says {matrix[row, column]:g} while the mirrored cell says {matrix[column, row]:g}."
        raise Problem("pair-contradicts", message, file=where, place=place, hint="Give both cells the same value.")
    return Pairs(tuple(axes), np.where(apart, matrix, 0).astype(np.int8), name)


def configurations(
    pairs: Pairs, lowest: int = STRAINED, *, most_found: int = MOST_FOUND, most_steps: int = MOST_STEPS
) -> Search:
    """Return every configuration whose pairs all have at least the lowest allowed value.

    Each comes with `value`, its weakest pair, `total`, the sum over its pairs, and as `balances` for every state the
    sum of its values with the chosen states of the other drivers.

    Args:
        pairs: The field.
        lowest: Lowest value that is allowed, 1 to 3.
        most_found: Configurations at most.
        most_steps: Steps of the search at most.

    Raises:
        Problem: The lowest value is out of range, or a driver has too many states.
    """
    from draaischijf.foresight.pairs_kernel import configurations as kernel

    if lowest not in (STRAINED, FITS, STRENGTHENS):
        raise Problem("bad-lowest", f"the lowest value allowed is 1, 2 or 3, not {lowest}.", place="--lowest")
    field = Field(pairs.axes, pairs.values, pairs.name)
    if len(pairs.axes) > MOST_STATES or (field.sizes > MOST_STATES).any():
        raise Problem("field-too-large", f"has more than {MOST_STATES} drivers or states.", file=pairs.name or None)
    found = np.zeros((most_found, len(pairs.axes)), np.int8)
    count, steps = kernel(field.sizes, field.starts, _fits(pairs, field, lowest), most_steps, found)
    return Search(_described(pairs, field, found[:count]), steps > 0, abs(steps))


def _fits(pairs: Pairs, field: Field, lowest: int) -> Array:
    """Return int64 (states, drivers): states of each driver that go with a state, as bits; its own driver open."""
    allowed = pairs.values >= lowest
    result = np.empty((len(allowed), len(pairs.axes)), np.int64)
    for driver, (first, last) in enumerate(zip(field.starts, field.starts[1:], strict=False)):
        bits = 1 << np.arange(last - first)
        result[:, driver] = (allowed[:, first:last] * bits).sum(1)
        result[first:last, driver] = (1 << (last - first)) - 1
    return result


def _described(pairs: Pairs, field: Field, states: Array) -> tuple[Balanced, ...]:
    states = states[np.lexsort(states.T[::-1])] if len(states) else states
    upper = np.triu_indices(len(pairs.axes), 1)
    result = []
    for chosen in states.astype(np.int64):
        rows = field.starts[:-1] + chosen
        among = pairs.values[np.ix_(rows, rows)][upper]
        result.append(
            Balanced(
                states=tuple(chosen.tolist()),
                value=float(among.min()),
                total=float(among.sum()),
                balances=tuple(pairs.values[rows].sum(0).astype(float).tolist()),
            )
        )
    return tuple(result)
