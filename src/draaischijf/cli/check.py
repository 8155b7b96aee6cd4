"""`draaischijf check`: what in a vacancy may discriminate, or asks more than the work does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.reading import Reading
    from draaischijf.reading.concerns import Concern

READ: Final = ("nl", "en")


def check(
    files: list[Path] = typer.Argument(..., help="Vacancies: PDF, DOCX, ODT, HTML, text, JobPosting."),
    release: str = typer.Option("", help="Release of the language."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object a line, one line a file, in input order."),
) -> None:
    """Point out what in vacancies may discriminate or asks too much, with the law, the exception and other words.

    Leaves with 1 where there is something to look at. A person decides: the law looks at the whole case.

    Example: draaischijf check samples/vacature-woonhulp.txt
    """
    from draaischijf.cli.common import envelope, open_release, print_json, say_problems
    from draaischijf.cli.read import concerns_of, try_read

    language = open_release(release)
    failed = concerned = 0
    for file in files:
        data = None
        reading = try_read(file, language)
        if isinstance(reading, Problem):
            problems = [reading]
            failed += 1
        else:
            found = concerns_of(reading)
            data = {"file": reading.file, "concerns": [one.as_dict() for one in found]}
            problems = _unread(reading)
            concerned += bool(found)
            if not as_json:
                _show(reading, found)
        if as_json:
            print_json(envelope("check", data, release=language.release, problems=problems))
        say_problems(problems)
    if failed or concerned:
        raise typer.Exit(2 if failed == len(files) == 1 else 1)


def _unread(reading: Reading) -> list[Problem]:
    """Return a problem where the text is in a language that no rule reads: silence is then no clean bill."""
    if reading.language in READ:
        return []
    message = f"the text seems to be in another language ({reading.language}) than Dutch or English."
    return [Problem("language-unchecked", message, file=reading.file, hint="Check a Dutch or English version.")]


def _show(reading: Reading, found: Sequence[Concern]) -> None:
    from rich.console import Console

    from draaischijf.reading.concerns import grounds

    console = Console(highlight=False, markup=False, soft_wrap=True)
    if not found:
        console.print(f"{reading.file}: geen aandachtspunten gevonden")
        return
    console.print(f"{reading.file}: {len(found)} {'aandachtspunt' if len(found) == 1 else 'aandachtspunten'}")
    for one in found:
        line = reading.text.count("\n", 0, one.start) + 1
        sort = "" if one.ground == "needless" else ", direct" if one.direct else ", indirect"
        law = f" ({one.law})" if one.law else ""
        console.print(f'\nregel {line}: "{" ".join(one.text.split())}"', style="bold")
        console.print(f"  {grounds()[one.ground]['name']}{sort}{law}")
        console.print(f"  {one.why}")
        console.print(f"  Liever: {one.rewrite}")
        if one.exception:
            console.print(f"  Uitzondering: {one.exception}")
