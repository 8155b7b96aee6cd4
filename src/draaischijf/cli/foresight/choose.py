"""`draaischijf foresight choose`: few scenarios that are plausible, surprising and different."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from draaischijf.cli.foresight.shared import JSON, STUDY
from draaischijf.problems import Problem

if TYPE_CHECKING:
    from draaischijf.foresight import Axis, Choice, Search, Study

CRITERIA = ("plausible", "surprising", "different", "distinct")


def choose(  # noqa: PLR0917 - typer reads options from the signature
    study: str = STUDY,
    count: int = typer.Option(4, help="How many scenarios."),
    weights: str = typer.Option("1,1,1,1", help="Weights of plausible, surprising, different, distinct."),
    by: str = typer.Option("", help="impacts (cross-impact balances) or pairs; impacts where the study has them."),
    slack: float = typer.Option(0.0, help="How far a state may stay behind its best rival."),
    lowest: int = typer.Option(1, help="With pairs: the lowest value that is allowed, 1 to 3."),
    axes: bool = typer.Option(False, "--axes", help="Take the four worlds of the axes instead of choosing."),
    write: bool = typer.Option(False, "--write", help="Write them to scenarios.yaml, to be worked out."),
    as_json: bool = JSON,
) -> None:
    """Choose few out of all consistent scenarios: proven best, or with how far it may be from the best.

    Example: draaischijf foresight choose leren --by pairs --count 4 --weights 1,1,2,2
    """
    from draaischijf.cli.foresight.shared import answer
    from draaischijf.foresight import How, Weights, choose_scenarios, open_study, worlds_of, write_drafts

    opened = open_study(study)
    if axes:
        worlds = worlds_of(opened)
        data: dict[str, Any] = {"worlds": [dict(one) for one in worlds]}
    else:
        found = choose_scenarios(opened, count, Weights(*_weights(weights)), How(by, slack, lowest))
        data = _data(*found, weights)
        worlds = tuple(dict(zip((axis.id for axis in found[0]), one["states"], strict=True)) for one in data["chosen"])
    data["written"] = list(write_drafts(opened, worlds)) if write else []
    if as_json:
        answer("choose", data)
        return
    _show(opened, data, worlds)


def _data(axes: tuple[Axis, ...], found: Search, choice: Choice, weights: str) -> dict[str, Any]:
    chosen = []
    for number in choice.chosen:
        one, each = found.scenarios[number], choice.each[number]
        states = [axis.states[state] for axis, state in zip(axes, one.states, strict=True)]
        shares = {"plausible": each.plausible, "surprising": each.surprising}
        chosen.append({"states": states, "value": one.value, **shares})
    return {
        "chosen": chosen,
        "score": choice.score,
        "bound": choice.bound,
        "proven": choice.proven,
        "considered": choice.considered,
        "criteria": {name: getattr(choice.criteria, name) for name in CRITERIA},
        "weights": [float(one) for one in weights.split(",")],
    }


def _show(opened: Study, data: dict[str, Any], worlds: tuple[dict[str, str], ...]) -> None:
    from draaischijf.cli.foresight.shared import show

    names = [opened.name_of(driver) for driver in worlds[0]]
    if "chosen" not in data:
        show(names, [tuple(one.values()) for one in worlds], "De vier werelden van het assenkruis")
    else:
        rows = [(*one["states"], one["value"], one["plausible"], one["surprising"]) for one in data["chosen"]]
        away = data["bound"] - data["score"]
        proven = "bewezen de beste keuze" if data["proven"] else f"hoogstens {away:.3f} onder de beste"
        title = f"Score {data['score']:.3f}, {proven}; uit {data['considered']} scenario's"
        show((*names, "waarde", "plausibel", "verrassend"), rows, title)
        criteria = data["criteria"]
        typer.echo(
            f"Samen: plausibel {criteria['plausible']:.2f}, verrassend {criteria['surprising']:.2f}, "
            f"verschillend {criteria['different']:.2f}, dichtste twee {criteria['distinct']:.2f}"
        )
    if data["written"]:
        typer.echo(f"Geschreven in scenarios.yaml: {', '.join(data['written'])}")


def _weights(text: str) -> tuple[float, float, float, float]:
    try:
        one, two, three, four = (float(part) for part in text.split(","))
    except ValueError as error:
        hint = "Give four numbers, such as 1,1,2,1."
        raise Problem("bad-weights", f"{text!r} are no four weights.", place="--weights", hint=hint) from error
    return one, two, three, four
