"""Watching: towards which scenario things move."""

from __future__ import annotations

from datetime import date

import pytest

from draaischijf.foresight.study import open_study
from draaischijf.foresight.watching import Figure, movements, read_figures
from draaischijf.problems import Problem


def test_figures_show_how_far_things_have_gone():
    study = open_study("leren")
    ids = [one.id for one in study.scenarios]
    figures = [
        Figure("werkloosheid", date(2027, 1, 1), 4.65, "CBS"),
        Figure("werkloosheid", date(2026, 1, 1), 4.0, "CBS"),
    ]
    moved = {one.scenario: one for one in movements(ids, study.signposts, figures)}
    assert moved["thuis"].gone == pytest.approx(0.5)
    assert moved["thuis"].change == pytest.approx(0.65 / 1.7)
    assert moved["ik-en-ai"].gone < 0
    assert moved["minder-is-meer"].reached == 1
    assert moved["ai-bubbel"].known == 1
    assert len(moved["ai-bubbel"].signs) == 2
    early = {one.scenario: one for one in movements(ids, study.signposts, figures, date(2026, 6, 1))}
    assert early["thuis"].gone == pytest.approx(0.2 / 1.7)
    assert early["thuis"].change is None
    assert all(one.gone is None for one in movements(ids, study.signposts, []))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("figure,on,value\nx,2026-13-01,1", "line 2"),
        ("figure,on,value\nx,2026-01-01,veel", "line 2, value"),
        ("figure,on,value\nx,,3", "line 2"),
        ("wat\nx", "line 2"),
    ],
)
def test_wrong_cells_are_named(tmp_path, text, place):
    (tmp_path / "f.csv").write_text(text)
    with pytest.raises(Problem) as caught:
        read_figures(tmp_path / "f.csv")
    assert caught.value.place == place


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(Problem):
        read_figures(tmp_path / "none.csv")
    (tmp_path / "l.csv").write_bytes("é".encode("latin-1"))
    with pytest.raises(Problem):
        read_figures(tmp_path / "l.csv")
    (tmp_path / "e.csv").write_text("")
    assert read_figures(tmp_path / "e.csv") == ()
