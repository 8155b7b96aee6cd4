"""`draaischijf market compare`: policies beside each other in several scenarios."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from draaischijf.cli.market.ensemble import COUNTRY, MODEL, PEOPLE, SEED, WILD, WORKERS, YEARS


def compare(  # noqa: PLR0917 - options of a verb
    out: Path = typer.Option(..., help="Folder for the runs; stopped work goes on there."),
    scenario: list[str] = typer.Option(["vandaag"], help="Scenario, shipped or a file; may be given several times."),
    policy: list[str] = typer.Option(
        ...,
        help="Policy, or several at once with a + between: skills-hiring+learning-rights; may be given several times.",
    ),
    wild_card: list[str] = WILD,
    country: str = COUNTRY,
    runs: int = typer.Option(128, help="Runs per policy and scenario; each has the same draws."),
    years: int = YEARS,
    seed: int = SEED,
    workers: int = WORKERS,
    model: str = MODEL,
    people: int = PEOPLE,
    as_json: bool = typer.Option(False, "--json", help="One JSON object."),
) -> None:
    """Say what policies do in every scenario, beside no policy and with the same draws.

    Example: draaischijf market compare --scenario vandaag --scenario ai-bubbel --policy skills-hiring --out beside
    """
    from dataclasses import asdict

    from draaischijf.charts import table_csv
    from draaischijf.cli.common import envelope, print_json, say
    from draaischijf.market.charts import draw_comparison
    from draaischijf.market.ensembles import Plan
    from draaischijf.market.ensembles import compare as beside
    from draaischijf.market.ensembles.comparing import table

    plan = Plan(
        wild_cards=tuple(wild_card),
        country=country,
        runs=runs,
        years=years,
        seed=seed,
        model=model,  # type: ignore[arg-type]
        people=people,
    )
    sets = [split_policies(text) for text in policy]
    rows = beside(plan, scenario, sets, out, workers=workers, say=say)
    shown = table(rows)
    (out / "comparison.csv").write_text(table_csv(shown), encoding="utf-8")
    drawn = draw_comparison(rows, out / "charts")
    if as_json:
        data = {
            "folder": str(out),
            "runs": runs,
            "rows": [
                {
                    "scenario": one.scenario,
                    "policy": one.policy,
                    "band": asdict(one.band),
                    "difference": None if one.difference is None else asdict(one.difference),
                }
                for one in rows
            ],
            "charts": [str(file) for file in drawn],
        }
        print_json(envelope("market-compare", data))
        return
    _show(shown)


def _show(rows: list[dict[str, Any]]) -> None:
    """Print what each set of policies does, one block a scenario and set."""
    block = ""
    for row in rows:
        if row["verschil midden"] is None:
            continue
        here = f"{row['scenario']}: {row['beleid']}"
        if here != block:
            typer.echo(f"\n{here}\n{'':<30}{'midden':>10}{'verschil':>11}{'5 %':>10}{'95 %':>10}")
            block = here
        typer.echo(
            f"{row['maat']:<30}{row['midden']:>10.4g}{row['verschil midden']:>+11.3g}{row['verschil laag']:>+10.3g}"
            f"{row['verschil hoog']:>+10.3g}  {row['eenheid']}"
        )


def split_policies(text: str) -> tuple[str, ...]:
    """Return the policies of a set written with a + between; a + inside a policy's list of occupations is its own.

    Args:
        text: Such as `skills-hiring+sector-training:occupations=10+08`.
    """
    found: list[str] = []
    for part in text.split("+"):
        if found and "occupations=" in found[-1] and part[:1].isdigit():
            found[-1] += f"+{part}"
        else:
            found.append(part)
    return tuple(one for one in found if one)
