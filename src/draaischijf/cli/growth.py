"""`draaischijf language emerging | propose | accept | release | export`: a language that grows with the market."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from draaischijf.language.growth import Decision, Proposal, Trend

_JSON = typer.Option(False, "--json", help="One JSON object.")
_BY = typer.Option(..., help="Who decides: a role or working name.")


def emerging(
    file: Path = typer.Argument(..., help='Dated vacancies, JSON Lines: {"id", "date", "text", "sector"}.'),
    until: str = typer.Option("", help="Last month that counts, as 2026-10; the last in the file unless said."),
    as_json: bool = _JSON,
) -> None:
    """Show terms that rise and are no concept yet, and concepts that fade.

    Example: draaischijf language emerging vacancies.jsonl --until 2026-10
    """
    from draaischijf.cli.common import envelope, open_release, print_json, settings
    from draaischijf.language.growth import Extension, propose, read_postings, rising_terms, trends_of_concepts

    language = open_release()
    window = _window(file, until)
    known = set(language.names.plain)
    rising = rising_terms(lambda: read_postings(file), window, known.__contains__)
    fading = trends_of_concepts(lambda: read_postings(file), window, language, rising=False)
    proposals = propose(rising, fading, lambda: read_postings(file), window, language)
    decided = Extension(settings().data).last()
    if as_json:
        data = {
            "proposals": [_proposal_shape(one, decided.get(one.term)) for one in proposals],
            "fading": [
                {
                    "uri": language.concepts.uris[row],
                    "name": language.concepts.names_by_language(row),
                    **_trend_shape(one),
                }
                for row, one in fading.items()
            ],
        }
        print_json(envelope("language-emerging", data, release=language.release))
        return
    for one in proposals:
        near = f"{one.near[0].name} ({one.near[0].score:.2f})" if one.near else "-"
        step = decided.get(one.term)
        said = f"; {step.action} by {step.by}, {step.at}" if step else ""
        count = f"{sum(one.trend.counts)} vacancies"
        typer.echo(f"{one.term}: {one.kind}, x{one.trend.growth:.1f}, {count}; near: {near}{said}")
    for row, trend in fading.items():
        typer.echo(f"fading: {language.concepts.name(row).text}, x{trend.growth:.2f}")


def propose(  # noqa: PLR0917 - typer reads options from the signature
    term: str = typer.Argument(..., help="The term, as it should be shown."),
    by: str = _BY,
    kind: str = typer.Option("skill", help="skill, knowledge, attitude, language or occupation."),
    concept: str = typer.Option("", help="URI of the concept it is narrower than, where there is one."),
    sector: str = typer.Option("", help="Sector or region."),
    language: str = typer.Option("nl", help="Language of the term: nl, en or de."),
    why: str = typer.Option("", help="The ground."),
) -> None:
    """Propose a concept or occupation of a sector or region.

    Example: draaischijf language propose "waterstofinstallaties onderhouden" --by "O&O-fonds" --sector techniek
    """
    _record("propose", term, by, kind=kind, language=language, concept=concept, sector=sector, why=why)


def accept(  # noqa: PLR0917 - typer reads options from the signature
    term: str = typer.Argument(..., help="A term from `emerging` or `propose`."),
    by: str = _BY,
    as_: str = typer.Option("new", "--as", help="new, narrower (of --concept), name (of --concept), or reject."),
    kind: str = typer.Option("", help="skill, knowledge, attitude, language or occupation; as proposed unless said."),
    concept: str = typer.Option("", help="URI of the concept that it is a name of or narrower than; as proposed."),
    sector: str = typer.Option("", help="Sector or region; as proposed unless said."),
    language: str = typer.Option("", help="Language of the term: nl, en or de; as proposed, otherwise nl."),
    why: str = typer.Option("", help="The ground."),
) -> None:
    """Decide about a term: a person accepts, merges or rejects.

    What is left out stays as it was proposed or decided before.

    Example: draaischijf language accept "prompt engineering" --by "redactie" --as new --kind knowledge
    """
    from draaischijf.problems import Problem

    actions = {"new": "accept", "narrower": "accept", "name": "merge", "reject": "reject"}
    if as_ not in actions:
        raise Problem("bad-decision", f"there is no {as_!r}.", place="--as", hint=f"Choose {', '.join(actions)}.")
    said = {"kind": kind, "concept": concept, "sector": sector, "language": language}
    told = {name: value for name, value in said.items() if value}
    kept = _before(term, concept=as_ != "name") | told
    if as_ == "narrower" and "concept" not in kept:
        raise Problem("decision-narrower", "narrower than what?", place="--concept", hint="Give the URI.")
    _record(actions[as_], term, by, why=why, **kept)


def release() -> None:
    """Make a new release of the language with everything that was decided, and use it.

    Example: draaischijf language release
    """
    from draaischijf.cli.common import settings
    from draaischijf.language import predict_profiles
    from draaischijf.language.growth import Extension

    typer.echo(f"In use: {Extension(settings().data).release(predict_profiles).release}")


def export() -> None:
    """Print the local extension as SKOS in Turtle: its concepts, the names it added, and their history.

    Example: draaischijf language export > extension.ttl
    """
    from draaischijf.cli.common import settings
    from draaischijf.language.growth import Extension, as_skos

    typer.echo(as_skos(Extension(settings().data)), nl=False)


def history(as_json: bool = _JSON) -> None:
    """Show every decision about the local extension, oldest first.

    Example: draaischijf language history
    """
    from dataclasses import asdict

    from draaischijf.cli.common import envelope, print_json, settings
    from draaischijf.language.growth import Extension

    decisions = [asdict(one) for one in Extension(settings().data).history()]
    if as_json:
        print_json(envelope("language-history", {"decisions": decisions}))
        return
    for one in decisions:
        typer.echo(f"{one['at']} {one['by']}: {one['action']} {one['term']!r} {one['concept']} {one['why']}".rstrip())


def _before(term: str, *, concept: bool) -> dict[str, str]:
    """Return what was proposed or decided about a term, with the concept it was said to be narrower than if asked."""
    from draaischijf.cli.common import settings
    from draaischijf.language import normalise
    from draaischijf.language.growth import Extension

    found = Extension(settings().data).last().get(normalise(term))
    if found is None:
        return {}
    kept = {"kind": found.kind, "sector": found.sector, "language": found.language}
    if concept and found.concept and found.action != "merge":
        kept["concept"] = found.concept
    return kept


def _record(action: str, term: str, by: str, **rest: str) -> None:
    from draaischijf.cli.common import open_release, settings
    from draaischijf.language.growth import Decision, Extension

    decision = Decision(date.today().isoformat(), by, action, term, **rest)
    Extension(settings().data).record(decision, open_release())
    typer.echo(f"{action}: {term}")


def _window(file: Path, until: str) -> Any:
    """Return the window that ends with a month, or with the last vacancy; both its parts hold vacancies."""
    from draaischijf.language.growth import Window, read_postings, vacancies
    from draaischijf.problems import Problem

    try:
        if until and not re.fullmatch(r"\d{4}-\d{2}", until):
            raise ValueError(until)
        last = date.fromisoformat(f"{until}-01") if until else max(one.day for one in read_postings(file))
        window = Window.through(last)
    except ValueError as error:
        if until:
            raise Problem(
                "bad-month", f"{until!r} is no month.", place="--until", hint="Write it as 2026-10."
            ) from error
        raise Problem("postings-empty", "there are no vacancies in it that can be dated.", file=str(file)) from error
    recent, earlier = vacancies(lambda: read_postings(file), window)
    if not recent or not earlier:
        raise Problem(
            "window-empty",
            f"until {last:%Y-%m} there are {recent} vacancies in the last {window.recent} months"
            f" and {earlier} in the {window.earlier} before; growth takes both.",
            file=str(file),
            hint="Choose another month with --until, or give vacancies of more months.",
        )
    return window


def _proposal_shape(one: Proposal, step: Decision | None) -> dict[str, Any]:
    return {
        "term": one.term,
        "kind": one.kind,
        "near": [near._asdict() for near in one.near],
        "replaces": one.replaces or None,
        "contexts": list(one.contexts),
        "decision": {"action": step.action, "by": step.by, "at": step.at} if step else None,
        **_trend_shape(one.trend),
    }


def _trend_shape(trend: Trend) -> dict[str, Any]:
    return {
        "counts": list(trend.counts),
        "growth": round(trend.growth, 3),
        "p": trend.p,
        "sectors": dict(trend.sectors),
    }
