"""The shipped language, opened once for all tests of reading."""

from __future__ import annotations

import pytest

from draaischijf.language import Language, open_language


@pytest.fixture(scope="session")
def language() -> Language:
    return open_language()
