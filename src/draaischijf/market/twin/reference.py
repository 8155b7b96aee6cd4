"""The deterministic twin of the reference model, for one setting or thousands at once.

With occupations i, employed e, unemployed u, vacancies v, target demand d and network A, one step is, all flows from
the state at its start (del Rio-Chanona et al. 2021; anchored in `twin/cases.py`):

    gap      = e + v - d
    leaves   = delta_u e + (1 - delta_u) min(e, gamma_u max(0,  gap))
    opens    = delta_v e + (1 - delta_v) min(e, gamma_v max(0, -gap))
    q_ij     = v_j A_ij / sum_k v_k A_ik                 where the unemployed of i apply
    s_j      = sum_i u_i q_ij,  theta_j = v_j / s_j
    p_j      = theta_j (1 - exp(-1 / theta_j))           chance of an application
    f_ij     = u_i q_ij p_j                              hires

`s_j / v_j` is `x_j = sum_i A_ij u_i / w_i` with `w_i = sum_k v_k A_ik`, so that three products with A do it all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from draaischijf.market.twin.network import Floats, Network
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.market.parameters import ReferenceParameters
    from draaischijf.market.twin.demand import Demand


TINY: Final = 1e-200


@dataclass(frozen=True)
class Start:
    """The state before the first step, each of shape (n,) or (runs, n), people or shares of people.

    Args:
        employed: Employed by occupation.
        unemployed: Unemployed by last occupation.
        vacancies: Open vacancies by occupation.
    """

    employed: Floats
    unemployed: Floats
    vacancies: Floats


@dataclass(frozen=True)
class Trace:
    """What came of it. Arrays have runs first, then steps from 0 (the start), then occupations where kept.

    Args:
        employed: Employed people.
        unemployed: Unemployed people.
        vacancies: Open vacancies.
        long_term: Unemployed for `long_term_steps` or longer.
        hires: Hires in the step that led here; 0 at the start.
        separations: Separations in the step that led here; 0 at the start.
    """

    employed: Floats
    unemployed: Floats
    vacancies: Floats
    long_term: Floats
    hires: Floats
    separations: Floats

    @property
    def unemployment(self) -> Floats:
        """Unemployed as a share of the labour force, 0 to 1, by run and step."""
        return _total(self.unemployed) / (_total(self.employed) + _total(self.unemployed))

    @property
    def vacancy_rate(self) -> Floats:
        """Vacancies as a share of vacancies and employed people, 0 to 1, by run and step."""
        return _total(self.vacancies) / (_total(self.employed) + _total(self.vacancies))

    @property
    def long_term_unemployment(self) -> Floats:
        """Long-term unemployed as a share of the labour force, 0 to 1, by run and step."""
        return _total(self.long_term) / (_total(self.employed) + _total(self.unemployed))

    @property
    def finding(self) -> Floats:
        """Share of the unemployed at the start of each step who are hired in it, by run and step from 1."""
        return _total(self.hires)[:, 1:] / _total(self.unemployed)[:, :-1]


def _total(values: Floats) -> Floats:
    return values.sum(axis=2) if values.ndim == 3 else values


def usual_start(labour_force: Floats, parameters: ReferenceParameters) -> Start:
    """Return the start of the paper: `u = delta_u e` and `v = delta_v e`, with `e + u` the labour force.

    Args:
        labour_force: Shape (n,), 0 or more.
        parameters: Rates of separation and opening.
    """
    employed = labour_force / (1 + parameters.delta_u)
    return Start(employed, labour_force - employed, parameters.delta_v * employed)


def simulate(  # noqa: PLR0913 - a run is these five things
    network: Network,
    demand: Demand,
    start: Start,
    parameters: ReferenceParameters | Sequence[ReferenceParameters],
    steps: int,
    *,
    by_occupation: bool = False,
) -> Trace:
    """Run the twin.

    Args:
        network: Of n occupations.
        demand: Target demand by step, shape (n,) or (runs, n); step t is the one that leads to row t of the trace.
        start: The state before step 1.
        parameters: One set, or one per run; all with the same `long_term_steps`.
        steps: Number of steps, 0 or more.
        by_occupation: Keep every occupation, with memory for runs x steps x n numbers six times over.

    Raises:
        Problem: The start does not fit the network, or is negative.
    """
    run = _Run(network, start, [*parameters] if isinstance(parameters, Sequence) else [parameters])
    kept: list[list[Floats]] = [run.record(by_occupation)]
    for step in range(1, steps + 1):
        run.step(demand(step))
        kept.append(run.record(by_occupation))
    return Trace(*(np.stack([one[place] for one in kept], axis=1) for place in range(6)))


class _Run:
    """The state of all runs; `step` moves them on together."""

    def __init__(self, network: Network, start: Start, parameters: Sequence[ReferenceParameters]) -> None:
        runs, n = len(parameters), len(network)

        def column(name: str) -> Floats:
            return np.array([[getattr(one, name)] for one in parameters], float)

        def spread(name: str, values: Floats) -> Floats:
            if values.shape not in ((n,), (runs, n)) or not np.isfinite(values).all() or values.min() < 0:
                raise Problem(
                    "bad-start",
                    f"the start takes {n} numbers of 0 or more, or {runs} rows of them, not shape {values.shape}.",
                    place=name,
                )
            return np.broadcast_to(values, (runs, n)).astype(float)

        self.employed = spread("employed", start.employed)
        self.unemployed = spread("unemployed", start.unemployed)
        self.vacancies = spread("vacancies", start.vacancies)
        self.delta_u, self.delta_v = column("delta_u"), column("delta_v")
        self.gamma_u, self.gamma_v = column("gamma_u"), column("gamma_v")
        self.stay = column("self_loop") if network.loops else None
        self.matrix, self.turned = network.matrix, np.ascontiguousarray(network.matrix.T)
        self.hires = self.separations = np.zeros((runs, n))
        lengths = {int(one.long_term_steps) for one in parameters}
        if len(lengths) != 1:
            raise Problem("bad-start", "all runs count long-term unemployment from the same step.")
        # Unemployed by completed steps of their spell; the last class is open-ended, and holds all at the start.
        self.spells = [np.zeros((runs, n)) for _ in range(lengths.pop() - 1)] + [self.unemployed.copy()]

    def record(self, whole: bool) -> list[Floats]:
        """Return the state, summed over occupations unless asked whole."""
        kept = (
            self.employed,
            self.unemployed,
            self.vacancies,
            self.spells[-1],
            self.hires,
            self.separations,
        )
        return [one if whole else one.sum(axis=1) for one in kept]

    def _along(self, values: Floats, matrix: Floats) -> Floats:
        """Return `values @ matrix`, with the share that stays in its own occupation where the network leaves it out."""
        spread: Floats = values @ matrix
        return spread if self.stay is None else self.stay * values + (1 - self.stay) * spread

    def step(self, demand: Floats) -> None:
        """Move every run one step on."""
        gap = self.employed + self.vacancies - demand
        leaves = np.minimum(self.employed, self.gamma_u * np.maximum(gap, 0))
        leaves = self.delta_u * self.employed + (1 - self.delta_u) * leaves
        opens = np.minimum(self.employed, self.gamma_v * np.maximum(-gap, 0))
        opens = self.delta_v * self.employed + (1 - self.delta_v) * opens

        reach = self._along(self.vacancies, self.turned)
        # Under the smallest reach nobody has anywhere to apply; a quotient would be no number.
        each = np.divide(self.unemployed, reach, out=np.zeros_like(reach), where=reach > TINY)
        load = self._along(each, self.matrix)
        filled = -np.expm1(-load)
        chance = np.divide(filled, load, out=np.ones_like(load), where=load > 0)
        found = each * self._along(self.vacancies * chance, self.turned)
        hires = self.vacancies * filled

        stay = 1 - np.divide(found, self.unemployed, out=np.zeros_like(found), where=self.unemployed > 0)
        older = [one * stay for one in self.spells]
        self.spells = [leaves, *older[:-2], older[-2] + older[-1]] if len(older) > 1 else [leaves + older[0]]
        self.employed = self.employed - leaves + hires
        self.unemployed = self.unemployed + leaves - found
        self.vacancies = self.vacancies + opens - hires
        self.hires, self.separations = hires, leaves
