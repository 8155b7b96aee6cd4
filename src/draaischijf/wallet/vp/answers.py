"""What an answer holds, and whether a verdict on it is enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.verification import AXES, Axis, Finding, Verdict, Verification

MAX_PRESENTATIONS: Final = 20


def enough(axis: Axis, finding: Finding, *, bound: bool) -> bool:
    """Return whether an axis is good, or does not apply where that is allowed."""
    if finding.verdict is Verdict.GOOD:
        return True
    if axis == "binding" and not bound:
        return finding.verdict is Verdict.NOT_APPLICABLE or finding.code == "key-binding-missing"
    return axis == "status" and finding.verdict is Verdict.NOT_APPLICABLE


def presentations_in(token: Any) -> dict[str, list[str]]:
    """Return what stands under `vp_token`: per credential query a list of presentations."""
    if not isinstance(token, dict) or not token:
        raise Problem("answer-malformed", "has no vp_token.")
    found: dict[str, list[str]] = {}
    for name, listed in token.items():
        if not isinstance(listed, list) or not listed or not all(isinstance(one, str) for one in listed):
            raise Problem("answer-malformed", "has a vp_token that is no list of presentations per query.")
        found[name] = listed
    if sum(map(len, found.values())) > MAX_PRESENTATIONS:
        raise Problem("answer-malformed", f"has more than {MAX_PRESENTATIONS} presentations.")
    return found


def read_verdict(kept: Mapping[str, Any]) -> Verification:
    """Return a verdict from the data that `Verification.as_dict` gave."""
    axes: dict[Axis, Finding] = {
        axis: Finding(Verdict(kept["axes"][axis]["verdict"]), kept["axes"][axis]["code"], kept["axes"][axis]["reason"])
        for axis in AXES
    }
    return Verification(kept["format"], axes, tuple(kept["claims"]))
