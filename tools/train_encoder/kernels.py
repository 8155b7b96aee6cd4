# ruff: noqa: PLR0913, PLR0917
"""The inner loops of training, compiled: gather rows, scatter gradients, update rows.

One batch touches some tens of thousands of the table's rows, so nothing here
walks the whole table. Words are computed once per batch however often they occur.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from numba import njit

Kernel = TypeVar("Kernel", bound=Callable[..., object])

F32 = npt.NDArray[np.float32]
I32 = npt.NDArray[np.int32]
I64 = npt.NDArray[np.int64]


def _fast(kernel: Kernel) -> Kernel:
    # Training may sum in any order: unlike running, it need not give the same bits everywhere.
    decorated: Kernel = njit(cache=True, fastmath=True)(kernel)
    return decorated


@_fast
def gather(table: F32, rows: I32, starts: I64, words: I32, keep: npt.NDArray[np.uint8], scale: F32, out: F32) -> int:
    """Sum the table rows of each word, over the square root of how many there are.

    ``keep`` (as long as the rows of all words in turn) says which rows this step uses;
    ``scale`` receives the factor of each word. Returns how much of ``keep`` was read.
    """
    at = 0
    for i in range(len(words)):
        a, b = starts[words[i]], starts[words[i] + 1]
        factor = np.float32(1.0 / np.sqrt(b - a))
        scale[i] = factor
        out[i, :] = 0.0
        for j in range(a, b):
            if keep[at]:
                r = rows[j]
                for k in range(out.shape[1]):
                    out[i, k] += table[r, k]
            at += 1
        for k in range(out.shape[1]):
            out[i, k] *= factor
    return at


@_fast
def scatter(
    grad: F32,
    touched: I32,
    stamp: I32,
    now: int,
    rows: I32,
    starts: I64,
    words: I32,
    keep: npt.NDArray[np.uint8],
    scale: F32,
    dword: F32,
) -> int:
    """Add each word's gradient to its rows; list the rows that got one. Returns how many."""
    at, n = 0, 0
    for i in range(len(words)):
        for k in range(dword.shape[1]):
            dword[i, k] *= scale[i]
        for j in range(starts[words[i]], starts[words[i] + 1]):
            if keep[at]:
                r = rows[j]
                if stamp[r] != now:
                    stamp[r] = now
                    touched[n] = r
                    n += 1
                    for k in range(dword.shape[1]):
                        grad[r, k] = dword[i, k]
                else:
                    for k in range(dword.shape[1]):
                        grad[r, k] += dword[i, k]
            at += 1
    return n


@_fast
def adam_rows(table: F32, first: F32, second: F32, grad: F32, touched: I32, n: int, rate: np.float32) -> None:
    """One Adam step on the touched rows only, with one second moment for a whole row."""
    b1, c1, b2, c2 = np.float32(0.9), np.float32(0.1), np.float32(0.999), np.float32(0.001)
    width = table.shape[1]
    for i in range(n):
        r = touched[i]
        total = np.float32(0.0)
        for k in range(width):
            total += grad[r, k] * grad[r, k]
        second[r] = second[r] * b2 + c2 * total / np.float32(width)
        pace = rate / (np.sqrt(second[r]) + np.float32(1e-8))
        for k in range(width):
            m = first[r, k] * b1 + grad[r, k] * c1
            first[r, k] = m
            table[r, k] -= pace * m


@_fast
def pool(vectors: F32, gates: F32, starts: I64, slots: I32, modes: I32, keep: npt.NDArray[np.uint8], out: F32) -> None:
    """Sum the gated word vectors of each text; ``gates`` has a row per mode."""
    for t in range(len(starts) - 1):
        out[t, :] = 0.0
        for j in range(starts[t], starts[t + 1]):
            if keep[j]:
                u = slots[j]
                g = gates[modes[t], u]
                for k in range(out.shape[1]):
                    out[t, k] += g * vectors[u, k]


@_fast
def pool_back(
    vectors: F32,
    gates: F32,
    starts: I64,
    slots: I32,
    modes: I32,
    keep: npt.NDArray[np.uint8],
    dout: F32,
    dvectors: F32,
    dgates: F32,
) -> None:
    """Gradients of ``pool`` towards the word vectors and the gates (both zeroed here)."""
    dvectors[:] = 0.0
    dgates[:] = 0.0
    for t in range(len(starts) - 1):
        for j in range(starts[t], starts[t + 1]):
            if keep[j]:
                u = slots[j]
                g = gates[modes[t], u]
                total = np.float32(0.0)
                for k in range(dout.shape[1]):
                    total += dout[t, k] * vectors[u, k]
                    dvectors[u, k] += g * dout[t, k]
                dgates[modes[t], u] += total


@_fast
def unique_words(
    text_starts: I64, text_words: I32, texts: I64, slot: I32, words: I32, starts: I64, slots: I32
) -> tuple[int, int]:
    """List the words of a batch once. ``slot`` (all -1) maps a word to its place; it is reset after.

    Returns the number of different words and of words.
    """
    n, at = 0, 0
    starts[0] = 0
    for i in range(len(texts)):
        for j in range(text_starts[texts[i]], text_starts[texts[i] + 1]):
            w = text_words[j]
            if slot[w] < 0:
                slot[w] = n
                words[n] = w
                n += 1
            slots[at] = slot[w]
            at += 1
        starts[i + 1] = at
    for i in range(n):
        slot[words[i]] = -1
    return n, at
