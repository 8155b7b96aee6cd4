from __future__ import annotations

import json
from importlib.resources import files

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
