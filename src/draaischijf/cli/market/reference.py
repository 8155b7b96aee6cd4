"""`draaischijf market reference`: the published values beside what this model gives."""

from __future__ import annotations

import typer


def reference(
    people: int = typer.Option(100_000, help="People in the runs with people one by one; 0 leaves those runs out."),
    seed: int = typer.Option(1, help="Seed of those runs."),
    workers: int = typer.Option(1, min=1, help="Threads; they do not change the result."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """Reproduce the published reference model: with its twin exactly, with people one by one within their spread.

    Example: draaischijf market reference --people 1000000
    """
    from draaischijf.cli.common import envelope, print_json, say
    from draaischijf.market.reference.rows import agent_rows
    from draaischijf.market.twin.cases import reference_rows
    from draaischijf.problems import Problem

    if people and people < 1000:
        raise Problem("market-people", f"{people} is too few.", place="--people", hint="Take 1000 or more, or 0.")
    rows = reference_rows()
    if people:
        rows += agent_rows(people, seed=seed, workers=workers, progress=say)
    if as_json:
        print_json(envelope("market-reference", {"rows": [row.as_dict() for row in rows]}))
    else:
        for row in rows:
            verdict = "ok" if row.ok else "DIFFERS"
            published = f"published {row.expected:.7g} +- {row.tolerance:.1g}"
            typer.echo(f"{row.case}: {row.quantity}: {row.got:.7g}, {published} {verdict}")
    if not all(row.ok for row in rows):
        raise typer.Exit(1)
