"""Profiles of the pack: remembered where the encoder knows the occupation, told by neighbours where it does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from draaischijf.language import Language, encoder, open_language
from draaischijf.language.encoder.recall import LISTED, MOST
from draaischijf.language.predicted import KEPT, share_of


@pytest.fixture(scope="module")
def language() -> Language:
    return open_language(Path("/nonexistent"))


def occupations(language: Language, known: bool) -> list[int]:
    recall = encoder().recall
    assert recall is not None
    concepts = language.concepts
    return [
        row
        for row, kind in enumerate(concepts.kinds)
        if kind == "occupation" and (concepts.uris[row] in recall.places) == known
    ]


def test_a_remembered_profile_is_as_long_as_the_work_asks(language: Language) -> None:
    profiles = [language.profile(row) for row in occupations(language, known=True)[::20]]
    sizes = {len(one) for one in profiles}
    assert len(sizes) > 20 and max(sizes) <= MOST
    assert all(skill.share >= LISTED and not skill.official for one in profiles for skill in one)
    assert {skill.importance for one in profiles for skill in one} == {"essential", "optional"}


def test_another_profile_is_told_by_neighbours(language: Language) -> None:
    others = occupations(language, known=False)
    assert others
    assert {len(language.profile(row)) for row in others} == {KEPT}


def test_a_hairdresser_colours_hair(language: Language) -> None:
    [[found]] = language.link(["kapper"], "occupation", 1)
    names = {language.concepts.name(one.skill).text for one in language.profile(found.concept)}
    assert {"haar verven", "haar wassen", "kniptechnieken toepassen"} <= names


def test_how_sure_goes_up_with_nearness() -> None:
    said = [share_of(cosine / 10) for cosine in range(11)]
    assert said == sorted(said) and 0 < said[0] < 0.05 and 0.95 < said[-1] <= 1
