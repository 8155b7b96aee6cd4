"""Keeps one process that opens PDF files, and ends it when it takes too long."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from draaischijf.problems import Problem
from draaischijf.reading.formats.document import Limits

WORKER = Path(__file__).with_name("pdf_worker.py")
FILES_PER_PROCESS = 200  # a fresh process now and then bounds what a native library may leak


class PdfProcess:
    """One worker process, started when first needed and again after it was ended.

    Files are read one at a time; threads wait for each other.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0
        self._memory = 0
        self._served = 0

    def read(self, data: bytes, limits: Limits) -> list[dict[str, Any]]:
        """Return the answer of the worker, one item for each page and one at the end.

        Raises:
            Problem: It took more time or memory than it may, or the file made it fall over.
        """
        with self._lock:
            process = self._running(limits.pdf_memory)
            late = threading.Event()
            timer = threading.Timer(limits.pdf_seconds, _end_late, (process, late))
            timer.daemon = True
            timer.start()
            try:
                answer = _exchange(process, data, limits)
            finally:
                timer.cancel()
            if answer is not None and not late.is_set():
                return answer
            self._stop()
        if late.is_set():
            raise Problem(
                "pdf-too-slow",
                f"The PDF took more than {limits.pdf_seconds:g} seconds to read and was given up.",
                hint="Print it to a new PDF, or give the text.",
            )
        raise Problem(
            "pdf-damaged",
            "The PDF cannot be read: it is damaged or needs more memory than a CV or vacancy may.",
            hint="Print it to a new PDF, or give the text.",
        )

    def close(self) -> None:
        """End the worker; a next read starts a fresh one."""
        with self._lock:
            self._stop()

    def _running(self, memory: int) -> subprocess.Popen[bytes]:
        # After a fork the pipes are shared with the parent, so a forked process starts its own worker.
        if self._process is not None and self._owner != os.getpid():
            self._process = None
        if self._process is not None and (self._memory != memory or self._served >= FILES_PER_PROCESS):
            self._stop()
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process = _start(memory)
            self._owner, self._memory, self._served = os.getpid(), memory, 0
        self._served += 1
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                _close(pipe)
        process.wait()


def _start(memory: int) -> subprocess.Popen[bytes]:
    # -P keeps the folder of the worker out of its module search path, where our file names would hide library ones.
    return subprocess.Popen(
        [sys.executable, "-P", "-s", "-X", "utf8", str(WORKER), str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _exchange(process: subprocess.Popen[bytes], data: bytes, limits: Limits) -> list[dict[str, Any]] | None:
    """Send one file and return the answer; None where the worker ended before it was complete."""
    assert process.stdin is not None and process.stdout is not None
    request = {"size": len(data), "pages": limits.pages, "room": limits.text + 1}
    answer: list[dict[str, Any]] = []
    try:
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.write(data)
        process.stdin.flush()
        for line in process.stdout:
            answer.append(json.loads(line))
            if "end" in answer[-1]:
                return answer
    except (OSError, ValueError):
        return None
    return None


def _end_late(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:  # what was still to be written has no reader any more
        return


SHARED = PdfProcess()
atexit.register(SHARED.close)
