"""From combinations of states to scenarios to write: the four worlds of the axes, or a choice out of the field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from draaischijf.foresight.study import Study
from draaischijf.foresight.writing import folder_of, write_data
from draaischijf.problems import Problem


def worlds_of(study: Study) -> tuple[dict[str, str], ...]:
    """Return the four worlds of the axes, clockwise from upper left: a state for each of the two drivers.

    Raises:
        Problem: The study has no axes.
    """
    if study.axes is None:
        raise Problem("axes-missing", "has no axes yet.", file=study.name, hint="Write axes.yaml.")
    across, up = study.axes
    corners = ((across.low, up.high), (across.high, up.high), (across.high, up.low), (across.low, up.low))
    return tuple({across.driver: side.state, up.driver: height.state} for side, height in corners)


def write_drafts(study: Study, combinations: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """Write scenarios to be worked out, one for each combination, and return their ids.

    Args:
        study: A study in a folder that has no scenarios yet.
        combinations: For each scenario the state of each driver; a driver that is not named is left out.

    Raises:
        Problem: The study cannot be written to, or has scenarios already.
    """
    folder = folder_of(study)
    if study.scenarios:
        hint = "Work those out, or move scenarios.yaml away."
        raise Problem("scenarios-there", "has scenarios already.", file=study.name, hint=hint)
    drafts = [_draft(study, number, one) for number, one in enumerate(combinations, 1)]
    write_data(folder / "scenarios.yaml", drafts)
    return tuple(draft["id"] for draft in drafts)


def _draft(study: Study, number: int, states: Mapping[str, str]) -> dict[str, Any]:
    draft: dict[str, Any] = {
        "id": f"S{number}",
        "name": f"Scenario {number}: {' / '.join(states.values())}",
        "states": dict(states),
    }
    if study.axes and all(axis.driver in states for axis in study.axes):
        draft["at"] = [0.6 if states[axis.driver] == axis.high.state else -0.6 for axis in study.axes]
    first = {"number": 1, "on": "", "by": "", "change": "Nog uit te werken."}
    return {**draft, "summary": "", "triggers": [], "path": [], "effects": {}, "groups": [], "versions": [first]}
