"""Where heavy work runs: this machine by default.

An engine takes batches in and gives batches out, in the same order. It knows no domain words: kernels are handed to it
as plain functions. `compiled` marks a kernel that is compiled to machine code where compilation is on.
"""

from draaischijf.engines.compiled import compiled
from draaischijf.engines.local import LocalEngine
from draaischijf.engines.protocol import Engine

__all__ = ["Engine", "LocalEngine", "compiled"]
