"""A small language, and strategies for people and work in it."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
from hypothesis import strategies as st

from draaischijf.matching import Basis, SkillSpace
from draaischijf.terms import Evidence, EvidenceKind, HeldSkill, Importance, RequiredSkill, SkillProfile, Task, Work

TODAY = date(2026, 11, 21)
KINDS = ("skill", "knowledge", "attitude", "language", "technical")
N = 24
OUTSIDE = ("x:unknown-1", "x:unknown-2")  # said by people and work, not known to the release


def make_space(seed: int = 3, count: int = N, width: int = 6) -> SkillSpace:
    """Return a space of `count` skills in which each covers itself and some others."""
    random = np.random.default_rng(seed)
    targets = np.full((count, width), -1, np.int16)
    nearness = np.zeros((count, width), np.int32)
    via = np.zeros((count, width), np.uint8)
    for row in range(count):
        others = random.permutation(np.delete(np.arange(count), row))[: random.integers(0, width)]
        targets[row, : len(others) + 1] = [row, *others]
        nearness[row, 0] = 1_000_000
        near = np.sort(random.choice([1_000_000, 900_000, 800_000, 612_345, 500_000, 400_001], len(others)))[::-1]
        nearness[row, 1 : len(others) + 1] = near
        via[row, 1 : len(others) + 1] = random.integers(1, 5, len(others))
    uris = [f"s:{row:03}" for row in range(count)]
    return SkillSpace("test-1", uris, [KINDS[row % len(KINDS)] for row in range(count)], targets, nearness, via)


SPACE = make_space()
BASIS = Basis(SPACE, TODAY)

uris = st.sampled_from([*SPACE.uris, *OUTSIDE])
levels = st.integers(1, 4)
days_ago = st.none() | st.integers(0, 9000).map(lambda days: TODAY - timedelta(days))
evidence = st.lists(
    st.builds(Evidence, st.sampled_from(EvidenceKind), st.sampled_from(["", "depot 3", "club"])), max_size=3
).map(tuple)
held = st.builds(HeldSkill, uri=uris, level=levels, last_used=days_ago, evidence=evidence)
required = st.builds(
    RequiredSkill, uri=uris, level=levels, importance=st.sampled_from(Importance), proof_required=st.booleans()
)
shares = st.sampled_from([0.1, 0.2, 0.3, 1.0, 2.0, 1 / 3]) | st.floats(1e-3, 1e3)
tasks = st.builds(Task, st.just("task"), shares, st.lists(required, max_size=5).map(tuple))


def people(identifier: str = "p", most: int = 8) -> st.SearchStrategy[SkillProfile]:
    """Return a strategy for people."""
    skills = st.lists(held, max_size=most, unique_by=lambda one: one.uri).map(tuple)
    return st.builds(SkillProfile, id=st.just(identifier), skills=skills)


def works(identifier: str = "w") -> st.SearchStrategy[Work]:
    """Return a strategy for pieces of work."""
    hours = st.sampled_from([0.0, 40.0, 160.0]) | st.floats(0, 3000)
    return st.builds(Work, id=st.just(identifier), tasks=st.lists(tasks, max_size=4).map(tuple), learning_hours=hours)


def person(*skills: HeldSkill, identifier: str = "p") -> SkillProfile:
    """Return a profile."""
    return SkillProfile(identifier, skills)


def work(*skills: RequiredSkill, identifier: str = "w", **fields: object) -> Work:
    """Return a piece of work with one task."""
    return Work(identifier, (Task("all", 1.0, skills),), **fields)  # type: ignore[arg-type]
