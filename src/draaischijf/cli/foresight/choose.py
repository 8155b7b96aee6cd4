"""`draaischijf foresight choose`: few scenarios that are plausible, surprising and different."""

from __future__ import annotations

import typer

from draaischijf.cli.foresight.shared import JSON, STUDY
from draaischijf.problems import Problem


def choose(  # noqa: PLR0917 - typer reads options from the signature
    study: str = STUDY,
    count: int = typer.Option(4, help="How many scenarios."),
    weights: str = typer.Option("1,1,1,1", help="Weights of plausible, surprising, different, distinct."),
    by: str = typer.Option("", help="impacts (cross-impact balances) or pairs; impacts where the study has them."),
    slack: float = typer.Option(0.0, help="How far a state may stay behind its best rival."),
    lowest: int = typer.Option(1, help="With pairs: the lowest value that is allowed, 1 to 3."),
    as_json: bool = JSON,
) -> None:
    """Choose few out of all consistent scenarios: proven best, or with how far it may be from the best.

    Example: draaischijf foresight choose leren --by pairs --count 4 --weights 1,1,2,2
    """
    from draaischijf.cli.foresight.shared import answer, show
    from draaischijf.foresight import How, Weights, choose_scenarios, open_study

    opened = open_study(study)
    axes, found, choice = choose_scenarios(opened, count, Weights(*_weights(weights)), How(by, slack, lowest))
    rows = []
    for number in choice.chosen:
        one, each = found.scenarios[number], choice.each[number]
        states = [axis.states[state] for axis, state in zip(axes, one.states, strict=True)]
        rows.append((states, one.value, each.plausible, each.surprising))
    if as_json:
        data = {
            "chosen": [
                {"states": states, "value": value, "plausible": plausible, "surprising": surprising}
                for states, value, plausible, surprising in rows
            ],
            "score": choice.score,
            "bound": choice.bound,
            "proven": choice.proven,
            "considered": choice.considered,
            "criteria": {
                name: getattr(choice.criteria, name) for name in ("plausible", "surprising", "different", "distinct")
            },
            "weights": [float(one) for one in weights.split(",")],
        }
        answer("choose", data)
        return
    head = (*(axis.id for axis in axes), "waarde", "plausibel", "verrassend")
    proven = (
        "bewezen de beste keuze" if choice.proven else f"hoogstens {choice.bound - choice.score:.3f} onder de beste"
    )
    title = f"Score {choice.score:.3f}, {proven}; uit {choice.considered} scenario's"
    show(head, [(*states, *rest) for states, *rest in rows], title)
    criteria = choice.criteria
    typer.echo(
        f"Samen: plausibel {criteria.plausible:.2f}, verrassend {criteria.surprising:.2f}, "
        f"verschillend {criteria.different:.2f}, dichtste twee {criteria.distinct:.2f}"
    )


def _weights(text: str) -> tuple[float, float, float, float]:
    try:
        one, two, three, four = (float(part) for part in text.split(","))
    except ValueError as error:
        hint = "Give four numbers, such as 1,1,2,1."
        raise Problem("bad-weights", f"{text!r} are no four weights.", place="--weights", hint=hint) from error
    return one, two, three, four
