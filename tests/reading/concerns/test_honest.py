"""Honest lines of vacancies full of words that fool a rule: alarms stay few, and what measures is not learnt from."""

from __future__ import annotations

from benchmarks.concerns import alarms_in, honest_lines, rows_of
from draaischijf.reading.concerns.sentence import WORD
from tools.train_concerns import FILES

MOST_ALARMS = 9


def alike(text):
    return " ".join(WORD.findall(text.lower()))


def test_honest_lines_that_rules_were_mended_by_raise_hardly_any_alarm():
    lines = honest_lines("development")
    assert len(lines) > 1400
    alarms = alarms_in(lines)
    assert len(alarms) <= MOST_ALARMS, alarms


def test_honest_lines_that_measure_are_neither_learnt_from_nor_mended_by():
    held = {alike(text) for text in honest_lines("held-out")}
    assert len(held) > 690
    assert not held & {alike(row.text) for file in FILES for row in rows_of(file)}
    assert not held & {alike(text) for text in honest_lines("development")}
