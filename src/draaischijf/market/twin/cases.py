"""The reference values: what the equations give, computed independently, beside what the twin gives."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from draaischijf.market.parameters import ReferenceParameters
from draaischijf.market.twin import demand
from draaischijf.market.twin.network import Network, complete
from draaischijf.market.twin.reference import Trace, simulate, usual_start


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One value to reproduce.

    Args:
        case: Which setting.
        quantity: What is measured, with its unit.
        expected: The reference value.
        got: What the twin gives.
        tolerance: Largest difference that still counts as the same: the rounding of the reference value.
    """

    case: str
    quantity: str
    expected: float
    got: float
    tolerance: float

    @property
    def ok(self) -> bool:
        """Whether the twin gives the reference value."""
        return bool(abs(self.got - self.expected) <= self.tolerance)

    def as_dict(self) -> dict[str, object]:
        """Return the row as the command line shows it."""
        return {
            "case": self.case,
            "quantity": self.quantity,
            "expected": self.expected,
            "got": self.got,
            "tolerance": self.tolerance,
            "ok": self.ok,
        }


def steady_case(n: int = 1) -> Trace:
    """Return the complete network of n like occupations under steady demand, until it no longer moves."""
    parameters = ReferenceParameters()
    force = np.full(n, 1 / n)
    return simulate(complete(n), demand.steady(force), usual_start(force, parameters), parameters, 2000)


def cycle_case(n: int = 1, steps: int = 20 * 103) -> Trace:
    """Return the complete network of n like occupations under the business cycle; by the tenth period it repeats."""
    parameters = ReferenceParameters()
    force = np.full(n, 1 / n)
    return simulate(complete(n), demand.cycle(force, parameters), usual_start(force, parameters), parameters, steps)


def automation_case() -> Trace:
    """Return two occupations of which the first loses half of its hours to automation over thirty years."""
    parameters = ReferenceParameters()
    force = np.ones(2)
    network = Network(np.array([[0.9, 0.1], [0.1, 0.9]]))
    target = demand.automation(force, np.array([0.5, 0.0]), parameters)
    return simulate(network, target, usual_start(force, parameters), parameters, 600)


def turns(trace: Trace, first: int, steps: int) -> float:
    """Return the signed area of the Beveridge loop, unemployment to the right and vacancies up.

    Args:
        trace: One run.
        first: Step at which the loop begins.
        steps: Steps in one period.

    Returns:
        Above 0 where the loop runs counter-clockwise.
    """
    u = trace.unemployment[0, first : first + steps]
    v = trace.vacancy_rate[0, first : first + steps]
    return float(0.5 * (u * np.roll(v, -1) - np.roll(u, -1) * v).sum())


def reference_rows() -> list[ReferenceRow]:
    """Return every reference value beside what the twin gives, in the order of the published table."""
    still, wave, shock = steady_case(), cycle_case(), automation_case()
    settled = slice(10 * 103, None)
    u, v = 100 * wave.unemployment[0, settled], 100 * wave.vacancy_rate[0, settled]
    peak = 100 * shock.unemployment[0]
    long = 100 * shock.long_term_unemployment[0]
    one, two, three = "complete network, steady state", "complete network, cycle", "two occupations, automation"
    return [
        ReferenceRow(one, "unemployment, %", 4.106573, float(100 * still.unemployment[0, -1]), 5e-7),
        ReferenceRow(one, "vacancy rate, %", 1.721901, float(100 * still.vacancy_rate[0, -1]), 5e-7),
        ReferenceRow(one, "unemployed who find work, share a step", 0.373619, float(still.finding[0, -1]), 5e-7),
        ReferenceRow(two, "lowest unemployment, %", 1.850, float(u.min()), 5e-4),
        ReferenceRow(two, "highest unemployment, %", 9.871, float(u.max()), 5e-4),
        ReferenceRow(two, "lowest vacancy rate, %", 1.234, float(v.min()), 5e-4),
        ReferenceRow(two, "highest vacancy rate, %", 5.305, float(v.max()), 5e-4),
        ReferenceRow(two, "Beveridge loop, 1 for counter-clockwise", 1, float(np.sign(turns(wave, 10 * 103, 103))), 0),
        ReferenceRow(three, "peak of unemployment, %", 4.40797, float(peak.max()), 5e-6),
        ReferenceRow(three, "step of the peak", 222, float(peak.argmax()), 0),
        ReferenceRow(three, "long-term unemployment before, %", 1.009, float(long[90]), 5e-4),
        ReferenceRow(three, "highest long-term unemployment, %", 1.113, float(long[100:].max()), 5e-4),
    ]
