"""The job that stores a new large index."""

from __future__ import annotations

import shutil
from typing import Any

from draaischijf.matching import save_index
from draaischijf.site.jobs.services import Run, handles
from draaischijf.site.matches import people, works
from draaischijf.site.matches.clock import PEOPLE, state
from draaischijf.site.matches.models import Clock
from draaischijf.site.matches.pool import folder_of

KEPT = 2


@handles("index", "start:home")
def build_index(run: Run) -> dict[str, Any]:
    """Store an index of everything as it now stands; older ones go, so that what was withdrawn leaves the disk too."""
    kind = run.payload["kind"]
    pool: Any = people.pool() if kind == PEOPLE else works.pool()
    tick = state(kind).tick
    items = (item for _, at, item in pool.source.rows(0) if item is not None and at <= tick)
    index = pool.source.build(items)
    run.progress(1, 2)
    name = f"to-{tick}"
    save_index(index, folder_of(kind) / name)
    Clock.objects.filter(kind=kind, indexed__lt=tick).update(indexed=tick, folder=name)
    _sweep(kind)
    return {"rows": len(index)}


def _sweep(kind: str) -> None:
    stored = sorted(folder_of(kind).glob("to-*"), key=lambda one: int(one.name.removeprefix("to-")), reverse=True)
    for old in stored[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
