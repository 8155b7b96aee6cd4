"""Shared fixtures, and the rule for what a machine does not have.

A test that needs a browser, PostgreSQL, Java or the shared data folder is marked `needs("...")`. Without it the test
skips with a message; when the environment variable REQUIRE names it, the absence is a failure instead.
"""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
# Independent implementations in JavaScript, put there by `npm ci` in tests/wallet/oracles.
ORACLES = Path(__file__).resolve().parent / "wallet" / "oracles" / "node_modules"


def _has_postgres() -> bool:
    try:
        with socket.create_connection(("127.0.0.1", 5432), timeout=0.5):
            return True
    except OSError:
        return False


PRESENT = {
    "browser": lambda: any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")),
    "postgres": _has_postgres,
    "java": lambda: shutil.which("java") is not None,
    "shared": (SHARED / "data").is_dir,
    "oracles": lambda: shutil.which("node") is not None and ORACLES.is_dir(),
}


def pytest_runtest_setup(item: pytest.Item) -> None:
    required = {word for word in os.environ.get("REQUIRE", "").split(",") if word}
    for marker in item.iter_markers("needs"):
        for what in marker.args:
            if PRESENT[what]():
                continue
            message = f"needs {what}, which this machine does not have"
            if what in required:
                pytest.fail(f"{message}, while REQUIRE names it")
            pytest.skip(message)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of public data beside the checkout; use with `needs("shared")`."""
    return SHARED
