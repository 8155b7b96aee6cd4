"""`draaischijf foresight drivers`: the list of drivers; merge and split with history."""

from __future__ import annotations

from datetime import date
from typing import Any

import typer

from draaischijf.cli.foresight.shared import JSON, STUDY
from draaischijf.problems import Problem


def drivers(  # noqa: PLR0917 - typer reads options from the signature
    study: str = STUDY,
    merge: str = typer.Option("", help="Drivers to merge, with commas between."),
    split: str = typer.Option("", help="Driver to split."),
    into: str = typer.Option("", help="What it becomes, as id=name; for a split several with ; between."),
    by: str = typer.Option("", help="Who decides: a role or working name."),
    why: str = typer.Option("", help="The ground."),
    as_json: bool = JSON,
) -> None:
    """Show the list of drivers, or merge and split them; old ones stay in the list with where they went.

    Example: draaischijf foresight drivers mijn-studie --merge ai,robots --into techniek=Techniek --why "gaan samen"
    """
    from draaischijf.cli.foresight.shared import answer, show
    from draaischijf.foresight import DESTEP, open_study

    opened = open_study(study)
    if merge or split:
        opened = _changed(study, merge, split, into, (by, why))
    if as_json:
        answer("drivers", {"drivers": [_shape(one) for one in opened.drivers]})
        return
    rows = []
    for kind in DESTEP:
        for one in opened.drivers:
            if one.destep == kind:
                went = f"→ {', '.join(one.gone_into)}" if one.gone_into else ""
                rows.append((kind, one.id, one.name.say(), ", ".join(one.sources), went))
    show(("DESTEP", "id", "ontwikkeling", "bronnen", "ging op in"), rows)


def _shape(one: Any) -> dict[str, Any]:
    return {
        "id": one.id,
        "destep": one.destep,
        "name": {"nl": one.name.say("nl"), "en": one.name.say("en")},
        "sources": list(one.sources),
        "trends": [{"year": t.year, "value": t.value, "unit": t.unit, "source": t.source} for t in one.trends],
        "history": [{"action": c.action, "of": list(c.of), "on": c.on, "by": c.by, "why": c.why} for c in one.history],
        "gone_into": list(one.gone_into),
        "legible": one.legible,
    }


def _changed(study: str, merge: str, split: str, into: str, ground: tuple[str, str]) -> Any:
    from draaischijf.foresight import Change, change_drivers

    if bool(merge) == bool(split):
        raise Problem("drivers-what", "give either --merge or --split.", place="--merge")
    parts = []
    for part in filter(None, into.split(";")):
        id, equals, name = part.partition("=")
        if not (id.strip() and equals and name.strip()):
            raise Problem("drivers-into", f"{part!r} is no id=name.", place="--into", hint="Such as techniek=Techniek.")
        parts.append((id.strip(), name.strip()))
    if not parts:
        raise Problem("drivers-into", "say what it becomes.", place="--into", hint="Such as techniek=Techniek.")
    change = Change("merge" if merge else "split", on=date.today().isoformat(), by=ground[0], why=ground[1])
    return change_drivers(study, [one.strip() for one in (merge or split).split(",")], parts, change)
