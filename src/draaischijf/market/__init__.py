"""The labour market as a simulated system: people, occupations, vacancies, drivers, policies.

Two models, each an ordered list of small rules: the published reference model and the Dutch model. Both have people one
by one here, and a deterministic twin. Importing this room is light; what it offers is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from draaischijf.market.drivers import DRIVERS, Driver
    from draaischijf.market.parameters import DutchParameters, ReferenceParameters

_LATER = {
    "DRIVERS": "drivers",
    "Driver": "drivers",
    "DutchParameters": "parameters",
    "ReferenceParameters": "parameters",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"draaischijf.market.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = ["DRIVERS", "Driver", "DutchParameters", "ReferenceParameters"]
