"""A process killed at any moment of a write loses nothing that was confirmed, and corrupts nothing."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time

import pytest

from draaischijf.passport import fold, open_store
from draaischijf.passport.forgetting import prove_forgotten
from tests.passport.store_contract import NOON, SECRET, claiming, opening

WRITER = """
import sys
from draaischijf.passport import open_store
from pathlib import Path
from tests.passport.store_contract import claiming
store = open_store(Path(sys.argv[1]))
id = sys.argv[2]
version = len(store.load(id))
print("ready", flush=True)
while True:
    version = store.append(id, version, claiming(version, "x" * 3000))
    print(version, flush=True)
"""
FORGETTER = """
import sys
from draaischijf.passport import open_store
from pathlib import Path
from tests.passport.store_contract import NOON
store = open_store(Path(sys.argv[1]))
print("ready", flush=True)
store.forget(sys.argv[2], NOON)
print("forgotten", flush=True)
"""


def killed(script, file, id, seconds):
    """Run a script, kill it some time after it began its work, and return the lines that it had said."""
    with subprocess.Popen(
        [sys.executable, "-c", script, str(file), id], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "ready\n", process.stderr.read()
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        return process.stdout.read().splitlines()


def confirmed_when_killed(file, rounds, seed):
    store = open_store(file)
    id = store.create([opening()])
    store.close()
    moments = random.Random(seed)
    last = 1
    for _ in range(rounds):
        said = killed(WRITER, file, id, moments.uniform(0, 0.05))
        store = open_store(file)
        events = store.load(id)
        # What was said to be safe is there; the write under way is there whole or not at all.
        last = int(said[-1]) if said else last
        assert last <= len(events) <= last + 2
        assert len(events) % 2 == 1
        assert len(fold(id, events).counting) == len(events) // 2
        assert store.verify() == []
        store.close()
        last = len(events)
    return last


def test_a_killed_writer_loses_nothing_and_corrupts_nothing(tmp_path):
    assert confirmed_when_killed(tmp_path / "p.db", 4, seed=1) > 3


@pytest.mark.slow
def test_many_killed_writers_lose_nothing_and_corrupt_nothing(tmp_path):
    assert confirmed_when_killed(tmp_path / "p.db", 60, seed=2) > 100


def forgotten_when_killed(tmp_path, rounds, seed):
    """Return how often the kill came before and after the passport was gone."""
    moments, gone = random.Random(seed), 0
    for place in range(rounds):
        file = tmp_path / str(place) / "p.db"
        store = open_store(file)
        id = store.create([opening(SECRET)])
        store.append(id, 1, [event for number in range(100) for event in claiming(number, SECRET * 100)])
        store.close()
        said = killed(FORGETTER, file, id, moments.uniform(0, 0.03))
        store = open_store(file)
        assert not (said and id in store.ids())
        if id in store.ids():
            assert len(store.load(id)) == 201
            store.forget(id, NOON)
        else:
            gone += 1
        assert prove_forgotten(store, id, [SECRET]).holds
        assert store.verify() == []
        store.close()
    return gone


def test_forgetting_that_is_killed_is_finished_on_opening(tmp_path):
    forgotten_when_killed(tmp_path, 4, seed=3)


@pytest.mark.slow
def test_forgetting_that_is_killed_often_is_always_finished(tmp_path):
    assert forgotten_when_killed(tmp_path, 40, seed=4) > 0
