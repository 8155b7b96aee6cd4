"""`draaischijf check` as a user meets it."""

from __future__ import annotations

import pytest

from draaischijf.cli import run
from tests.cli.test_verbs import SAMPLES, answers, own_data

__all__ = ["own_data"]
CLEAN = SAMPLES / "vacature-woonhulp.txt"


@pytest.fixture
def vacancy(tmp_path):
    file = tmp_path / "vacature.txt"
    asked = "Wat vragen wij?\n- Je bent max. 35 jaar\n- Een mbo-diploma is vereist\n"
    text = f"Verkoper\n\nWij zoeken een jonge collega.\n\n{asked}"
    file.write_text(text, encoding="utf-8")
    return file


def test_concerns_are_a_negative_verdict_and_stand_in_the_text(capsys, vacancy):
    [one] = answers(capsys, "check", str(vacancy), code=1)
    assert one["data"]["file"] == vacancy.name
    assert [(each["ground"], each["direct"]) for each in one["data"]["concerns"]] == [
        ("age", True),
        ("age", True),
        ("needless", False),
    ]
    text = vacancy.read_text("utf-8")
    assert all(text[each["start"] : each["end"]] == each["text"] for each in one["data"]["concerns"])


def test_a_vacancy_without_concerns_is_a_good_verdict(capsys):
    [one] = answers(capsys, "check", str(CLEAN))
    assert one["data"]["concerns"] == []


def test_in_a_batch_every_file_has_its_line(capsys, vacancy, tmp_path):
    found = answers(capsys, "check", str(CLEAN), str(tmp_path / "none.txt"), str(vacancy), code=1)
    assert [one["data"] is None for one in found] == [False, True, False]
    assert found[1]["problems"]


def test_a_file_that_cannot_be_read_is_bad_input(capsys):
    assert run(["check", "no-such-file.pdf"]) == 2
    assert "no-such-file.pdf" in capsys.readouterr().err


def test_a_language_that_no_rule_reads_is_said(capsys, tmp_path):
    file = tmp_path / "stelle.txt"
    file.write_text(
        "Wir suchen eine Mitarbeiterin für unser Büro. Sie haben Erfahrung mit der Buchhaltung und arbeiten gern."
    )
    [one] = answers(capsys, "check", str(file))
    assert one["problems"][0]["code"] == "language-unchecked"


def test_a_person_reads_dutch(capsys, vacancy):
    assert run(["check", str(vacancy)]) == 1
    shown = capsys.readouterr().out
    assert "3 aandachtspunten" in shown
    assert 'regel 3: "jonge collega"' in shown
    assert "leeftijd, direct (WGBL art. 1 en 3)" in shown
    assert "Liever:" in shown
    assert run(["check", str(CLEAN)]) == 0
    assert "geen aandachtspunten" in capsys.readouterr().out
