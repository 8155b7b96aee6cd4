"""The one protocol that every engine fulfils."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")


class Engine(Protocol):
    """Runs a kernel over batches."""

    def map_batches(self, kernel: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result]:
        """Yield `kernel(batch)` for every batch, in the order of the batches.

        Args:
            kernel: A function without side effects; the same batch gives the same result.
            batches: Any iterable; read lazily, so that memory stays bounded.

        Yields:
            One result per batch, in input order. An exception in a kernel is raised at its batch's turn.
        """
        ...
