"""`draaischijf market sensitivity`: which assumption matters."""

from __future__ import annotations

from pathlib import Path

import typer

from draaischijf.cli.market.ensemble import COUNTRY, SCENARIO, SEED


def sensitivity(  # noqa: PLR0917 - options of a verb
    method: str = typer.Option("morris", help="morris (few runs, a ranking) or sobol (many runs, shares of variance)."),
    scenario: str = SCENARIO,
    country: str = COUNTRY,
    years: int = typer.Option(10, min=1, max=50, help="Length of a run."),
    size: int = typer.Option(8, min=2, help="Trajectories (morris) or base samples, a power of two (sobol)."),
    seed: int = SEED,
    top: int = typer.Option(6, min=1, help="Factors to show per measure."),
    out: Path | None = typer.Option(None, help="Folder for the whole table and its chart."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """Say which parameter or path moves what the model says, and how much.

    Example: draaischijf market sensitivity --method morris --size 8
    """
    from dataclasses import asdict

    from draaischijf.cli.common import envelope, print_json, say
    from draaischijf.market.charts import draw_sensitivity
    from draaischijf.market.ensembles import sensitivity as judge
    from draaischijf.market.twin.measures import BY_NAME

    rows = judge(
        method=method,  # type: ignore[arg-type]
        name=scenario,
        country=country,
        years=years,
        size=size,
        seed=seed,
        progress=lambda done, whole: say(f"{done} of {whole} runs"),
    )
    drawn = [] if out is None else draw_sensitivity(rows, method, out)
    if as_json:
        data = {"method": method, "factors": [asdict(one) for one in rows], "charts": [str(file) for file in drawn]}
        print_json(envelope("market-sensitivity", data))
        return
    for measure in dict.fromkeys(one.measure for one in rows):
        typer.echo(f"\n{BY_NAME[measure].dutch}")
        for one in [row for row in rows if row.measure == measure][:top]:
            typer.echo(f"  {one.factor:<28}{one.whole:>8.2f} +- {one.margin:.2f}")
