"""The engine for one machine: threads, in order, with a bounded number of batches in flight."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")


class LocalEngine:
    """Runs kernels on this machine.

    Threads are enough: compiled kernels and NumPy release the interpreter lock.

    Args:
        workers: Number of threads, at least 1. With 1 the kernel runs in the calling thread.
    """

    def __init__(self, workers: int = 1) -> None:
        if workers < 1:
            raise ValueError(f"workers must be at least 1, not {workers}")
        self.workers = workers

    def map_batches(self, kernel: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """Yield `kernel(batch)` in input order; at most two batches per worker are held at a time."""
        if self.workers == 1:
            yield from map(kernel, batches)
            return
        source = iter(batches)
        with ThreadPoolExecutor(self.workers) as pool:
            waiting: deque[Future[Result]] = deque(
                pool.submit(kernel, batch) for batch in islice(source, 2 * self.workers)
            )
            try:
                while waiting:
                    yield waiting.popleft().result()
                    for batch in islice(source, 1):
                        waiting.append(pool.submit(kernel, batch))
            finally:
                for future in waiting:
                    future.cancel()
