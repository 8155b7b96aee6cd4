"""Kernels compiled by numba when they are first called, with a cache in one stated place.

Compiled code is cached in `$NUMBA_CACHE_DIR` where that is set, otherwise in the user's cache folder
(`draaischijf config show` prints it), so that a read-only install works and starts fast. `NUMBA_DISABLE_JIT=1` runs
every kernel as plain Python; the tests use that to measure coverage.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from functools import cached_property, update_wrapper
from pathlib import Path
from types import FunctionType
from typing import Any, Generic, ParamSpec, TypeVar, overload

import platformdirs

P = ParamSpec("P")
R = TypeVar("R")


def cache_folder() -> Path:
    """Return the folder in which compiled kernels are kept."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("draaischijf")) / "kernels"


def _edition() -> str:
    """Return a name that changes with the source of any kernel.

    The compiler's cache watches a kernel's own file only, not those of the kernels that it calls.
    """
    sources = sorted(Path(__file__).parents[1].rglob("*kernel*.py"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in sources)).hexdigest()[:12]


class _Kernel(Generic[P, R]):
    """A function that is compiled at its first call: importing it costs nothing."""

    def __init__(self, plain: Callable[P, R], reorder: bool, makes_arrays: bool = True) -> None:
        self.plain = plain
        self.reorder = reorder
        self.makes_arrays = makes_arrays
        update_wrapper(self, plain)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        result: R = self.dispatcher(*args, **kwargs)
        return result

    @cached_property
    def dispatcher(self) -> Any:
        """The compiled function, as other kernels call it."""
        os.environ.setdefault("NUMBA_CACHE_DIR", str(cache_folder() / _edition()))
        import numba

        free = {"reassoc", "contract", "nsz", "nnan"} if self.reorder else False
        return numba.njit(
            cache=True,
            nogil=True,
            error_model="numpy",
            fastmath=free,
            _nrt=self.makes_arrays,
            # Small kernels that hand each other many arrays are one kernel to the machine.
            forceinline=not self.makes_arrays,
        )(_with_kernels(self.plain))


def _with_kernels(plain: Callable[P, R]) -> Callable[P, R]:
    """Return the function with every kernel that it calls in its compiled form."""
    assert isinstance(plain, FunctionType)
    called = {name: plain.__globals__.get(name) for name in plain.__code__.co_names}
    kernels = {name: one.dispatcher for name, one in called.items() if isinstance(one, _Kernel)}
    if not kernels:
        return plain
    whole = {**plain.__globals__, **kernels}
    bound = FunctionType(plain.__code__, whole, plain.__name__, plain.__defaults__, plain.__closure__)
    bound.__kwdefaults__ = plain.__kwdefaults__
    return update_wrapper(bound, plain)


@overload
def compiled(kernel: Callable[P, R]) -> Callable[P, R]: ...


@overload
def compiled(*, reorder: bool = False, makes_arrays: bool = True) -> Callable[[Callable[P, R]], Callable[P, R]]: ...


def compiled(
    kernel: Callable[P, R] | None = None, *, reorder: bool = False, makes_arrays: bool = True
) -> Callable[P, R] | Callable[[Callable[P, R]], Callable[P, R]]:
    """Compile a kernel at its first call, without the interpreter lock.

    Sums are taken in the order in which they are written, with the same result on every machine.

    Args:
        kernel: The function.
        reorder: True for sums and maxima of whole numbers, which are exact in any order and never NaN; the compiler
            may then take several at once.
        makes_arrays: False for a kernel that only reads and writes arrays that it is given. Nobody then counts who
            holds them: seven times as fast where small kernels hand each other many arrays. What such a kernel calls
            must be of the same kind, and it must make no array.
    """
    if kernel is None:
        return lambda plain: _Kernel(plain, reorder, makes_arrays)
    return _Kernel(kernel, reorder, makes_arrays)
