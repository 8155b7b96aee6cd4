"""Fit the Dutch twin to published figures, all at once, with how certain that is and how held-out figures come out.

`fitted("nl")` gives what came of it, as it is shipped: the parameters that fit best, draws that fit about as well, and
how each figure is met. `calibrate` makes it anew.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from draaischijf.market.calibration.fit import calibrate
    from draaischijf.market.calibration.store import Fitted, fitted, fitted_countries

_LATER = {"calibrate": "fit", "Fitted": "store", "fitted": "store", "fitted_countries": "store"}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"draaischijf.market.calibration.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["Fitted", "calibrate", "fitted", "fitted_countries"]
