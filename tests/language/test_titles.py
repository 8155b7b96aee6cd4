"""Profiles of titles: of the occupation that is named, otherwise predicted and said to be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from draaischijf.language import Language, TitleProfile, open_language
from draaischijf.language.neighbours import corrected
from draaischijf.language.titles import TitleProfiles


@pytest.fixture(scope="module")
def language() -> Language:
    return open_language(Path("/nonexistent"))


def names(found: TitleProfile, language: Language) -> set[str]:
    return {language.concepts.name(one.skill).text for one in found.skills}


def test_a_title_that_names_an_occupation_has_its_profile(language: Language) -> None:
    found = language.title_profile("Lasser (m/v)")
    assert found.occupation is not None
    assert language.concepts.name(found.occupation, "nl").text == "lasser"
    assert list(found.skills) == language.profile(found.occupation)[:30]


def test_another_title_is_predicted_and_says_how_sure(language: Language) -> None:
    found = language.title_profile("solarteur", 10)
    assert found.occupation is None
    assert "zonne-energie" in names(found, language)
    assert len(found.skills) == 10
    assert not any(one.official for one in found.skills)
    assert found.confidence == pytest.approx(np.mean([one.share for one in found.skills]), abs=0.001)
    assert "zonnepaneelmonteur" in [language.concepts.name(one, "nl").text for one in found.nearest]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("verpleegster in de wijk", "verpleger in de wijk"),
        ("verpleegster", "verpleger"),
        ("kapster", "kapper"),
        ("solarteur uit Marokko", "solarteur"),
        ("jonge solarteur", "solarteur"),
        ("Fatima, lasser", "Kevin, lasser"),
        ("Leiterin einer Kita", "Leiter einer Kita"),
        ("female drone pilot", "male drone pilot"),
    ],
)
def test_who_someone_is_changes_no_profile(one: str, other: str, language: Language) -> None:
    first, second = language.title_profile(one), language.title_profile(other)
    assert (first.occupation, first.skills) == (second.occupation, second.skills)


@pytest.mark.parametrize("title", ["", "  ", "!!", "\x00", "🛠"])
def test_no_words_no_profile(title: str, language: Language) -> None:
    found = language.title_profile(title)
    assert (found.skills, found.confidence, found.nearest) == ((), 0.0, ())


def test_a_release_without_profiles_predicts_nothing(language: Language) -> None:
    assert TitleProfiles(language, lambda row: []).of("lasser").skills == ()


def test_the_correction_goes_up_with_what_was_said_and_has_a_way_back() -> None:
    said = np.linspace(0.05, 0.95, 19)
    assert (np.diff(corrected(said)) > 0).all()
    assert np.allclose(corrected(corrected(said), back=True), said)
