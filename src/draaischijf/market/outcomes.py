"""What a run of the Dutch market measures: name, unit and meaning of every outcome, in one table.

Outcomes that the twin measures too have the twin's name, unit and meaning.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Outcome(NamedTuple):
    """One outcome.

    Args:
        name: As in the tables of a run.
        unit: Its unit.
        meaning: What it says, in one line.
        dutch: Label on pages and charts.
    """

    name: str
    unit: str
    meaning: str
    dutch: str


MONTHLY: Final[tuple[Outcome, ...]] = (
    Outcome("employed", "thousand people", "people with work", "Werkenden"),
    Outcome("unemployed", "thousand people", "people without work who look for it", "Werklozen"),
    Outcome("outside", "thousand people", "people outside the labour force", "Buiten de beroepsbevolking"),
    Outcome("vacancies", "thousand", "open vacancies", "Openstaande vacatures"),
    Outcome("demand", "thousand", "work that employers want done: target of work and vacancies", "Vraag naar arbeid"),
    Outcome("unemployment_rate", "%", "unemployed of the labour force", "Werkloosheid"),
    Outcome("youth_unemployment_rate", "%", "the same at 15 to 24", "Jeugdwerkloosheid"),
    Outcome("older_unemployment_rate", "%", "the same at 45 to 74", "Werkloosheid vanaf 45 jaar"),
    Outcome("vacancy_rate", "%",
            "vacancies of vacancies and employed: the Beveridge curve's other side", "Vacaturegraad"),
    Outcome("tightness", "vacancies per 100 unemployed", "vacancies by unemployed", "Spanning"),
    Outcome("long_term_share", "% of unemployed", "unemployed a year or longer", "Langdurig werklozen"),
    Outcome("unemployment_duration", "months",
            "mean months of unemployment so far, counted up to 24", "Werkloosheidsduur"),
    Outcome("vacancy_duration", "weeks", "open vacancies by those filled or withdrawn", "Duur van vacatures"),
    Outcome("vacancy_age_filled", "weeks", "mean age of the vacancies that were filled", "Leeftijd bij vervulling"),
    Outcome("participation", "% of people of 15 to 74", "labour force by people", "Arbeidsdeelname"),
    Outcome("employed_unemployed", "thousand a month", "lose work", "Van werk naar werkloos"),
    Outcome("employed_outside", "thousand a month", "leave work and the labour force", "Van werk naar buiten"),
    Outcome("unemployed_employed", "thousand a month", "find work", "Van werkloos naar werk"),
    Outcome("unemployed_outside", "thousand a month", "stop looking", "Van werkloos naar buiten"),
    Outcome("outside_employed", "thousand a month", "start to work from outside", "Van buiten naar werk"),
    Outcome("outside_unemployed", "thousand a month", "start to look for work", "Van buiten naar werkloos"),
    Outcome("opened", "thousand a month", "vacancies opened", "Ontstane vacatures"),
    Outcome("filled", "thousand a month", "vacancies filled", "Vervulde vacatures"),
    Outcome("lapsed", "thousand a month", "vacancies withdrawn", "Ingetrokken vacatures"),
    Outcome("job_to_job", "% of employed a month", "move to other work", "Baan naar baan"),
    Outcome("occupation_change", "% of employed a quarter", "in another occupation group", "Beroepswisselingen"),
    Outcome("permanent_share", "% of employed", "with a permanent contract", "Vast contract"),
    Outcome("flexible_share", "% of employed", "with a flexible contract", "Flexibel contract"),
    Outcome("self_employed_share", "% of employed", "self-employed", "Zelfstandig"),
    Outcome("mismatch", "share, 0 to 1", "half the sum of |share of unemployed - share of vacancies|", "Mismatch"),
    Outcome("below_skills", "% of employed", "work below their skills: see `underuse_margin`", "Werk onder niveau"),
    Outcome("below_skills_low", "% of employed", "the same, of low education", "Werk onder niveau, laag opgeleid"),
    Outcome("below_skills_high", "% of employed", "the same, of high education", "Werk onder niveau, hoog opgeleid"),
    Outcome("fit", "share, 0 to 1", "how well the employed fit their own work", "Passendheid"),
    Outcome("wants_more_hours", "thousand people", "employed who want more hours than they work", "Wil meer uren"),
    Outcome("unworked_hours", "million hours a week",
            "wanted and not worked, of the employed", "Niet-gewerkte gewenste uren"),
    Outcome("hours", "hours a week", "worked by an employed person", "Arbeidsduur"),
    Outcome("pay", "euro a month", "mean income from work of an employed person", "Inkomen uit werk"),
    Outcome("pay_low", "euro a month", "the tenth part of the employed has less", "Inkomen uit werk, 10 %"),
    Outcome("pay_high", "euro a month", "the tenth part of the employed has more", "Inkomen uit werk, 90 %"),
    Outcome("pay_spread", "share, 0 to 1",
            "Gini coefficient of income from work of the employed", "Spreiding van inkomen"),
    Outcome("job_security", "share, 0 to 1", "chance to keep work for a year", "Baanzekerheid"),
    Outcome("work_security", "share, 0 to 1", "chance to find work in a year without it", "Werkzekerheid"),
    Outcome("income_security", "share, 0 to 1", "income kept in a year without work", "Inkomenszekerheid"),
    Outcome("development_security", "share, 0 to 1", "chance of a training in a year", "Ontwikkelzekerheid"),
    Outcome("gap_education", "percentage points", "unemployment of low less that of high education", "Kloof opleiding"),
    Outcome("gap_age", "percentage points", "unemployment at 15 to 24 less that at 25 to 54", "Kloof leeftijd"),
    Outcome("gap_region", "percentage points", "highest less lowest unemployment of the provinces", "Kloof regio"),
    Outcome("gap_contract", "share, 0 to 1", "job security of permanent less that of flexible work", "Kloof contract"),
    Outcome("training", "thousand a month", "trainings begun", "Opleidingen"),
    Outcome("training_cost", "million euro a month", "their cost", "Kosten van opleiding"),
    Outcome("training_yield", "fit per thousand euro",
            "fit to the own work added by trainings, by their cost", "Opbrengst van opleiding"),
    Outcome("skills_gained", "level a year",
            "gained by a person in the labour force, eight groups together", "Vaardigheden erbij"),
    Outcome("skills_lost", "level a year",
            "lost by a person in the labour force, eight groups together", "Vaardigheden eraf"),
    Outcome("benefits", "million euro a month", "benefits and assistance paid", "Uitkeringen"),
    Outcome("policy_cost", "million euro a month",
            "what policies cost together, whoever bears it", "Kosten van beleid"),
    Outcome("government_balance", "million euro a month",
            "taxes less benefits and policies, of what the model knows", "Saldo overheid"),
)  # fmt: skip

GROUPED: Final[tuple[Outcome, ...]] = (
    Outcome("people", "thousand people", "people in the group", "Mensen"),
    Outcome("employed", "thousand people", "people with work", "Werkenden"),
    Outcome("unemployment_rate", "%", "unemployed of the labour force", "Werkloosheid"),
    Outcome("participation", "% of the group", "labour force by people", "Arbeidsdeelname"),
    Outcome("long_term_share", "% of unemployed", "unemployed a year or longer", "Langdurig werklozen"),
    Outcome("flexible_share", "% of employed", "with a flexible contract", "Flexibel contract"),
    Outcome("pay", "euro a month", "mean income from work of an employed person", "Inkomen uit werk"),
    Outcome("job_security", "share, 0 to 1", "chance to keep work for a year", "Baanzekerheid"),
    Outcome("development_security", "share, 0 to 1", "chance of a training in a year", "Ontwikkelzekerheid"),
)  # fmt: skip

NAMES: Final = tuple(one.name for one in MONTHLY)
BY_NAME: Final = {one.name: one for one in MONTHLY}
GROUP_NAMES: Final = tuple(one.name for one in GROUPED)
