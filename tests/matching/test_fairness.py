from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from draaischijf.matching.fairness import Bootstrap, audit, proxies
from draaischijf.problems import Problem

QUICK = Bootstrap(draws=200)


def test_rates_ratios_and_the_four_fifths_rule():
    groups = {f"a{n}": "A" for n in range(40)} | {f"b{n}": "B" for n in range(20)} | {"z": "Z"}
    scores = {one: 600_000.0 if one[0] == "a" else 500_000.0 for one in groups if one != "z"} | {"no-group": 1.0}
    selected = [f"a{n}" for n in range(20)] + [f"b{n}" for n in range(7)]
    first, second = audit(scores, selected, groups, QUICK)
    assert (first.group, first.people, first.selected, first.rate, first.impact_ratio) == ("A", 40, 20, 0.5, 1.0)
    assert (second.rate, second.impact_ratio, second.adverse, second.few) == (0.35, 0.7, True, True)
    assert not first.adverse
    assert not first.few
    assert second.difference.value == -100_000
    assert second.difference.differs


def test_equal_groups_show_no_difference_and_a_seed_repeats():
    random = np.random.default_rng(1)
    scores = {str(n): float(random.normal(500, 100)) for n in range(400)}
    groups = {one: "A" if int(one) % 2 else "B" for one in scores}
    outcome = audit(scores, [], groups, QUICK)
    assert [one.difference.differs for one in outcome] == [False, False]
    assert [one.impact_ratio for one in outcome] == [None, None]
    assert audit(scores, [], groups, QUICK) == outcome
    assert audit(scores, [], groups, Bootstrap(200, seed=1)) != outcome


def test_one_group_alone_has_nobody_to_differ_from():
    assert audit({"a": 1.0}, ["a"], {"a": "A"}, QUICK)[0].difference is None


def test_what_cannot_be_joined_is_said():
    with pytest.raises(Problem, match="nobody has both a score and a group"):
        audit({"a": 1.0}, [], {"b": "B"})
    with pytest.raises(Problem, match="'b' was selected but has no score"):
        audit({"a": 1.0}, ["b"], {"a": "A"})


def test_a_proxy_shows():
    random = np.random.default_rng(2)
    gaps = {str(n): float(random.integers(0, 10)) for n in range(200)}
    scores = {one: 900 - 50 * years + float(random.normal(0, 50)) for one, years in gaps.items()}
    chance = {one: float(random.normal()) for one in scores}
    found = proxies(scores, {"gap-years": gaps, "chance": chance, "same": dict.fromkeys(scores, 1.0)}, QUICK)
    assert found["gap-years"].value < -0.8
    assert found["gap-years"].differs
    assert not found["chance"].differs
    assert found["same"] is None
    assert proxies(scores, {"too few": {"0": 1.0, "1": 2.0}}, QUICK) == {"too few": None}


@given(st.lists(st.integers(0, 5), min_size=3, max_size=12), st.randoms())
def test_correlation_is_that_of_ranks_and_free_of_order(values, random):
    scores = {str(n): float(value) for n, value in enumerate(values)}
    cubes = {one: value**3 for one, value in scores.items()}
    found = proxies(scores, {"cube": cubes}, Bootstrap(5))["cube"]
    assert found is None or found.value == pytest.approx(1)
    ids = list(scores)
    random.shuffle(ids)
    assert proxies({one: scores[one] for one in ids}, {"cube": cubes}, Bootstrap(5))["cube"] == found
