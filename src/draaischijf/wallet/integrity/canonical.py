"""Canonical RDF of JSON-LD documents, bounded in bytes, depth, quads, time and memory."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.bounded import MAX_BYTES, MAX_DEPTH, deeper
from draaischijf.wallet.integrity.contexts import needed
from draaischijf.wallet.process import shared_process

MAX_QUADS: Final = 10_000
SECONDS: Final = 1.0


def nothing_at_hand(_url: str) -> bytes | None:
    """Return that no document is at hand."""
    return None


def canonical_forms(
    *documents: Mapping[str, Any],
    find: Callable[[str], bytes | None] = nothing_at_hand,
    max_quads: int = MAX_QUADS,
    seconds: float = SECONDS,
) -> list[str]:
    """Return the canonical N-Quads of each document (RDFC-1.0, W3C Recommendation of 21 May 2024).

    Args:
        documents: JSON-LD documents.
        find: Returns a context that is not built in by its URL, or None; it decides whether a network is asked.
        max_quads: Largest graph, in quads.
        seconds: Processor time for all of them together.

    Raises:
        Problem: A document is too large, too deep, uses a term without a definition, names an unknown context, or asks
            for more time or memory than is allowed.
    """
    contexts: dict[str, Any] = {}
    for document in documents:
        if deeper(document, MAX_DEPTH):
            raise Problem("json-too-deep", f"is nested deeper than {MAX_DEPTH} levels.")
        if _size(document) > MAX_BYTES:
            raise Problem("json-too-large", f"is larger than {MAX_BYTES:,} bytes.")
        contexts |= needed(document, find)
    request = {"documents": documents, "contexts": contexts, "quads": max_quads}
    found: list[str] = shared_process().ask("canonical", request, seconds)["canonical"]
    return found


def _size(value: Any) -> int:
    """Return about how many bytes a value takes as JSON, without writing it."""
    total, stack = 0, [value]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            total += len(one)
        elif isinstance(one, dict):
            total += sum(map(len, one))
            stack += one.values()
        elif isinstance(one, list):
            stack += one
        total += 2
    return total
