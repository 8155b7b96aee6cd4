"""`draaischijf foresight uncertainties`: the chart, what was chosen and why, and how robust that is."""

from __future__ import annotations

import typer

from draaischijf.cli.foresight.shared import JSON, STUDY


def uncertainties(
    study: str = STUDY,
    first: int = typer.Option(2, min=1, help="How many count as the first."),
    seed: int = typer.Option(1, help="Seed of the resampling."),
    resamples: int = typer.Option(1000, min=1, max=100_000, help="How many times people are drawn again."),
    as_json: bool = JSON,
) -> None:
    """Rank drivers by impact and uncertainty, show what the team chose and how far that hangs on who was asked.

    Example: draaischijf foresight uncertainties regio
    """
    from draaischijf.cli.foresight.shared import answer, show
    from draaischijf.foresight import Draws, chart, judgements, open_study, robustness

    opened = open_study(study)
    scale, active = opened.about.scale, opened.active()
    points = chart(judgements(opened.scores, active, scale), scale) if opened.scores else ()
    hold = robustness(opened.scores, active, first, scale, Draws(resamples, seed)) if opened.scores else ()
    share = {one.driver: one for one in hold}
    chosen = [*opened.selection.chosen, *opened.selection.beside, *opened.selection.passed]
    if as_json:
        parts = {
            part: [{"driver": one.driver, "why": one.why.say()} for one in getattr(opened.selection, part)]
            for part in ("chosen", "beside", "passed")
        }
        data = {
            "first": first,
            "points": [
                {"rank": p.rank, "driver": p.driver, "impact": p.impact, "uncertainty": p.uncertainty, "score": p.score,
                 "quadrant": p.quadrant, "share": share[p.driver].share, "low": share[p.driver].low,
                 "high": share[p.driver].high, "without": list(share[p.driver].without)}
                for p in points
            ],
            **parts,
        }  # fmt: skip
        answer("uncertainties", data)
        return
    if points:
        rows = [
            (
                p.rank,
                opened.name_of(p.driver),
                p.impact,
                p.uncertainty,
                p.quadrant or "",
                f"{share[p.driver].share:.0%}",
                f"{share[p.driver].low}-{share[p.driver].high}",
                ", ".join(share[p.driver].without),
            )
            for p in points
        ]
        head = ("rang", "ontwikkeling", "invloed", "onzekerheid", "vak", f"eerste {first}", "rang 90 %", "hangt aan")
        show(head, rows)
    for one in chosen:
        typer.echo(f"{opened.name_of(one.driver)}: {one.why.say()}")
