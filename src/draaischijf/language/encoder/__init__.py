"""The text encoder of the skills language: hashed characters, learned weights, numpy only.

``encoder()`` gives the trained encoder. ``SkillRanker`` ranks skills for sentences and
``ProfilePredictor`` predicts the skills of job titles; both work over arrays that the caller feeds.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from draaischijf.language.encoder.blend import Blend
from draaischijf.language.encoder.candidates import Occupations
from draaischijf.language.encoder.model import Encoder, Mode
from draaischijf.language.encoder.neutral import neutral
from draaischijf.language.encoder.profiles import Prediction, ProfilePredictor
from draaischijf.language.encoder.ranking import SkillRanker

__all__ = [
    "Blend",
    "Encoder",
    "Mode",
    "Occupations",
    "Prediction",
    "ProfilePredictor",
    "SkillRanker",
    "encoder",
    "neutral",
]

_WEIGHTS = Path(__file__).with_name("weights.npz")


@lru_cache(maxsize=1)
def encoder() -> Encoder:
    """Return the encoder that comes with the package, read once.

    Raises:
        FileNotFoundError: the package was installed without its weights.
    """
    return Encoder.load(_WEIGHTS)
