"""What every test of a hostile file checks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from draaischijf.problems import Problem
from draaischijf.reading.formats import Limits, read_document

MEBI = 1024 * 1024
MOST_MEMORY = 600  # MB; what reading may take in all
MOST_SECONDS = 60  # generous: says that it ends, not how fast it is


def problem(data: bytes | str | Path, *, name: str | None = None, limits: Limits | None = None) -> Problem:
    """The problem that reading gives; every one names the file and a way out, in one line each."""
    with pytest.raises(Problem) as caught:
        read_document(data, name=name, limits=limits)
    found = caught.value
    assert found.file == (name or ("input" if isinstance(data, bytes) else str(data)))
    assert found.hint
    assert "\n" not in str(found)
    return found


def measured(data: bytes, tmp_path: Path, name: str = "x", **limits: float) -> dict[str, object]:
    """What reading `data` gives in a process of its own, which ends when it takes too much memory or time."""
    path = tmp_path / name
    path.write_bytes(data)
    script = Path(__file__).with_name("measured_read.py")
    command = [sys.executable, str(script), str(path), json.dumps(limits), str(1500 * MEBI)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, object] = json.loads(done.stdout)
    assert int(str(found["megabytes"])) < MOST_MEMORY
    return found
