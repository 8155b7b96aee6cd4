"""Kernels compiled by numba, with a cache in one stated place.

Compiled code is cached in `$NUMBA_CACHE_DIR` where that is set, otherwise in the user's cache folder
(`draaischijf config show` prints it), so that a read-only install works and starts fast. `NUMBA_DISABLE_JIT=1` runs
every kernel as plain Python; the tests use that to measure coverage.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import platformdirs

Kernel = TypeVar("Kernel", bound=Callable[..., object])


def cache_folder() -> Path:
    """Return the folder in which compiled kernels are kept."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("draaischijf")) / "kernels"


def compiled(kernel: Kernel) -> Kernel:
    """Compile a kernel at its first call, without the interpreter lock.

    Only element-wise and sequential arithmetic belongs in a kernel: `fastmath` and `parallel` stay off, so that sums
    are taken in the same order, with the same result, on every machine.
    """
    os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_folder()))
    import numba

    decorated: Kernel = numba.njit(cache=True, nogil=True, error_model="numpy")(kernel)
    return decorated
