"""How far a job is."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from draaischijf.problems import Problem
from draaischijf.site.frame.pages import SIGNED_IN, PageRequest, page
from draaischijf.site.frame.words import problem_words
from draaischijf.site.jobs import services
from draaischijf.site.jobs.models import Job, State


@page(SIGNED_IN)
def show(request: PageRequest, job: UUID) -> HttpResponse:
    """Show a job, or what it gave."""
    found = _own(request, job)
    if found.state == State.DONE:
        where = services.place_of_result(found)
        if request.htmx:
            response = HttpResponse()
            response["HX-Redirect"] = where
            return response
        return redirect(where)
    words = problem_words(Problem(found.result["problem"], "")) if found.state == State.FAILED else ("", "")
    template = "jobs/progress.html" if request.htmx else "jobs/show.html"
    context = {
        "job": found,
        "busy": found.state in (State.QUEUED, State.RUNNING),
        "failed": found.state == State.FAILED,
        "message": words[0],
        "hint": words[1],
    }
    return render(request, template, context)


@page(SIGNED_IN, methods=("POST",))
def cancel(request: PageRequest, job: UUID) -> HttpResponse:
    """Stop a job."""
    _own(request, job)
    services.cancel(request.actor, job)
    return redirect("jobs:show", job)


@page(SIGNED_IN, methods=("POST",))
def retry(request: PageRequest, job: UUID) -> HttpResponse:
    """Try a failed job again."""
    _own(request, job)
    services.retry(request.actor, job)
    return redirect("jobs:show", job)


def _own(request: PageRequest, job: UUID) -> Job:
    found = services.own_job(request.actor, job)
    if found is None:
        raise Http404
    return found
