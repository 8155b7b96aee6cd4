"""What speaks for a skill: shares among near occupations, and occupations that are much alike counting once."""

from __future__ import annotations

import numpy as np
import pytest

from draaischijf.language.encoder.blend import Blend
from draaischijf.language.encoder.candidates import FEATURES, Candidates, Evidence, Occupations
from draaischijf.language.encoder.whole import grid, unit

SKILLS = 6


def made(rows: np.ndarray, profiles: list[list[int]]) -> Candidates:
    known = Occupations(
        [str(i) for i in range(len(profiles))],
        np.arange(len(profiles)),
        np.cumsum([0, *(len(one) for one in profiles)]),
        np.array([skill for one in profiles for skill in one]),
        np.array([1.0 if i == 0 else 0.6 for one in profiles for i in range(len(one))]),
    )
    return Candidates(known, grid(unit(rows)), grid(unit(rows)), SKILLS)


def described(candidates: Candidates, near: list[float]) -> dict[str, np.ndarray]:
    row = np.array([near], np.float32)
    flat = np.zeros((1, SKILLS), np.float32)
    [found] = candidates.described(Evidence(row, row, row, flat, flat), Blend())
    order = np.argsort(found.skills)
    return {name: found.rows[order, k] for k, name in enumerate(FEATURES)}


def test_rows_have_one_column_per_feature_and_no_holes() -> None:
    found = described(made(np.eye(3), [[0, 1], [1, 2], [3]]), [0.9, 0.5, 0.1])
    assert all(np.isfinite(column).all() for column in found.values())
    assert found["share"].argmax() in (0, 1)
    assert found["among_all"].tolist() == [1, 2, 1, 1, 0, 0]
    assert found["occupations"].tolist() == [1, 2, 1, 1, 0, 0]
    assert found["essential"].tolist() == [1, 0.5, 0, 1, 0, 0]
    assert found["nearest"] == pytest.approx([0.9, 0.9, 0.5, 0.1, -1, -1])


def test_twins_count_once_by_kriging_and_twice_by_share() -> None:
    alike = np.array([[1, 0, 0], [1, 0.01, 0], [0, 1, 0.0]])
    found = described(made(alike, [[0], [0], [1]]), [0.6, 0.6, 0.6])
    assert found["share"][0] / found["share"][1] == pytest.approx(2, abs=1e-4)
    assert found["kriged"][0] / found["kriged"][1] < 1.5


def test_an_occupation_that_is_not_near_explains_nothing() -> None:
    found = described(made(np.eye(3), [[0], [1], [2]]), [0.0, 0.0, 0.0])
    assert found["explained"] == pytest.approx(0)
    assert found["kriged"] == pytest.approx(0)


def test_only_what_is_quite_near_counts_by_sharp_kriging() -> None:
    found = described(made(np.eye(3), [[0], [1], [2]]), [0.9, 0.45, 0.0])
    assert found["kriged_sharp"][0] / found["kriged_sharp"][1] == pytest.approx(2**6, rel=1e-2)
    assert found["kriged_wide"][0] / found["kriged_wide"][1] == pytest.approx(2, rel=1e-3)
