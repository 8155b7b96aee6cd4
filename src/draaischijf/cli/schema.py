"""`draaischijf schema`: the shapes of input and output as JSON Schema."""

from __future__ import annotations

from importlib.resources import files

import typer

from draaischijf.problems import Problem


def schema(name: str = typer.Argument("", help="Name of a schema; without one the names are listed.")) -> None:
    """Print a JSON Schema (2020-12), or the names of all.

    Example: draaischijf schema link
    """
    folder = files("draaischijf.cli") / "schemas"
    names = sorted(one.name.removesuffix(".json") for one in folder.iterdir() if one.name.endswith(".json"))
    if not name:
        typer.echo("\n".join(names))
        return
    if name not in names:
        raise Problem("schema-unknown", f"there is no schema {name!r}.", hint=f"Known are {', '.join(names)}.")
    typer.echo((folder / f"{name}.json").read_text(encoding="utf-8"), nl=False)
