"""`draaischijf foresight trace`: from a cell back to scores, sources and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from draaischijf.cli.foresight.shared import JSON, STUDY

if TYPE_CHECKING:
    from draaischijf.foresight import Trace


def trace(
    study: str = STUDY,
    id: str = typer.Argument(..., help="A trace id, or its beginning, as `foresight test` gives it."),
    depth: int = typer.Option(12, min=0, max=50, help="How many steps back."),
    as_json: bool = JSON,
) -> None:
    """Follow a figure back to what it rests on.

    Example: draaischijf foresight trace regio 3f2a
    """
    from draaischijf.cli.foresight.shared import answer
    from draaischijf.foresight import full_trace, open_study

    opened = open_study(study)
    whole = full_trace(opened)
    record = whole.find(id)
    if as_json:
        answer("trace", _tree(whole, record.id, depth))
        return
    seen: set[str] = set()
    _show(whole, record.id, depth, 0, seen)


def _tree(whole: Trace, id: str, depth: int) -> dict[str, Any]:
    record = whole.records[id]
    return {
        "id": record.id,
        "kind": record.kind,
        "label": record.label,
        "says": dict(record.says),
        "place": str(record.place),
        "rests_on": [_tree(whole, one, depth - 1) for one in record.rests_on] if depth else [],
    }


def _show(whole: Trace, id: str, depth: int, level: int, seen: set[str]) -> None:
    record = whole.records[id]
    place = f"  ({record.place})" if str(record.place) else ""
    again = " …" if id in seen and record.rests_on else ""
    typer.echo(f"{'  ' * level}{record.id} {record.kind}: {record.label}{place}{again}")
    if again or level >= depth:
        return
    seen.add(id)
    for one in record.rests_on:
        _show(whole, one, depth, level + 1, seen)
