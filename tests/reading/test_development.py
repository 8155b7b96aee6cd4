"""How reading does on the marked development documents; a drop here means that something broke."""

from __future__ import annotations

import pytest

from draaischijf.language import Language
from draaischijf.reading import read_text
from tests.reading.gold import documents, score


@pytest.mark.slow
def test_development_documents(language: Language) -> None:
    total = score([(document, read_text(document.text, language)) for document in documents(language)])
    assert total.kind == 1
    assert total.f1 >= 0.70
    assert total.status >= 0.95
    assert total.silent == 1
