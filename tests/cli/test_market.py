from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from draaischijf.cli import run


def answer(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> dict[str, object]:
    """Run a verb with --json and return its data, checked against its schema."""
    assert run([*arguments, "--json"]) == code
    one = json.loads(capsys.readouterr().out)
    name = one["schema"].split("/")[1]
    schema = json.loads((files("draaischijf.cli") / "schemas" / f"{name}.json").read_text("utf-8"))
    jsonschema.validate(one, schema, format_checker=jsonschema.FormatChecker())
    data: dict[str, object] = one["data"]
    return data


def test_reference_says_every_published_value(capsys: pytest.CaptureFixture[str]) -> None:
    rows = answer(capsys, "market", "reference", "--people", "2000")["rows"]
    assert isinstance(rows, list) and len(rows) == 23 and all(row["ok"] for row in rows)


def test_reference_in_words_and_without_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["market", "reference", "--people", "0"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 12 and all(line.endswith(" ok") for line in lines)


def test_reference_refuses_too_few_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["market", "reference", "--people", "3"]) == 2
    assert "--people" in capsys.readouterr().err


def test_run_writes_a_folder_and_says_what_came_of_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    command = ["market", "run", "--people", "2000", "--years", "1", "--wild-card", "pandemie@0", "--vary"]
    data = answer(capsys, *command, "--policy", "passports", "--out", str(tmp_path / "one"))
    assert data["finished"] and data["months"] == 12
    assert run([*command, "--parameter", "efficiency=0.3", "--out", str(tmp_path / "two")]) == 0
    shown = capsys.readouterr()
    assert "Werkloosheid (%)" in shown.out and "12 of 12 months" in shown.err


@pytest.mark.parametrize(
    ("options", "what"),
    [
        (["--policy", "nothing"], "Known are"),
        (["--policy", "passports:people=2"], "outside"),
        (["--policy", "work-guarantee:occupations=99"], "no occupation"),
        (["--parameter", "efficiency=2"], "outside"),
        (["--parameter", "effort=1"], "no such parameter"),
        (["--parameter", "efficiency"], "no setting"),
        (["--parameter", "employed=20000"], "more than"),
        (["--people", "10"], "--people"),
        (["--years", "0"], "--years"),
        (["--seed", "-1"], "--seed"),
        (["--scenario", "nothing"], "nothing"),
        (["--wild-card", "pandemie"], "@"),
    ],
)
def test_run_refuses_what_cannot_be_before_it_makes_a_folder(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, options: list[str], what: str
) -> None:
    assert run(["market", "run", "--out", str(tmp_path / "run"), *options]) == 2
    assert what in capsys.readouterr().err
    assert not (tmp_path / "run").exists()
