"""Canonical RDF of JSON-LD documents, in a process of its own that is ended when it asks for too much.

The bounds: bytes and depth of the document before it is sent, quads of the graph, processor time and memory in the
process, and a wall clock around all of it.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, Final, cast

import draaischijf
from draaischijf.problems import Problem
from draaischijf.wallet.bounded import MAX_BYTES, MAX_DEPTH, deeper
from draaischijf.wallet.integrity.contexts import needed

MAX_QUADS: Final = 10_000
SECONDS: Final = 1.0
# A loaded machine gives a process little of its processor; only then does the wall clock end it.
WALL_FACTOR: Final = 20.0


def _nothing(_url: str) -> bytes | None:
    return None


@dataclass(slots=True)
class Canonicaliser:
    """A worker process and the way to ask it; it starts at the first question and again after it was ended.

    Args:
        seconds: Processor time that one question may take.
    """

    seconds: float = SECONDS
    _process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)
    _owner: int = field(default=0, init=False, repr=False)
    _lock: Lock = field(default_factory=Lock, init=False, repr=False)

    def __call__(
        self,
        *documents: Mapping[str, Any],
        find: Callable[[str], bytes | None] = _nothing,
        max_quads: int = MAX_QUADS,
        seconds: float | None = None,
    ) -> list[str]:
        """Return the canonical N-Quads of each document.

        Args:
            documents: JSON-LD documents.
            find: Returns a context that is not built in by its URL, or None; it decides whether a network is asked.
            max_quads: Largest graph, in quads.
            seconds: Processor time for all of them together; that of the canonicaliser unless said.

        Raises:
            Problem: A document is too large, too deep, uses a term without a definition, names an unknown context, or
                asks for more time or memory than is allowed.
        """
        budget = self.seconds if seconds is None else seconds
        line = _line(documents, find, max_quads, budget)
        with self._lock:
            reply = self._ask(line, budget)
        if reply is None:
            message = f"took more than {budget:g} s to put in canonical form and was stopped."
            raise Problem("canonicalisation-bounded", message, hint="It may be made to exhaust a verifier.")
        if "canonical" not in reply:
            hint = "Install the context first." if reply["code"] == "context-unknown" else None
            raise Problem(reply["code"], f"cannot be read as JSON-LD: {reply['reason']}.", hint=hint)
        return cast("list[str]", reply["canonical"])

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _ask(self, line: bytes, budget: float) -> dict[str, Any] | None:
        process = self._running()
        assert process.stdin is not None
        try:
            process.stdin.write(line)
            process.stdin.flush()
        except BrokenPipeError:
            self._end()
            return None
        answer = _read_line(process, budget * WALL_FACTOR)
        if answer is None:
            self._end()
            return None
        return cast("dict[str, Any]", json.loads(answer))

    def _running(self) -> subprocess.Popen[bytes]:
        # A server that forks after the first question must not share the pipe with its parent.
        if self._process is not None and self._process.poll() is None and self._owner == os.getpid():
            return self._process
        self._end()
        self._process, self._owner = _start(), os.getpid()
        if _read_line(self._process, 60.0) is None:
            self._end()
            raise Problem("json-ld-unavailable", "The JSON-LD worker did not start.", hint=_EXTRA)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            process.kill()
            process.communicate()


_EXTRA: Final = 'Install the extra: pip install "draaischijf[wallet]".'


def _line(
    documents: Sequence[Mapping[str, Any]], find: Callable[[str], bytes | None], max_quads: int, seconds: float
) -> bytes:
    contexts: dict[str, Any] = {}
    for document in documents:
        if deeper(document, MAX_DEPTH):
            raise Problem("json-too-deep", f"is nested deeper than {MAX_DEPTH} levels.")
        contexts |= needed(document, find)
    text = json.dumps({"documents": documents, "contexts": contexts, "quads": max_quads, "seconds": seconds})
    if len(text) > MAX_BYTES * len(documents):
        raise Problem("json-too-large", f"is larger than {MAX_BYTES:,} bytes with its contexts.")
    return text.encode() + b"\n"


def _start() -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-m", "draaischijf.wallet.integrity.worker"]
    # The worker finds this package where this process found it, and gets nothing else of the environment.
    home = Path(draaischijf.__file__).resolve().parents[1]
    environment = {"PYTHONPATH": str(home), "PATH": os.environ.get("PATH", "")}
    return subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
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
def shared_canonicaliser() -> Canonicaliser:
    """Return the canonicaliser that this process shares."""
    one = Canonicaliser()
    atexit.register(one.close)
    return one
