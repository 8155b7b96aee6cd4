"""The labour market as a simulated system: people, occupations, vacancies, drivers, policies.

Two models, each an ordered list of small rules: the published reference model and the Dutch model. Both have people one
by one here, and a deterministic twin. Importing this room is light; what it offers is imported when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from draaischijf.market.drivers import DRIVERS, Driver
    from draaischijf.market.dutch.model import DutchMarket, Setting
    from draaischijf.market.dutch.run import run_into
    from draaischijf.market.outcomes import MONTHLY, Outcome
    from draaischijf.market.parameters import DutchParameters, ReferenceParameters
    from draaischijf.market.policies import POLICIES, Policy, read_policy, write_policy
    from draaischijf.market.simulation import simulate

_LATER = {
    "DRIVERS": "drivers",
    "MONTHLY": "outcomes",
    "POLICIES": "policies",
    "Driver": "drivers",
    "DutchMarket": "dutch.model",
    "DutchParameters": "parameters",
    "Outcome": "outcomes",
    "Policy": "policies",
    "ReferenceParameters": "parameters",
    "Setting": "dutch.model",
    "read_policy": "policies",
    "run_into": "dutch.run",
    "simulate": "simulation",
    "write_policy": "policies",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"draaischijf.market.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "DRIVERS",
    "MONTHLY",
    "POLICIES",
    "Driver",
    "DutchMarket",
    "DutchParameters",
    "Outcome",
    "Policy",
    "ReferenceParameters",
    "Setting",
    "read_policy",
    "run_into",
    "simulate",
    "write_policy",
]
