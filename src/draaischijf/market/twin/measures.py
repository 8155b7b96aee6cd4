"""What the Dutch twin measures each month: one number a run."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np

from draaischijf import figures
from draaischijf.market.twin.dutch import DutchTwin
from draaischijf.market.twin.economy import FLEXIBLE, PERMANENT, SELF, YOUNGEST
from draaischijf.market.twin.month import Month, total
from draaischijf.market.twin.network import Floats
from draaischijf.market.twin.people import EMPLOYED, OUTSIDE, UNEMPLOYED
from draaischijf.market.twin.spells import LONG

TINY = 1e-12
WEEKS = 52 / 12
YEAR = 12


class Measure(NamedTuple):
    """One measure.

    Args:
        name: Its name.
        unit: Its unit.
        meaning: What it says.
        dutch: Its Dutch label.
    """

    name: str
    unit: str
    meaning: str
    dutch: str


MEASURES: tuple[Measure, ...] = (
    Measure("employed", "thousand people", "people with work", "Werkenden"),
    Measure("unemployed", "thousand people", "people without work who look for it", "Werklozen"),
    Measure("outside", "thousand people", "people outside the labour force", "Buiten de beroepsbevolking"),
    Measure("vacancies", "thousand", "open vacancies", "Openstaande vacatures"),
    Measure("unemployment_rate", "%", "unemployed of the labour force", "Werkloosheid"),
    Measure("youth_unemployment_rate", "%", "the same at 15 to 24", "Jeugdwerkloosheid"),
    Measure("older_unemployment_rate", "%", "the same at 45 to 74", "Werkloosheid vanaf 45 jaar"),
    Measure("low_unemployment_rate", "%", "the same in occupations of level 1 and 2", "Werkloosheid, niveau 1 en 2"),
    Measure("high_unemployment_rate", "%", "the same in occupations of level 3 and 4", "Werkloosheid, niveau 3 en 4"),
    Measure("vacancy_rate", "%", "vacancies of vacancies and employed", "Vacaturegraad"),
    Measure("tightness", "vacancies per 100 unemployed", "vacancies by unemployed", "Spanning"),
    Measure("long_term_share", "% of unemployed", "unemployed a year or longer", "Langdurig werklozen"),
    Measure("vacancy_duration", "weeks", "open vacancies by those filled or withdrawn", "Duur van vacatures"),
    Measure("participation", "% of people of 15 to 74", "labour force by people", "Arbeidsdeelname"),
    Measure("employed_unemployed", "thousand a month", "lose work", "Van werk naar werkloos"),
    Measure("employed_outside", "thousand a month", "leave work and the labour force", "Van werk naar buiten"),
    Measure("unemployed_employed", "thousand a month", "find work", "Van werkloos naar werk"),
    Measure("unemployed_outside", "thousand a month", "stop looking", "Van werkloos naar buiten"),
    Measure("outside_employed", "thousand a month", "start to work from outside", "Van buiten naar werk"),
    Measure("outside_unemployed", "thousand a month", "start to look for work", "Van buiten naar werkloos"),
    Measure("opened", "thousand a month", "vacancies opened", "Ontstane vacatures"),
    Measure("filled", "thousand a month", "vacancies filled", "Vervulde vacatures"),
    Measure("lapsed", "thousand a month", "vacancies withdrawn", "Ingetrokken vacatures"),
    Measure("job_to_job", "% of employed a month", "move to other work", "Baan naar baan"),
    Measure("occupation_change", "% of employed a quarter", "in another occupation group", "Beroepswisselingen"),
    Measure("permanent_share", "% of employed", "with a permanent contract", "Vast contract"),
    Measure("flexible_share", "% of employed", "with a flexible contract", "Flexibel contract"),
    Measure("self_employed_share", "% of employed", "self-employed", "Zelfstandig"),
    Measure("mismatch", "share, 0 to 1", "half the sum of |share of unemployed - share of vacancies|", "Mismatch"),
    Measure("job_security", "share, 0 to 1", "chance to keep work for a year", "Baanzekerheid"),
    Measure("work_security", "share, 0 to 1", "chance to find work in a year without it", "Werkzekerheid"),
    Measure("income_security", "share, 0 to 1", "income kept in a year without work", "Inkomenszekerheid"),
    Measure("development_security", "share, 0 to 1", "chance of a training in a year", "Ontwikkelzekerheid"),
    Measure("income", "euro an hour", "mean of median wages over the employed", "Uurloon"),
    Measure("income_spread", "ratio", "mean wage of level 3 and 4 by that of level 1 and 2", "Loonverhouding"),
    Measure("training", "thousand a month", "trainings begun", "Opleidingen"),
    Measure("training_cost", "million euro a month", "their cost", "Kosten van opleiding"),
    Measure("benefits", "million euro a month", "benefits and assistance paid", "Uitkeringen"),
    Measure("cost_government", "million euro a month", "policies, borne by the government", "Beleidskosten overheid"),
    Measure("cost_employers", "million euro a month", "policies, borne by employers", "Beleidskosten werkgevers"),
    Measure("cost_funds", "million euro a month", "policies, borne by funds", "Beleidskosten fondsen"),
)  # fmt: skip

# Units in Dutch, for charts and tables that people read.
EENHEDEN = {
    "thousand people": "duizend mensen",
    "thousand": "duizend",
    "%": "%",
    "vacancies per 100 unemployed": "vacatures per 100 werklozen",
    "% of unemployed": "% van de werklozen",
    "weeks": "weken",
    "% of people of 15 to 74": "% van de mensen van 15 tot 75 jaar",
    "thousand a month": "duizend per maand",
    "% of employed a month": "% van de werkenden per maand",
    "% of employed a quarter": "% van de werkenden per kwartaal",
    "% of employed": "% van de werkenden",
    "share, 0 to 1": "deel, 0 tot 1",
    "euro an hour": "euro per uur",
    "ratio": "verhouding",
    "million euro a month": "miljoen euro per maand",
}

NAMES = tuple(one.name for one in MEASURES)
BY_NAME = {one.name: one for one in MEASURES}


@cache
def monthly_hours() -> float:
    """Return the mean hours that an employed person works in a month, from the bands of published hours."""
    bands = figures.hours_bands()
    middle = [(one.low + min(one.high, 38 + 38 - one.low)) / 2 for one in bands]
    weekly = sum(hours * one.employed for hours, one in zip(middle, bands, strict=True))
    return weekly / sum(one.employed for one in bands) * WEEKS


def measure(twin: DutchTwin, flows: Month) -> Floats:
    """Return every measure after a month, (runs, measures), in the order of `MEASURES`.

    Args:
        twin: The twin, after the month.
        flows: What flowed in it.
    """
    work = twin.employed.sum(axis=(2, 3))
    employed, unemployed = work.sum(axis=1), twin.unemployed.sum(axis=(1, 2))
    outside, vacancies = twin.outside.sum(axis=(1, 2)), twin.vacancies.sum(axis=(1, 2))
    people = {"employed": employed, "unemployed": unemployed, "outside": outside, "vacancies": vacancies}
    values = people | _rates(twin, people) | _flows(flows, vacancies)
    values |= _moves(twin, flows, employed) | _contracts(work, employed)
    values |= _securities(twin, flows, employed, unemployed)
    values |= _money(twin, values["job_security"], employed)
    values |= _costs(twin, flows, values)
    return np.stack([values[name] for name in NAMES], axis=1)


def _rates(twin: DutchTwin, people: dict[str, Floats]) -> dict[str, Floats]:
    by_age = twin.ages.people
    seekers, work = twin.unemployed.sum(axis=1), twin.employed.sum(axis=(1, 2))
    low = twin.economy.level <= 2
    force = people["employed"] + people["unemployed"]
    everyone = force + people["outside"]

    def at(ages: slice) -> Floats:
        return _percent(
            by_age[:, UNEMPLOYED, ages].sum(axis=1), by_age[:, [EMPLOYED, UNEMPLOYED], ages].sum(axis=(1, 2))
        )

    def of(rows: np.ndarray) -> Floats:
        return _percent(seekers[:, rows].sum(axis=1), (seekers + work)[:, rows].sum(axis=1))

    wanted = twin.vacancies.sum(axis=1)
    apart = np.abs(seekers / _some(people["unemployed"])[:, None] - wanted / _some(people["vacancies"])[:, None])
    return {
        "unemployment_rate": _percent(people["unemployed"], force),
        "youth_unemployment_rate": at(slice(0, 25 - YOUNGEST)),
        "older_unemployment_rate": at(slice(45 - YOUNGEST, None)),
        "low_unemployment_rate": of(low),
        "high_unemployment_rate": of(~low),
        "vacancy_rate": _percent(people["vacancies"], people["vacancies"] + people["employed"]),
        "tightness": _percent(people["vacancies"], people["unemployed"]),
        "long_term_share": _percent(twin.spells[:, LONG:].sum(axis=1), people["unemployed"]),
        "participation": _percent(force, everyone),
        "mismatch": apart.sum(axis=1) / 2,
    }


def _flows(flows: Month, vacancies: Floats) -> dict[str, Floats]:
    summed = {
        "employed_unemployed": flows.lost,
        "employed_outside": flows.left,
        "unemployed_employed": flows.found + flows.began + flows.trainees + flows.guaranteed,
        "unemployed_outside": flows.stopped,
        "outside_employed": flows.entered + flows.came,
        "outside_unemployed": flows.searching,
        "opened": flows.opened,
        "filled": flows.hires,
        "lapsed": flows.lapsed,
    }
    found = {name: total(one) for name, one in summed.items()}
    found["employed_outside"] = found["employed_outside"] + flows.retired
    gone = found["filled"] + found["lapsed"]
    # Open in the month: the mean of begin and end.
    found["vacancy_duration"] = (vacancies + (gone - found["opened"]) / 2) / _some(gone) * WEEKS
    return found


def _moves(twin: DutchTwin, flows: Month, employed: Floats) -> dict[str, Floats]:
    moved = (flows.moved + flows.self_started).sum(axis=(1, 2, 3))
    changed = moved - flows.kept_occupation - flows.direct_kept
    monthly = changed / _some(employed) + twin.value("internal_move")
    return {
        "job_to_job": _percent(moved, employed),
        "occupation_change": 100 * (1 - (1 - np.minimum(monthly, 1)) ** 3),
    }


def _contracts(work: Floats, employed: Floats) -> dict[str, Floats]:
    names = {"permanent_share": PERMANENT, "flexible_share": FLEXIBLE, "self_employed_share": SELF}
    return {name: _percent(work[:, at], employed) for name, at in names.items()}


def _securities(twin: DutchTwin, flows: Month, employed: Floats, unemployed: Floats) -> dict[str, Floats]:
    """The four securities: of the job, of work, of income and of development, each 0 to 1, over a year from now."""
    lost = total(flows.lost) / _some(employed)
    found = total(flows.found + flows.began + flows.trainees + flows.guaranteed) / _some(unemployed)
    stopped = total(flows.stopped) / _some(unemployed)
    relative = np.broadcast_to(twin.patience(), twin.spells.shape) / twin.mean_patience()[:, None]
    rate = twin.value("benefit_rate")
    waiting, working, income = np.ones(twin.runs), np.zeros(twin.runs), np.zeros(twin.runs)
    for month in range(YEAR):
        income = income + (working + waiting * rate * (month < twin.value("benefit_months"))) / YEAR
        out = np.minimum(found * relative[:, month], 1)
        give_up = np.minimum(stopped * relative[:, month], 1 - out)
        working = working + waiting * out
        waiting = waiting * (1 - out - give_up)
    keeps = (1 - np.minimum(lost, 1)) ** YEAR
    return {
        "job_security": keeps,
        "work_security": working,
        "income_security": income,
        "development_security": 1 - (1 - _training(twin, keeps)) ** YEAR,
    }


def _training(twin: DutchTwin, keeps: Floats) -> Floats:
    """Return the chance to begin a training in a month, over contracts: it falls with the chance to lose work."""
    calm = np.exp(-twin.value("insecurity_effect") * twin.forces.insecurity * (1 - keeps))
    work = twin.employed.sum(axis=(2, 3))
    by_contract = (work * twin.forces.training[:, :3]).sum(axis=1) / _some(work.sum(axis=1))
    found: Floats = np.minimum(twin.value("training") * by_contract * calm, 1)
    return found


def _money(twin: DutchTwin, keeps: Floats, employed: Floats) -> dict[str, Floats]:
    wage, work = twin.economy.wage, twin.employed.sum(axis=(1, 2))
    low = twin.economy.level <= 2
    mean = work @ wage / _some(employed)
    poor = work[:, low] @ wage[low] / _some(work[:, low].sum(axis=1))
    rich = work[:, ~low] @ wage[~low] / _some(work[:, ~low].sum(axis=1))
    trained = _training(twin, keeps) * employed
    insured = np.arange(twin.spells.shape[1])[None, :] < twin.value("benefit_months")[:, None]
    on_benefit, rest = (twin.spells * insured).sum(axis=1), (twin.spells * ~insured).sum(axis=1)
    paid = twin.value("benefit_rate") * on_benefit * mean * monthly_hours() + twin.value("assistance") * rest
    return {
        "income": mean,
        "income_spread": rich / _some(poor),
        "training": trained,
        "training_cost": trained * twin.value("training_cost") / 1000,
        "benefits": paid / 1000,
    }


def _costs(twin: DutchTwin, flows: Month, values: dict[str, Floats]) -> dict[str, Floats]:
    """Return what policies cost in the month by who bears it, million euro, from the policies' own charges."""
    found = {f"cost_{bearer}": np.zeros(twin.runs) for bearer in ("government", "employers", "funds")}
    if not any(twin.forces.strengths):
        return found
    tally = _tally(twin, flows, values)
    for policy, strength in zip(twin.policies, twin.forces.strengths, strict=True):
        if strength > 0:
            for charge in policy.charges(tally, strength):
                found[f"cost_{charge.bearer}"] = found[f"cost_{charge.bearer}"] + charge.euro / 1e6
    return found


def _tally(twin: DutchTwin, flows: Month, values: dict[str, Floats]) -> Any:
    """Return what the charges of policies count, in people and euros, each (runs,).

    Of those whom a guaranteed income fills up, the twin knows who has no work: outside from 18, and unemployed after
    their benefit; people in small jobs are left to the model with people one by one.
    """
    from draaischijf.market.policies import Tally

    wage = values["income"] * monthly_hours()
    flexible = twin.employed[:, FLEXIBLE].sum(axis=1)
    adults = twin.ages.people[:, OUTSIDE, 18 - YOUNGEST : 67 - YOUNGEST].sum(axis=1)
    months = np.arange(twin.spells.shape[1])[None, :]
    after = (twin.spells * (months >= twin.value("benefit_months")[:, None])).sum(axis=1)
    floor = twin.forces.floor
    hires = total(flows.hires) + total(flows.direct)
    changed = values["occupation_change"] / 300 * values["employed"]
    taken = twin.weights * twin.economy.exposure * (twin.driver_before("technology") * twin.forces.technology)[:, None]
    counted: dict[str, Any] = {
        "opened": 1000 * values["opened"],
        "hires": 1000 * hires,
        "moves": 1000 * changed,
        "move_wages": 1000 * changed * wage,
        "trainings": 1000 * values["training"],
        "trained": 1000 * total(flows.taught),
        "trainees": 1000 * total(flows.trainees),
        "guaranteed": 1000 * twin.held,
        "kept": 1000 * total(flows.kept_jobs),
        "kept_wage": wage,
        "flexible_wages": 1000 * flexible @ twin.economy.wage * monthly_hours(),
        "topped_up": 1000 * (floor * adults + np.maximum(floor - twin.value("assistance"), 0) * after),
        "people": 1000 * (values["employed"] + values["unemployed"] + values["outside"]),
        "abroad": 1000 * twin.ages.abroad * (1 - twin.value("recognised")),
        "displaced_wages": 1000 * taken.sum(axis=1) * twin.base.sum(axis=(1, 2)) * wage * 12,
    }
    return Tally(**counted)


def _some(values: Floats) -> Floats:
    return np.maximum(values, TINY)


def _percent(part: Floats, whole: Floats) -> Floats:
    found: Floats = 100 * part / _some(whole)
    return found
