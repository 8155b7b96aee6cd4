"""What must hold between the parts of a study: everything that is named is there, and nothing stands twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from draaischijf.foresight.files import Place

if TYPE_CHECKING:
    from draaischijf.foresight.study import Study


def checked(study: Study) -> Study:
    """Return the study where its parts fit together.

    Raises:
        Problem: A part names something that is not there, or an id stands twice; the problem names file and line.
    """
    once("source", study.sources)
    once("driver", study.drivers)
    once("scenario", study.scenarios)
    once("policy", study.policies)
    once("plan", study.testing.plans)
    once("indicator", study.testing.indicators)
    once("wild card", study.testing.wilds)
    once("signpost", study.signposts)
    _drivers(study)
    _scenarios(study)
    _testing(study)
    for one in study.signposts:
        _known("scenario", one.scenario, _ids(study.scenarios), one.place)
    return study


def _ids(things: Iterable[object]) -> list[str]:
    return [one.id for one in things]  # type: ignore[attr-defined]


def once(what: str, things: Iterable[object]) -> None:
    """Raise a problem where an id stands twice; things have an `id` and a `place`."""
    seen: dict[str, Place] = {}
    for one in things:
        id, place = one.id, one.place  # type: ignore[attr-defined]
        if id in seen:
            raise place.problem("id-twice", f"{what} {id!r} stands at {seen[id]} too.", "Give one another id.")
        seen[id] = place


def _known(what: str, id: str, known: Collection[str], place: Place) -> None:
    if id not in known:
        hint = f"Known are {', '.join(known)}." if known else f"There is no {what} yet."
        raise place.problem(f"{what}-unknown", f"there is no {what} {id!r}.", hint)


def _drivers(study: Study) -> None:
    sources, drivers = _ids(study.sources), _ids(study.drivers)
    for driver in study.drivers:
        named = [*driver.sources, *(e.source for e in driver.evidence), *(t.source for t in driver.trends)]
        for source in named:
            _known("source", source, sources, driver.place)
        for other in (*driver.gone_into, *(id for change in driver.history for id in change.of)):
            _known("driver", other, drivers, driver.place)
    choice = study.selection
    for ground in (*choice.chosen, *choice.beside, *choice.passed):
        _known("driver", ground.driver, drivers, ground.place)
    if study.drivers:
        for one in study.field.drivers:
            _known("driver", one.id, drivers, one.place)
        for axis in study.axes or ():
            _known("driver", axis.driver, drivers, axis.place)


def _scenarios(study: Study) -> None:
    in_field = {one.id: [state.id for state in one.states] for one in study.field.drivers}
    for axis in study.axes or ():
        in_field.setdefault(axis.driver, [axis.low.state, axis.high.state])
    themes, policies = dict(study.about.themes), _ids(study.policies)
    for scenario in study.scenarios:
        for driver, state in scenario.states:
            _known("driver", driver, in_field, scenario.place)
            _known("state", state, in_field[driver], scenario.place)
        for theme in (*(t for t, _ in scenario.effects), *(t for t, _ in scenario.scores)):
            _known("theme", theme, themes, scenario.place)
    for question in (*study.questions, *(q for scenario in study.scenarios for q in scenario.questions)):
        _known("theme", question.theme, themes, question.place)
        for policy in question.policies:
            _known("policy", policy, policies, question.place)


def _testing(study: Study) -> None:
    testing = study.testing
    plans, scenarios = _ids(testing.plans), _ids(study.scenarios)
    for plan in testing.plans:
        for part in plan.combines:
            _known("plan", part, plans, plan.place)
            if part == plan.id:
                raise plan.place.problem("plan-itself", f"plan {part!r} is made of itself.")
    seen: dict[tuple[str, str, str], Place] = {}
    for judged in testing.judged:
        _known("plan", judged.plan, plans, judged.place)
        _known("scenario", judged.scenario, scenarios, judged.place)
        key = (judged.plan, judged.scenario, judged.by)
        if key in seen:
            raise judged.place.problem("judged-twice", f"is judged at {seen[key]} too.", "Keep one of the two.")
        seen[key] = judged.place
    for one in study.measured:
        _known("plan", one.plan, plans, one.place)
        _known("scenario", one.scenario, scenarios, one.place)
        _known("indicator", one.band.indicator, _ids(testing.indicators), one.place)
        if one.wild:
            _known("wild card", one.wild, _ids(testing.wilds), one.place)
        if one.run:
            _known("run", one.run, _ids(study.runs), one.place)
