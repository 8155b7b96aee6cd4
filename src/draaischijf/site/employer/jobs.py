"""The job that reads vacancies from files."""

from __future__ import annotations

from typing import Any
from uuid import uuid5

from django.db import transaction

from draaischijf.site.accounts.roles import Wall
from draaischijf.site.employer.services import new_vacancy
from draaischijf.site.frame.engine import read_bytes
from draaischijf.site.jobs.services import Run, handles


@handles("read-vacancies", "employer:read")
def read_vacancies(run: Run) -> dict[str, Any]:
    """Read each file into a draft; its id follows from the job, so that a second try makes none twice."""
    total = run.job.total
    readings = []
    for done, (name, content) in enumerate(run.files(), 1):
        readings.append((name, read_bytes(content, name)))
        run.progress(done, total)
    wall = Wall(run.job.organisation, "")
    ids = [uuid5(run.job.id, str(place)) for place in range(len(readings))]
    with transaction.atomic():
        for id, (name, reading) in zip(ids, readings, strict=True):
            new_vacancy(None, wall, reading, name, author=run.job.owner_id, id=id)
    return {"id": str(ids[0])} if ids else {}
