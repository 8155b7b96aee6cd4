"""Does jobs one after another, in a thread of the server or in a process of its own.

A job is taken with one conditional update, so two processes never do the same one. A job whose process died stops
beating; after a while it is queued again, three times at most.
"""

from __future__ import annotations

import logging
import threading
from datetime import date, timedelta
from typing import Any, Final

from django.db import close_old_connections, transaction
from django.db.models import Q
from django.utils import timezone

from draaischijf.problems import Problem
from draaischijf.site.jobs.models import File, Job, State
from draaischijf.site.jobs.registry import Cancelled, Run, handler_of, tidy

LOG: Final = logging.getLogger("draaischijf.site.jobs")
SILENT: Final = timedelta(seconds=60)
TRIES: Final = 3
PAUSE: Final = 0.5


def work(stop: threading.Event, pause: float = PAUSE) -> None:
    """Do jobs until told to stop.

    Args:
        stop: Set to stop after the job at hand.
        pause: Seconds to wait where there is nothing to do.
    """
    tidied: date | None = None
    while not stop.is_set():
        try:
            close_old_connections()
            if tidied != date.today():
                tidy()
                tidied = date.today()
            busy = work_once()
        except Exception as error:  # a database that is away comes back; the loop must be there then
            LOG.error("jobs paused", extra={"data": {"error": type(error).__name__}})
            busy = False
        if not busy:
            stop.wait(pause)


def work_once() -> bool:
    """Do the job that waits longest; tell whether there was one."""
    take_back()
    for candidate in Job.objects.filter(state=State.QUEUED).order_by("created").values_list("pk", flat=True)[:5]:
        if Job.objects.filter(pk=candidate, state=State.QUEUED).update(state=State.RUNNING, beat=timezone.now()):
            _do(Job.objects.get(pk=candidate))
            return True
    return False


def take_back() -> None:
    """Queue again what was running in a process that is no more; give up after three tries."""
    silent = Q(state=State.RUNNING) & (Q(beat__lt=timezone.now() - SILENT) | Q(beat=None))
    lost = Job.objects.filter(silent)
    lost.filter(attempts__gte=TRIES).update(state=State.FAILED, ended=timezone.now(), result={"problem": "job-lost"})
    lost.filter(attempts__lt=TRIES).update(state=State.QUEUED)


def _do(job: Job) -> None:
    job.attempts += 1
    job.save(update_fields=["attempts"])
    beating = _Beat(job)
    try:
        with beating:
            result = handler_of(job.kind)(Run(job))
        _end(job, State.DONE, result)
    except Cancelled:
        _end(job, State.CANCELLED, {})
    except Problem as problem:
        _end(job, State.FAILED, {"problem": problem.code})
    except Exception as error:  # whatever a handler does wrong must not stop the others
        LOG.error("job failed", extra={"data": {"kind": job.kind, "error": type(error).__name__}})
        _end(job, State.FAILED, {"problem": "job-failed"})


@transaction.atomic
def _end(job: Job, state: State, result: dict[str, Any]) -> None:
    own = Job.objects.filter(pk=job.pk, state=State.RUNNING, attempts=job.attempts)
    done: dict[str, Any] = {"state": state, "result": result, "ended": timezone.now()}
    if state == State.DONE:
        done["done"] = Job.objects.values_list("total", flat=True).get(pk=job.pk)
    if own.update(**done) and state != State.FAILED:
        File.objects.filter(job=job).delete()


class _Beat:
    """Shows that the process is alive while a handler is busy."""

    def __init__(self, job: Job) -> None:
        self.job, self.over = job, threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *error: object) -> None:
        self.over.set()
        self.thread.join()

    def _run(self) -> None:
        while not self.over.wait(SILENT.total_seconds() / 4):
            Job.objects.filter(pk=self.job.pk, state=State.RUNNING).update(beat=timezone.now())
            close_old_connections()
