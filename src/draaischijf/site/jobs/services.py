"""What other apps use of jobs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from draaischijf.site.frame.services import record
from draaischijf.site.jobs.models import File, Job, State
from draaischijf.site.jobs.registry import Cancelled, Run, every_day, handles, page_of

if TYPE_CHECKING:
    from draaischijf.site.accounts.roles import Actor, Wall

__all__ = [
    "Cancelled",
    "Run",
    "begin",
    "begin_once",
    "cancel",
    "every_day",
    "handles",
    "own_job",
    "place_of_result",
    "retry",
    "waiting",
]


@transaction.atomic
def begin(
    actor: Actor | None,
    kind: str,
    payload: dict[str, Any],
    files: Sequence[tuple[str, bytes]] = (),
    wall: Wall | None = None,
) -> UUID:
    """Queue a job and return its id.

    Args:
        actor: Whose it is; None for the system.
        kind: Which handler does it.
        payload: Ids and choices.
        files: Names and contents.
        wall: The organisation for which it is done.
    """
    job = Job.objects.create(
        kind=kind,
        owner_id=actor.me if actor else None,
        organisation=wall.id if wall else None,
        payload=payload,
        total=max(len(files), 1),
    )
    File.objects.bulk_create(
        File(job=job, place=place, name=name[:200], content=content) for place, (name, content) in enumerate(files)
    )
    record(actor, "job.begun", f"job:{job.id}", wall.id if wall else None)
    return job.id


def begin_once(kind: str, payload: dict[str, Any]) -> None:
    """Queue a job of the system, unless the same one waits already."""
    if not Job.objects.filter(kind=kind, owner=None, state=State.QUEUED, payload=payload).exists():
        begin(None, kind, payload)


def own_job(actor: Actor, job: UUID) -> Job | None:
    """Return one's own job; None where there is none."""
    return Job.objects.filter(pk=job, owner_id=actor.me).first()


def cancel(actor: Actor, job: UUID) -> bool:
    """Stop one's own job; tell whether there was something to stop."""
    own = Job.objects.filter(pk=job, owner_id=actor.me)
    waiting_now = own.filter(state=State.QUEUED).update(state=State.CANCELLED, ended=timezone.now())
    if waiting_now:
        File.objects.filter(job_id=job).delete()
    return bool(waiting_now or own.filter(state=State.RUNNING).update(cancel=True))


def retry(actor: Actor, job: UUID) -> bool:
    """Try a failed job of one's own again; tell whether it can be tried."""
    own = Job.objects.filter(pk=job, owner_id=actor.me, state=State.FAILED, files__isnull=False)
    ready = own.values_list("pk", flat=True).first()
    return bool(
        ready
        and Job.objects.filter(pk=ready, state=State.FAILED).update(
            state=State.QUEUED, attempts=0, done=0, cancel=False, ended=None, result={}
        )
    )


def place_of_result(job: Job) -> str:
    """Return the address of the page that shows the result of a job that is done."""
    own = job.result.get("id")
    return reverse(page_of(job.kind), args=[own] if own else [])


def waiting() -> int:
    """Return how many jobs wait or run."""
    return Job.objects.filter(state__in=(State.QUEUED, State.RUNNING)).count()
