"""The tests of the site once more, on a real PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
URL = os.environ.get("POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres")
FILES = ("store", "worker", "employer", "matches", "jobs", "permissions", "api", "accounts", "frame")


@pytest.mark.slow
@pytest.mark.needs("postgres")
@pytest.mark.skipif(bool(os.environ.get("TEST_DATABASE_URL")), reason="this is that run")
def test_everything_holds_on_postgresql():
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--no-cov", "-n", "0", "-m", "not slow"]
        + [f"tests/site/test_{name}.py" for name in FILES],
        cwd=ROOT,
        env=os.environ | {"TEST_DATABASE_URL": URL},
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout[-4000:] + ran.stderr[-2000:]
