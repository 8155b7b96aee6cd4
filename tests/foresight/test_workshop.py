"""A workshop of forty: gaps, ties and one group that sees it differently."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from draaischijf.foresight.scores import Scale, Score
from draaischijf.foresight.statistics import dispersion, feedback, judgements, moved, summary
from draaischijf.foresight.uncertainties import Draws, chart, robustness

GROUPS = ("werkgevers", "vakbond", "onderwijs", "gemeenten")
DRIVERS = ("techniek", "krapte", "klimaat", "vergrijzing")
# Everyone agrees about three drivers; the union sees no uncertainty in technology where the others see much.
TRUE = {"techniek": (5, 5), "krapte": (4, 3), "klimaat": (3, 4), "vergrijzing": (5, 1)}


def workshop(gaps=True):
    scores = []
    for person in range(40):
        group = GROUPS[person % 4]
        for place, driver in enumerate(DRIVERS):
            if gaps and (person + place) % 10 == 0:
                continue
            impact, uncertainty = TRUE[driver]
            if group == "vakbond" and driver == "techniek":
                uncertainty = 1
            blank = gaps and (person * 3 + place) % 13 == 0
            scores.append(
                Score(
                    f"p{person:02}",
                    group,
                    1,
                    driver,
                    impact,
                    None if blank else uncertainty,
                    person % 2,
                    "ja" * (person == 3),
                )
            )
    return scores


def test_medians_gaps_and_the_contrarian_group():
    technology, tightness, climate, ageing = judgements(workshop(), DRIVERS)
    assert technology.impact.median == 5
    assert technology.impact.asked == 40
    assert technology.impact.answered == 36
    assert technology.impact.missing == 4
    assert technology.uncertainty.answered < 36
    assert technology.uncertainty.median == 5
    assert technology.odd_one == "vakbond"
    assert technology.apart == 4
    assert [one[0] for one in technology.by_group] == sorted(GROUPS)
    assert technology.uncertainty.disagreement > 0.3
    for agreed in (tightness, climate, ageing):
        assert agreed.odd_one is None
        assert agreed.uncertainty.disagreement == 0
    assert sum(technology.uncertainty.counts) == technology.uncertainty.answered


def test_ties_go_by_votes_then_by_name():
    scores = [Score("a", "", 1, name, 4, 4, votes) for name, votes in (("x", 1), ("y", 2), ("w", 1))]
    assert [one.driver for one in chart(judgements(scores, ("x", "y", "w")))] == ["y", "w", "x"]


def test_the_choice_hangs_on_the_contrarian_group_only_where_it_decides():
    scores = workshop(gaps=False)
    hold = {one.driver: one for one in robustness(scores, DRIVERS, 1, draws=Draws(200, 3))}
    assert hold["techniek"].share == 1
    assert hold["techniek"].without == ()
    only_two = [one for one in scores if one.group in ("vakbond", "onderwijs")]
    hangs = {one.driver: one for one in robustness(only_two, DRIVERS, 1, draws=Draws(50, 3))}
    assert hangs["techniek"].without == ("onderwijs",) or "vakbond" in hangs["techniek"].without


def test_resampling_is_the_same_for_a_seed():
    random = np.random.default_rng(1)
    scores = [
        Score(f"p{p}", "g", 1, d, int(random.integers(1, 6)), int(random.integers(1, 6)))
        for p in range(12)
        for d in DRIVERS
    ]
    first, again, other = (robustness(scores, DRIVERS, 2, draws=Draws(100, seed)) for seed in (5, 5, 6))
    assert first == again
    assert first != other
    assert all(0 <= one.share <= 1 and 1 <= one.low <= one.high <= len(DRIVERS) for one in first)
    assert sum(one.share for one in first) == pytest.approx(2)


def test_feedback_shows_the_own_score_and_asks_who_stands_outside():
    found = feedback(workshop(), DRIVERS)
    union = next(
        one for one in found if (one.respondent, one.driver, one.measure) == ("p01", "techniek", "uncertainty")
    )
    assert union.own == 1
    assert union.summary.median == 5
    assert union.outside == (union.own < union.summary.low)
    absent = next(one for one in found if (one.respondent, one.driver, one.measure) == ("p00", "techniek", "impact"))
    assert absent.own is None
    assert not absent.outside


def test_rounds_move_or_stand_still():
    first = [Score("a", "", 1, "x", 1, 2), Score("b", "", 1, "x", 3, None)]
    second = [Score("a", "", 2, "x", 1, 4), Score("b", "", 2, "x", 3, 3)]
    assert moved([*first, *second], 1, 2) == pytest.approx(1 / 3)
    assert moved(first, 1, 2) is None
    assert judgements([*first, *second], ["x"])[0].uncertainty.median == 3.5
    assert judgements([*first, *second], ["x"], round=1)[0].uncertainty.median == 2


def test_no_answers_are_said_as_none():
    empty = judgements([Score("a", "", 1, "x", None, None)], ["x", "y"])
    assert empty[0].impact.median is None
    assert empty[0].impact.missing == 1
    assert chart(empty)[0].quadrant is None
    assert judgements([], ["x"])[0].impact.asked == 0


def test_dispersion_at_its_ends():
    assert dispersion([0, 0, 7, 0, 0]) == 0
    assert dispersion([5, 0, 0, 0, 5]) == 1
    assert 0 < dispersion([1, 2, 3, 2, 1]) < 1


@given(st.lists(st.one_of(st.none(), st.integers(1, 5)), max_size=40), st.randoms())
def test_a_summary_does_not_depend_on_the_order(values, random):
    shuffled = list(values)
    random.shuffle(shuffled)
    one = summary(values, Scale())
    assert one == summary(shuffled, Scale())
    assert one.asked == len(values)
    if one.answered:
        assert one.low <= one.median <= one.high
        assert 0 <= one.disagreement <= 1
        mirrored = summary([None if v is None else 6 - v for v in values], Scale())
        assert mirrored.disagreement == pytest.approx(one.disagreement)
        assert mirrored.median == 6 - one.median
