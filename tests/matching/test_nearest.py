"""What is missing always comes with the nearest own skill, even where none is stored as near."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from draaischijf.language import nearness
from draaischijf.matching import Basis, match
from draaischijf.matching.space import COSINE_AT_FLOOR, FLOOR
from draaischijf.terms import HeldSkill, RequiredSkill, SkillProfile, Task, Work
from tests.matching.cases import SPACE, TODAY

ALONE = replace(
    SPACE,
    targets=np.where(np.arange(SPACE.targets.shape[1]) == 0, SPACE.targets, -1),
    vectors=np.eye(len(SPACE.uris), dtype=np.int8) * 100 + 20,
    _rows={},
)


def _missing(space, *own):
    person = SkillProfile("p", tuple(HeldSkill(uri) for uri in own))
    work = Work("w", (Task("t", 1, (RequiredSkill("s:005"),)),))
    return match(person, work, Basis(space, TODAY))


def test_likeness_reaches_the_floor_where_stored_nearness_begins():
    stored = nearness.ENCODER_CAP * (COSINE_AT_FLOOR - nearness.COSINE_ZERO) / nearness.COSINE_SPAN
    assert (stored, FLOOR) == (pytest.approx(nearness.FLOOR), nearness.FLOOR * 1_000_000)


def test_the_most_alike_own_skill_is_named_and_adds_nothing_to_the_score():
    vectors = ALONE.vectors.copy()
    vectors[7] = vectors[5] // 2
    result = _missing(replace(ALONE, vectors=vectors, _rows={}), "s:002", "s:007", "s:009")
    assert result.fit == 0
    assert result.missing[0].nearest == "s:007"
    assert 1_000_000 - FLOOR < result.missing[0].distance < 1_000_000


def test_of_equals_the_first_by_uri_is_named():
    assert _missing(ALONE, "s:009", "s:002").missing[0].nearest == "s:002"


def test_without_vectors_or_skills_nothing_is_claimed():
    assert _missing(replace(ALONE, vectors=None, _rows={}), "s:002").missing[0].nearest is None
    assert _missing(ALONE).missing[0].distance == 1_000_000
