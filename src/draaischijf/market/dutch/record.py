"""From counts of a month to the outcomes of `market.outcomes`, for the country, its groups and its occupations."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from draaischijf.market.dutch.model import BANDS, DutchMarket, Month
from draaischijf.market.dutch.shared_kernel import TRAIN
from draaischijf.market.dutch.tables import OWN_DECAY
from draaischijf.market.outcomes import GROUP_NAMES, NAMES

Float64 = npt.NDArray[np.float64]

_WEEKS: Final = 52 / 12
_YEAR: Final = 12
DIMENSIONS: Final = ("age", "education", "province", "contract")
EDUCATION: Final = ("low", "middle", "high")
CONTRACTS: Final = ("permanent", "flexible", "self-employed")
_BINS: Final = 64 * (np.arange(256) + 0.5)


def group_labels(market: DutchMarket) -> list[tuple[str, str]]:
    """Return dimension and group of each row of `groups`."""
    ages = [f"{low}-{high - 1}" for low, high in zip(BANDS, (*BANDS[1:], 75), strict=True)]
    labels = (ages, EDUCATION, market.world.provinces, CONTRACTS)
    return [(dimension, group) for dimension, names in zip(DIMENSIONS, labels, strict=True) for group in names]


def outcomes(market: DutchMarket, month: Month) -> Float64:
    """Return every outcome of a month, in the order of `market.outcomes.MONTHLY`; stocks are those at its start."""
    found = _stocks(market, month) | _flows(market, month) | _skills(month) | _money(market, month)
    found |= _securities(market, month) | _gaps(market, month)
    return np.array([found[name] for name in NAMES])


def groups(market: DutchMarket, month: Month) -> Float64:
    """Return outcomes by group, (groups, outcomes), in the order of `group_labels` and `market.outcomes.GROUPED`."""
    counts, part = month.counts, market.stride
    state = counts.groups.reshape(6, 3, 12, 5)
    long, pay = counts.long.reshape(6, 3, 12) * part, counts.pay.reshape(6, 3, 12) * part
    job, develop = _by_contract(market, month)
    rows = []
    for axis in range(3):
        others = tuple(place for place in range(3) if place != axis)
        for own, late, paid in zip(state.sum(axis=others), long.sum(axis=others), pay.sum(axis=others), strict=True):
            rows.append(_group(market, own, float(late), float(paid), job, develop))
    total, mean = state.sum(axis=(0, 1, 2)), float(pay.sum()) / max(1, state[..., :3].sum())
    for contract in range(3):
        own = np.zeros(5)
        own[contract] = total[contract]
        rows.append(_group(market, own, 0.0, mean * total[contract], job, develop))
    return np.array(rows)


def occupations(market: DutchMarket, month: Month) -> Float64:
    """Return employed, unemployed, outside, vacancies and demand by occupation in thousands, (n, 5)."""
    n, thousand = len(market.world.brc), market.weight / 1000
    cells = month.counts.cells.reshape(n, 12, 5).sum(axis=1)
    columns = [cells[:, :3].sum(axis=1), cells[:, 3], cells[:, 4], month.vacant.sum(axis=1), month.wanted.sum(axis=1)]
    return np.stack(columns, axis=1) * thousand


def _by_contract(market: DutchMarket, month: Month) -> tuple[Float64, Float64]:
    """Chance to keep work for a year, (3,), and of a training in a year, (5,), by contract and state."""
    cells = month.counts.cells[:, :3].T
    total = np.maximum(1, cells.sum(axis=1))
    keeps = (cells * (1 - month.lose) ** _YEAR).sum(axis=1) / total
    train, idle = market.tables.training(month.levers, month.lose)
    chance = (cells * np.broadcast_to(train, cells.shape)).sum(axis=1) / total
    return keeps, 1 - (1 - np.concatenate((chance, idle))) ** _YEAR


def _group(  # noqa: PLR0913, PLR0917 - sums of one group
    market: DutchMarket, state: Float64, long: float, pay: float, job: Float64, develop: Float64
) -> list[float]:
    thousand = market.weight / 1000
    people, employed, unemployed = float(state.sum()), float(state[:3].sum()), float(state[3])
    force = employed + unemployed
    found = {
        "people": people * thousand,
        "employed": employed * thousand,
        "unemployment_rate": _percent(unemployed, force),
        "participation": _percent(force, people),
        "long_term_share": min(100.0, _percent(long, unemployed)),
        "flexible_share": _percent(float(state[1]), employed),
        "pay": pay / max(1.0, employed),
        "job_security": float(state[:3] @ job) / max(1.0, employed),
        "development_security": float(state[:4] @ develop[:4]) / max(1.0, force),
    }
    return [found[name] for name in GROUP_NAMES]


def _stocks(market: DutchMarket, month: Month) -> dict[str, float]:
    n, thousand = len(market.world.brc), market.weight / 1000
    cells = month.counts.cells.reshape(n, 12, 5).sum(axis=1)
    state = cells.sum(axis=0)
    employed, unemployed, outside = float(state[:3].sum()), float(state[3]), float(state[4])
    vacant = month.vacant.sum(axis=1)
    vacancies, force = float(vacant.sum()), employed + unemployed
    apart = np.abs(cells[:, 3] / max(1.0, unemployed) - vacant / max(1.0, vacancies))
    spell = month.counts.spell
    ages = month.counts.groups.reshape(6, 36, 5).sum(axis=1)
    return {
        "employed": employed * thousand,
        "unemployed": unemployed * thousand,
        "outside": outside * thousand,
        "vacancies": vacancies * thousand,
        "demand": float(month.wanted.sum()) * thousand,
        "unemployment_rate": _percent(unemployed, force),
        "youth_unemployment_rate": _rate(ages[0]),
        "older_unemployment_rate": _rate(ages[3:].sum(axis=0)),
        "vacancy_rate": _percent(vacancies, vacancies + employed),
        "tightness": _percent(vacancies, unemployed),
        "long_term_share": _percent(float(spell[_YEAR:].sum()), float(spell.sum())),
        "unemployment_duration": float(spell @ np.arange(25)) / max(1, int(spell.sum())),
        "participation": _percent(force, force + outside),
        "permanent_share": _percent(float(state[0]), employed),
        "flexible_share": _percent(float(state[1]), employed),
        "self_employed_share": _percent(float(state[2]), employed),
        "mismatch": float(apart.sum()) / 2,
    }


def _flows(market: DutchMarket, month: Month) -> dict[str, float]:
    thousand, moves = market.weight / 1000, month.flows.moves
    employed, vacancies = max(1.0, float(month.employed.sum())), float(month.vacant.sum())
    gone = month.filled + month.lapsed
    # Moves to another occupation by those at work and unemployed and by who comes from outside all count.
    changed = float(month.flows.occupation[1] + month.flows.occupation[2]) / employed
    return {
        "employed_unemployed": float(moves[0, 1]) * thousand,
        "employed_outside": float(moves[0, 2]) * thousand,
        "unemployed_employed": float(moves[1, 0]) * thousand,
        "unemployed_outside": float(moves[1, 2]) * thousand,
        "outside_employed": float(moves[2, 0]) * thousand,
        "outside_unemployed": float(moves[2, 1]) * thousand,
        "opened": float(month.opened.sum()) * thousand,
        "filled": month.filled * thousand,
        "lapsed": month.lapsed * thousand,
        "job_to_job": _percent(float(moves[0, 0]), employed),
        "occupation_change": 100 * (1 - (1 - min(1.0, changed)) ** 3),
        "vacancy_duration": (vacancies + (float(month.opened.sum()) - gone) / 2) / max(1, gone) * _WEEKS,
        "vacancy_age_filled": month.filled_age / max(1, month.filled) * _WEEKS,
    }


def _skills(month: Month) -> dict[str, float]:
    skills = month.skills
    working, looked = max(1, int(skills.seen[0])), max(1, int(skills.seen.sum()))
    shares = skills.under / np.maximum(1, skills.by_education)
    return {
        "below_skills": _percent(float(skills.under.sum()), working),
        "below_skills_low": 100 * float(shares[0]),
        "below_skills_high": 100 * float(shares[2]),
        "fit": float(skills.fit[0]) / working,
        "skills_gained": _YEAR * float(skills.change[0]) / looked,
        "skills_lost": _YEAR * float(skills.change[1]) / looked,
    }


def _money(market: DutchMarket, month: Month) -> dict[str, float]:
    counts, p = month.counts, market.setting.parameters
    people = max(1, int(counts.bins.sum()))
    share = np.cumsum(counts.bins) / people
    income = np.cumsum(counts.bins * _BINS)
    trainings = float(month.flows.events[TRAIN]) * market.weight
    paid = dict.fromkeys(("wages", "tax", "benefits", "assistance", "training"), 0.0)
    policies = 0.0
    for (purpose, _, _), cents in month.ledger.entries.items():
        if purpose in paid:
            paid[purpose] += cents / 100
        else:
            policies += cents / 100
    part = market.weight * market.stride
    return {
        "wants_more_hours": part * float(counts.hours[2]) / 1000,
        "unworked_hours": part * float(counts.hours[1]) / 1e6,
        "hours": float(counts.hours[0]) / people,
        "pay": float(counts.pay.sum()) / people,
        "pay_low": float(_BINS[np.searchsorted(share, 0.1)]),
        "pay_high": float(_BINS[np.searchsorted(share, 0.9)]),
        "pay_spread": _gini(counts.bins / people, income / max(1.0, income[-1])),
        "training": trainings / 1000,
        "training_cost": paid["training"] / 1e6,
        "training_yield": float(month.flows.learnt[0]) * market.weight / max(1.0, trainings * p.training_cost / 1000),
        "benefits": (paid["benefits"] + paid["assistance"]) / 1e6,
        "policy_cost": policies / 1e6,
        "government_balance": month.ledger.balances()["government"] / 1e8,
    }


def _gini(people: Float64, income: Float64) -> float:
    """Return `1 - sum of people x (income up to and with them + income before them)`, from poor to rich."""
    before = np.concatenate(([0.0], income[:-1]))
    return float(1 - (people * (income + before)).sum())


def _securities(market: DutchMarket, month: Month) -> dict[str, float]:
    """The four securities, each over a year from now: of the job, of work, of income and of development."""
    p, moves = market.setting.parameters, month.flows.moves
    employed, unemployed = max(1, int(month.employed.sum())), max(1, int(month.counts.cells[:, 3].sum()))
    job, develop = _by_contract(market, month)
    contracts = month.counts.cells[:, :3].sum(axis=0) / employed
    patience = (1 - p.duration_decay) ** (OWN_DECAY * np.arange(25.0))
    spell = month.counts.spell
    mean = float(spell @ patience) / max(1, int(spell.sum())) or 1.0
    found, stopped = float(moves[1, 0]) / unemployed / mean, float(moves[1, 2]) / unemployed / mean
    waiting, working, income = 1.0, 0.0, 0.0
    for at in range(_YEAR):
        income += (working + waiting * p.benefit_rate * (at < p.benefit_months)) / _YEAR
        out = min(1.0, found * patience[at])
        give_up = min(stopped * patience[at], 1 - out)
        working += waiting * out
        waiting *= 1 - out - give_up
    return {
        "job_security": float(contracts @ job),
        "work_security": float(working),
        "income_security": float(income),
        "development_security": float(contracts @ develop[:3]),
        "gap_contract": float(job[0] - job[1]),
    }


def _gaps(market: DutchMarket, month: Month) -> dict[str, float]:
    state = month.counts.groups.reshape(6, 3, 12, 5)
    education, provinces = state.sum(axis=(0, 2)), state.sum(axis=(0, 1))
    ages = state.sum(axis=(1, 2))
    regional = [_rate(one) for one in provinces]
    return {
        "gap_education": _rate(education[0]) - _rate(education[2]),
        "gap_age": _rate(ages[0]) - _rate(ages[1:4].sum(axis=0)),
        "gap_region": max(regional) - min(regional),
    }


def _rate(state: npt.NDArray[np.int64]) -> float:
    return _percent(float(state[3]), float(state[:4].sum()))


def _percent(part: float, whole: float) -> float:
    return 100 * part / whole if whole > 0 else 0.0
