"""Search and hiring in the Dutch twin: rules 5 to 7 of `docs/explanation/market.md`, in expectations.

The people of occupation i in region r who apply in a month count a_ir, weighted by the chance that they would take and
be let take the work apart from fit. Each applies to (j, s) with chance `A_ij R_rs V_js / W_ir`; of those who do, a
share `S_ij` is suitable. A vacancy has `m_js = sum_ir (a_ir / W_ir) A_ij S_ij R_rs` suitable applicants and is filled
with chance `1 - exp(-m_js)`; a suitable applicant gets it with chance `(1 - exp(-m)) / m`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from draaischijf.market.twin.economy import Economy
from draaischijf.market.twin.network import Floats

TINY = 1e-200
CLOSED = 0.02  # how open a registered profession is to search from elsewhere


def spread_over_regions(borders: Floats, stay: float, near: float) -> Floats:
    """Return R, shape (R, R): the share of search from a region that looks in another, rows summing to 1.

    Args:
        borders: Whether regions touch.
        stay: Share that stays.
        near: Share of the rest that goes to regions that touch, in equal parts; what is left goes to all others.
    """
    count = len(borders)
    if count == 1:
        return np.ones((1, 1))
    far = 1 - borders - np.eye(count)
    to_near, to_far = borders.sum(axis=1, keepdims=True), far.sum(axis=1, keepdims=True)
    # Without a region of one kind, its share goes to the other.
    part = np.where(to_near == 0, 0.0, np.where(to_far == 0, 1.0, near))
    spread = part * borders / np.maximum(to_near, 1) + (1 - part) * far / np.maximum(to_far, 1)
    found: Floats = stay * np.eye(count) + (1 - stay) * spread
    return found


@dataclass(frozen=True)
class Ways:
    """Where search goes and whom it suits; (1, n, n) where all runs agree, else (runs, n, n).

    Args:
        search: A, rows summing to 1.
        suited: A times S, without the parameter `efficiency`.
        own: (runs or 1, n), the diagonal of `suited`.
        direct: Chance of each occupation for a start without a vacancy, rows summing to 1.
        internal: Chance of each occupation for a move with the same employer, rows summing to 1.
    """

    search: Floats
    suited: Floats
    own: Floats
    direct: Floats
    internal: Floats


def ways(  # noqa: PLR0913, PLR0917 - the parameters of two equations
    economy: Economy,
    demand: Floats,
    loop: Floats,
    power: Floats,
    fit_power: Floats,
    miss: Floats,
    on_skills: Floats,
    reads: Floats,
) -> Ways:
    """Return the ways between occupations.

    Args:
        economy: Nearness, fit, levels and registered professions.
        demand: (n,), demand at the start, by which starts without a vacancy are spread.
        loop: (runs, 1, 1) or (1, 1, 1), the parameter `self_loop`; the others likewise.
        power: `near_power`.
        fit_power: `fit_power`.
        miss: `diploma_miss`.
        on_skills: Share of employers that hire on skills, w.
        reads: Share of applications in which a passport is shown and read; proof then counts as a diploma.
    """
    off = 1 - np.eye(economy.n)
    enough = (economy.level[None, :] <= economy.level[:, None]).astype(float)
    closed = economy.registered[None, :] * off
    opened = (1 - on_skills) * np.where(enough > 0, 1.0, miss) + on_skills
    near = (economy.near * off) ** power * np.where(closed > 0, CLOSED, opened) * economy.pull
    total = near.sum(axis=2, keepdims=True)
    near = np.divide(near, total, out=np.zeros_like(near), where=total > 0)
    # Who has no way to any other occupation stays.
    loop = np.where(total > 0, loop, 1.0)
    search = loop * np.eye(economy.n) + (1 - loop) * near
    asks_paper = (1 - on_skills) * (1 - reads)
    diploma = 1 - asks_paper * (1 - economy.qualified) * (1 - miss)
    fit = sum((one**fit_power for one in economy.fit), np.zeros_like(fit_power)) / len(economy.fit)
    suits = fit * np.where(closed > 0, 0.0, diploma)
    suited = search * suits
    return Ways(
        search,
        suited,
        np.ascontiguousarray(np.diagonal(suited, axis1=1, axis2=2)),
        _rows(search * demand),
        _rows(near * demand),
    )


def _rows(weights: Floats) -> Floats:
    total = weights.sum(axis=2, keepdims=True)
    found: Floats = np.divide(weights, total, out=np.zeros_like(weights), where=total > 0)
    return found


def along(values: Floats, matrix: Floats) -> Floats:
    """Return `values @ matrix` over occupations: values (runs, R, n), matrix (runs or 1, n, n)."""
    product: Floats = values @ matrix[0] if len(matrix) == 1 else np.matmul(values, matrix)
    return product


def against(values: Floats, matrix: Floats) -> Floats:
    """Return `values @ matrix` transposed: the mean of values over where each occupation looks."""
    product: Floats = values @ matrix[0].T if len(matrix) == 1 else np.matmul(values, matrix.transpose(0, 2, 1))
    return product


@dataclass(frozen=True)
class Matched:
    """What hiring over vacancies comes to; each (runs, R, n).

    Args:
        hires: Vacancies filled, by occupation and region of the vacancy.
        rate: Hires per weighted applicant, by occupation and region of the applicant.
        own: The part of `rate` that stays in the applicant's occupation.
        filled: Share of vacancies filled.
    """

    hires: Floats
    rate: Floats
    own: Floats
    filled: Floats


def match(applicants: Floats, vacancies: Floats, way: Ways, regions: Floats) -> Matched:
    """Return hires over vacancies.

    Args:
        applicants: (runs, R, n), weighted applicants a, efficiency included.
        vacancies: (runs, R, n), open vacancies.
        way: Ways between occupations.
        regions: (R, R), spread of search over regions.
    """
    reach = against(_to(vacancies, regions), way.search)
    each = np.divide(applicants, reach, out=np.zeros_like(reach), where=reach > TINY)
    load = along(_from(each, regions), way.suited)
    filled = -np.expm1(-load)
    taken = vacancies * np.divide(filled, load, out=np.ones_like(load), where=load > TINY)
    inviting = _to(taken, regions)
    per = np.divide(1.0, reach, out=np.zeros_like(reach), where=reach > TINY)
    return Matched(
        vacancies * filled,
        per * against(inviting, way.suited),
        per * inviting * way.own[:, None, :],
        filled,
    )


def _to(values: Floats, regions: Floats) -> Floats:
    """Return what someone of each region sees of values by region: sum over s of R_rs x_s."""
    return values if len(regions) == 1 else np.matmul(regions, values)


def _from(values: Floats, regions: Floats) -> Floats:
    """Return what reaches each region of values sent from all: sum over r of x_r R_rs."""
    return values if len(regions) == 1 else np.matmul(regions.T, values)
