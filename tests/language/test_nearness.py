"""Laws of nearness."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.language.nearness import FLOOR, NEIGHBOURS, read_nearness, write_nearness
from draaischijf.language.nearness_build import build_nearness

NONE = (np.zeros(0, np.int32), np.zeros(0, np.int32))


def _vectors(n: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(n, 16))
    return np.rint(127 * rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.int8)


def _pairs(*pairs: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    a, b = np.asarray(pairs, np.int32).T
    return a, b


def test_the_specific_covers_the_general_and_not_the_reverse():
    near = build_nearness(_vectors(4), _pairs((1, 0), (2, 1)), [], {"needs-essential": NONE})
    assert near.of(1, 0) == (1.0, "includes")
    assert near.of(0, 1) == (0.6, "hierarchy")
    assert near.of(2, 0) == (0.9, "includes")
    assert near.of(0, 2)[1] != "includes"


def test_a_skill_covers_what_it_builds_on_better_than_the_reverse():
    near = build_nearness(_vectors(4), NONE, [], {"needs-essential": _pairs((3, 2)), "needs-optional": _pairs((0, 1))})
    assert near.of(3, 2) == (0.8, "relation")
    assert near.of(2, 3) == (0.5, "relation")
    assert near.of(0, 1) == (0.6, "relation")
    assert near.of(1, 0) == (0.4, "relation")


def test_members_of_one_group_are_near_both_ways():
    vectors = np.repeat(_vectors(1), 2, axis=0)
    vectors[1, :8] = 0
    near = build_nearness(vectors, NONE, [[0, 1]], {"needs-essential": NONE})
    assert near.of(0, 1)[0] == near.of(1, 0)[0] > FLOOR


@settings(max_examples=25, deadline=None)
@given(
    st.integers(2, 60), st.integers(0, 10**6), st.lists(st.tuples(st.integers(0, 59), st.integers(0, 59)), max_size=40)
)
def test_laws(n, seed, pairs):
    pairs = [(a % n, b % n) for a, b in pairs if a % n != b % n]
    broader = _pairs(*pairs) if pairs else NONE
    near = build_nearness(_vectors(n, seed), broader, [list(range(min(n, 9)))], {"needs-essential": NONE})
    assert near.targets.shape == near.permille.shape == near.via.shape == (n, NEIGHBOURS)
    assert (near.targets[:, 0] == np.arange(n)).all()
    assert (near.permille[:, 0] == 1000).all()
    filled = near.targets >= 0
    assert ((near.permille >= FLOOR * 1000) == filled).all()
    assert (np.diff(near.permille.astype(int), axis=1) <= 0).all()
    for row in near.targets:
        kept = row[row >= 0]
        assert len(set(kept.tolist())) == len(kept)
    encoded = near.via == 4
    for held, place in zip(*np.nonzero(encoded), strict=True):
        back, road = near.of(int(near.targets[held, place]), int(held))
        assert back == 0 or road != "encoder" or back * 1000 == near.permille[held, place]


def test_what_is_stored_is_what_is_read(tmp_path):
    near = build_nearness(_vectors(5), _pairs((1, 0)), [], {"needs-essential": NONE})
    write_nearness(tmp_path, near)
    again = read_nearness(tmp_path)
    for name in ("targets", "permille", "via"):
        assert (getattr(near, name) == getattr(again, name)).all()
