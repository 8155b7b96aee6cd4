"""The types that rooms exchange: what they refuse, and what they cannot hold."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

import pytest

from draaischijf import terms
from draaischijf.terms import HeldSkill, Offer, RequiredSkill, SkillProfile, Task, Wish, Work

PERSONAL = {
    "name",
    "sex",
    "gender",
    "age",
    "birth",
    "birth_date",
    "nationality",
    "origin",
    "health",
    "address",
    "photo",
}


def test_no_type_of_a_person_has_a_field_for_a_protected_characteristic():
    person_types = [terms.SkillProfile, terms.HeldSkill, terms.Evidence, terms.Wish]
    assert all(is_dataclass(one) for one in person_types)
    assert not PERSONAL & {field.name for one in person_types for field in fields(one)}


@pytest.mark.parametrize("level", [0, 5, -1])
def test_levels_run_from_one_to_four(level):
    with pytest.raises(ValueError, match="1 to 4"):
        HeldSkill("a", level)
    with pytest.raises(ValueError, match="1 to 4"):
        RequiredSkill("a", level)


def test_a_profile_names_a_skill_once():
    with pytest.raises(ValueError, match="twice"):
        SkillProfile("p", (HeldSkill("a"), HeldSkill("a", 3)))


@pytest.mark.parametrize("share", [0, -1, float("nan"), float("inf")])
def test_a_task_takes_time(share):
    with pytest.raises(ValueError, match="above 0"):
        Task("lifting", share, ())


def test_learning_hours_are_not_negative():
    with pytest.raises(ValueError, match="0 or more"):
        Work("w", (), -1)


def test_topics_are_the_shared_ones():
    with pytest.raises(ValueError, match="unknown topic"):
        Wish("health")
    with pytest.raises(ValueError, match="unknown topic"):
        Offer("age")


def test_types_are_frozen():
    with pytest.raises(AttributeError):
        HeldSkill("a").level = 3


@pytest.mark.parametrize(
    ("years", "values", "spread"),
    [((), (), ()), ((0, 1), (1,), (0,)), ((1,), (1,), (0,)), ((0, 0), (1, 1), (0, 0)), ((0,), (1,), (-1,))],
)
def test_a_driver_path_begins_today_and_rises(years, values, spread):
    with pytest.raises(ValueError, match="growth"):
        terms.DriverPath("growth", years, values, spread, "assumed")


def test_a_scenario_names_a_driver_once():
    path = terms.DriverPath("growth", (0.0,), (1.0,), (0.0,), "assumed")
    with pytest.raises(ValueError, match="twice"):
        terms.DriverPaths("low road", (path, path))
