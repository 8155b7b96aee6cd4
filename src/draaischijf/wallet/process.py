"""A process of its own for work on what strangers made, that is ended when it asks for too much.

Canonical RDF of a poisoned graph, shapes over a hostile one, a signed PDF that never ends: none of it may take the
verifier along. Each question has a budget of processor time, which the kernel holds inside the process, a bound on
memory, and a wall clock around it.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, Final

import draaischijf
from draaischijf.problems import Problem

# A loaded machine gives a process little of its processor; only then does the wall clock end it.
WALL_FACTOR: Final = 20.0
_START_SECONDS: Final = 60.0
_EXTRA: Final = 'Install the extra: pip install "draaischijf[wallet]".'


# What is left of the processor time that one question may take in all.
_LEFT: Final[ContextVar[list[float] | None]] = ContextVar("left", default=None)


@contextmanager
def allowance(seconds: float) -> Iterator[None]:
    """Bound what everything that is asked within it may take together; inside another one, that one counts.

    A document may hold several proofs and other documents, each under its own bound: without a bound on them all, many
    that stay just within theirs would take hours.

    Args:
        seconds: Processor time.
    """
    if _LEFT.get() is not None:
        yield
        return
    token = _LEFT.set([seconds])
    try:
        yield
    finally:
        _LEFT.reset(token)


@dataclass(slots=True)
class Process:
    """A worker process and the way to ask it; it starts at the first question and again after it was ended."""

    _process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)
    _owner: int = field(default=0, init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def ask(self, task: str, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Return the answer of a task.

        Args:
            task: One of `worker.TASKS`.
            request: What it needs, as JSON.
            seconds: Processor time that it may take.

        Raises:
            Problem: `out-of-bounds` where it took more, or the code and reason that the task gives.
        """
        left = _LEFT.get()
        if left is not None:
            seconds = min(seconds, left[0])
        reply = None
        if seconds > 0:
            line = json.dumps({"task": task, "seconds": seconds, **request}).encode() + b"\n"
            with self._lock:
                reply = self._exchange(line, seconds)
        if left is not None:
            left[0] -= seconds if reply is None else reply["spent"]
        if reply is None:
            message = f"took more than {seconds:g} s or too much memory and was stopped."
            raise Problem("out-of-bounds", message, hint="It may be made to exhaust whoever looks at it.")
        if "code" in reply:
            raise Problem(reply["code"], reply["reason"], hint=_EXTRA if reply["code"] == "extra-missing" else None)
        return reply

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _exchange(self, line: bytes, seconds: float) -> dict[str, Any] | None:
        process = self._running()
        assert process.stdin is not None
        try:
            process.stdin.write(line)
            process.stdin.flush()
        except BrokenPipeError:
            self._end()
            return None
        answer = _read_line(process, seconds * WALL_FACTOR)
        if answer is None:
            self._end()
            return None
        return dict(json.loads(answer))

    def _running(self) -> subprocess.Popen[bytes]:
        # A server that forks after the first question must not share the pipe with its parent.
        if self._process is not None and self._process.poll() is None and self._owner == os.getpid():
            return self._process
        self._end()
        self._process, self._owner = _start(), os.getpid()
        if _read_line(self._process, _START_SECONDS) is None:
            self._end()
            raise Problem("worker-unavailable", "The worker process did not start.", hint=_EXTRA)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.communicate()


def _start() -> subprocess.Popen[bytes]:
    # The worker finds this package where this process found it, and gets nothing else of the environment.
    home = Path(draaischijf.__file__).resolve().parents[1]
    environment = {"PYTHONPATH": str(home), "PATH": os.environ.get("PATH", "")}
    return subprocess.Popen(
        [sys.executable, "-c", "from draaischijf.wallet.worker import serve; serve()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )


def _read_line(process: subprocess.Popen[bytes], seconds: float) -> bytes | None:
    """Return the next line, or None where the process ended or the wall clock ran out."""
    assert process.stdout is not None
    descriptor, end, parts = process.stdout.fileno(), monotonic() + seconds, []
    while (left := end - monotonic()) > 0:
        if not select.select([descriptor], [], [], left)[0]:
            return None
        part = os.read(descriptor, 1 << 16)
        if not part:
            return None
        parts.append(part)
        if part.endswith(b"\n"):
            return b"".join(parts)
    return None


@cache
def shared_process() -> Process:
    """Return the worker process that this process shares."""
    one = Process()
    atexit.register(one.close)
    return one
