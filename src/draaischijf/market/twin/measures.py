"""What the Dutch twin measures each month: one number a run."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from draaischijf import figures
from draaischijf.market.twin.dutch import LONG, DutchTwin, Month
from draaischijf.market.twin.economy import FLEXIBLE, PERMANENT, SELF, YOUNGEST
from draaischijf.market.twin.network import Floats
from draaischijf.market.twin.people import EMPLOYED, UNEMPLOYED

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
)  # fmt: skip

NAMES = tuple(one.name for one in MEASURES)
BY_NAME = {one.name: one for one in MEASURES}


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
    total = {
        "employed_unemployed": flows.lost,
        "employed_outside": flows.left,
        "unemployed_employed": flows.found + flows.began,
        "unemployed_outside": flows.stopped,
        "outside_employed": flows.entered + flows.came,
        "outside_unemployed": flows.searching,
        "opened": flows.opened,
        "filled": flows.hires,
        "lapsed": flows.lapsed,
    }
    found = {name: one.sum(axis=tuple(range(1, one.ndim))) for name, one in total.items()}
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
    lost = flows.lost.sum(axis=(1, 2, 3)) / _some(employed)
    found = (flows.found + flows.began).sum(axis=(1, 2)) / _some(unemployed)
    stopped = flows.stopped.sum(axis=(1, 2)) / _some(unemployed)
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
    """Return the chance to begin a training in a month: it falls with the chance to lose work within a year."""
    found: Floats = np.minimum(twin.value("training") * np.exp(-twin.value("insecurity_effect") * (1 - keeps)), 1)
    return found * np.ones(twin.runs)


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


def _some(values: Floats) -> Floats:
    return np.maximum(values, TINY)


def _percent(part: Floats, whole: Floats) -> Floats:
    found: Floats = 100 * part / _some(whole)
    return found
