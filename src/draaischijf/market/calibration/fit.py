"""Fit free parameters to all targets at once, and say how certain the fit is.

The best point minimises `sum ((twin - target) / spread)^2 + sum (log-distance from the first guess / its spread)^2` by
Gauss and Newton with damping; draws around it come from the affine-invariant ensemble sampler of Goodman and Weare
(2010), by emcee. Both run the twin for many points side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from draaischijf.market.calibration.free import Space
from draaischijf.market.calibration.predict import predict
from draaischijf.market.calibration.targets import Target
from draaischijf.market.twin.economy import Economy
from draaischijf.market.twin.network import Floats
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.market.parameters import DutchParameters

Progress = Callable[[str], None]
STEP = 0.02  # of the logarithm, for slopes
WALKERS_A_PARAMETER = 4


@dataclass(frozen=True)
class Task:
    """What to fit to what.

    Args:
        economy: The start.
        space: Free parameters.
        targets: Figures; only those marked as fitted count.
    """

    economy: Economy
    space: Space
    targets: list[Target]

    @property
    def fitted(self) -> list[Target]:
        """The figures that count."""
        return [one for one in self.targets if one.fitted]

    def given(self, points: Floats) -> Floats:
        """Return what the twin gives for the fitted targets at points (runs, k), (runs, targets)."""
        values = predict(self.economy, [self.space.parameters(one) for one in points])
        return np.stack([values[one.name] for one in self.fitted], axis=1)

    def distances(self, points: Floats) -> Floats:
        """Return distances to targets and to first guesses in standard deviations, (runs, targets + k)."""
        wanted = np.array([one.value for one in self.fitted])
        spread = np.array([one.spread for one in self.fitted])
        return np.concatenate([(self.given(points) - wanted) / spread, self.space.prior(points)], axis=1)

    def log_chance(self, points: Floats) -> Floats:
        """Return the logarithm of the chance of points (runs, k) apart from a constant, (runs,)."""
        distances = self.distances(points)
        found = np.where(self.space.legal(points), -0.5 * (distances**2).sum(axis=1), -np.inf)
        return np.where(np.isfinite(distances).all(axis=1), found, -np.inf)


@dataclass(frozen=True)
class Fit:
    """What came of a fit.

    Args:
        best: The best point, (k,).
        spread: Covariance of the points around it by its slopes (Laplace), (k, k).
        draws: Points that fit about as well, (draws, k).
        acceptance: Share of moves that the sampler accepted.
        steps: Effective number of independent draws, the least over parameters.
    """

    best: Floats
    spread: Floats
    draws: Floats
    acceptance: float
    steps: float


def descend(task: Task, point: Floats, rounds: int = 25, say: Progress = lambda line: None) -> tuple[Floats, Floats]:
    """Return the best point and the covariance around it.

    Args:
        task: What to fit to what.
        point: Where to begin, (k,).
        rounds: Most rounds.
        say: Called with a line of progress after each round.
    """
    k, damping = len(point), 1e-2
    for turn in range(rounds):
        around = np.concatenate([[point], point + STEP * np.eye(k), point - STEP * np.eye(k)])
        distances = task.distances(around)
        here, slopes = distances[0], (distances[1 : k + 1] - distances[k + 1 :]).T / (2 * STEP)
        squares = slopes.T @ slopes
        tries = np.stack(
            [point - np.linalg.solve(squares + d * np.diag(np.diag(squares)), slopes.T @ here)
             for d in damping * np.array([0.0, 0.1, 1, 10, 100, 1000])]
        )  # fmt: skip
        losses = (task.distances(np.clip(tries, point - 1, np.minimum(point + 1, task.space.top - 1e-3))) ** 2).sum(
            axis=1
        )
        best = int(losses.argmin())
        before = float((here**2).sum())
        say(f"round {turn + 1}: distance {np.sqrt(before):.4f}")
        if losses[best] >= before * (1 - 1e-7):
            break
        point = np.clip(tries[best], point - 1, np.minimum(point + 1, task.space.top - 1e-3))
        damping = max(damping * (0.3 if best < 3 else 10), 1e-6)
    return point, np.asarray(np.linalg.inv(squares), np.float64)


def sample(  # noqa: PLR0913 - what a sampler needs
    task: Task, best: Floats, spread: Floats, *, steps: int, kept: int, seed: int, say: Progress = lambda line: None
) -> Fit:
    """Return draws of points that fit about as well as the best.

    Args:
        task: What to fit to what.
        best: The best point.
        spread: Covariance around it, from which the walkers begin.
        steps: Steps of the sampler; the first third is thrown away.
        kept: Number of draws to keep.
        seed: Seed.
        say: Called with a line of progress now and then.

    Raises:
        Problem: The extra `market` is not installed.
    """
    try:
        import emcee
    except ImportError as error:
        raise Problem(
            "missing-extra", "fitting needs the package emcee.", hint="pip install 'draaischijf[market]'"
        ) from error
    random = np.random.default_rng([seed, 11])
    walkers = WALKERS_A_PARAMETER * len(best)
    begin = random.multivariate_normal(best, spread, walkers)
    begin = np.minimum(begin, task.space.top - 1e-3)
    sampler = emcee.EnsembleSampler(walkers, len(best), task.log_chance, vectorize=True)
    sampler.random_state = np.random.RandomState(seed).get_state()
    for turn, _ in enumerate(sampler.sample(begin, iterations=steps), start=1):
        if turn % 50 == 0 or turn == steps:
            say(f"step {turn} of {steps}")
    chain = sampler.get_chain(discard=steps // 3, flat=True)
    with np.errstate(all="ignore"):
        times = sampler.get_autocorr_time(discard=steps // 3, quiet=True, tol=0)
    # A chain too short to tell counts as one draw a walker.
    time = float(np.max(times)) if np.isfinite(times).all() else len(chain) / walkers
    picked = random.choice(len(chain), size=min(kept, len(chain)), replace=False)
    return Fit(
        best, spread, chain[np.sort(picked)], float(sampler.acceptance_fraction.mean()), len(chain) / max(time, 1)
    )


def calibrate(
    task: Task, *, steps: int = 600, kept: int = 200, seed: int = 1, say: Progress = lambda line: None
) -> tuple[DutchParameters, Fit]:
    """Return the parameters that fit best, and how certain that is.

    Args:
        task: What to fit to what.
        steps: Steps of the sampler.
        kept: Draws to keep.
        seed: Seed.
        say: Called with lines of progress.
    """
    best, spread = descend(task, task.space.middle, say=say)
    return task.space.parameters(best), sample(task, best, spread, steps=steps, kept=kept, seed=seed, say=say)
