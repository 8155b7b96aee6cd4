from __future__ import annotations

from pathlib import Path

from tools.build_market_reference import PAGE, page

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_of_tables_is_what_the_code_says() -> None:
    assert (ROOT / PAGE).read_text("utf-8") == page(), "run python -m tools.build_market_reference"
