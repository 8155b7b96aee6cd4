"""The job that reads a CV from a file."""

from __future__ import annotations

from typing import Any

from draaischijf.site.accounts.roles import Actor
from draaischijf.site.frame.engine import read_bytes
from draaischijf.site.jobs.services import Run, handles
from draaischijf.site.worker.services import take_in


@handles("read-cv", "worker:intake")
def read_cv(run: Run) -> dict[str, Any]:
    """Read a file and propose what was found; the intake takes the id of the job, so that it is made once."""
    [(name, content)] = list(run.files())
    reading = read_bytes(content, name)
    run.progress(1, 1)
    return {"id": str(take_in(Actor(run.job.owner_id), reading, name, run.job.id))}
