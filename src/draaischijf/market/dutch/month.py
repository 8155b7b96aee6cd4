"""What the rules of one month share."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from draaischijf.market.dutch.demand import Now
from draaischijf.market.dutch.ledger import Ledger
from draaischijf.market.dutch.measure_kernel import Counts, Skills
from draaischijf.market.dutch.shared_kernel import Flows
from draaischijf.market.policies import Levers, Tally

Float64 = npt.NDArray[np.float64]
Int64 = npt.NDArray[np.int64]


@dataclass
class Month:
    """What the rules of one month share; see the rules for each."""

    number: int
    now: Now
    levers: Levers
    strengths: tuple[float, ...]
    counts: Counts = field(default_factory=lambda: Counts.zeros(1))
    skills: Skills = field(default_factory=Skills.zeros)
    flows: Flows = field(default_factory=lambda: Flows.zeros(1))
    employed: Int64 = field(default_factory=lambda: np.empty(0, np.int64))
    vacant: Int64 = field(default_factory=lambda: np.empty(0, np.int64))
    wanted: Float64 = field(default_factory=lambda: np.empty(0))
    taken: Float64 = field(default_factory=lambda: np.empty(0))
    gap: Float64 = field(default_factory=lambda: np.empty(0))
    layoff: Float64 = field(default_factory=lambda: np.empty(0))
    lose: Float64 = field(default_factory=lambda: np.empty(0))
    opened: Int64 = field(default_factory=lambda: np.empty(0, np.int64))
    lapse: Float64 = field(default_factory=lambda: np.empty(0))
    lapsed: int = 0
    filled: int = 0
    filled_age: float = 0.0
    winners: npt.NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    tally: Tally = field(default_factory=Tally)
    ledger: Ledger = field(default_factory=Ledger)
