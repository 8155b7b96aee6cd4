"""A shortlist is what sorting all products would give, ties included."""

from __future__ import annotations

import numpy as np
import pytest

from draaischijf.reading.shortlist import MOST, Shortlist


@pytest.mark.parametrize("n_skills", [1, 5, MOST, 100, 1536, 5000])
def test_the_nearest_are_those_that_sorting_gives(n_skills: int) -> None:
    draw = np.random.default_rng(n_skills)
    # Few different numbers, so that many products are equal.
    skills = draw.integers(-2, 3, (n_skills, 4)).astype(np.float32)
    vectors = draw.integers(-2, 3, (7, 4)).astype(np.float32)
    listed, near = Shortlist(skills).of(vectors)
    products = vectors @ skills.T
    expected = np.argsort(-products, axis=1, kind="stable")[:, :MOST]
    assert (listed == expected).all()
    assert (near == np.take_along_axis(products, expected, axis=1)).all()


def test_one_list_does_not_change_the_next() -> None:
    skills = np.eye(40, dtype=np.float32)
    shortlist = Shortlist(skills)
    first, _ = shortlist.of(skills[:9])
    shortlist.of(skills[20:])
    again, _ = shortlist.of(skills[:9])
    assert (first == again).all()
    assert first[:, 0].tolist() == list(range(9))
