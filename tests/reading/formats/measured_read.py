"""Read one file within an address space, and print what came of it: a program for the tests of hostile files."""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from draaischijf.problems import Problem
from draaischijf.reading.formats import Limits, read_document


def main(path: str, limits: str, memory: str) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    found: dict[str, object] = {"code": None}
    try:
        document = read_document(path, limits=Limits(**json.loads(limits)))
        found |= {"length": len(document.text), "text": document.text[:200]}
        found["notes"] = [note.code for note in document.notes if note.code != "extension-wrong"]
    except Problem as problem:
        found["code"] = problem.code
    most = max(_own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    print(json.dumps(found | {"megabytes": most // 1024}))


def _own_peak() -> int:
    """Return the peak of this process in KiB; `getrusage` would count what the parent had when it forked."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main(*sys.argv[1:])
