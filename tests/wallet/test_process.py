"""The process for hostile work: it answers, it is replaced when it dies, and it is ended when it does not end."""

from __future__ import annotations

import io
import json
import os
import signal

import pytest

from draaischijf.problems import Problem
from draaischijf.wallet import process, worker
from draaischijf.wallet.process import Process, allowance, shared_process
from draaischijf.wallet.worker import Refused

PLAIN = {"documents": [{"@context": {"p": "urn:p"}, "@id": "urn:a", "p": "one"}], "contexts": {}, "quads": 9}


def ask(one):
    return one.ask("canonical", PLAIN, 5.0)["canonical"]


def test_a_worker_that_dies_is_replaced():
    one = Process()
    assert ask(one) == ['<urn:a> <urn:p> "one" .\n']
    os.kill(one._process.pid, signal.SIGKILL)
    one._process.wait()
    assert ask(one)
    one._owner = -1  # as in a process that was forked off: the pipe belongs to its parent
    inherited = one._process
    assert ask(one)
    assert one._process is not inherited
    inherited.kill()
    inherited.communicate()
    one.close()
    one.close()


def test_a_worker_that_dies_while_it_is_asked():
    one = Process()
    ask(one)
    os.kill(one._process.pid, signal.SIGSTOP)
    one._process.stdin.close()
    one._process.stdin = io.BytesIO()
    one._process.stdin.write = lambda _data: (_ for _ in ()).throw(BrokenPipeError)
    with pytest.raises(Problem, match="was stopped"):
        ask(one)
    assert one._process is None


def test_a_worker_that_hangs_is_ended_by_the_clock(monkeypatch):
    monkeypatch.setattr(process, "WALL_FACTOR", 0.0)
    one = Process()
    with pytest.raises(Problem, match="was stopped"):
        ask(one)
    assert one._process is None


def test_a_worker_that_cannot_start_says_which_extra(monkeypatch):
    monkeypatch.setattr(process.sys, "executable", "/bin/false")
    with pytest.raises(Problem, match="Install the extra"):
        ask(Process())


def test_the_shared_process_is_one():
    assert shared_process() is shared_process()


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Refused("no", "is not so."), "no"),
        (RecursionError(), "too-deep"),
        (MemoryError(), "out-of-bounds"),
        (ValueError(), "unreadable"),
    ],
)
def test_whatever_a_task_raises_is_an_answer(error, code):
    def task(_request):
        raise error

    assert worker.answer(task, {})["code"] == code


def test_the_loop_of_the_worker(monkeypatch):
    out, limits, timers = io.StringIO(), [], []
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "setrlimit", lambda *said: limits.append(said))
    monkeypatch.setattr(signal, "signal", lambda *_said: None)
    monkeypatch.setattr(signal, "setitimer", lambda which, seconds: timers.append((which, seconds)))
    monkeypatch.setattr(worker.os, "dup", lambda _descriptor: 99)
    monkeypatch.setattr(worker.os, "dup2", lambda *_descriptors: None)
    monkeypatch.setattr(worker.os, "fdopen", lambda *_said, **_more: out)
    missing = {**worker.TASKS, "absent": "draaischijf.absent"}
    monkeypatch.setattr(worker, "TASKS", missing)
    lines = [{"task": "canonical", "seconds": 2, **PLAIN}, {"task": "absent", "seconds": 2}]
    monkeypatch.setattr(worker.sys, "stdin", io.StringIO("\n".join(map(json.dumps, lines))))
    worker.serve()
    ready, first, second = out.getvalue().splitlines()
    assert ready == "ready"
    assert json.loads(first)["canonical"] == ['<urn:a> <urn:p> "one" .\n']
    assert json.loads(second)["code"] == "extra-missing"
    assert limits == [(resource.RLIMIT_AS, (worker.MEMORY, worker.MEMORY))]
    assert [seconds for _, seconds in timers] == [2, 0, 2, 0]


def test_an_allowance_bounds_everything_asked_within_it():
    one = Process()
    ask(one)
    with allowance(5.0), allowance(0.0):
        assert ask(one)
        left = process._LEFT.get()
        assert left[0] <= 5.0  # clocks of processor time may be coarse
        left[0] = 0.0
        with pytest.raises(Problem, match="was stopped"):
            ask(one)
    assert ask(one)
    one.close()
