"""Examples of others: each gives what it is for, and the page that counts them is not stale."""

from __future__ import annotations

import pytest

from tools.wallet_vectors import PAGE, page, run

pytestmark = pytest.mark.needs("shared")


@pytest.fixture(scope="module")
def results(shared):
    return list(run(shared / "vectors"))


def test_every_example_gives_what_it_is_for(results):
    assert results
    assert [(name, one) for name, checks in results for one in checks if not one.as_expected] == []


def test_the_page_counts_them(results):
    assert PAGE.read_text("utf-8") == page(results), "run python -m tools.wallet_vectors"
