"""`draaischijf foresight export`: workbook, slides, page and pictures."""

from __future__ import annotations

from pathlib import Path

import typer

from draaischijf.cli.foresight.shared import JSON, STUDY
from draaischijf.problems import Problem


def export(
    study: str = STUDY,
    out: Path = typer.Option(..., help="A .html, .xlsx or .pptx file, or a folder for all three with the pictures."),
    language: str = typer.Option("nl", help="nl or en."),
    as_json: bool = JSON,
) -> None:
    """Write a study as a page, an Excel workbook, slides, or all of them with every picture as SVG and its table.

    Example: draaischijf foresight export regio --out uitvoer
    """
    from draaischijf.cli.foresight.shared import answer
    from draaischijf.foresight import export_study, open_study

    if language not in ("nl", "en"):
        raise Problem("bad-language", f"there is no {language!r} here.", place="--language", hint="Choose nl or en.")
    files = export_study(open_study(study), out, language)
    if as_json:
        answer("export", {"files": [str(one) for one in files]})
        return
    for one in files:
        typer.echo(one)
