"""Many runs: seeds, draws over parameters and paths, in parallel, resumable; bands rather than lines.

`run_ensemble` fills a folder with batches and leaves a manifest of every setting; `bands` reads them; `compare` sets
policies beside each other in several scenarios with the same draws; `sensitivity` says which assumption matters.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from draaischijf.market.ensembles.comparing import Comparison, compare
    from draaischijf.market.ensembles.factors import Factor, sensitivity
    from draaischijf.market.ensembles.plan import Plan
    from draaischijf.market.ensembles.results import Band, bands, outcome_bands, read_runs
    from draaischijf.market.ensembles.run import run_ensemble

_LATER = {
    "Band": "results",
    "bands": "results",
    "outcome_bands": "results",
    "read_runs": "results",
    "Comparison": "comparing",
    "compare": "comparing",
    "Plan": "plan",
    "run_ensemble": "run",
    "Factor": "factors",
    "sensitivity": "factors",
}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"draaischijf.market.ensembles.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Band",
    "Comparison",
    "Factor",
    "Plan",
    "bands",
    "compare",
    "outcome_bands",
    "read_runs",
    "run_ensemble",
    "sensitivity",
]
