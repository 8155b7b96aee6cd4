"""The answer of a verifier: five axes, and unknown is never taken for good."""

from __future__ import annotations

import pytest

from draaischijf.wallet import AXES, Finding, Verdict, Verification

GOOD = Finding(Verdict.GOOD, "ok", "in order")


def answer(**changed):
    return Verification("test", {axis: Finding(changed.get(axis, Verdict.GOOD), "x", "y") for axis in AXES})


def test_every_axis_has_an_answer():
    with pytest.raises(ValueError, match="binding"):
        Verification("test", {"signature": GOOD})


@pytest.mark.parametrize("verdict", [Verdict.BAD, Verdict.UNKNOWN])
@pytest.mark.parametrize("axis", ["signature", "freshness", "status"])
def test_what_is_bad_or_unknown_is_refused(axis, verdict):
    assert not answer(**{axis: verdict}).accepted()


def test_status_counts_only_where_the_credential_names_one():
    assert answer(status=Verdict.NOT_APPLICABLE).accepted()


def test_an_issuer_and_a_holder_count_when_asked_for():
    one = answer(issuer=Verdict.UNKNOWN)
    assert one.accepted()
    assert not one.accepted(["signature", "issuer"])
    assert one.as_dict()["axes"]["issuer"] == {"verdict": "unknown", "code": "x", "reason": "y"}
