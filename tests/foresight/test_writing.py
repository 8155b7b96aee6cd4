"""New studies, merged and split drivers, forms and results: files that are read back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from draaischijf.foresight.bridge import measure
from draaischijf.foresight.drafting import worlds_of, write_drafts
from draaischijf.foresight.drivers import Change, Driver, merge, split
from draaischijf.foresight.files import Text
from draaischijf.foresight.forms import feedback_of, judged_study, write_form
from draaischijf.foresight.plans import Run
from draaischijf.foresight.runs import Trial, run_market
from draaischijf.foresight.scw import read_scw
from draaischijf.foresight.study import examples, open_study
from draaischijf.foresight.writing import change_drivers, new_study, save_results
from draaischijf.problems import Problem
from tests.foresight.test_tunnel import stand_in

CHANGE = Change("merge", on="2026-11-26", by="werkgroep", why="gaan over hetzelfde")


@pytest.mark.parametrize("source", ["leeg", *examples()])
def test_a_new_study_opens(tmp_path, source):
    files = new_study(tmp_path / "nieuw", source)
    study = open_study(str(tmp_path / "nieuw"))
    assert "study.yaml" in files
    assert study.folder == tmp_path / "nieuw"
    if source != "leeg":
        assert len(study.drivers) == len(open_study(source).drivers)


def test_a_new_study_takes_no_full_folder_and_no_unknown_example(tmp_path):
    (tmp_path / "x").write_text("")
    for folder, source in ((tmp_path, "leeg"), (tmp_path / "x", "leeg"), (tmp_path / "y", "geen")):
        with pytest.raises(Problem):
            new_study(folder, source)


def test_merging_and_splitting_keep_history_and_are_read_back(tmp_path):
    new_study(tmp_path / "s")
    name = str(tmp_path / "s")
    change_drivers(name, ["ai", "robots"], [("techniek", "Techniek")], CHANGE)
    change_drivers(
        name, ["klimaat"], [("droogte", "Droogte"), ("water", "Hoog water")], replace(CHANGE, action="split")
    )
    study = open_study(name)
    merged, old = study.driver("techniek"), study.driver("ai")
    assert merged.history[0].of == ("ai", "robots")
    assert merged.history[0].why == "gaan over hetzelfde"
    assert merged.sources == ("tno-llo",)
    assert old.gone_into == ("techniek",)
    assert study.driver("klimaat").gone_into == ("droogte", "water")
    assert "ai" not in study.active()
    assert {"techniek", "droogte", "water"} <= set(study.active())
    with pytest.raises(Problem, match="went into techniek"):
        change_drivers(name, ["ai", "groei"], [("x", "X")], CHANGE)


def test_merging_and_splitting_refuse_what_does_not_fit(tmp_path):
    drivers = (Driver("a", "economic", Text("A")), Driver("b", "economic", Text("B")))
    new = Driver("c", "economic", Text("C"))
    for ids, into in ((["a"], new), (["a", "a"], new), (["a", "z"], new), (["a", "b"], drivers[0])):
        with pytest.raises(Problem):
            merge(drivers, ids, into, CHANGE)
    for id, parts in (("a", [new]), ("z", [new, replace(new, id="d")]), ("a", [new, drivers[1]])):
        with pytest.raises(Problem):
            split(drivers, id, parts, CHANGE)
    with pytest.raises(Problem, match="cannot be written"):
        change_drivers("regio", ["ai", "krapte"], [("x", "X")], CHANGE)
    new_study(tmp_path / "s", "regio")
    with pytest.raises(Problem, match="has scores already") as caught:
        change_drivers(str(tmp_path / "s"), ["ai", "krapte"], [("x", "X")], CHANGE)
    assert caught.value.file == "scores.csv"


def test_forms_are_filled_in_and_read_back(tmp_path):
    import openpyxl

    study = open_study("startlijst")
    write_form(study, tmp_path / "form.xlsx")
    book = openpyxl.load_workbook(tmp_path / "form.xlsx")
    sheet = book["Scores"]
    assert sheet.max_row == 1 + len(study.active())
    for row in sheet.iter_rows(min_row=2):
        row[0].value, row[1].value, row[4].value, row[5].value = "p1", "gemeente", 3, 4
    book.save(tmp_path / "form.xlsx")
    filled = judged_study(study, tmp_path / "form.xlsx")
    assert len(filled.scores) == len(study.active())
    assert judged_study(study, None) is study
    assert len(feedback_of(filled, "p1")) == 2 * len(study.active())
    with pytest.raises(Problem, match="Known are p1"):
        feedback_of(filled, "p2")
    with pytest.raises(Problem, match="no scores yet"):
        feedback_of(study, "p2")


def test_results_are_written_and_read_back(tmp_path):
    new_study(tmp_path / "s", "regio")
    study = open_study(str(tmp_path / "s"))
    done = run_market(study, ["energieschok"], Trial(3, 7, stand_in))
    again = open_study(str(tmp_path / "s"))
    assert [(one.plan, one.scenario, one.wild, one.band) for one in again.measured] == [
        (one.plan, one.scenario, one.wild, one.band) for one in done.measured
    ]
    assert dict(again.runs[0].settings)["seed"] == 7
    with pytest.raises(Problem):
        save_results(open_study("regio"))
    assert measure(study, stand_in, Run("r", (("seed", 7),))).measured


SCW = """ ScenarioWizard 4.0
veld.scw
&Handel
 -Vrij
 -Dicht
&Groei
 -Laag
 -Hoog
#
&
#
#
FFFFFF
#
#
 0 , 0 ,-1 , 1
 0 , 0 , 1 ,-1
-2 , 2 , 0 , 0
 2 ,-2 , 0 , 0
#
"""


def test_scenario_wizard_files_open_as_a_study(tmp_path):
    file = tmp_path / "veld.scw"
    file.write_text(SCW)
    field = open_study(str(file)).field.impacts
    assert [axis.id for axis in field.axes] == ["Handel", "Groei"]
    assert field.thousandths[0, 3] == 1000
    from draaischijf.foresight.balances import consistent

    assert {field.names(one.states) for one in consistent(field).scenarios} == {("Vrij", "Hoog"), ("Dicht", "Laag")}
    file.write_bytes(SCW.replace("Vrij", "Vr\xeej").encode("cp1252"))
    assert read_scw(file).axes[0].states[0] == "Vrîj"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (SCW.replace(" 2 ,-2", " x ,-2"), "line 19, cell 1"),
        (SCW.replace(" -Hoog\n", ""), "driver Groei"),
        (SCW.replace(" 0 , 0 ,-1 , 1", " 0 , 0 ,-1"), "row Handel Vrij: 3 cells"),
        ("niets", None),
        (SCW.replace(" -Laag", " Laag"), "line 7"),
    ],
)
def test_broken_scenario_wizard_files_name_the_line(tmp_path, text, place):
    file = tmp_path / "veld.scw"
    file.write_text(text)
    with pytest.raises(Problem) as caught:
        read_scw(file)
    assert caught.value.place == place
    with pytest.raises(Problem):
        read_scw(tmp_path / "none.scw")


def test_worlds_of_the_axes_and_drafts_are_written(tmp_path):
    new_study(tmp_path / "s", "regio")
    (tmp_path / "s" / "scenarios.yaml").unlink()
    for part in ("testing", "signposts", "results"):
        (tmp_path / "s" / f"{part}.yaml").unlink(missing_ok=True)
    study = open_study(str(tmp_path / "s"))
    worlds = worlds_of(study)
    assert worlds[0] == {"stroomnet": "vol", "maakindustrie": "blijft"}
    assert len({tuple(one.items()) for one in worlds}) == 4
    assert write_drafts(study, worlds) == ("S1", "S2", "S3", "S4")
    again = open_study(str(tmp_path / "s"))
    assert again.scenarios[0].at == (-0.6, 0.6)
    assert again.scenarios[0].state("ai") is None
    with pytest.raises(Problem, match="scenarios already"):
        write_drafts(again, worlds)
    with pytest.raises(Problem, match="no axes"):
        worlds_of(open_study("leren"))
