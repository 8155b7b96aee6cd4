"""`draaischijf foresight test`: every plan against every scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from draaischijf.cli.foresight.shared import JSON, STUDY

if TYPE_CHECKING:
    from draaischijf.foresight import Study, WindTunnel


def test(  # noqa: PLR0917 - typer reads options from the signature
    study: str = STUDY,
    by: str = typer.Option("", help="Indicator, or judged; the leading one that was measured unless said."),
    plan: list[str] = typer.Option([], help="Plan to show; all unless said."),
    run: bool = typer.Option(False, "--run", help="Run the market first and keep what it says in results.yaml."),
    wild: list[str] = typer.Option([], help="With --run: wild card to lay on every scenario too."),
    draws: int = typer.Option(20, min=1, max=10_000, help="With --run: runs a cell, each with drawn paths."),
    seed: int = typer.Option(1, help="With --run: seed of the runs."),
    as_json: bool = JSON,
) -> None:
    """Test plans against all scenarios: outcome, regret, worst case, in how many futures a plan satisfies.

    Example: draaischijf foresight test werkzekerheid --by judged
    """
    from draaischijf.cli.foresight.shared import answer
    from draaischijf.foresight import open_study, traced, wind_tunnel

    opened = open_study(study)
    if run:
        opened = _run(opened, wild, draws, seed)
    tunnel = traced(opened, wind_tunnel(opened, by, plan))
    if as_json:
        answer("test", _data(opened, tunnel))
        return
    _show(opened, tunnel)


def _run(opened: Study, wild: list[str], draws: int, seed: int) -> Study:
    from draaischijf.cli.common import say
    from draaischijf.foresight import Trial, run_market

    return run_market(opened, wild, Trial(draws, seed, progress=say))


def _data(opened: Study, tunnel: WindTunnel) -> dict[str, Any]:
    from draaischijf.foresight import portfolios

    indicator = tunnel.indicator
    return {
        "plans": list(tunnel.plans),
        "scenarios": list(tunnel.scenarios),
        "cells": [
            {
                "plan": cell.plan,
                "scenario": cell.scenario,
                "outcome": cell.outcome,
                "regret": cell.regret,
                "trace": cell.trace,
                "low": cell.low,
                "high": cell.high,
                "enough": cell.enough,
                "judged": cell.judged,
                "reasons": [{"score": one.score, "why": one.why.say(), "by": one.by} for one in cell.reasons],
            }
            for cell in tunnel.cells
        ],
        "indicator": {
            "id": indicator.id,
            "unit": indicator.unit,
            "better": indicator.better,
            "enough": indicator.enough,
        },
        "rows": [
            {
                "plan": row.plan,
                "worst": row.worst,
                "worst_in": row.worst_in,
                "most_regret": row.most_regret,
                "regret_in": row.regret_in,
                "satisfies": row.satisfies,
                "known": row.known,
                "fails_in": list(row.fails_in),
                "opens": list(row.opens),
                "closes": list(row.closes),
                "beaten_by": list(row.beaten_by),
            }
            for row in tunnel.rows
        ],
        "robust": list(tunnel.robust),
        "least_regret": list(tunnel.least_regret),
        "pairs": [
            {
                "plans": list(one.plans),
                "most_regret": one.most_regret,
                "satisfies": one.satisfies,
                "closed": list(one.closed),
            }
            for one in portfolios(opened, tunnel)
        ],
    }


def _show(opened: Study, tunnel: WindTunnel) -> None:
    from draaischijf.cli.foresight.shared import show
    from draaischijf.foresight.pictures import number, scenario_name

    names = {one.id: one.name.say() for one in opened.testing.plans}
    rows = []
    for row in tunnel.rows:
        cells = []
        for column in tunnel.scenarios:
            cell = tunnel.cell(row.plan, column)
            mark = "" if cell.enough is None else " ✓" if cell.enough else " ✗"
            cells.append(f"{number(cell.outcome)}{mark}" if cell.outcome is not None else "–")
        satisfies = f"{row.satisfies}/{len(tunnel.scenarios)}"
        rows.append((names[row.plan], *cells, number(row.worst), number(row.most_regret), satisfies))
    unit = f" ({tunnel.indicator.unit})" if tunnel.indicator.unit else ""
    columns = [scenario_name(opened, column) for column in tunnel.scenarios]
    head = ("plan", *columns, "slechtste", "meeste spijt", "voldoet")
    show(head, rows, f"{tunnel.indicator.name.say()}{unit}")
    if tunnel.least_regret:
        typer.echo(f"Minste spijt: {', '.join(names[one] for one in tunnel.least_regret)}")
    if tunnel.robust:
        typer.echo(f"Voldoet in elke toekomst: {', '.join(names[one] for one in tunnel.robust)}")
    elif tunnel.indicator.enough is not None:
        typer.echo("Geen plan voldoet in elke toekomst.")
