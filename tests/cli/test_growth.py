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


def test_a_decision_keeps_what_was_proposed(capsys):
    welder = "http://data.europa.eu/esco/occupation/7aedaa07-3884-4c5b-88f9-80997b2aa54b"
    told = ["--kind", "occupation", "--sector", "techniek", "--concept", welder, "--language", "de"]
    assert run(["language", "propose", "Wasserstoffschweißer", "--by", "fonds", *told]) == 0
    assert run(["language", "accept", "wasserstoffschweißer", "--by", "redactie"]) == 0
    capsys.readouterr()
    [one] = answers(capsys, "language", "history")
    step = one["data"]["decisions"][-1]
    assert [step[name] for name in ("action", "kind", "sector", "concept", "language")] == [
        "accept",
        "occupation",
        "techniek",
        welder,
        "de",
    ]


def test_what_was_decided_before_is_shown_with_a_rising_term(capsys, tmp_path):
    file = write_stream(tmp_path / "stream.jsonl")
    assert run(["language", "accept", "warmtepompketel", "--by", "redactie", "--as", "reject"]) == 0
    capsys.readouterr()
    [one] = answers(capsys, "language", "emerging", str(file))
    decisions = {proposal["term"]: proposal["decision"] for proposal in one["data"]["proposals"]}
    assert decisions.pop("warmtepompketel")["action"] == "reject"
    assert not any(decisions.values())
    assert run(["language", "emerging", str(file)]) == 0
    assert "reject by redactie" in capsys.readouterr().out


WRONG = [
    (["language", "emerging", "none.jsonl"], "none.jsonl"),
    (["language", "accept", "a", "--by", "x", "--as", "soup"], "--as"),
    (["language", "accept", "a", "--by", "x", "--as", "narrower"], "--concept"),
    (["language", "accept", "a", "--by", "x", "--as", "name", "--concept", "http://nowhere"], "--concept"),
    (["language", "accept", "a"], "--by"),
    (["language", "accept", "a", "--by", " "], "--by"),
    (["language", "accept", "lassen", "--by", "x"], "a name already"),
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
    for month in ("oktober", "2026-13", "2026-00", "2026-1", "9999-12"):
        capsys.readouterr()
        assert run(["language", "emerging", str(file), "--until", month]) == 2
        assert "2026-10" in capsys.readouterr().err


@pytest.mark.parametrize("until", [[], ["--until", "2031-01"]])
def test_months_without_vacancies_are_named(until, capsys, tmp_path):
    file = tmp_path / "one.jsonl"
    file.write_text('{"id": 1, "date": "2026-10-03", "text": "wij zoeken een kok"}\n')
    assert run(["language", "emerging", str(file), *until]) == 2
    assert "--until" in capsys.readouterr().err
