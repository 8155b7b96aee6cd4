"""Contrastive losses with their gradients, on unit vectors."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

F32 = npt.NDArray[np.float32]
I64 = npt.NDArray[np.int64]


def among(z: F32, owners: I64, heat: float) -> tuple[float, F32]:
    """Names of one concept against all other names of the batch.

    InfoNCE with several positives (van den Oord et al. 2018; Khosla et al. 2020, eq. 2).

    Args:
        z: unit vectors (n, d).
        owners: the concept of each.
        heat: temperature.

    Returns:
        The mean loss and its gradient towards ``z``.
    """
    p = _softmax(z, z, heat, diagonal=True)
    same = owners[:, None] == owners[None, :]
    np.fill_diagonal(same, False)
    counts = same.sum(1)
    line, column = np.nonzero(same)
    share = (1 / counts[line]).astype(np.float32)
    loss = -float((share * np.log(p[line, column] + 1e-9)).sum() / max(1, (counts > 0).sum()))
    p[counts == 0] = 0
    p[line, column] -= share
    p *= np.float32(1 / heat / len(z))
    return loss, p @ z + p.T @ z


def towards(q: F32, keys: F32, target: tuple[I64, I64, F32], heat: float) -> tuple[float, F32, F32]:
    """Queries against keys, cross-entropy with a sparse target.

    Args:
        q: unit vectors (n, d).
        keys: unit vectors (m, d).
        target: query, key and share, each (query, key) once; the shares of a query sum to 1.
        heat: temperature.

    Returns:
        The mean loss, its gradient towards ``q`` and towards ``keys``.
    """
    p = _softmax(q, keys, heat, diagonal=False)
    line, column, share = target
    loss = -float((share * np.log(p[line, column] + 1e-9)).sum() / len(q))
    p[line, column] -= share
    factor = np.float32(1 / heat / len(q))
    return loss, (p @ keys) * factor, (p.T @ q) * factor


def remembered(q: F32, bank: F32, window: slice, labels: tuple[I64, I64, F32], heat: float) -> tuple[float, F32]:
    """Queries against a window of remembered vectors, plus the right ones wherever they stand.

    The window stands for the whole memory: its share of the sum is scaled up to it (importance
    sampling with equal chances; Bengio and Senécal 2008).

    Args:
        q: unit vectors (n, d).
        bank: remembered unit vectors (m, d), which get no gradient.
        window: the part of the memory that serves as negatives.
        labels: query, place in ``bank`` and share; the shares of a query sum to 1.
        heat: temperature.

    Returns:
        The mean loss and its gradient towards ``q``.
    """
    line, place, share = labels
    s = (q * np.float32(1 / heat)) @ bank[window].T
    np.exp(s, out=s)
    inside = (place >= window.start) & (place < window.stop)
    s[line[inside], place[inside] - window.start] = 0
    s *= np.float32(len(bank) / max(1, s.shape[1]))
    right = bank[place]
    e = np.exp((q[line] * right).sum(1) * np.float32(1 / heat))
    total = s.sum(1) + np.bincount(line, e, len(q)).astype(np.float32)
    s *= (1 / total)[:, None]
    p = e / total[line]
    loss = -float((share * np.log(p + 1e-9)).sum() / len(q))
    d = s @ bank[window]
    np.add.at(d, line, (p - share)[:, None] * right)
    return loss, np.asarray(d * np.float32(1 / heat / len(q)), np.float32)


def alike(z: F32, teacher: F32, heat: float) -> tuple[float, F32]:
    """Texts that a teacher holds near each other should be near here too.

    Cross-entropy between the rows of nearness of the two (Tejankar et al. 2021; Fang et al. 2021).

    Args:
        z: unit vectors (n, d).
        teacher: unit vectors of the same texts (n, k).
        heat: temperature of both.

    Returns:
        The mean loss, above what no vectors could better, and its gradient towards ``z``.
    """
    p, t = _softmax(z, z, heat, diagonal=True), _softmax(teacher, teacher, heat, diagonal=True)
    loss = float((t * (np.log(t + 1e-9) - np.log(p + 1e-9))).sum() / len(z))
    p -= t
    p *= np.float32(1 / heat / len(z))
    return loss, p @ z + p.T @ z


def _softmax(q: F32, keys: F32, heat: float, diagonal: bool) -> F32:
    # Unit vectors: the exponent is at most 1 / heat, so no maximum has to be taken off first.
    s = (q * np.float32(1 / heat)) @ keys.T
    if diagonal:
        np.fill_diagonal(s, -1e4)
    np.exp(s, out=s)
    s *= 1 / s.sum(1, keepdims=True)
    return np.asarray(s)


def unit(x: F32) -> F32:
    """Return the rows of ``x`` at unit length; zero rows stay zero."""
    norms = np.sqrt((x * x).sum(1, keepdims=True))
    return np.asarray(x / np.maximum(norms, np.float32(1e-9)), np.float32)
