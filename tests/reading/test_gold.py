"""The published gold set has the form that it says it has; the test part is left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

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
