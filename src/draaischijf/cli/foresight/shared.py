"""What the verbs of foresight share: how a study is named, and rows in a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import typer

STUDY = typer.Argument(..., help="A folder or file of a study, a .scw file, or the name of an example that ships.")
JSON = typer.Option(False, "--json", help="One JSON object.")


def answer(verb: str, data: Any, problems: Sequence[Any] = ()) -> None:
    """Print the envelope of a verb and its problems."""
    from draaischijf.cli.common import envelope, print_json, say_problems

    print_json(envelope(f"foresight-{verb}", data, problems=problems))
    say_problems(problems)


def show(head: Sequence[str], rows: Iterable[Sequence[Any]], title: str = "") -> None:
    """Print a table for a person; numbers as Dutch writes them."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    from draaischijf.foresight.pictures import number

    table = Table(title=escape(title) or None, title_justify="left", header_style="bold")
    for name in head:
        table.add_column(escape(name), overflow="fold")
    for row in rows:
        table.add_row(*(escape(cell) if isinstance(cell, str) else number(cell) for cell in row))
    Console(highlight=False).print(table)
