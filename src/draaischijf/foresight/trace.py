"""Where everything comes from: each thing on the chain gets an id from what it says and what it rests on.

The id is the beginning of the SHA-256 of its kind, its content and the ids that it rests on. Change a score and every
id that rests on it changes with it; the same study always gives the same ids.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from draaischijf.foresight.files import NOWHERE, Place
from draaischijf.foresight.statistics import judgements
from draaischijf.foresight.study import Study
from draaischijf.foresight.tunnel import JUDGED, ON_TOP, WindTunnel, parts_of, wind_tunnel
from draaischijf.problems import Problem
from draaischijf.terms import DriverPath

DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Record:
    """One thing on the chain.

    Args:
        id: Its trace id.
        kind: What it is: `source`, `driver`, `score`, `judgement`, `selection`, `state`, `scenario`, `plan`, `run`,
            `outcome` or `cell`.
        label: What it is called.
        says: What it says.
        place: Where it is written; empty for what is computed.
        rests_on: Ids that it rests on.
    """

    id: str
    kind: str
    label: str
    says: Mapping[str, Any]
    place: Place
    rests_on: tuple[str, ...]


class Trace:
    """Every record of a study, by id and by what it is about."""

    def __init__(self, study: Study) -> None:
        self.records: dict[str, Record] = {}
        self._by_key: dict[tuple[str, ...], str] = {}
        self._study = study
        self._sources()
        self._drivers()
        self._selection()
        self._scenarios()
        self._plans()

    def add(
        self,
        key: tuple[str, ...],
        label: str,
        says: Mapping[str, Any],
        place: Place = NOWHERE,
        rests: Iterable[str] = (),
    ) -> str:
        """Add a record and return its id; ids of nothing are passed over."""
        rests_on = tuple(sorted({one for one in rests if one}))
        whole = json.dumps([key, says, rests_on], sort_keys=True, ensure_ascii=False, default=str)
        id = hashlib.sha256(whole.encode()).hexdigest()[:DIGITS]
        self.records[id] = Record(id, key[0], label, says, place, rests_on)
        self._by_key[key] = id
        return id

    def of(self, *key: str) -> str:
        """Return the id of what a key names, empty where there is none."""
        return self._by_key.get(key, "")

    def find(self, id: str) -> Record:
        """Return the record of an id, or of the beginning of one.

        Raises:
            Problem: No record has it, or several begin with it.
        """
        found = [record for known, record in self.records.items() if id and known.startswith(id.lower())]
        if len(found) == 1:
            return found[0]
        if not found:
            hint = "Ids change with what they rest on: take one from a fresh `foresight test`."
            raise Problem("trace-unknown", f"no record of {self._study.name} has the id {id!r}.", hint=hint)
        raise Problem("trace-many", f"{len(found)} records begin with {id!r}.", hint="Give more of the id.")

    def _sources(self) -> None:
        for one in self._study.sources:
            says: dict[str, Any] = {"title": one.title, "by": one.by, "year": one.year, "link": one.link}
            self.add(("source", one.id), one.title, says, one.place)

    def _drivers(self) -> None:
        study = self._study
        for driver in study.drivers:
            named = [*driver.sources, *(e.source for e in driver.evidence), *(t.source for t in driver.trends)]
            says: dict[str, Any] = {
                "name": driver.name.say(),
                "destep": driver.destep,
                "evidence": [one.says.say() for one in driver.evidence],
                "trends": [[one.year, one.value, one.unit] for one in driver.trends],
                "history": [[one.action, *one.of, one.on, one.by, one.why] for one in driver.history],
            }
            rests = [self.of("source", one) for one in named]
            rests += [self.of("driver", one) for change in driver.history for one in change.of]
            self.add(("driver", driver.id), driver.name.say(), says, driver.place, rests)
        for score in study.scores:
            says = {
                "impact": score.impact,
                "uncertainty": score.uncertainty,
                "votes": score.votes,
                "comment": score.comment,
                "group": score.group,
                "round": score.round,
            }
            label = f"{score.respondent} ({score.group}) over {study.name_of(score.driver)}"
            key = ("score", score.respondent, str(score.round), score.driver)
            self.add(key, label, says, score.place, [self.of("driver", score.driver)])

    def _selection(self) -> None:
        study, last = self._study, max((score.round for score in self._study.scores), default=0)
        for said in judgements(study.scores, study.active(), study.about.scale):
            if not said.impact.asked:
                continue
            says: dict[str, Any] = {
                "impact": said.impact.median,
                "uncertainty": said.uncertainty.median,
                "answered": [said.impact.answered, said.uncertainty.answered],
                "asked": said.impact.asked,
                "disagreement": [said.impact.disagreement, said.uncertainty.disagreement],
            }
            rests = [
                self.of("score", score.respondent, str(last), said.driver)
                for score in study.scores
                if score.round == last and score.driver == said.driver
            ]
            label = f"Oordeel over {study.name_of(said.driver)}"
            self.add(("judgement", said.driver), label, says, Place(), [*rests, self.of("driver", said.driver)])
        choice = study.selection
        for part in ("chosen", "beside", "passed"):
            for ground in getattr(choice, part):
                rests = [self.of("judgement", ground.driver) or self.of("driver", ground.driver)]
                says = {"part": part, "why": ground.why.say()}
                label = f"Keuze over {study.name_of(ground.driver)}"
                self.add(("selection", ground.driver), label, says, ground.place, rests)

    def _scenarios(self) -> None:
        study = self._study
        for driver in study.field.drivers:
            rests = [self.of("selection", driver.id) or self.of("driver", driver.id)]
            for state in driver.states:
                label = f"{study.name_of(driver.id)}: {state.name.say()}"
                says: dict[str, Any] = {"name": state.name.say(), "market": list(map(_path, state.market))}
                self.add(("state", driver.id, state.id), label, says, state.place, rests)
        for axis in study.axes or ():
            rests = [self.of("selection", axis.driver) or self.of("driver", axis.driver)]
            for pole in (axis.low, axis.high):
                if not self.of("state", axis.driver, pole.state):
                    label = f"{axis.name.say()}: {pole.name.say()}"
                    self.add(("state", axis.driver, pole.state), label, {"name": pole.name.say()}, axis.place, rests)
        for scenario in study.scenarios:
            says = {
                "name": scenario.name.say(),
                "states": dict(scenario.states),
                "market": list(map(_path, scenario.market)),
                "levels": [[one.indicator, one.value, one.unit, one.source] for one in scenario.levels],
                "version": scenario.versions[-1].number if scenario.versions else 1,
            }
            rests = [self.of("state", *pair) for pair in scenario.states]
            self.add(("scenario", scenario.id), scenario.name.say(), says, scenario.place, rests)

    def _plans(self) -> None:
        study = self._study
        for plan in study.testing.plans:
            says: dict[str, Any] = {
                "name": plan.name.say(),
                "policies": [[one.name, dict(one.settings)] for one in plan.policies],
            }
            self.add(("plan", plan.id), plan.name.say(), says, plan.place)
        for plan in study.testing.plans:
            if plan.combines:
                record = self.records[self.of("plan", plan.id)]
                rests = [self.of("plan", part) for part in parts_of(study, plan.id) if part != plan.id]
                del self.records[record.id]
                self.add(("plan", plan.id), record.label, record.says, record.place, rests)
        for wild in study.testing.wilds:
            self.add(("wild", wild.id), wild.name.say(), {"market": list(map(_path, wild.market))}, wild.place)
        for run in study.runs:
            self.add(("run", run.id), f"Doorrekening {run.id}", dict(run.settings), run.place)
        for one in study.measured:
            says = {"unit": one.band.unit, "low": one.band.low, "median": one.band.median, "high": one.band.high}
            rests = [self.of("plan", one.plan), self.of("scenario", one.scenario), self.of("run", one.run)]
            rests.append(self.of("wild", one.wild) if one.wild else "")
            key: tuple[str, ...] = ("outcome", one.plan, one.scenario, one.wild, one.band.indicator)
            self.add(key, f"{one.plan} in {one.scenario}: {one.band.indicator}", says, one.place, rests)
        for judged in study.testing.judged:
            says = {"score": judged.score, "why": judged.why.say(), "by": judged.by}
            rests = [self.of("plan", judged.plan), self.of("scenario", judged.scenario)]
            key = ("judged", judged.plan, judged.scenario, judged.by)
            self.add(key, f"Oordeel over {judged.plan} in {judged.scenario}", says, judged.place, rests)


def traced(study: Study, tunnel: WindTunnel, trace: Trace | None = None) -> WindTunnel:
    """Return the table with a trace id in every cell.

    A cell rests on the outcomes of all plans in its scenario, as its regret does, and on what people said about it.
    """
    trace = trace or Trace(study)
    cells = []
    for cell in tunnel.cells:
        scenario, _, wild = cell.scenario.partition(ON_TOP)
        rests = [trace.of("judged", one.plan, one.scenario, one.by) for one in cell.reasons]
        for plan in study.testing.plans:
            if tunnel.indicator is JUDGED:
                rests += [
                    trace.of("judged", one.plan, one.scenario, one.by)
                    for one in study.testing.judged
                    if (one.plan, one.scenario) == (plan.id, scenario)
                ]
            else:
                rests.append(trace.of("outcome", plan.id, scenario, wild, tunnel.indicator.id))
        rests += [trace.of("plan", cell.plan), trace.of("scenario", scenario)]
        says: dict[str, Any] = {"outcome": cell.outcome, "regret": cell.regret, "judged": cell.judged}
        label = f"{cell.plan} in {cell.scenario}: {tunnel.indicator.id}"
        id = trace.add(("cell", cell.plan, cell.scenario, tunnel.indicator.id), label, says, Place(), rests)
        cells.append(replace(cell, trace=id))
    return replace(tunnel, cells=tuple(cells))


def _path(path: DriverPath) -> list[Any]:
    return [path.driver, list(path.years), list(path.values), list(path.spread), path.source]


def full_trace(study: Study) -> Trace:
    """Return the trace of a study with the cells of every table of plans, so that each of their ids is found."""
    trace = Trace(study)
    if study.testing.plans and study.scenarios:
        for name in (*(one.id for one in study.testing.indicators), JUDGED.id):
            traced(study, wind_tunnel(study, name), trace)
    return trace
