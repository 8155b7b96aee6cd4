"""The text encoder of the skills language: hashed characters, learned weights, numpy only."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from draaischijf.language.encoder.model import Encoder, Mode

__all__ = ["Encoder", "Mode", "encoder"]

_WEIGHTS = Path(__file__).with_name("weights.npz")


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """Return the encoder that comes with the package, read once.

    Raises:
        FileNotFoundError: the package was installed without its weights.
    """
    return Encoder.load(_WEIGHTS)
