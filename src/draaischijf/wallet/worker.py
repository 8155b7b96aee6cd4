"""The process that does hostile work for a parent that may kill it (see `process`).

One request a line on standard input, one answer a line on standard output. Before each request the process asks the
kernel to end it after a budget of processor time, so that whatever it does, it ends.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from time import process_time
from typing import Any, Final

MEMORY: Final = 1 << 30
# Per task the module that does it, with a function `answer`; it is imported before the budget starts.
TASKS: Final[Mapping[str, str]] = {
    "canonical": "draaischijf.wallet.integrity.rdf",
    "shapes": "draaischijf.wallet.elm_shapes",
    "pdf": "draaischijf.wallet.pades_check",
}


class Refused(Exception):  # noqa: N818 - the answer is a refusal with a code, not a failure of the program
    """What a task cannot accept.

    Args:
        code: Stable machine-readable reason.
        reason: The same in one line.
    """

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def answer(task: Callable[[Mapping[str, Any]], dict[str, Any]], request: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer of a task, or the code and reason why there is none."""
    try:
        return task(request)
    except Refused as error:
        return {"code": error.code, "reason": str(error)}
    except RecursionError:
        return {"code": "too-deep", "reason": "is nested too deeply."}
    except MemoryError:
        return {"code": "out-of-bounds", "reason": "asks for more memory than is allowed."}
    except Exception as error:
        return {"code": "unreadable", "reason": f"cannot be read ({type(error).__name__})."}


def _task(name: str) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    try:
        return import_module(TASKS[name]).answer  # type: ignore[no-any-return]
    except ImportError as error:
        missing = str(error.name)

        def without(_request: Mapping[str, Any]) -> dict[str, Any]:
            raise Refused("extra-missing", f"needs {missing}, which is not installed.")

        return without


def serve() -> None:
    """Answer requests until standard input ends."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    # Answers go out on a descriptor of their own: a library that prints cannot spoil them.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    print("ready", file=out, flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        task = _task(request["task"])
        signal.setitimer(signal.ITIMER_PROF, request["seconds"])
        start = process_time()
        reply = {**answer(task, request), "spent": process_time() - start}
        signal.setitimer(signal.ITIMER_PROF, 0)
        print(json.dumps(reply), file=out, flush=True)
