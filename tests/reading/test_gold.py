"""The published gold set has the form that it says it has; the test part is left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gold import answered, score
from draaischijf.language import Language
from draaischijf.reading.result import STATUSES

GOLD = Path(__file__).resolve().parents[2] / "gold"
KINDS = {"skill", "knowledge", "attitude", "language", "certificate", "occupation"}


def rows(file: str) -> list[dict[str, Any]]:
    """Return the texts of a file."""
    return [json.loads(line) for line in (GOLD / f"{file}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("file", ["development/documents", "development/sentences", "fresh/documents"])
def test_marks_stand_where_they_say(language: Language, file: str) -> None:
    texts = rows(file)
    assert len({text["id"] for text in texts}) == len(texts)
    for text in texts:
        for mark in text["findings"]:
            assert text["text"][mark["start"] : mark["end"]] == mark["text"]
            assert mark["uris"]
            assert all(language.id_of(uri) is not None for uri in mark["uris"])
            assert set(mark["status"]) <= set(STATUSES)
            assert mark["level"] in (None, 1, 2, 3, 4)
            assert mark["kind"] in KINDS


def test_fresh_documents_are_whole_and_of_every_kind() -> None:
    texts = rows("fresh/documents")
    assert len(texts) == 24
    assert {text["kind"] for text in texts} == {"vacancy", "cv", "course"}


def test_another_program_is_measured_by_the_same_rule(tmp_path: Path) -> None:
    """What the annotators marked is all right; a wrong concept, a shifted place and silence are not."""
    texts = rows("development/sentences")[:20]
    answers = []
    for text in texts:
        marks = [mark for mark in text["findings"] if mark["agreed"]]
        said = [{**mark, "uri": mark["uris"][0], "status": mark["status"][0]} for mark in marks]
        answers += [{"id": text["id"], "findings": said}] if said else []
    file = tmp_path / "answers.jsonl"
    file.write_text("\n".join(json.dumps(one) for one in answers), "utf-8")
    whole = score(texts, answered(file, texts))
    assert (whole["precision"], whole["recall"], whole["f1"], whole["status"]) == (1, 1, 1, 1)
    answers[0]["findings"][0]["uri"] = "http://data.europa.eu/esco/skill/other"
    answers[1]["findings"][0]["start"] = answers[1]["findings"][0]["end"] = 10_000
    file.write_text("\n".join(json.dumps(one) for one in answers), "utf-8")
    asked = sum(len(one["findings"]) for one in answers)
    assert score(texts, answered(file, texts))["precision"] == pytest.approx(1 - 2 / asked)
    file.write_text("", "utf-8")
    assert score(texts, answered(file, texts))["recall"] == 0


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "a"}', '{"id": "a", "findings": [{"start": 1}]}', "7"])
def test_an_answer_that_is_none_is_named(line: str, tmp_path: Path) -> None:
    file = tmp_path / "answers.jsonl"
    file.write_text('{"id": "a", "findings": []}\n' + line + "\n", "utf-8")
    with pytest.raises(ValueError, match=r"answers\.jsonl line 2"):
        answered(file, [])
