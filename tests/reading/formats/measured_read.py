"""Read one file within an address space, and print what came of it: a program for the tests of hostile files."""

from __future__ import annotations

import json
import resource
import sys

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
    usage = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(json.dumps(found | {"megabytes": max(usage) // 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:])
