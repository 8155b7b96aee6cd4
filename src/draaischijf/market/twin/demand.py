"""Target demand of the reference model over time.

A demand is a function from a step to demand by occupation, shape (n,) or (runs, n); all three are those of
del Rio-Chanona et al. 2021.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.market.parameters import ReferenceParameters
    from draaischijf.market.twin.network import Floats

Demand: TypeAlias = "Callable[[int], Floats]"


def steady(base: Floats) -> Demand:
    """Return demand that stays as it is.

    Args:
        base: Shape (n,), 0 or more.
    """
    return lambda step: base


def cycle(base: Floats, parameters: ReferenceParameters) -> Demand:
    """Return demand with a business cycle: `D0 (1 - a sin(2 pi (t + t0) / T))`.

    Args:
        base: Shape (n,), mean demand.
        parameters: Amplitude, period and phase.
    """
    amplitude, period = parameters.cycle_amplitude, parameters.cycle_steps
    return lambda step: base * (1 - amplitude * np.sin(2 * np.pi * (step + parameters.cycle_phase) / period))


def automation(base: Floats, shares: Floats, parameters: ReferenceParameters) -> Demand:
    """Return demand that moves along a sigmoid to what it is after automation, total demand staying the same.

    Occupation i ends at `(1 - p_i) D0_i` times what keeps the sum: hours freed by automation are spread over all.

    Args:
        base: Shape (n,), demand before.
        shares: Shape (n,), share of hours automated, 0 to 1, not all 1.
        parameters: Start, half time and length of step.

    Raises:
        Problem: A share is outside 0 to 1, or nothing is left to do.
    """
    if shares.shape != base.shape or not ((shares >= 0) & (shares <= 1)).all():
        raise Problem("bad-demand", "automation takes one share of 0 to 1 per occupation.")
    left = base * (1 - shares)
    if not left.sum() > 0:
        raise Problem("bad-demand", "all work is automated; demand cannot be spread over what is left.")
    after = left * base.sum() / left.sum()
    half = parameters.automation_half_years * 52 / parameters.step_weeks
    rate = np.log(1 / parameters.automation_tail - 1) / half

    def demand(step: int) -> Floats:
        if step < parameters.automation_start:
            return base
        adopted = 1 / (1 + np.exp(-rate * (step - parameters.automation_start - half)))
        moved: Floats = base + (after - base) * adopted
        return moved

    return demand
