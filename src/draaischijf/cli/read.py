"""`draaischijf read`: documents to findings."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from draaischijf.problems import Problem

if TYPE_CHECKING:
    from rich.table import Table

    from draaischijf.language import Language
    from draaischijf.reading import Entry, Reading
    from draaischijf.reading.concerns import Concern

log = logging.getLogger(__name__)


def read(
    files: list[Path] = typer.Argument(..., help="CVs, vacancies or courses: PDF, DOCX, ODT, HTML, text, JSON, XML."),
    release: str = typer.Option("", help="Release of the language."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object a line, one line a file, in input order."),
) -> None:
    """Read documents into the skills language: what is asked, wished, offered or shown, and where it stands.

    Example: draaischijf read samples/vacature-woonhulp.txt
    """
    from draaischijf.cli.common import envelope, open_release, print_json, say_problems, settings
    from draaischijf.engines import LocalEngine

    language = open_release(release)
    failed = 0
    engine = LocalEngine(min(settings().workers, len(files)))
    for file, answer in zip(files, engine.map_batches(lambda file: try_read(file, language), files), strict=True):
        reading = None if isinstance(answer, Problem) else answer
        problems = [answer] if isinstance(answer, Problem) else [note.at(file=file.name) for note in answer.notes]
        failed += reading is None
        if as_json:
            data = reading_shape(reading, language) if reading else None
            print_json(envelope("read", data, release=language.release, problems=problems))
        elif reading:
            _show(reading, language)
        say_problems(problems)
    if failed:
        raise typer.Exit(2 if failed == len(files) == 1 else 1)


def try_read(file: Path, language: Language) -> Reading | Problem:
    """Return what a file says, or why it cannot be read."""
    from draaischijf.cli.common import settings
    from draaischijf.reading import read_file
    from draaischijf.reading.formats import Limits

    started = time.perf_counter()
    try:
        reading = read_file(file, language, Limits(file_bytes=settings().max_file_mb * 2**20))
    except Problem as problem:
        log.info("file refused", extra={"data": {"code": problem.code}})
        return problem.at(file=file.name)
    taken = round(time.perf_counter() - started, 3)
    counts = {"kind": reading.kind, "letters": len(reading.text), "findings": len(reading.findings), "seconds": taken}
    log.info("file read", extra={"data": counts})
    return reading


def reading_shape(reading: Reading, language: Language) -> dict[str, Any]:
    """Return a reading in the shape of the schema `read`; only a vacancy has concerns."""
    from draaischijf.cli.common import names_of

    return {
        "file": reading.file,
        "kind": reading.kind,
        "language": reading.language,
        "text": reading.text,
        "sections": [section._asdict() for section in reading.sections],
        "entries": [entry_shape(one, reading) for one in reading.entries],
        "findings": [
            {"uri": one.uri, "name": names_of(one.uri, language), **one.as_dict(), "entry": one.entry}
            for one in reading.findings
        ],
        "concerns": [one.as_dict() for one in concerns_of(reading)] if reading.kind == "vacancy" else [],
    }


def entry_shape(one: Entry, reading: Reading) -> dict[str, Any]:
    """Return a job, study, course or piece of unpaid work of a CV; days are null where nothing is said."""
    return {
        "kind": one.kind,
        "title": " ".join(reading.text[one.title_start : one.title_end].split()),
        "start": one.start,
        "end": one.end,
        "began": one.began.isoformat() if one.began else None,
        "ended": one.ended.isoformat() if one.ended else None,
        "ongoing": one.ongoing,
    }


def concerns_of(reading: Reading) -> tuple[Concern, ...]:
    """Return what in a text may discriminate or ask too much."""
    from draaischijf.reading.concerns import find_concerns

    return find_concerns(reading.text, language=reading.language, sections=reading.sections, findings=reading.findings)


def _show(reading: Reading, language: Language) -> None:
    from rich.console import Console
    from rich.table import Table

    from draaischijf.cli.common import names_of

    title = f"{reading.file}: {reading.kind}, {reading.language}"
    table = Table(title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))
    for heading in ("regel", "in de tekst", "betekent", "soort", "status", "niveau", "jaren", "zeker"):
        table.add_column(heading, overflow="fold")
    for one in reading.findings:
        name = names_of(one.uri, language)
        table.add_row(
            str(reading.text.count("\n", 0, one.start) + 1),
            reading.slice(one).replace("\n", " "),
            name["nl"] or f"{name['en']} (en)",
            one.kind,
            one.status,
            str(one.level or ""),
            f"{one.years:g}" if one.years is not None else "",
            f"{one.confidence:.2f}",
        )
    console = Console(markup=False)  # a text may hold brackets
    console.print(table)
    if reading.entries:
        console.print(_entries(reading))


def _entries(reading: Reading) -> Table:
    """Return the jobs, studies, courses and unpaid work of a CV as a table."""
    from rich.table import Table

    words = {"job": "baan", "education": "opleiding", "course": "cursus", "unpaid": "onbetaald werk"}
    table = Table(title="loopbaan", title_justify="left", box=None, padding=(0, 2, 0, 0))
    for heading in ("regel", "soort", "wat", "van", "tot"):
        table.add_column(heading, overflow="fold")
    for one in reading.entries:
        shape = entry_shape(one, reading)
        table.add_row(
            str(reading.text.count("\n", 0, one.start) + 1),
            words.get(one.kind, one.kind),
            shape["title"],
            shape["began"] or "",
            "heden" if one.ongoing else shape["ended"] or "",
        )
    return table
