"""`draaischijf foresight` as a user meets it."""

from __future__ import annotations

import json

import openpyxl
import pytest

from draaischijf.cli import run
from draaischijf.foresight import dutch_market
from draaischijf.foresight.study import open_study
from draaischijf.foresight.writing import new_study
from tests.cli.test_verbs import answers, own_data
from tests.foresight.test_tunnel import stand_in

__all__ = ["own_data"]


class StandIn:
    """A market that answers at once."""

    def __init__(self, years, draws):
        self.years, self.draws = years, draws

    def manifest(self):
        return {"market": "stand-in", "years": self.years, "draws": self.draws}

    __call__ = staticmethod(stand_in)


@pytest.fixture
def own_study(tmp_path):
    new_study(tmp_path / "studie", "regio")
    return str(tmp_path / "studie")


def test_consistent_knows_the_published_example(capsys):
    [one] = answers(capsys, "foresight", "consistent", "somewhereland")
    assert set(one["data"]) == {"count", "scenarios"}
    assert one["data"]["count"] == len(one["data"]["scenarios"]) == 10
    assert all(set(scenario) == {"states", "value", "balances"} for scenario in one["data"]["scenarios"])
    best = next(scenario for scenario in one["data"]["scenarios"] if scenario["value"] == 1)
    assert best["states"] == ["A1", "B3", "C1", "D2", "E3", "F3"]


def test_no_consistent_scenario_is_a_negative_verdict(capsys, tmp_path):
    file = tmp_path / "veld.json"
    zero = [[0] * 4 for _ in range(4)]
    # A follows B while B avoids A: nothing stands still.
    zero[0][2:], zero[1][2:], zero[2][:2], zero[3][:2] = [-1, 1], [1, -1], [1, -1], [-1, 1]
    field = {"drivers": [{"id": "A", "states": ["a1", "a2"]}, {"id": "B", "states": ["b1", "b2"]}], "impacts": zero}
    file.write_text(json.dumps({"field": field}))
    [one] = answers(capsys, "foresight", "consistent", str(file), code=1)
    assert one["data"] == {"count": 0, "scenarios": []}
    [one] = answers(capsys, "foresight", "consistent", str(file), "--slack", "2")
    assert one["data"]["count"] == 4


def test_a_limit_is_said_as_a_problem(capsys):
    [one] = answers(capsys, "foresight", "consistent", "leren", "--by", "pairs", "--limit", "5")
    assert one["data"]["count"] == 5
    assert one["problems"][0]["code"] == "search-limit"


def test_choose_is_proven_and_weighed(capsys):
    [one] = answers(capsys, "foresight", "choose", "leren", "--by", "pairs", "--count", "3", "--weights", "1,2,1,0")
    assert one["data"]["proven"]
    assert len(one["data"]["chosen"]) == 3
    assert one["data"]["bound"] == one["data"]["score"]


def test_chosen_scenarios_and_worlds_are_written_to_be_worked_out(capsys, tmp_path):
    for options, count in (("--axes", 4), ("--count", 2)):
        folder = tmp_path / options.strip("-")
        new_study(folder, "regio")
        for part in ("scenarios", "testing", "signposts", "results"):
            (folder / f"{part}.yaml").unlink(missing_ok=True)
        more = [options] if options == "--axes" else [options, "2"]
        [one] = answers(capsys, "foresight", "choose", str(folder), *more, "--write")
        assert len(one["data"]["written"]) == count == len(open_study(str(folder)).scenarios)
    assert run(["foresight", "choose", "regio", "--axes"]) == 0
    assert "vier werelden" in capsys.readouterr().out


def test_plans_are_tested_and_every_trace_leads_back(capsys):
    [one] = answers(capsys, "foresight", "test", "regio", "--by", "judged")
    data = one["data"]
    assert {"plans", "scenarios", "cells"} <= set(data)
    assert len(data["cells"]) == len(data["plans"]) * len(data["scenarios"])
    assert all({"plan", "scenario", "outcome", "regret", "trace"} <= set(cell) for cell in data["cells"])
    cell = next(cell for cell in data["cells"] if cell["plan"] == "pool")
    [found] = answers(capsys, "foresight", "trace", "regio", cell["trace"])
    assert found["data"]["kind"] == "cell"
    assert found["data"]["says"]["outcome"] == cell["outcome"]
    text = json.dumps(found["data"], ensure_ascii=False)
    assert "scores.csv" in text
    assert '"kind": "source"' in text


def test_the_market_is_run_and_its_results_are_kept(capsys, own_study, monkeypatch):
    monkeypatch.setattr(dutch_market, "DutchTwin", StandIn)
    command = ("foresight", "test", own_study, "--run", "--wild", "energieschok", "--draws", "2")
    [one] = answers(capsys, *command)
    assert one["data"]["indicator"]["id"] == "unemployment_rate"
    assert "motor+energieschok" in one["data"]["scenarios"]
    [again] = answers(capsys, "foresight", "test", own_study)
    assert again["data"] == one["data"]
    [cell] = [c for c in again["data"]["cells"] if (c["plan"], c["scenario"]) == ("samen", "stil")]
    [found] = answers(capsys, "foresight", "trace", own_study, cell["trace"])
    assert '"draws": 2' in json.dumps(found["data"])
    [where] = answers(capsys, "foresight", "conditions", own_study, "--plan", "pool", "--runs", "60")
    assert {side["driver"] for side in where["data"]["best"]["sides"]} == {"growth"}


def test_scores_uncertainties_drivers_and_signposts(capsys, tmp_path):
    [one] = answers(capsys, "foresight", "score", "regio", "--feedback", "v1")
    assert one["data"]["people"] == 14
    assert one["data"]["round"] == 2
    assert len(one["data"]["feedback"]) == 20
    [first] = answers(capsys, "foresight", "score", "regio", "--round", "1")
    assert first["data"]["moved"] is None
    [one] = answers(capsys, "foresight", "uncertainties", "regio", "--resamples", "50")
    assert one["data"]["points"][0]["driver"] == "maakindustrie"
    assert [ground["driver"] for ground in one["data"]["chosen"]] == ["maakindustrie", "stroomnet"]
    [one] = answers(capsys, "foresight", "drivers", "leren")
    assert sum(bool(driver["gone_into"]) for driver in one["data"]["drivers"]) == 9
    [one] = answers(capsys, "foresight", "watch", "leren", "--until", "2025-12-31")
    assert next(scenario["scenario"] for scenario in one["data"]["scenarios"]) == "ik-en-ai"
    figures = tmp_path / "f.csv"
    figures.write_text("figure,on,value\nwerkloosheid,2028-01-01,8.0\n")
    [one] = answers(capsys, "foresight", "watch", "leren", "--figures", str(figures))
    assert {s["scenario"]: s["reached"] for s in one["data"]["scenarios"]}["ai-bubbel"] == 1


def test_a_workshop_from_form_to_score(capsys, own_study, tmp_path):
    form = tmp_path / "form.xlsx"
    assert run(["foresight", "score", own_study, "--form", str(form)]) == 0
    book = openpyxl.load_workbook(form)
    for row in book["Scores"].iter_rows(min_row=2):
        row[0].value, row[4].value, row[5].value = "deelnemer 1", 4, 2
    book.save(form)
    capsys.readouterr()
    [one] = answers(capsys, "foresight", "score", own_study, "--scores", str(form))
    assert one["data"]["people"] == 1


def test_drivers_are_merged_and_split(capsys, tmp_path):
    [made] = answers(capsys, "foresight", "new", str(tmp_path / "s"))
    assert made["data"]["files"] == ["drivers.yaml", "sources.yaml", "study.yaml"]
    merged = ("--merge", "ai,robots", "--into", "techniek=Techniek", "--by", "team", "--why", "gaan samen")
    [one] = answers(capsys, "foresight", "drivers", str(tmp_path / "s"), *merged)
    assert next(d for d in one["data"]["drivers"] if d["id"] == "techniek")["history"][0]["of"] == ["ai", "robots"]
    parts = ("--split", "klimaat", "--into", "droogte=Droogte; water=Hoog water")
    [one] = answers(capsys, "foresight", "drivers", str(tmp_path / "s"), *parts)
    assert next(d for d in one["data"]["drivers"] if d["id"] == "klimaat")["gone_into"] == ["droogte", "water"]


def test_export_writes_all_forms(capsys, tmp_path):
    [one] = answers(capsys, "foresight", "export", "somewhereland", "--out", str(tmp_path / "uit"), "--language", "en")
    assert {name.rpartition(".")[2] for name in one["data"]["files"]} == {"html", "pptx", "xlsx", "svg"}


@pytest.mark.parametrize(
    "command",
    [
        "drivers regio",
        "score regio --feedback v1",
        "score startlijst",
        "uncertainties regio --resamples 20",
        "uncertainties leren",
        "consistent somewhereland",
        "consistent leren --by pairs",
        "choose leren --by pairs --count 2",
        "test werkzekerheid",
        "watch werkzekerheid",
        "consistent leren --by pairs --limit 3",
    ],
)
def test_people_get_a_table(capsys, command):
    assert run(["foresight", *command.split()]) == 0
    assert capsys.readouterr().out.strip()


def test_people_get_a_trace_and_files(capsys, own_study, tmp_path, monkeypatch):
    from draaischijf.foresight import traced, wind_tunnel

    study = open_study("regio")
    id = traced(study, wind_tunnel(study, "judged")).cells[0].trace
    assert run(["foresight", "trace", "regio", id[:8], "--depth", "2"]) == 0
    assert "judged" in capsys.readouterr().out
    assert run(["foresight", "export", "regio", "--out", str(tmp_path / "p.html")]) == 0
    assert run(["foresight", "new", str(tmp_path / "leeg"), "--from", "leeg"]) == 0
    monkeypatch.setattr(dutch_market, "DutchTwin", StandIn)
    assert (
        run(["foresight", "conditions", own_study, "--plan", "pool", "--by", "unemployment_rate", "--runs", "60"]) == 0
    )
    assert "growth" in capsys.readouterr().out
    assert run(["foresight", "test", own_study, "--run", "--draws", "1"]) == 0
    assert "Minste spijt" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("consistent nergens", "one of the examples"),
        ("consistent somewhereland --slack -1", "--slack"),
        ("consistent leren --by magie", "--by"),
        ("choose leren --by pairs --weights veel", "--weights"),
        ("choose leren --by pairs --count 9999", "--count"),
        ("test werkzekerheid --plan geen", "--plan: there is no plan 'geen'"),
        ("test werkzekerheid --by geen", "--by"),
        ("trace regio zzz", "zzz"),
        ("watch leren --until morgen", "no day"),
        ("export regio --out x.doc", "x.doc"),
        ("export regio --out x.html --language de", "--language"),
        ("drivers regio --merge ai,krapte --into x=X", "cannot be written"),
        ("drivers regio --merge ai", "--into"),
        ("drivers regio --merge ai --into x", "no id=name"),
        ("drivers regio --merge a,b --split c --into x=X", "--merge or --split"),
        ("score regio --feedback niemand", "Known are"),
        ("score regio --scores geen.csv", "geen.csv"),
        ("new . --from leeg", "already"),
        ("conditions werkzekerheid --plan geen --by unemployment_rate --runs 20", "no plan 'geen'"),
        ("conditions werkzekerheid --plan leerrecht --by judged", "no level"),
    ],
)
def test_wrong_input_is_one_clear_line(capsys, command, says):
    assert run(["foresight", *command.split()]) == 2
    shown = capsys.readouterr().err.strip()
    assert says in shown
    assert "\n" not in shown
