"""Writing files of a study: a new folder, a changed list of drivers, results of runs."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from draaischijf.foresight.bridge import results_as_data
from draaischijf.foresight.drivers import Change, Driver, merge, split
from draaischijf.foresight.extras import needed
from draaischijf.foresight.files import Text
from draaischijf.foresight.study import Study, examples, open_study, where_is
from draaischijf.foresight.whole import checked
from draaischijf.problems import Problem

EMPTY: Final = "leeg"
_BEGIN: Final = {
    "study": {
        "title": {"nl": "Naam van de studie", "en": "Name of the study"},
        "question": {"nl": "Welke vraag beantwoordt zij?", "en": "Which question does it answer?"},
        "horizon": 10,
    },
    "sources": [],
    "drivers": [],
}


def new_study(folder: Path, source: str = "startlijst") -> tuple[str, ...]:
    """Make the folder of a new study and return the names of its files.

    Args:
        folder: Where; it must be new or empty.
        source: `leeg` for an empty list, or the name of an example that ships.

    Raises:
        Problem: The folder holds something, or there is no such example.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Problem("folder-full", "is there already.", file=str(folder), hint="Choose a new or empty folder.")
    if source != EMPTY and source not in examples():
        hint = f"Known are {', '.join((EMPTY, *examples()))}."
        raise Problem("example-unknown", f"there is no example {source!r}.", place="--from", hint=hint)
    folder.mkdir(parents=True, exist_ok=True)
    if source == EMPTY:
        for part, data in _BEGIN.items():
            write_data(folder / f"{part}.yaml", data)
    else:
        origin = where_is(source)
        if origin.is_dir():
            for one in origin.iterdir():
                shutil.copyfile(one, folder / one.name)
        else:
            for part, data in needed("yaml").safe_load(origin.read_text("utf-8")).items():
                write_data(folder / f"{part}.yaml", data)
    return tuple(sorted(one.name for one in folder.iterdir()))


def write_data(path: Path, data: Any) -> None:
    """Write a part of a study as YAML, in the order given, one thing a line."""
    text = needed("yaml").safe_dump(data, allow_unicode=True, sort_keys=False, width=116, default_flow_style=False)
    path.write_text(text, encoding="utf-8")


def folder_of(study: Study) -> Path:
    """Return the folder of a study that may be written to.

    Raises:
        Problem: It is a single file or an example that ships.
    """
    if study.folder is None:
        hint = "Copy it to a folder of your own with `foresight new FOLDER --from NAME`."
        raise Problem("study-fixed", "cannot be written to.", file=study.name, hint=hint)
    return study.folder


def change_drivers(name: str, ids: Sequence[str], parts: Sequence[tuple[str, str]], change: Change) -> Study:
    """Merge or split drivers of a study in a folder, write the list, and return the study.

    Args:
        name: The folder.
        ids: Drivers to merge, or the one to split.
        parts: What it becomes: id and name of each.
        change: `merge` or `split`, with who, when and why.

    Raises:
        Problem: The study cannot be written to, or the drivers do not fit.
    """
    study = open_study(name)
    folder = folder_of(study)
    first = study.driver(ids[0])
    kind = first.destep if first else "economic"
    made = [Driver(id, kind, Text(text)) for id, text in parts]
    if change.action == "merge":
        drivers = merge(study.drivers, ids, made[0], change)
    else:
        drivers = split(study.drivers, ids[0], made, change)
    changed = checked(replace(study, drivers=drivers))
    _scores_still_fit(study, ids)
    write_data(folder / "drivers.yaml", [driver_as_data(one) for one in drivers])
    return changed


def _scores_still_fit(study: Study, ids: Sequence[str]) -> None:
    for score in study.scores:
        if score.driver in ids:
            hint = "Merge and split before the first round, or move those scores to a file of their own."
            raise score.place.problem("driver-scored", f"driver {score.driver!r} has scores already.", hint)


def driver_as_data(driver: Driver) -> dict[str, Any]:
    """Return a driver in the shape of `drivers.yaml`, without what is empty."""
    data: dict[str, Any] = {"id": driver.id, "destep": driver.destep, "name": _text(driver.name)}
    more = {
        "about": _text(driver.about),
        "sources": list(driver.sources),
        "evidence": [{"says": _text(one.says), "source": one.source} for one in driver.evidence],
        "trends": [
            {"year": one.year, "value": one.value, "unit": one.unit, "source": one.source} for one in driver.trends
        ],
        "history": [_change(one) for one in driver.history],
        "gone_into": list(driver.gone_into),
    }
    data |= {key: value for key, value in more.items() if value}
    return data if driver.legible else {**data, "legible": False}


def _change(change: Change) -> dict[str, Any]:
    data = {"action": change.action, "of": list(change.of), "on": change.on, "by": change.by, "why": change.why}
    return {key: value for key, value in data.items() if value}


def _text(text: Text) -> Any:
    if text.en and text.en != text.nl:
        return {"nl": text.nl, "en": text.en}
    return text.nl


def save_results(study: Study) -> Path:
    """Write what runs of the market said into the folder of the study, and return the file."""
    path = folder_of(study) / "results.yaml"
    # An outcome a line.
    text = needed("yaml").safe_dump(
        results_as_data(study), allow_unicode=True, sort_keys=False, width=1000, default_flow_style=None
    )
    path.write_text(text, encoding="utf-8")
    return path
