"""Honest lines of vacancies: alarms stay few, what measures is not learnt from, and what is learnt is judged unseen."""

from __future__ import annotations

from benchmarks.concerns import alarms_in, honest_lines, rows_of
from draaischijf.reading.concerns.opinion import score_of, weights
from draaischijf.reading.concerns.sentence import WORD
from tools.train_concerns import FILES, HONEST, crossed, honest, judged_by, summed

MOST_ALARMS = 9
MOST_ORDINARY_ALARMS = 18


NOTHING = {"concern": {"(bias)": -100}, "direct": {}, "age": {}}


def alike(text):
    return " ".join(WORD.findall(text.lower()))


def test_honest_lines_that_rules_were_mended_by_raise_hardly_any_alarm():
    lines = honest_lines("development")
    assert len(lines) > 1400
    alarms = alarms_in(lines)
    assert len(alarms) <= MOST_ALARMS, alarms


def test_ordinary_lines_that_no_rule_was_mended_by_raise_few_alarms():
    lines = honest_lines("ordinary")
    assert len(lines) > 630
    alarms = alarms_in(lines)
    assert len(alarms) <= MOST_ORDINARY_ALARMS, alarms


def test_honest_lines_that_measure_are_neither_learnt_from_nor_mended_by():
    held = {alike(text) for text in honest_lines("held-out")}
    assert len(held) > 690
    assert not held & {alike(row.text) for file in FILES for row in rows_of(file)}
    assert not held & {alike(row.text) for own in honest().values() for row in own}
    assert "held-out" not in HONEST


def test_the_second_opinion_weighs_by_other_weights_for_a_while():
    words = ["wij", "zoeken", "geen", "moslims"]
    usual = score_of(words)
    columns = {"concern": {"(bias)": -7}, "direct": {}, "age": {}}
    with judged_by(columns):
        assert score_of(words) == -7
    assert score_of(words) == usual
    assert len(weights().grounds) > 1


def test_each_part_is_judged_by_what_the_others_teach(monkeypatch):
    taught = []
    monkeypatch.setattr("tools.train_concerns.columns_of", lambda rows: taught.append(rows) or NOTHING)
    rows = rows_of(FILES[1])[:20]
    lines = {part: own[:10] for part, own in honest().items()}
    counts = list(crossed(rows, lines, learn=True))
    assert [len(own) for own in taught] == [16 + 8 + 8] * 5
    for number, own in enumerate(taught):
        assert not {*rows[number::5], *lines["ordinary"][number::5]} & set(own)
    assert sum(of for what, _, of in counts if "ordinary" in what) == 10
    taught.clear()
    list(crossed(rows, lines, learn=False))
    assert [len(own) for own in taught] == [16] * 5


def test_counts_of_parts_are_summed():
    assert summed([("found", 1, 2), ("wrong", 0, 0), ("found", 2, 2)]) == [
        "found: 3 of 4 (0.750)",
        "wrong: 0 of 0 (0.000)",
    ]
