"""Fields that several tests use."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from draaischijf.foresight.field import Axis, make_field


def axes_of(sizes):
    return [Axis(chr(65 + n), tuple(f"{chr(65 + n)}{s + 1}" for s in range(size))) for n, size in enumerate(sizes)]


def random_field(sizes, seed, filled=1.0, reach=3):
    random = np.random.default_rng(seed)
    count = sum(sizes)
    impacts = random.integers(-reach, reach + 1, (count, count)) * (random.random((count, count)) < filled)
    return make_field(axes_of(sizes), impacts.tolist())


@st.composite
def small_fields(draw):
    sizes = draw(st.lists(st.integers(2, 5), min_size=2, max_size=5))
    count = sum(sizes)
    reach = draw(st.sampled_from([1, 3, 900]))
    cells = st.integers(-reach, reach)
    flat = draw(st.lists(cells, min_size=count * count, max_size=count * count))
    scale = draw(st.sampled_from([1, 0.5, 0.125]))
    return make_field(axes_of(sizes), (np.array(flat).reshape(count, count) * scale).tolist())
