"""Which function does which kind of job."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

if TYPE_CHECKING:
    from draaischijf.site.jobs.models import Job

Handler = Callable[["Run"], dict[str, Any]]
Tidying = Callable[[], object]
_TIDYING: Final[list[Tidying]] = []
_HANDLERS: Final[dict[str, tuple[Handler, str]]] = {}


class Cancelled(Exception):  # noqa: N818 - not an error: someone asked for it
    """Whoever owns the job wants it to stop."""


class Run:
    """One try of a job, as its handler sees it.

    Args:
        job: The job.
    """

    def __init__(self, job: Job) -> None:
        self.job, self.payload = job, job.payload

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield name and content of each file, in the order in which they came."""
        for file in self.job.files.iterator(chunk_size=1):
            yield file.name, bytes(file.content)

    def progress(self, done: int, total: int) -> None:
        """Say how far it is; stops the job where its owner asked for that.

        Raises:
            Cancelled: The owner asked to stop, or another process took the job over.
        """
        from draaischijf.site.jobs.models import Job, State

        own = Job.objects.filter(pk=self.job.pk, state=State.RUNNING, attempts=self.job.attempts, cancel=False)
        if not own.update(done=done, total=max(total, 1), beat=timezone.now()):
            raise Cancelled


def handles(kind: str, shown_at: str) -> Callable[[Handler], Handler]:
    """Register the function that does a kind of job.

    A job may run more than once when a machine stops half-way, so what it writes goes in one transaction with its end,
    or does no harm a second time.

    Args:
        kind: Name of the kind.
        shown_at: Name of the page that shows the result; gets the result's `id`, if there is one.
    """

    def keep(handler: Handler) -> Handler:
        _HANDLERS[kind] = (handler, shown_at)
        return handler

    return keep


def every_day(tidying: Tidying) -> Tidying:
    """Register something that is done once a day: throwing away what was kept for a while."""
    _TIDYING.append(tidying)
    return tidying


def tidy() -> None:
    """Do what is done every day."""
    for tidying in _TIDYING:
        tidying()


def handler_of(kind: str) -> Handler:
    """Return the function that does a kind of job."""
    return _HANDLERS[kind][0]


def page_of(kind: str) -> str:
    """Return the page that shows the result of a kind of job."""
    return _HANDLERS[kind][1]
