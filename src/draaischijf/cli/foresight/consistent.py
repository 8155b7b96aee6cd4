"""`draaischijf foresight consistent`: which scenarios hold together by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from draaischijf.cli.foresight.shared import JSON, STUDY
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.foresight import Study


def consistent(  # noqa: PLR0917 - typer reads options from the signature
    study: str = STUDY,
    by: str = typer.Option("", help="impacts (cross-impact balances) or pairs; impacts where the study has them."),
    slack: float = typer.Option(0.0, help="How far a state may stay behind its best rival."),
    lowest: int = typer.Option(1, help="With pairs: the lowest value that is allowed, 1 to 3."),
    without: str = typer.Option("", help="Drivers to leave out, with commas between."),
    limit: int = typer.Option(100_000, min=1, max=1_000_000, help="Scenarios at most."),
    as_json: bool = JSON,
) -> None:
    """Find every consistent scenario, exactly. Leaves with 1 where there is none.

    Example: draaischijf foresight consistent somewhereland
    """
    from draaischijf.cli.foresight.shared import answer, show
    from draaischijf.foresight import How, find_consistent, open_study

    opened = open_study(study)
    left_out = tuple(one.strip() for one in without.split(",") if one.strip())
    axes, found = find_consistent(opened, How(by, slack, lowest, left_out, limit))
    names = [tuple(a.states[s] for a, s in zip(axes, one.states, strict=True)) for one in found.scenarios]
    problems = [] if found.complete else [_cut(opened, limit)]
    if as_json:
        shapes = [
            {"states": list(states), "value": one.value, "balances": list(one.balances)}
            for states, one in zip(names, found.scenarios, strict=True)
        ]
        data: dict[str, Any] = {"count": len(shapes), "scenarios": shapes}
        answer("consistent", data, problems)
    else:
        rows = [(*states, one.value, one.total) for states, one in zip(names, found.scenarios, strict=True)]
        title = f"{len(rows)} scenario's houden stand"
        show((*(axis.id for axis in axes), "waarde", "totaal"), rows[:100], title)
        if len(rows) > 100:
            typer.echo(f"en nog {len(rows) - 100}; --json geeft ze alle.")
        for one in problems:
            typer.echo(str(one))
    if not found.scenarios:
        raise typer.Exit(1)


def _cut(opened: Study, limit: int) -> Problem:
    message = f"there are more than these; the search ended at its limit of {limit} scenarios or of steps."
    return Problem("search-limit", message, file=opened.name, hint="Say more in the matrix, or raise --limit.")
