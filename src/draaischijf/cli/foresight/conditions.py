"""`draaischijf foresight conditions`: under which conditions a plan fails."""

from __future__ import annotations

from typing import Any

import typer

from draaischijf.cli.foresight.shared import JSON, STUDY


def conditions(  # noqa: PLR0917 - typer reads options from the signature
    study: str = STUDY,
    plan: str = typer.Option(..., help="The plan."),
    by: str = typer.Option("", help="Indicator with a level that is enough; the leading one unless said."),
    runs: int = typer.Option(500, min=20, max=100_000, help="Runs of the market over the room between the scenarios."),
    seed: int = typer.Option(1, help="Seed of the runs."),
    as_json: bool = JSON,
) -> None:
    """Run the market over the room between the scenarios and say where a plan fails, in few drivers.

    Example: draaischijf foresight conditions werkzekerheid --plan vaardigheden --runs 500
    """
    from draaischijf.cli.common import say
    from draaischijf.cli.foresight.shared import answer
    from draaischijf.foresight import Trial, best_box, failing_conditions, open_study

    opened = open_study(study)
    boxes = failing_conditions(opened, plan, by, Trial(runs, seed, progress=say))
    chosen = best_box(boxes)
    if as_json:
        answer("conditions", {"plan": plan, "runs": runs, "best": _shape(chosen), "boxes": [_shape(b) for b in boxes]})
        return
    share = f"{chosen.density:.0%} van de runs daarbinnen faalt, samen {chosen.coverage:.0%} van alle die falen"
    typer.echo(f"{plan} faalt vooral waar ({share}):")
    for side in chosen.sides:
        ends = [
            f"{word} {end:.3g}" for word, end in (("minstens", side.low), ("hoogstens", side.high)) if end is not None
        ]
        typer.echo(f"  {side.driver}: {' en '.join(ends)} (kans op toeval {side.chance:.2g})")


def _shape(box: Any) -> dict[str, Any]:
    return {
        "coverage": box.coverage,
        "density": box.density,
        "mass": box.mass,
        "sides": [{"driver": one.driver, "low": one.low, "high": one.high, "chance": one.chance} for one in box.sides],
    }
