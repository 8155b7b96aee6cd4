from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from draaischijf.market.dutch.world import dutch_world
from draaischijf.market.parameters import DutchParameters
from draaischijf.market.policies import (
    BEARERS,
    POLICIES,
    Levers,
    Policy,
    Tally,
    check_policies,
    read_policy,
    write_policy,
)
from draaischijf.problems import Problem

WORLD = dutch_world()


def levers() -> Levers:
    return Levers.usual(DutchParameters(), len(WORLD.brc))


@pytest.mark.parametrize("name", POLICIES)
def test_every_policy_moves_a_lever_and_says_what_it_costs_and_who_bears_it(name: str) -> None:
    policy = read_policy(name)
    moved, usual = levers(), levers()
    policy.pull(moved, WORLD, 1.0)
    assert str(moved) != str(usual)
    tally = Tally(**dict.fromkeys(Tally.__dataclass_fields__, 1000.0))
    charges = [*policy.charges(tally, 0.5)]
    assert charges and all(one.euro > 0 and one.bearer in BEARERS for one in charges)
    assert policy.meaning and policy.dutch and policy.bears


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_reads_back_as_it_was_written(name: str) -> None:
    policy = read_policy(f"{name}:start=1.5,ramp=3")
    assert read_policy(write_policy(policy)) == policy and policy.start == 1.5


def test_occupations_and_awkward_names_are_read() -> None:
    policy = read_policy("sector-training: places=5, occupations=10+0811")
    assert policy.occupations == ("10", "0811") and policy.places == 5  # type: ignore[attr-defined]
    assert read_policy("learning-rights:raise=0.7").raise_ == 0.7  # type: ignore[attr-defined]


@given(st.floats(-5, 60), st.floats(0, 20), st.floats(0, 10))
def test_strength_is_a_share_and_none_outside_its_years(year: float, start: float, ramp: float) -> None:
    policy = read_policy(f"passports:start={start},ramp={ramp},end=30")
    strength = policy.strength(year)
    assert 0 <= strength <= 1
    assert (strength == 0) == (year < start or year >= 30)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("nothing", "no policy"),
        ("passports:people", "no setting"),
        ("passports:people=many", "no number"),
        ("passports:people=1.5", "outside"),
        ("passports:peeple=0.5", "Did you mean people"),
        ("traineeships:occupations=10,places=x", "no number"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, what: str) -> None:
    with pytest.raises(Problem, match=what):
        read_policy(text)


def test_an_unknown_occupation_or_a_policy_twice_shows_before_a_run() -> None:
    with pytest.raises(Problem, match="no occupation"):
        check_policies([read_policy("work-guarantee:occupations=7777")], WORLD, levers())
    with pytest.raises(Problem, match="twice"):
        check_policies([read_policy("passports")] * 2, WORLD, levers())


def test_the_plain_policy_is_no_policy() -> None:
    with pytest.raises(NotImplementedError):
        Policy().pull(levers(), WORLD, 1.0)
    with pytest.raises(NotImplementedError):
        Policy().charges(Tally(), 1.0)
