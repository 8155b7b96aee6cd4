"""The engine on this machine."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draaischijf.engines import Engine, LocalEngine, compiled
from draaischijf.engines.compiled import cache_folder


@given(st.lists(st.integers(), max_size=50), st.integers(1, 4))
def test_results_come_in_the_order_of_the_batches(batches, workers):
    engine: Engine = LocalEngine(workers)
    assert list(engine.map_batches(lambda n: n * n, batches)) == [n * n for n in batches]


def test_memory_stays_bounded_however_many_batches_there_are():
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = LocalEngine(2).map_batches(lambda n: n, endless())
    assert [next(results) for _ in range(10)] == list(range(1, 11))
    results.close()
    assert taken <= 10 + 4


def test_an_error_in_a_kernel_comes_at_its_turn():
    def kernel(n):
        return 10 // n

    results = LocalEngine(2).map_batches(kernel, [1, 2, 0, 5])
    assert [next(results), next(results)] == [10, 5]
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_several_workers_use_several_threads():
    meet = threading.Barrier(2, timeout=30)
    assert sorted(LocalEngine(2).map_batches(lambda n: (meet.wait(), n)[1], [1, 2])) == [1, 2]


def test_no_workers_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        LocalEngine(0)


@pytest.mark.kernel
def test_a_kernel_gives_what_plain_python_gives():
    def total(values: object) -> object:
        result = 0
        for value in values:
            result += value
        return result

    import numpy as np

    assert compiled(total)(np.arange(5)) == 10


def test_the_compile_cache_is_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert cache_folder() == tmp_path
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    assert cache_folder().name == "kernels"
