"""`draaischijf match`: people and work, with reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.language import Language
    from draaischijf.matching import Basis, Match
    from draaischijf.reading import Reading
    from draaischijf.terms import SkillProfile, Work

TABLES = (".jsonl", ".parquet")
PASSPORT = "passport:"
SHOWN = 3

Side = TypeVar("Side")


@dataclass
class Sides:
    """What was read from the files of both sides."""

    people: list[SkillProfile] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def match(  # noqa: PLR0917 - typer reads options from the signature
    person: list[Path] = typer.Option(..., help="CVs, tables of people (.jsonl, .parquet), or passport:ID."),
    vacancy: list[Path] = typer.Option(..., help="Vacancies, or tables of work (.jsonl, .parquet)."),
    top: int = typer.Option(10, min=1, help="Matches per person, or per vacancy with --reverse."),
    reverse: bool = typer.Option(False, "--reverse", help="Rank people for each vacancy."),
    as_of: str = typer.Option("", help="Day that currency is counted from; today unless said."),
    release: str = typer.Option("", help="Release of the language."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object a line, one per person or vacancy."),
) -> None:
    """Show which work fits a person, or who fits a vacancy: fit, potential, proof, and why.

    Example: draaischijf match --person samples/cv-automonteur.docx --vacancy samples/vacature-*.docx --top 2
    """
    from draaischijf.cli.common import envelope, open_release, parse_day, print_json, say_problems
    from draaischijf.matching import rank_people, rank_works

    day = parse_day(as_of)
    language = open_release(release)
    sides = read_sides(person, vacancy, language, day)
    say_problems(sides.problems)
    if not sides.people or not sides.works:
        side = "person" if not sides.people else "vacancy"
        raise Problem(f"no-{side}", f"there is no {side} to match.", hint="Mend the files named above.")
    basis = basis_for(language, day)
    rankings = (
        [rank_people(work, sides.people, basis, top=top) for work in sides.works]
        if reverse
        else [rank_works(one, sides.works, basis, top=top) for one in sides.people]
    )
    for ranking in rankings:
        if as_json:
            data = {
                "matches": [match_shape(one, language) for one in ranking.matches],
                "set_aside": [match_shape(one, language) for one in ranking.set_aside],
            }
            print_json(envelope("match", data, release=language.release, as_of=day, problems=sides.problems))
        else:
            _show(list(ranking.matches), language, reverse)
    if sides.problems:
        raise typer.Exit(1)


def read_sides(people: list[Path], works: list[Path], language: Language, day: date) -> Sides:
    """Read the files of both sides; a file that cannot be read is a problem, the others go on."""
    sides = Sides()
    sides.people = _read_all(people, lambda file: _people(file, language, day), sides.problems)
    sides.works = _read_all(works, lambda file: _works(file, language), sides.problems)
    return sides


def _read_all(files: list[Path], read: Callable[[Path], list[Side]], problems: list[Problem]) -> list[Side]:
    found: list[Side] = []
    for file in files:
        try:
            found += read(file)
        except Problem as problem:
            problems.append(problem.at(file=file.name))
    return found


def match_shape(match: Match, language: Language) -> dict[str, Any]:
    """Return a match in the shape of the schema, with the names of what it speaks of."""
    from draaischijf.cli.common import names_of

    shape = match.as_dict()
    for one in (*shape["parts"], *shape["missing"]):
        one["name"] = names_of(one["uri"], language)
    return shape


def basis_for(language: Language, day: date) -> Basis:
    """Return what scores stand on: a release, a day and the numbers in force."""
    from draaischijf.matching import Basis, space_of

    return Basis(space_of(language, _defaults()), day, _defaults())


def _defaults() -> Any:
    from draaischijf.cli.common import settings
    from draaischijf.passport import load_defaults

    chosen = settings().passport_defaults
    return load_defaults(Path(chosen)) if chosen else load_defaults()


def _people(file: Path, language: Language, day: date) -> list[SkillProfile]:
    from draaischijf.matching import read_people
    from draaischijf.reading import profile_from

    if str(file).startswith(PASSPORT):
        from draaischijf.cli.passport_common import profile_in

        return [profile_in(str(file).removeprefix(PASSPORT), language, day)]
    if file.suffix.lower() in TABLES:
        return list(read_people(file))
    return [profile_from(_reading(file, language), language, day)]


def _works(file: Path, language: Language) -> list[Work]:
    from draaischijf.matching import read_works
    from draaischijf.reading import work_from

    if file.suffix.lower() in TABLES:
        return list(read_works(file))
    return [work_from(_reading(file, language), language)]


def _reading(file: Path, language: Language) -> Reading:
    from draaischijf.cli.read import try_read

    answer = try_read(file, language)
    if isinstance(answer, Problem):
        raise answer
    return answer


def _show(matches: list[Match], language: Language, reverse: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console(markup=False)  # the name of a file may hold brackets
    if not matches:
        return
    console.print(matches[0].work if reverse else matches[0].person, style="bold")
    for one in matches:
        other = one.person if reverse else one.work
        console.print(
            f"  {other}: past {one.fit / 10_000:.0f} %, na leren {one.potential / 10_000:.0f} %,"
            f" bewijs {one.proof / 10_000:.0f} %"
        )
        table = Table(box=None, padding=(0, 2, 0, 4), show_header=False)
        strongest = sorted(one.parts, key=lambda part: -part.contribution)[:SHOWN]
        for part in strongest:
            if part.by and part.contribution:
                own = "" if part.by.uri == part.uri else f"door {_dutch(part.by.uri, language)}"
                table.add_row(f"+{part.contribution / 10_000:.1f}", _dutch(part.uri, language), own)
        for gap in one.missing[:SHOWN]:
            near = f"dichtbij: {_dutch(gap.nearest, language)}" if gap.nearest else ""
            table.add_row(f"-{gap.weight * gap.share / 1e10:.1f}", _dutch(gap.uri, language), near)
        console.print(table)


def _dutch(uri: str, language: Language) -> str:
    from draaischijf.cli.common import names_of

    name = names_of(uri, language)
    return name["nl"] or (f"{name['en']} (en)" if name["en"] else uri)
