"""The parts of a study as tables, for workbook, slides and page alike, so that all three hold the same figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from draaischijf.foresight.pictures import Table
from draaischijf.foresight.scenarios import by_theme
from draaischijf.foresight.scores import COLUMNS
from draaischijf.foresight.study import Study
from draaischijf.foresight.trace import Trace
from draaischijf.foresight.tunnel import WindTunnel, gains, portfolios

DESTEP: Final = {
    "nl": ("demografisch", "economisch", "sociaal-cultureel", "technologisch", "ecologisch", "politiek-juridisch"),
    "en": ("demographic", "economic", "socio-cultural", "technological", "ecological", "political-legal"),
}
VERDICTS: Final = {"nl": {"wins": "wint", "loses": "verliest", "mixed": "gemengd"}}
ORIGINS: Final = {"nl": {"study": "studie", "ours": "eigen"}, "en": {"study": "study", "ours": "ours"}}
NAMES: Final = {
    "nl": {
        "drivers": "Ontwikkelingen",
        "driver head": "Id|DESTEP|Ontwikkeling|Wat het is|Cijfers|Bronnen|Geschiedenis",
        "uncertainties": "Kernonzekerheden",
        "uncertainty head": "Ontwikkeling|Keuze|Waarom",
        "chosen": "gekozen",
        "beside": "ernaast",
        "passed": "niet gekozen",
        "scenarios": "Scenario's",
        "scenario head": "Scenario|Motto|Samenvatting|Herkomst",
        "effects": "Gevolgen",
        "effect head": "Thema|Scenario|Gevolg|Herkomst",
        "groups": "Winnaars en verliezers",
        "group head": "Scenario|Groep|Uitkomst|Waarom|Herkomst",
        "questions": "Strategische vragen",
        "question head": "Thema|Vraag|Scenario's|Bestaand beleid|Herkomst",
        "all": "alle",
        "rows": "Plannen",
        "row head": "Plan|Slechtste|In|Meeste spijt|In|Voldoet in|Faalt in|Houdt open|Sluit af|Altijd beter is",
        "pairs": "Twee plannen samen open",
        "pair head": "Plan|Plan|Meeste spijt|Voldoet in|Sluiten elkaar uit door",
        "gains": "Wie wint en verliest",
        "gain head": "Plan|Scenario|Indicator|Groep|Verschil|Uitkomst",
        "sources": "Bronnen",
        "source head": "Id|Titel|Door|Jaar|Adres",
        "trace": "Herkomst",
        "trace head": "Spoor|Soort|Wat|Waar|Rust op",
        "levels": "Aangenomen niveaus",
        "level head": "Scenario|Indicator|Niveau|Eenheid|Bron|Aanname",
    },
    "en": {
        "drivers": "Drivers",
        "driver head": "Id|DESTEP|Driver|What it is|Figures|Sources|History",
        "uncertainties": "Key uncertainties",
        "uncertainty head": "Driver|Choice|Why",
        "chosen": "chosen",
        "beside": "beside",
        "passed": "not chosen",
        "scenarios": "Scenarios",
        "scenario head": "Scenario|Slogan|Summary|Origin",
        "effects": "Effects",
        "effect head": "Theme|Scenario|Effect|Origin",
        "groups": "Winners and losers",
        "group head": "Scenario|Group|Outcome|Why|Origin",
        "questions": "Strategic questions",
        "question head": "Theme|Question|Scenarios|Existing policy|Origin",
        "all": "all",
        "rows": "Plans",
        "row head": "Plan|Worst|In|Most regret|In|Satisfies in|Fails in|Keeps open|Closes|Always better is",
        "pairs": "Two plans kept open",
        "pair head": "Plan|Plan|Most regret|Satisfies in|Rule each other out by",
        "gains": "Who gains and loses",
        "gain head": "Plan|Scenario|Indicator|Group|Difference|Outcome",
        "sources": "Sources",
        "source head": "Id|Title|By|Year|Address",
        "trace": "Origin",
        "trace head": "Trace|Kind|What|Where|Rests on",
        "levels": "Assumed levels",
        "level head": "Scenario|Indicator|Level|Unit|Source|Assumption",
    },
}

Row = tuple[str | float | int | None, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with its name."""

    key: str
    title: str
    table: Table


def sheet(key: str, head: str, rows: list[Row], language: str) -> Sheet | None:
    """Return a sheet; None where it has no rows."""
    words = NAMES[language]
    return Sheet(key, words[key], Table(tuple(words[head].split("|")), tuple(rows))) if rows else None


def sheets_of(study: Study, language: str = "nl") -> list[Sheet]:
    """Return every table of a study that has rows, beside those of its pictures."""
    found = [
        sheet("drivers", "driver head", _drivers(study, language), language),
        sheet("uncertainties", "uncertainty head", _uncertainties(study, language), language),
        sheet("scenarios", "scenario head", _scenarios(study, language), language),
        sheet("effects", "effect head", _effects(study, language), language),
        sheet("groups", "group head", _groups(study, language), language),
        sheet("levels", "level head", _levels(study, language), language),
        sheet("questions", "question head", _questions(study, language), language),
        sheet("sources", "source head", [(s.id, s.title, s.by, s.year, s.link) for s in study.sources], language),
    ]
    return [one for one in found if one]


def tunnel_sheets(study: Study, tunnel: WindTunnel, language: str = "nl") -> list[Sheet]:
    """Return what holds of plans over all futures: rows, pairs of plans and who gains and loses."""
    names = {one.id: one.name.say(language) for one in study.testing.plans}
    rows: list[Row] = [
        (
            names[row.plan],
            row.worst,
            row.worst_in,
            row.most_regret,
            row.regret_in,
            f"{row.satisfies}/{len(tunnel.scenarios)}",
            ", ".join(row.fails_in),
            ", ".join(row.opens),
            ", ".join(row.closes),
            ", ".join(names[one] for one in row.beaten_by),
        )
        for row in tunnel.rows
    ]
    pairs: list[Row] = [
        (
            *(names[plan] for plan in one.plans),
            one.most_regret,
            f"{one.satisfies}/{len(tunnel.scenarios)}",
            ", ".join(one.closed),
        )
        for one in portfolios(study, tunnel)
    ]
    base = next((one.id for one in study.testing.plans if not one.policies and not one.combines), "")
    won: list[Row] = []
    for plan in tunnel.plans:
        if base and plan != base:
            won += [
                (names[plan], gain.scenario, gain.indicator.name.say(language), gain.indicator.group.say(language),
                 gain.difference, gain.verdict)
                for gain in gains(study, plan, base)
            ]  # fmt: skip
    found = [
        sheet("rows", "row head", rows, language),
        sheet("pairs", "pair head", pairs, language),
        sheet("gains", "gain head", won, language),
    ]
    return [one for one in found if one]


def score_sheet(study: Study) -> Sheet | None:
    """Return the scores as they are read back, with the columns that a file of scores has."""
    if not study.scores:
        return None
    rows = tuple(
        (s.respondent, s.group, s.round, s.driver, s.impact, s.uncertainty, s.votes or None, s.comment or None)
        for s in study.scores
    )
    return Sheet("scores", "Scores", Table(COLUMNS, rows))


def trace_sheet(study: Study, language: str = "nl") -> Sheet | None:
    """Return every record of the chain with what it rests on."""
    records = Trace(study).records.values()
    rows: list[Row] = [(one.id, one.kind, one.label, str(one.place), " ".join(one.rests_on)) for one in records]
    return sheet("trace", "trace head", rows, language)


def _drivers(study: Study, language: str) -> list[Row]:
    order = dict(zip(DESTEP["en"], DESTEP[language], strict=True))
    rows: list[Row] = []
    for one in study.drivers:
        figures = "; ".join(f"{trend.year}: {trend.value:g} {trend.unit}" for trend in one.trends)
        history = [f"{change.action} {' + '.join(change.of)} {change.why}".strip() for change in one.history]
        history += [f"→ {' + '.join(one.gone_into)}"] if one.gone_into else []
        cells = (one.id, order[one.destep], one.name.say(language), one.about.say(language))
        rows.append((*cells, figures, ", ".join(one.sources), "; ".join(history)))
    return rows


def _uncertainties(study: Study, language: str) -> list[Row]:
    words = NAMES[language]
    return [
        (study.name_of(ground.driver, language), words[part], ground.why.say(language))
        for part in ("chosen", "beside", "passed")
        for ground in getattr(study.selection, part)
    ]


def _scenarios(study: Study, language: str) -> list[Row]:
    origin = ORIGINS[language]
    return [
        (
            one.name.say(language),
            one.slogan.say(language),
            one.summary.text.say(language),
            origin[one.summary.origin],
        )
        for one in study.scenarios
    ]


def _effects(study: Study, language: str) -> list[Row]:
    origin = ORIGINS[language]
    return [
        (study.theme(theme, language), one.name.say(language), said.text.say(language), origin[said.origin])
        for theme, _ in study.about.themes
        for one in study.scenarios
        for said in dict(one.effects).get(theme, ())
    ]


def _groups(study: Study, language: str) -> list[Row]:
    origin, verdicts = ORIGINS[language], VERDICTS.get(language, {})
    return [
        (
            one.name.say(language),
            group.group.say(language),
            verdicts.get(group.verdict, group.verdict),
            group.why.text.say(language),
            origin[group.why.origin],
        )
        for one in study.scenarios
        for group in one.groups
    ]


def _levels(study: Study, language: str) -> list[Row]:
    return [
        (one.name.say(language), level.indicator, level.value, level.unit, level.source, level.assumed.say(language))
        for one in study.scenarios
        for level in one.levels
    ]


def _questions(study: Study, language: str) -> list[Row]:
    names = {one.id: one.name.say(language) for one in study.scenarios}
    policies = {one.id: one.name.say(language) for one in study.policies}
    return [
        (
            study.theme(asked.theme, language),
            question.text.say(language),
            "; ".join(names[one] for one in where) or NAMES[language]["all"],
            "; ".join(policies[one] for one in question.policies),
            ORIGINS[language][question.origin],
        )
        for asked in by_theme(study.scenarios, study.questions)
        for question, where in asked.questions
    ]
