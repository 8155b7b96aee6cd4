"""Linking phrases: by name, by meaning, and the same whether few or many are asked."""

from __future__ import annotations

import numpy as np
import pytest

from draaischijf.language import open_language
from draaischijf.language.linking import KERNEL_FROM


@pytest.fixture(scope="module")
def language():
    return open_language()


def _names(language, phrase, kind="skill", top=3):
    [found] = language.link([phrase], kind, top)
    return [language.concepts.name(one.concept, "en").text for one in found]


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("personeel aansturen", "manage staff"),
        ("heftruck rijden", "operate forklift"),
        ("Gabelstapler fahren", "operate forklift"),
        ("drive a forklift", "operate forklift"),
        ("zonnepanelen leggen", "install photovoltaic systems"),
        ("bagage afhandelen", "handle guest luggage"),
    ],
)
def test_dutch_english_and_german_phrases_find_their_concept(language, phrase, expected):
    assert expected in _names(language, phrase)


@pytest.mark.parametrize(("title", "expected"), [("automonteur", "vehicle technician"), ("kapster", "hairdresser")])
def test_titles_find_their_occupation(language, title, expected):
    assert expected in _names(language, title, "occupation")


def test_case_accents_and_hyphens_do_not_count(language):
    plain = language.link(["financiele administratie"])
    assert plain == language.link(["Financiële-Administratie"])


def test_a_name_scores_above_any_meaning(language):
    [found] = language.link(["personeel aansturen"])
    assert (found[0].via, found[0].score) == ("name", 1.0)
    assert all(one.score < 0.9995 for one in found[1:] if one.via == "encoder")


def test_a_blank_phrase_finds_nothing(language):
    assert language.link(["", "  ", "\t\n"]) == [[], [], []]


def test_one_phrase_or_an_unknown_kind_is_refused(language):
    with pytest.raises(TypeError, match="list of phrases"):
        language.link("lassen")
    with pytest.raises(ValueError, match="no concept of kind 'dier'"):
        language.link(["lassen"], "dier")


def test_strange_phrases_do_no_harm(language):
    answers = language.link(["\x00", "!!!", "日本語", "a" * 10_000, "🦊"])
    assert len(answers) == 5
    assert all(0 <= one.score <= 1 for answer in answers for one in answer)


@pytest.mark.kernel
def test_many_phrases_get_the_same_answers_as_few(language):
    phrases = [language.names.text[place] + " doen" for place in range(0, len(language.names), 4000)]
    assert len(phrases) < KERNEL_FROM
    few = language.link(phrases)
    many = language.link(phrases + ["heftruck"] * KERNEL_FROM)[: len(phrases)]
    assert few == many
    ids, scores = language.linker("skill").rank(phrases)
    assert ids.tolist() == [[one.concept for one in answer] for answer in few]
    assert np.array_equal(scores, [[one.score for one in answer] for answer in few])
