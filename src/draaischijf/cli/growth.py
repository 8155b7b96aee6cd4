"""`draaischijf language emerging | propose | accept | release | export`: a language that grows with the market."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from draaischijf.language.growth import Proposal, Trend

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
    from draaischijf.cli.common import envelope, open_release, print_json
    from draaischijf.language.growth import propose, read_postings, rising_terms, trends_of_concepts

    language = open_release()
    window = _window(file, until)
    known = set(language.names.plain)
    rising = rising_terms(lambda: read_postings(file), window, known.__contains__)
    fading = trends_of_concepts(lambda: read_postings(file), window, language, rising=False)
    proposals = propose(rising, fading, lambda: read_postings(file), window, language)
    if as_json:
        data = {
            "proposals": [_proposal_shape(one) for one in proposals],
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
        typer.echo(f"{one.term}: {one.kind}, x{one.trend.growth:.1f}, {sum(one.trend.counts)} vacancies; near: {near}")
    for row, trend in fading.items():
        typer.echo(f"fading: {language.concepts.name(row).text}, x{trend.growth:.2f}")


def propose(  # noqa: PLR0917 - typer reads options from the signature
    term: str = typer.Argument(..., help="The term, as it should be shown."),
    by: str = _BY,
    kind: str = typer.Option("skill", help="skill, knowledge, attitude, language or occupation."),
    concept: str = typer.Option("", help="URI of the concept it is narrower than, where there is one."),
    sector: str = typer.Option("", help="Sector or region."),
    why: str = typer.Option("", help="The ground."),
) -> None:
    """Propose a concept or occupation of a sector or region.

    Example: draaischijf language propose "waterstofinstallaties onderhouden" --by "O&O-fonds" --sector techniek
    """
    _record("propose", term, by, kind=kind, concept=concept, sector=sector, why=why)


def accept(  # noqa: PLR0917 - typer reads options from the signature
    term: str = typer.Argument(..., help="A term from `emerging` or `propose`."),
    by: str = _BY,
    as_: str = typer.Option("new", "--as", help="new, narrower (of --concept), name (of --concept), or reject."),
    kind: str = typer.Option("skill", help="skill, knowledge, attitude, language or occupation."),
    concept: str = typer.Option("", help="URI of the concept that it is a name of or narrower than."),
    why: str = typer.Option("", help="The ground."),
) -> None:
    """Decide about a term: a person accepts, merges or rejects.

    Example: draaischijf language accept "prompt engineering" --by "redactie" --as new --kind knowledge
    """
    from draaischijf.problems import Problem

    actions = {"new": "accept", "narrower": "accept", "name": "merge", "reject": "reject"}
    if as_ not in actions:
        raise Problem("bad-decision", f"there is no {as_!r}.", place="--as", hint=f"Choose {', '.join(actions)}.")
    if as_ == "narrower" and not concept:
        raise Problem("decision-narrower", "narrower than what?", place="--concept", hint="Give the URI.")
    _record(actions[as_], term, by, kind=kind, concept=concept, why=why)


def release() -> None:
    """Make a new release of the language with everything that was decided, and use it.

    Example: draaischijf language release
    """
    from draaischijf.cli.common import settings
    from draaischijf.language import predict_profiles
    from draaischijf.language.growth import Extension

    typer.echo(f"In use: {Extension(settings().data).release(predict_profiles).release}")


def export() -> None:
    """Print the concepts of the local extension as SKOS in Turtle.

    Example: draaischijf language export > extension.ttl
    """
    from draaischijf.cli.common import settings
    from draaischijf.language.growth import Extension

    typer.echo(Extension(settings().data).as_skos(), nl=False)


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


def _record(action: str, term: str, by: str, **rest: str) -> None:
    from draaischijf.cli.common import open_release, settings
    from draaischijf.language.growth import Decision, Extension

    decision = Decision(date.today().isoformat(), by, action, term, **rest)
    Extension(settings().data).record(decision, open_release())
    typer.echo(f"{action}: {term}")


def _window(file: Path, until: str) -> Any:
    from draaischijf.language.growth import Window, read_postings
    from draaischijf.problems import Problem

    if until:
        try:
            year, month = (int(part) for part in until.split("-"))
            return Window(date(year + month // 12, month % 12 + 1, 1))
        except ValueError as error:
            raise Problem(
                "bad-month", f"{until!r} is no month.", place="--until", hint="Write it as 2026-10."
            ) from error
    last = max((posting.day for posting in read_postings(file)), default=None)
    if last is None:
        raise Problem("postings-empty", "there are no vacancies in it.", file=str(file))
    return Window(date(last.year + last.month // 12, last.month % 12 + 1, 1))


def _proposal_shape(one: Proposal) -> dict[str, Any]:
    return {
        "term": one.term,
        "kind": one.kind,
        "near": [near._asdict() for near in one.near],
        "replaces": one.replaces or None,
        "contexts": list(one.contexts),
        **_trend_shape(one.trend),
    }


def _trend_shape(trend: Trend) -> dict[str, Any]:
    return {
        "counts": list(trend.counts),
        "growth": round(trend.growth, 3),
        "p": trend.p,
        "sectors": dict(trend.sectors),
    }
