"""`draaischijf foresight watch`: towards which scenario things move."""

from __future__ import annotations

from pathlib import Path

import typer

from draaischijf.cli.foresight.shared import JSON, STUDY


def watch(
    study: str = STUDY,
    figures: Path | None = typer.Option(None, help="Figures in place of those of the study: a .csv file."),
    until: str = typer.Option("", help="Last day that counts; all unless said."),
    as_json: bool = JSON,
) -> None:
    """Show how far the latest figures have gone towards the thresholds of every scenario.

    Example: draaischijf foresight watch werkzekerheid
    """
    from draaischijf.cli.common import parse_day
    from draaischijf.cli.foresight.shared import answer, show
    from draaischijf.foresight import movements, open_study, read_figures

    opened = open_study(study)
    known = read_figures(figures) if figures else opened.figures
    moved = movements(
        [one.id for one in opened.scenarios], opened.signposts, known, parse_day(until) if until else None
    )
    if as_json:
        data = {
            "scenarios": [
                {
                    "scenario": one.scenario,
                    "gone": one.gone,
                    "change": one.change,
                    "reached": one.reached,
                    "known": one.known,
                    "signposts": [
                        {
                            "id": sign.signpost.id,
                            "start": sign.signpost.start,
                            "threshold": sign.signpost.threshold,
                            "latest": sign.latest.value if sign.latest else None,
                            "on": sign.latest.on.isoformat() if sign.latest else None,
                            "gone": sign.gone,
                            "source": sign.signpost.source,
                        }
                        for sign in one.signs
                    ],
                }
                for one in moved
            ]
        }
        answer("watch", data)
        return
    rows = [
        (opened.scenario(one.scenario).name.say(), sign.signpost.name.say(), sign.signpost.start,
         sign.latest.value if sign.latest else None, sign.signpost.threshold, sign.gone)
        for one in moved
        for sign in one.signs
    ]  # fmt: skip
    show(("scenario", "wegwijzer", "begin", "laatste", "drempel", "afgelegd"), rows)
