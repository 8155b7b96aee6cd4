"""`draaischijf foresight new`: a new study, empty or from an example."""

from __future__ import annotations

from pathlib import Path

import typer

from draaischijf.cli.foresight.shared import JSON


def new(
    folder: Path = typer.Argument(..., help="Folder to make; it must not hold anything yet."),
    source: str = typer.Option("startlijst", "--from", help="Example to begin from: leeg, startlijst, or another."),
    as_json: bool = JSON,
) -> None:
    """Make the folder of a new study: an empty one, one with the starter list of drivers, or a copy of an example.

    Example: draaischijf foresight new mijn-studie --from startlijst
    """
    from draaischijf.foresight import new_study

    files = new_study(folder, source)
    if as_json:
        from draaischijf.cli.foresight.shared import answer

        answer("new", {"folder": str(folder), "from": source, "files": list(files)})
        return
    typer.echo(f"{folder}: {', '.join(files)}")
