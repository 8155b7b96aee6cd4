"""`draaischijf market ensemble`: many runs of the Dutch twin, as bands."""

from __future__ import annotations

from pathlib import Path

import typer

SCENARIO = typer.Option("vandaag", help="Shipped scenario, or a file.")
WILD = typer.Option([], "--wild-card", help="Wild card with the year in which it begins, such as pandemie@3.")
POLICY = typer.Option([], help="Policy, such as skills-hiring or skills-hiring:share=0.5.")
COUNTRY = typer.Option("nl", help="Whose fit: nl, be or de.")
YEARS = typer.Option(15, help="Length of a run.")
SEED = typer.Option(1, help="Seed of all draws.")
VARIES = typer.Option(["paths", "parameters"], help="What the runs vary: paths, parameters.")
WORKERS = typer.Option(1, help="Processes; they do not change the result.")
MODEL = typer.Option("twin", help="twin (fast), or people one by one.")
PEOPLE = typer.Option(150_000, help="People in a run with people one by one.")


def ensemble(  # noqa: PLR0917 - options of a verb
    out: Path = typer.Option(..., help="Folder for the runs; stopped work goes on there."),
    scenario: str = SCENARIO,
    wild_card: list[str] = WILD,
    policy: list[str] = POLICY,
    country: str = COUNTRY,
    runs: int = typer.Option(256, help="Number of runs."),
    years: int = YEARS,
    seed: int = SEED,
    varies: list[str] = VARIES,
    workers: int = WORKERS,
    model: str = MODEL,
    people: int = PEOPLE,
    charts: bool = typer.Option(True, help="Draw charts, each with its table."),
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """Run many futures, of the twin or of people one by one, and say them as bands.

    Example: draaischijf market ensemble --scenario vandaag --runs 1000 --workers 2 --out runs
    """
    from dataclasses import asdict

    from draaischijf.cli.common import envelope, print_json, say
    from draaischijf.market.ensembles import Plan, bands, outcome_bands, read_runs, run_ensemble
    from draaischijf.market.ensembles.results import write_bands

    plan = Plan(
        *(scenario, tuple(wild_card), tuple(policy), country, runs, years, seed, tuple(dict.fromkeys(varies))),
        model=model,  # type: ignore[arg-type]
        people=people,
    )
    made = run_ensemble(
        plan, out, workers=workers, progress=lambda done, whole: say(f"{done} of {whole} batches of runs")
    )
    held = read_runs(out)
    rows = bands(held)
    write_bands(rows, out / "bands.parquet")
    write_bands(rows, out / "bands.csv")
    drawn = _draw(held, out) if charts else []
    last = outcome_bands(held, trace=str(out))
    data = {
        "folder": str(out),
        "runs": runs,
        "made": made,
        "scenario": plan.paths.scenario,
        "bands": [asdict(one) for one in last],
        "charts": [str(file) for file in drawn],
    }
    if as_json:
        print_json(envelope("market-ensemble", data))
        return
    from draaischijf.market.ensembles.measured import measured

    typer.echo(f"{plan.paths.scenario}: {runs} runs, het laatste jaar\n{'':<34}{'5 %':>10}{'midden':>10}{'95 %':>10}")
    for one in last:
        about = measured()[one.indicator]
        typer.echo(f"{about.dutch:<34}{one.low:>10.4g}{one.median:>10.4g}{one.high:>10.4g}  {about.eenheid}")


def _draw(held: object, out: Path) -> list[Path]:
    from draaischijf.market.charts import draw_ensemble

    return draw_ensemble(held, out / "charts")  # type: ignore[arg-type]
