"""What every score stands on, and what every result therefore names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from draaischijf.matching.space import SkillSpace
from draaischijf.passport import Defaults, load_defaults


@dataclass(frozen=True)
class Basis:
    """Same input, same basis: same score, on every machine and engine.

    Args:
        space: The release of the language.
        as_of: The day that currency is counted from; today unless said.
        defaults: The numbers in force; the shipped ones unless said.
    """

    space: SkillSpace
    as_of: date = field(default_factory=date.today)
    defaults: Defaults = field(default_factory=load_defaults, repr=False)
