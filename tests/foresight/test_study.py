"""Studies as people write them: the examples hold, and what does not fit is named with its file and line."""

from __future__ import annotations

import shutil

import pytest
import yaml

from draaischijf.foresight import balance, by_theme, configurations, consistent, examples, find_consistent, open_study
from draaischijf.foresight.study import where_is
from draaischijf.problems import Problem

PUBLISHED = """A3B1C3D2E1F1, A3B2C3D2E1F1, A2B1C3D2E2F1, A2B2C3D2E2F1, A3B1C2D1E1F2, A1B2C2D1E1F2, A3B2C2D1E1F2,
A1B3C2D1E1F2, A1B3C2D1E1F3, A1B3C1D2E3F3"""


def test_somewhereland_has_exactly_the_published_scenarios_values_and_balances():
    field = open_study("somewhereland").field.impacts
    assert field.combinations == 486
    found = consistent(field)
    names = {"".join(field.names(one.states)): one for one in found.scenarios}
    assert set(names) == {one.strip() for one in PUBLISHED.split(",")}
    assert [name for name, one in names.items() if one.value == 1] == ["A1B3C1D2E3F3"]
    assert all(one.value == 0 for name, one in names.items() if name != "A1B3C1D2E3F3")
    wanted = (0, 3, -3, 2, 1, -3, -9, -1, 10, -7, 7, 4, -1, -3, 2, -1, -1)
    assert balance(field, ["A2", "B1", "C3", "D1", "E1", "F1"]).balances == wanted


@pytest.mark.parametrize("name", examples())
def test_every_example_opens_and_speaks_both_languages(name):
    study = open_study(name)
    assert study.about.title.nl
    assert study.about.title.en
    for scenario in study.scenarios:
        texts = [scenario.name, scenario.slogan, scenario.summary.text]
        texts += [said.text for _, those in scenario.effects for said in those]
        texts += [group.why.text for group in scenario.groups] + [question.text for question in scenario.questions]
        assert all(text.nl and text.en for text in texts)
        assert all(path.source.startswith("assumed") for path in scenario.market)


def test_work_security_has_its_axes_ten_drivers_and_the_illegible_one():
    study = open_study("werkzekerheid")
    assert [one.name.nl for one in study.scenarios] == [
        "Prestatiemaatschappij",
        "Technologie solidair aan zet",
        "Collectieve waarden boven winst",
        "Solowerk in crisistijd",
    ]
    ten = [one for one in study.drivers if one.id != "orientatie"]
    assert len(ten) == 10
    assert [one.id for one in ten if not one.legible] == ["onleesbaar"]
    assert [len(one.questions) for one in study.scenarios] == [4, 4, 4, 4]
    assert study.scenarios[0].story.origin == "study"
    assert {one.story.origin for one in study.scenarios[1:]} == {"ours"}
    assert {one.summary.origin for one in study.scenarios} == {"study"}


def test_learning_has_eighteen_drivers_merged_into_five_and_assumed_levels():
    study = open_study("leren")
    listed = [one for one in study.drivers if not any(change.action == "merge" for change in one.history)]
    assert len(listed) == 18
    assert {one.driver for one in (*study.selection.chosen, *study.selection.beside)} == {
        "technologie",
        "globalisering",
        "arbeidsmarkt",
        "verduurzaming",
        "individualisering",
    }
    levels = [(one.id, level.indicator, level.value) for one in study.scenarios for level in one.levels]
    assert levels == [
        ("ik-en-ai", "unemployment_rate", 3.5),
        ("thuis", "unemployment_rate", 5.5),
        ("ai-bubbel", "unemployment_rate", 8.0),
        ("ai-bubbel", "youth_unemployment_rate", 17.0),
        ("minder-is-meer", "unemployment_rate", 4.0),
    ]
    assert all(
        "aanname" in level.assumed.nl or "aan" in level.assumed.nl for one in study.scenarios for level in one.levels
    )
    assert sum(len(one.questions) for one in study.scenarios) == 25
    assert len(study.questions) == 17


def test_scenarios_of_the_examples_hold_together_with_what_they_leave_out():
    for name in ("leren", "regio"):
        study = open_study(name)
        field = study.field.impacts
        for scenario in study.scenarios:
            used = field.without([axis.id for axis in field.axes if scenario.state(axis.id) is None])
            value = balance(used, [scenario.state(axis.id) for axis in used.axes]).value
            assert value >= 0 or (name, scenario.id) == ("regio", "anders")


def test_questions_roll_up_by_theme_and_show_where_policy_lacks():
    study = open_study("leren")
    themes = {one.theme: one for one in by_theme(study.scenarios, study.questions)}
    urgency = themes["urgency"]
    overall = [question.id for question, where in urgency.questions if not where]
    assert "altijd-overeind" in overall
    assert all(not question.policies for question, _ in urgency.questions if question.id in urgency.without_policy)
    assert any(question.policies for question, _ in urgency.questions)


def test_pairs_of_the_example_forbid_what_cannot_be():
    study = open_study("leren")
    for one in configurations(study.field.pairs).scenarios:
        names = {axis.states[state] for axis, state in zip(study.field.pairs.axes, one.states, strict=True)}
        assert not {"snel", "vertraagt"} <= names


def copied(tmp_path, name="regio"):
    folder = tmp_path / name
    shutil.copytree(where_is(name), folder)
    return folder


def edited(folder, part, change):
    file = folder / f"{part}.yaml"
    data = yaml.safe_load(file.read_text("utf-8"))
    data = change(data) or data
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _set(*path_and_value):
    *path, value = path_and_value

    def change(data):
        for key in path[:-1]:
            data = data[key]
        data[path[-1]] = value

    return change


BAD = [
    ("drivers", _set(0, "destep", "magisch"), "drivers.yaml", "none of demographic"),
    ("drivers", _set(0, "sources", ["nergens"]), "drivers.yaml", "no source 'nergens'"),
    ("drivers", _set(1, "id", "vergrijzing"), "drivers.yaml", "stands at drivers.yaml"),
    ("drivers", _set(0, "naam", "x"), "drivers.yaml", "Did you mean 'name'"),
    ("uncertainties", _set("chosen", 0, "driver", "niets"), "uncertainties.yaml", "no driver 'niets'"),
    ("axes", _set("up", "driver", "niets"), "axes.yaml", "no driver 'niets'"),
    ("field", _set("drivers", 0, "states", [{"id": "blijft"}]), "field.yaml", "has 1 state"),
    ("field", _set("drivers", 0, "expected", "weg"), "field.yaml", "no state of maakindustrie"),
    ("field", _set("impacts", "cells", 0, ["ruimte", "nergens", 1]), "field.yaml", "no state 'nergens'"),
    ("field", _set("impacts", "cells", 0, ["ruimte", "blijft", 99999]), "field.yaml", "99999 is not from"),
    ("field", _set("impacts", "cells", 0, ["ruimte", "blijft"]), "field.yaml", "from, to, value"),
    ("scenarios", _set(0, "states", "maakindustrie", "weg"), "scenarios.yaml", "no state 'weg'"),
    ("scenarios", _set(0, "states", "klimaat", "warm"), "scenarios.yaml", "no driver 'klimaat'"),
    ("scenarios", _set(0, "at", [2, 0]), "scenarios.yaml", "not from -1 to 1"),
    ("scenarios", _set(0, "at", [1]), "scenarios.yaml", "two numbers"),
    ("scenarios", _set(0, "effects", {"muziek": ["x"]}), "scenarios.yaml", "no theme 'muziek'"),
    ("scenarios", _set(0, "questions", 0, "policies", ["geen"]), "scenarios.yaml", "no policy 'geen'"),
    ("scenarios", _set(0, "groups", 0, "verdict", "lacht"), "scenarios.yaml", "none of wins"),
    ("scenarios", _set(0, "market", "nergens"), "scenarios.yaml", "nergens"),
    ("testing", _set("judged", 0, "plan", "onbekend"), "testing.yaml", "no plan 'onbekend'"),
    ("testing", _set("judged", 0, "score", 9), "testing.yaml", "9 is not from 1 to 5"),
    ("testing", _set("judged", 0, "score", 2.5), "testing.yaml", "no whole number"),
    ("testing", _set("plans", 4, "combines", ["niets"]), "testing.yaml", "no plan 'niets'"),
    ("testing", _set("plans", 4, "combines", ["samen"]), "testing.yaml", "made of itself"),
    ("testing", _set("indicators", 0, "better", "mooier"), "testing.yaml", "none of higher"),
    ("signposts", _set(0, "scenario", "geen"), "signposts.yaml", "no scenario 'geen'"),
    ("signposts", _set(0, "threshold", 140), "signposts.yaml", "the same"),
    ("study", _set("scale", {"low": 5, "high": 5}), "study.yaml", "no steps"),
]


@pytest.mark.parametrize(("part", "change", "file", "says"), BAD, ids=[f"{b[0]}-{n}" for n, b in enumerate(BAD)])
def test_what_does_not_fit_is_named(tmp_path, part, change, file, says):
    folder = copied(tmp_path)
    edited(folder, part, change)
    with pytest.raises(Problem) as caught:
        open_study(str(folder))
    assert file in (caught.value.file or "")
    assert "line" in (caught.value.place or caught.value.file)
    assert says in str(caught.value)


def test_a_contradicting_cell_names_both_places(tmp_path):
    folder = copied(tmp_path, "leren")
    edited(folder, "field", lambda data: data["pairs"]["cells"].append(["ruim", "versnelt", 3]))
    with pytest.raises(Problem) as caught:
        open_study(str(folder))
    assert caught.value.code == "pair-contradicts"
    assert "line" in caught.value.place


def test_a_folder_and_a_file_hold_the_same(tmp_path):
    folder = copied(tmp_path)
    whole = {file.stem: yaml.safe_load(file.read_text("utf-8")) for file in folder.iterdir() if file.suffix == ".yaml"}
    single = tmp_path / "een.yaml"
    single.write_text(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False), encoding="utf-8")
    one, many = open_study(str(single)), open_study(str(folder))
    assert [s.name for s in one.scenarios] == [s.name for s in many.scenarios]
    assert one.folder is None
    assert many.folder == folder


def test_no_such_study_and_no_parts(tmp_path):
    with pytest.raises(Problem, match="one of the examples leren"):
        open_study("nergens")
    with pytest.raises(Problem, match="no part of a study"):
        open_study(str(tmp_path))
    (tmp_path / "drivers.yaml").write_text("[]")
    (tmp_path / "drivers.json").write_text("[]")
    with pytest.raises(Problem, match="two files"):
        open_study(str(tmp_path))


def test_finding_names_what_is_missing():
    from draaischijf.foresight import How

    with pytest.raises(Problem, match="no impacts and no pairs"):
        find_consistent(open_study("werkzekerheid"))
    with pytest.raises(Problem, match="no pairs"):
        find_consistent(open_study("somewhereland"), How("pairs"))
    with pytest.raises(Problem, match="impacts or pairs"):
        find_consistent(open_study("leren"), How("magie"))
    with pytest.raises(Problem, match="no driver 'Z'"):
        find_consistent(open_study("somewhereland"), How(without=("Z",)))
    with pytest.raises(Problem, match="at least two drivers"):
        find_consistent(open_study("somewhereland"), How(without=("A", "B", "C", "D", "E")))
    axes, found = find_consistent(open_study("leren"), How("pairs", without=("verduurzaming",)))
    assert len(axes) == 4
    assert found.scenarios
