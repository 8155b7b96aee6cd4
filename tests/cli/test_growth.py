"""The verbs of a growing language."""

from __future__ import annotations

import pytest

from draaischijf.cli import run
from tests.cli.test_verbs import answers, own_data  # noqa: F401 - a fixture
from tests.language.growth.stream import RISING, write_stream


def test_emerging_terms_are_shown_with_what_a_person_needs(capsys, tmp_path):
    file = write_stream(tmp_path / "stream.jsonl")
    [one] = answers(capsys, "language", "emerging", str(file), "--until", "2026-10")
    terms = {proposal["term"] for proposal in one["data"]["proposals"]}
    assert set(RISING) & terms
    assert one["data"]["fading"]
    assert run(["language", "emerging", str(file)]) == 0
    assert "near:" in capsys.readouterr().out


def test_a_person_proposes_and_decides_and_the_history_tells(capsys):
    assert run(["language", "propose", "waterstoftanks vullen", "--by", "fonds", "--sector", "techniek"]) == 0
    assert run(["language", "accept", "waterstoftanks vullen", "--by", "redactie", "--why", "gevraagd"]) == 0
    assert run(["language", "export"]) == 0
    assert "waterstoftanks vullen" in capsys.readouterr().out
    [one] = answers(capsys, "language", "history")
    assert [(step["by"], step["action"]) for step in one["data"]["decisions"]] == [
        ("fonds", "propose"),
        ("redactie", "accept"),
    ]
    assert run(["language", "history"]) == 0


WRONG = [
    (["language", "emerging", "none.jsonl"], "none.jsonl"),
    (["language", "accept", "a", "--by", "x", "--as", "soup"], "--as"),
    (["language", "accept", "a", "--by", "x", "--as", "narrower"], "--concept"),
    (["language", "accept", "a", "--by", "x", "--as", "name", "--concept", "http://nowhere"], "--concept"),
    (["language", "accept", "a"], "--by"),
    (["language", "release"], "nothing was accepted"),
]


@pytest.mark.parametrize(("arguments", "word"), WRONG, ids=lambda one: " ".join(one) if isinstance(one, list) else None)
def test_wrong_input_gets_one_line(arguments, word, capsys):
    assert run(arguments) == 2
    [line] = capsys.readouterr().err.strip().splitlines()
    assert word in line


def test_an_empty_stream_and_a_strange_month_are_named(capsys, tmp_path):
    file = tmp_path / "empty.jsonl"
    file.write_text("")
    assert run(["language", "emerging", str(file)]) == 2
    assert run(["language", "emerging", str(file), "--until", "oktober"]) == 2
    assert "2026-10" in capsys.readouterr().err
