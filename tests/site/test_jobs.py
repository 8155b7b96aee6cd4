"""Jobs: progress, cancel, another try, and no loss when a process dies."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.utils import timezone

from draaischijf.problems import Problem
from draaischijf.site.jobs import registry
from draaischijf.site.jobs.models import File, Job
from draaischijf.site.jobs.runner import TRIES, work, work_once
from draaischijf.site.jobs.services import begin, begin_once, cancel, handles, own_job, retry, waiting
from tests.site.people import browser_of

pytestmark = pytest.mark.django_db
FILES = [("a.txt", b"a"), ("b.txt", b"b")]


@pytest.fixture
def trial(monkeypatch):
    """A kind of job whose handler can be told what to do."""
    monkeypatch.setattr(registry, "_HANDLERS", dict(registry._HANDLERS))
    seen = []

    def keep(handler):
        @handles("trial", "worker:passport")
        def handle(run):
            seen.append(run.job.id)
            return handler(run)

        return seen

    return keep


def count(run):
    for done, _ in enumerate(run.files(), 1):
        run.progress(done, 2)
    return {"read": 2}


def test_a_job_is_done_once_and_its_files_go(cast, trial):
    seen = trial(count)
    id = begin(cast.worker, "trial", {}, FILES)
    assert waiting() == 1
    assert work_once()
    assert not work_once()
    job = Job.objects.get(pk=id)
    assert (job.state, job.done, job.total, job.result) == ("done", 2, 2, {"read": 2})
    assert len(seen) == 1
    assert not File.objects.exists()


def test_a_job_that_waits_is_stopped_at_once_and_one_that_runs_at_its_next_step(cast, trial):
    def stopped_meanwhile(run):
        run.progress(1, 2)
        assert cancel(cast.worker, run.job.id)
        run.progress(2, 2)
        raise AssertionError("it went on")

    trial(stopped_meanwhile)
    first = begin(cast.worker, "trial", {}, FILES)
    assert cancel(cast.worker, first)
    assert Job.objects.get(pk=first).state == "cancelled"
    second = begin(cast.worker, "trial", {}, FILES)
    work_once()
    assert Job.objects.get(pk=second).state == "cancelled"
    assert not File.objects.exists()
    assert not cancel(cast.worker, second)
    assert not cancel(cast.other_worker, begin(cast.worker, "trial", {}))


@pytest.mark.parametrize("error", [Problem("pdf-damaged", "x"), RuntimeError("x")])
def test_a_failed_job_keeps_its_files_and_is_tried_again(cast, trial, error):
    def fail(run):
        raise error

    trial(fail)
    id = begin(cast.worker, "trial", {}, FILES)
    work_once()
    assert Job.objects.get(pk=id).state == "failed"
    assert File.objects.count() == 2
    assert not retry(cast.other_worker, id)
    trial(count)
    assert retry(cast.worker, id)
    work_once()
    assert Job.objects.get(pk=id).state == "done"


def test_a_job_of_a_dead_process_is_taken_over_and_given_up_at_last(cast, trial):
    seen = trial(count)
    id = begin(cast.worker, "trial", {}, FILES)
    long_ago = timezone.now() - timedelta(minutes=5)
    Job.objects.filter(pk=id).update(state="running", attempts=1, beat=long_ago)
    assert work_once()
    assert Job.objects.get(pk=id).state == "done"
    assert seen == [id]
    other = begin(cast.worker, "trial", {}, FILES)
    Job.objects.filter(pk=other).update(state="running", attempts=TRIES, beat=long_ago)
    assert not work_once()
    assert Job.objects.get(pk=other).state == "failed"


def test_a_job_that_is_alive_is_left_alone(cast, trial):
    trial(count)
    id = begin(cast.worker, "trial", {}, FILES)
    Job.objects.filter(pk=id).update(state="running", attempts=1, beat=timezone.now())
    assert not work_once()


def test_a_process_that_lost_its_job_writes_nothing(cast, trial):
    def lost(run):
        Job.objects.filter(pk=run.job.id).update(attempts=2)
        run.progress(1, 2)
        raise AssertionError("it went on")

    trial(lost)
    id = begin(cast.worker, "trial", {}, FILES)
    work_once()
    assert Job.objects.get(pk=id).state == "running"


def test_the_system_queues_its_own_work_once(db):
    begin_once("index", {"kind": "works"})
    begin_once("index", {"kind": "works"})
    begin_once("index", {"kind": "people"})
    assert Job.objects.count() == 2


def test_the_loop_survives_what_goes_wrong(monkeypatch, db):
    from draaischijf.site.jobs import runner

    stop, calls = threading.Event(), []

    def once():
        calls.append(1)
        if len(calls) == 3:
            stop.set()
        raise RuntimeError("the database is away")

    tidied = []
    monkeypatch.setattr(runner, "tidy", lambda: tidied.append(1))
    monkeypatch.setattr(runner, "work_once", once)
    monkeypatch.setattr(runner, "close_old_connections", lambda: None)
    work(stop, pause=0.001)
    assert len(calls) == 3
    assert tidied == [1]


def test_its_page_shows_progress_and_comes_along_by_htmx(cast, trial):
    trial(count)
    id = begin(cast.worker, "trial", {}, FILES)
    client = browser_of(cast.worker)
    page = client.get(f"/taken/{id}").content.decode()
    assert "0 van 2 klaar" in page
    part = client.get(f"/taken/{id}", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    work_once()
    assert client.get(f"/taken/{id}", headers={"HX-Request": "true"})["HX-Redirect"] == "/mijn/paspoort"
    assert own_job(cast.other_worker, id) is None
    other = begin(cast.worker, "trial", {}, FILES)
    client.post(f"/taken/{other}/stoppen")
    assert "Gestopt" in client.get(f"/taken/{other}").content.decode()
