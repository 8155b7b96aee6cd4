"""From a cell back to scores, sources and settings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from draaischijf.foresight.bridge import measure
from draaischijf.foresight.plans import Run
from draaischijf.foresight.study import open_study
from draaischijf.foresight.trace import full_trace, traced
from draaischijf.foresight.tunnel import wind_tunnel
from draaischijf.problems import Problem
from tests.foresight.test_tunnel import stand_in


@pytest.fixture(scope="module")
def study():
    return measure(open_study("regio"), stand_in, Run("run-1", (("seed", 3), ("draws", 5))))


def under(trace, id):
    found, todo = {}, [id]
    while todo:
        record = trace.records[todo.pop()]
        if record.id not in found:
            found[record.id] = record
            todo.extend(record.rests_on)
    return found.values()


def test_a_cell_rests_on_scores_sources_and_settings(study):
    tunnel = traced(study, wind_tunnel(study))
    trace = full_trace(study)
    records = under(trace, tunnel.cell("pool", "motor").trace)
    kinds = {one.kind for one in records}
    assert kinds >= {
        "cell",
        "outcome",
        "plan",
        "scenario",
        "state",
        "selection",
        "judgement",
        "score",
        "driver",
        "source",
        "run",
    }
    score = next(one for one in records if one.kind == "score")
    assert score.place.file == "scores.csv"
    assert "line" in score.place.spot
    run = next(one for one in records if one.kind == "run")
    assert run.says == {"seed": 3, "draws": 5}


def test_every_cell_of_every_table_resolves(study):
    trace = full_trace(study)
    for by in ("unemployment_rate", "judged"):
        for cell in traced(study, wind_tunnel(study, by)).cells:
            assert trace.find(cell.trace).says["outcome"] == cell.outcome


def test_ids_change_with_what_they_rest_on_and_only_then(study):
    def cells(one):
        return {(c.plan, c.scenario): c.trace for c in traced(one, wind_tunnel(one)).cells}

    before = cells(study)
    assert before == cells(study)
    changed = next(n for n, one in enumerate(study.scores) if one.round == 2 and one.driver == "stroomnet")
    other = replace(study.scores[changed], impact=1 if study.scores[changed].impact != 1 else 2)
    scores = (*study.scores[:changed], other, *study.scores[changed + 1 :])
    after = cells(replace(study, scores=scores))
    assert all(before[key] != after[key] for key in before)
    seeded = cells(replace(study, runs=(Run("run-1", (("seed", 4), ("draws", 5))),)))
    assert all(before[key] != seeded[key] for key in before)


def test_beginnings_of_ids_are_enough_where_they_are_clear(study):
    trace = full_trace(study)
    id = next(iter(trace.records))
    assert trace.find(id[:10]).id == id
    for wrong in ("zzzz", ""):
        with pytest.raises(Problem):
            trace.find(wrong)
    with pytest.raises(Problem, match="begin with"):
        trace.find(next(a[:1] for a in trace.records if sum(b.startswith(a[:1]) for b in trace.records) > 1))


def test_merged_drivers_lead_back_to_what_they_were():
    trace = full_trace(open_study("leren"))
    record = trace.records[trace.of("driver", "technologie")]
    assert {trace.records[one].label for one in record.rests_on} >= {"Digitalisering", "Artificiële intelligentie"}
