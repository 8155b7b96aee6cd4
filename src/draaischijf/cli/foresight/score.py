"""`draaischijf foresight score`: what stakeholders say about drivers, with how far they agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from draaischijf.cli.foresight.shared import JSON, STUDY


def score(  # noqa: PLR0917 - typer reads options from the signature
    study: str = STUDY,
    scores: Path | None = typer.Option(
        None, help="File with scores in place of those of the study: .xlsx, .csv, .yaml."
    ),
    round: int = typer.Option(0, help="Round; the last unless said."),
    form: Path | None = typer.Option(None, help="Write an empty form to fill in to this .xlsx file."),
    feedback: str = typer.Option("", help="Show what this respondent gets back before the next round."),
    as_json: bool = JSON,
) -> None:
    """Show medians, spread and disagreement of scores by group; missing answers are counted, never filled in.

    Example: draaischijf foresight score regio
    """
    from draaischijf.cli.foresight.shared import answer
    from draaischijf.foresight import feedback_of, judged_study, open_study, write_form

    opened = open_study(study)
    if form:
        write_form(opened, form)
    opened = judged_study(opened, scores)
    data = _data(opened, round)
    if feedback:
        data["feedback"] = [
            {"driver": f.driver, "measure": f.measure, "own": f.own, **_summary(f.summary), "outside": f.outside}
            for f in feedback_of(opened, feedback, round)
        ]
    if as_json:
        answer("score", data)
        return
    _show(opened, data)


def _data(opened: Any, round: int) -> dict[str, Any]:
    from draaischijf.foresight import judgements, last_round, moved, of_round

    chosen = of_round(opened.scores, round)
    number = round or last_round(opened.scores)
    return {
        "round": number,
        "people": len({one.respondent for one in chosen}),
        "groups": sorted({one.group for one in chosen}),
        "moved": moved(opened.scores, number - 1, number),
        "drivers": [
            {
                "driver": one.driver,
                "name": opened.name_of(one.driver),
                "impact": _summary(one.impact),
                "uncertainty": _summary(one.uncertainty),
                "groups": [
                    {"group": group, "impact": _summary(impact), "uncertainty": _summary(uncertainty)}
                    for group, impact, uncertainty in one.by_group
                ],
                "votes": one.votes,
                "apart": one.apart,
                "odd_one": one.odd_one,
                "comments": [{"group": group, "comment": comment} for group, comment in one.comments],
            }
            for one in judgements(opened.scores, opened.active(), opened.about.scale, round)
        ],
    }


def _summary(one: Any) -> dict[str, Any]:
    names = ("asked", "answered", "missing", "median", "low", "high", "disagreement")
    return {name: getattr(one, name) for name in names} | {"counts": list(one.counts)}


def _show(opened: Any, data: dict[str, Any]) -> None:
    from draaischijf.cli.foresight.shared import show

    if not data["people"]:
        typer.echo("Nog geen scores. Maak een formulier met --form.")
        return
    rows = [
        (
            one["name"],
            one["impact"]["median"],
            one["impact"]["disagreement"],
            one["uncertainty"]["median"],
            one["uncertainty"]["disagreement"],
            one["impact"]["missing"] + one["uncertainty"]["missing"],
            one["votes"],
            one["odd_one"] or "",
        )
        for one in data["drivers"]
    ]
    head = ("ontwikkeling", "invloed", "verdeeld", "onzekerheid", "verdeeld", "ontbreekt", "stemmen", "wijkt af")
    moved = "" if data["moved"] is None else f"; {data['moved']:.0%} van de antwoorden veranderde sinds de vorige ronde"
    show(head, rows, f"Ronde {data['round']}: {data['people']} mensen uit {len(data['groups'])} groepen{moved}")
    for one in data.get("feedback", []):
        if one["outside"]:
            name = opened.name_of(one["driver"])
            typer.echo(
                f"{name}, {one['measure']}: jij {one['own']}, midden {one['low']:g} tot {one['high']:g}. Waarom?"
            )
