"""Foresight: futures built with people, plans tested against all of them.

One chain from drivers to plans: every part is frozen, every figure can be traced back. Importing this room is light;
what it offers is imported when it is first used.

    from draaischijf.foresight import consistent, open_study, wind_tunnel

    study = open_study("werkzekerheid")
    wind_tunnel(study, "judged").rows
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from draaischijf.foresight.balances import Balanced, Search, balance, consistent
    from draaischijf.foresight.bridge import Market, measure, paths_of, policies_of
    from draaischijf.foresight.choice import Choice, Criteria, Space, Weights, choose
    from draaischijf.foresight.discovery import Box, Side, discover
    from draaischijf.foresight.discovery import best as best_box
    from draaischijf.foresight.drafting import worlds_of, write_drafts
    from draaischijf.foresight.drivers import DESTEP, Change, Driver, Source, merge, split
    from draaischijf.foresight.export import export_study
    from draaischijf.foresight.field import Axis, Field, make_field
    from draaischijf.foresight.files import Text
    from draaischijf.foresight.finding import How, choose_scenarios, find_consistent
    from draaischijf.foresight.forms import feedback_of, judged_study, write_form
    from draaischijf.foresight.pairs import Pairs, configurations, make_pairs
    from draaischijf.foresight.plans import PolicyUse, Run
    from draaischijf.foresight.runs import Trial, failing_conditions, run_market
    from draaischijf.foresight.scenarios import Scenario, by_theme
    from draaischijf.foresight.scores import Scale, Score, read_scores
    from draaischijf.foresight.scw import read_scw
    from draaischijf.foresight.statistics import (
        Feedback,
        Judgement,
        Summary,
        feedback,
        judgements,
        last_round,
        moved,
        of_round,
    )
    from draaischijf.foresight.study import Study, examples, open_study
    from draaischijf.foresight.trace import Trace, full_trace, traced
    from draaischijf.foresight.tunnel import Cell, WindTunnel, gains, portfolios, wind_tunnel
    from draaischijf.foresight.uncertainties import Draws, Point, Robustness, chart, robustness
    from draaischijf.foresight.watching import Figure, Movement, Signpost, movements, read_figures
    from draaischijf.foresight.writing import change_drivers, new_study, save_results

_LATER = {
    "worlds_of": "drafting",
    "write_drafts": "drafting",
    "Balanced": "balances",
    "Search": "balances",
    "balance": "balances",
    "consistent": "balances",
    "Market": "bridge",
    "measure": "bridge",
    "paths_of": "bridge",
    "policies_of": "bridge",
    "Choice": "choice",
    "Criteria": "choice",
    "Space": "choice",
    "Weights": "choice",
    "choose": "choice",
    "Box": "discovery",
    "Side": "discovery",
    "discover": "discovery",
    "DESTEP": "drivers",
    "Change": "drivers",
    "Driver": "drivers",
    "Source": "drivers",
    "merge": "drivers",
    "split": "drivers",
    "export_study": "export",
    "Axis": "field",
    "Field": "field",
    "make_field": "field",
    "Text": "files",
    "How": "finding",
    "choose_scenarios": "finding",
    "find_consistent": "finding",
    "feedback_of": "forms",
    "judged_study": "forms",
    "write_form": "forms",
    "Scale": "scores",
    "Score": "scores",
    "read_scores": "scores",
    "Pairs": "pairs",
    "configurations": "pairs",
    "make_pairs": "pairs",
    "PolicyUse": "plans",
    "Run": "plans",
    "Trial": "runs",
    "failing_conditions": "runs",
    "run_market": "runs",
    "Scenario": "scenarios",
    "by_theme": "scenarios",
    "read_scw": "scw",
    "Feedback": "statistics",
    "Judgement": "statistics",
    "Summary": "statistics",
    "feedback": "statistics",
    "judgements": "statistics",
    "last_round": "statistics",
    "moved": "statistics",
    "of_round": "statistics",
    "Study": "study",
    "examples": "study",
    "open_study": "study",
    "Trace": "trace",
    "full_trace": "trace",
    "traced": "trace",
    "Draws": "uncertainties",
    "Point": "uncertainties",
    "Robustness": "uncertainties",
    "chart": "uncertainties",
    "robustness": "uncertainties",
    "Figure": "watching",
    "Movement": "watching",
    "Signpost": "watching",
    "movements": "watching",
    "read_figures": "watching",
    "Cell": "tunnel",
    "WindTunnel": "tunnel",
    "gains": "tunnel",
    "portfolios": "tunnel",
    "wind_tunnel": "tunnel",
    "change_drivers": "writing",
    "new_study": "writing",
    "save_results": "writing",
}


def __getattr__(name: str) -> Any:
    if name == "best_box":
        return import_module("draaischijf.foresight.discovery").best
    if name in _LATER:
        return getattr(import_module(f"draaischijf.foresight.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "DESTEP",
    "Axis",
    "Balanced",
    "Box",
    "Cell",
    "Change",
    "Choice",
    "Criteria",
    "Draws",
    "Driver",
    "Feedback",
    "Field",
    "Figure",
    "How",
    "Judgement",
    "Market",
    "Movement",
    "Pairs",
    "Point",
    "PolicyUse",
    "Robustness",
    "Run",
    "Scale",
    "Scenario",
    "Score",
    "Search",
    "Side",
    "Signpost",
    "Source",
    "Space",
    "Study",
    "Summary",
    "Text",
    "Trace",
    "Trial",
    "Weights",
    "WindTunnel",
    "balance",
    "best_box",
    "by_theme",
    "change_drivers",
    "chart",
    "choose",
    "choose_scenarios",
    "configurations",
    "consistent",
    "discover",
    "examples",
    "export_study",
    "failing_conditions",
    "feedback",
    "feedback_of",
    "find_consistent",
    "full_trace",
    "gains",
    "judged_study",
    "judgements",
    "last_round",
    "make_field",
    "make_pairs",
    "measure",
    "merge",
    "moved",
    "movements",
    "new_study",
    "of_round",
    "open_study",
    "paths_of",
    "policies_of",
    "portfolios",
    "read_figures",
    "read_scores",
    "read_scw",
    "robustness",
    "run_market",
    "save_results",
    "split",
    "traced",
    "wind_tunnel",
    "worlds_of",
    "write_drafts",
    "write_form",
]
