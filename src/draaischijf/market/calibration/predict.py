"""What the twin gives for every target, for many sets of parameters side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from draaischijf.market.calibration.targets import HELD_OUT, tightness_in
from draaischijf.market.parameters import DutchParameters
from draaischijf.market.paths import vary
from draaischijf.market.twin.dutch import QUIET, DutchTwin
from draaischijf.market.twin.economy import FLEXIBLE, PERMANENT, SELF, Economy
from draaischijf.market.twin.flows import STATES, three_months
from draaischijf.market.twin.measures import NAMES, measure
from draaischijf.market.twin.month import Month, total
from draaischijf.market.twin.network import Floats
from draaischijf.terms import DriverPaths

STILL: Final = DriverPaths("still", ())
MONTHS: Final = 12
# Shocks of demand, % a year over two years, along which held-out figures are read at other tightness.
SHOCKS: Final = (-3.0, -2.0, -1.2, -0.6, 0.0, 0.6, 1.2, 2.0, 3.0, 4.5)

Values = dict[str, Floats]


def predict(economy: Economy, parameters: Sequence[DutchParameters]) -> Values:
    """Return what the twin gives for the targets that are fitted, by name, (runs,).

    Args:
        economy: The start.
        parameters: One set per run.
    """
    drivers = vary(STILL, MONTHS, len(parameters), 1).values
    twin = DutchTwin(economy, parameters, drivers, quiet=QUIET)
    for _ in range(QUIET):
        twin.step()
    flows, changed, months = three_months(twin)
    found = {
        f"flow_{origin}_{target}": flows[:, a, b] for a, origin in enumerate(STATES) for b, target in enumerate(STATES)
    }
    found["filled"] = sum((total(one.hires) + total(one.lapsed) for one in months), np.zeros(len(parameters)))
    found["occupation_change"] = 100 * changed
    opened = sum((total(one.opened) for one in months), np.zeros(len(parameters)))
    work = twin.employed.sum(axis=(1, 2, 3))
    found["replacement_share"] = 100 * 3 * twin.value("opening") * work / opened
    found |= _contracts(twin, months)
    last = months[-1]
    while twin.month < QUIET + MONTHS:
        last = twin.step()
    measured = measure(twin, last)
    for name in ("unemployment_rate", "vacancies", "participation", "permanent_share", "self_employed_share"):
        found[f"still_{name}"] = measured[:, NAMES.index(name)]
    for name in ("long_term_share", "youth_unemployment_rate", "older_unemployment_rate"):
        found[name] = measured[:, NAMES.index(name)]
    return found


def _contracts(twin: DutchTwin, months: Sequence[Month]) -> Values:
    """Return who of those who start has a permanent contract, and how many at work get one, over three months."""
    value = twin.value
    permanent, alone = value("hire_permanent"), value("direct_self")
    fresh = became = starts = np.zeros(twin.runs)
    for one in months:
        over, without = total(one.found + one.entered), total(one.began + one.came)
        fresh = fresh + permanent * (over + (1 - alone) * without)
        starts = starts + over + without
        rest = [FLEXIBLE, SELF]
        moved, went = total(one.moved[:, rest]), total(one.self_started[:, rest])
        became = became + permanent * (moved + (1 - alone) * went)
        became = became + value("to_permanent") * twin.employed[:, FLEXIBLE].sum(axis=(1, 2))
    assert PERMANENT == 0
    return {"fresh_permanent": 100 * fresh / starts, "became_permanent": became}


def predict_held_out(economy: Economy, parameters: DutchParameters) -> dict[str, float]:
    """Return what one set gives for what was held out: how vacancies and moves would be at other tightness.

    Demand is moved up or down over two years; what is measured then is read, along tightness, at that of the figure.
    """
    runs = len(SHOCKS)
    drivers = dict(vary(STILL, 24, runs, 1).values)
    drivers["growth"] = np.repeat(np.array(SHOCKS)[:, None], 24, axis=1)
    twin = DutchTwin(economy, [parameters], drivers, quiet=QUIET)
    for _ in range(QUIET + 23):
        twin.step()
    measured = measure(twin, twin.step())
    tight = measured[:, NAMES.index("tightness")]
    found = {}
    for name, period, quarters in HELD_OUT:
        at = tightness_in(period, quarters)
        found[f"duration_at_{name}"] = float(np.interp(at, tight, measured[:, NAMES.index("vacancy_duration")]))
        found[f"occupation_change_at_{name}"] = float(
            np.interp(at, tight, measured[:, NAMES.index("occupation_change")])
        )
    return found
