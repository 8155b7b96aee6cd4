"""The second opinion: new wordings of a shut door are heard, ordinary sentences are not, and each has its law."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.concerns import rows_of
from draaischijf.reading.concerns import find_concerns, grounds
from draaischijf.reading.concerns.opinion import opinions, paired, second_opinion, single, weights
from draaischijf.reading.concerns.places import Places
from draaischijf.reading.concerns.sentence import WORD, Sentence
from draaischijf.reading.concerns.terms import terms
from tools.train_concerns import FILES, GOLD, columns_of, learnt

HELD_OUT = ("test.csv", "test2.csv", "validation.csv")


def alike(text):
    return " ".join(WORD.findall(text.lower()))


def test_what_measures_is_never_learnt_from():
    held = {alike(row.text) for name in HELD_OUT for row in rows_of(GOLD / name)}
    learnt_from = {alike(row.text) for file in FILES for row in rows_of(file)}
    assert len(held) > 1000
    assert not held & learnt_from


def asked(text):
    words = WORD.findall(text.lower())
    hits = second_opinion(Sentence(text.lower(), 0, Places(frozenset(words))), words, [])
    return hits[0] if hits else None


HEARD = [
    ("Wie de ramadan houdt, zien we bij ons liever niet aan de band staan.", "religion"),
    ("Brildragers zijn voor deze functie niet geschikt.", "disability"),
    ("Transpersonen passen niet goed bij ons publiek.", "sex"),
    ("Boven de vijftig gaat het tempo hier voor jou te hoog liggen.", "age"),
]


@pytest.mark.parametrize(("text", "ground"), HEARD)
def test_a_wording_that_no_rule_knows_is_heard(text, ground):
    hit = asked(text)
    assert hit is not None
    assert hit.rule.grounds == (ground,)
    assert hit.end > hit.start


MORE = [
    ("Permanent employees get a thirteenth month; temporary ones do not.", "contract-type"),
    ("Je kijkt niet op de klok.", "needless"),
    ("Je hebt een hbo-diploma, de richting maakt niet uit.", "needless"),
]


@pytest.mark.parametrize(("text", "ground"), MORE)
def test_what_guards_and_semicolons_hid_is_heard(text, ground):
    assert ground in {one.ground for one in find_concerns(text, language="nl")}


QUIET = [
    "Je werkt 32 uur per week in een vast team.",
    "Je begeleidt jongeren met een beperking.",
    "Je bakt brood voor pasen en kerst.",
    "We speak English and Dutch at work.",
    "Ongeacht je geloof ben je welkom.",
    "Het is mooi weer.",
    "",
]


@pytest.mark.parametrize("text", QUIET)
def test_ordinary_sentences_are_left_alone(text):
    assert asked(text) is None


def test_what_a_rule_found_needs_no_second_opinion():
    found = find_concerns("Geen moslims.", language="nl")
    assert [one.ground for one in found] == ["religion"]
    assert "lijkt" not in found[0].why


def test_a_rule_is_dropped_in_a_sentence_like_allowed_uses():
    assert not find_concerns("Je schildert het portret van een vrouw voor een museum.", language="nl")
    assert find_concerns("Wij zoeken een vrouw voor de balie.", language="nl")


def test_every_ground_can_be_said_direct_and_indirect_with_its_law():
    assert set(weights().grounds) == set(grounds())
    assert set(opinions()) == {(ground, direct) for ground in grounds() for direct in (True, False)}
    hits = find_concerns("Brildragers zijn voor deze functie niet geschikt.", language="nl")
    assert hits[0].law.startswith("WGBH/CZ")
    assert hits[0].why.endswith(".")
    assert hits[0].rewrite


def test_what_is_weighed_of_a_sentence():
    assert single(["geen", "moslims"]) == ["geen", "moslims", "mosli*", "<religion>"]
    pairs = ["^ geen", "geen moslims", "moslims $", "geen <religion>", "<religion> $", "^ . <religion>", "geen . $"]
    assert paired(["geen", "moslims"]) == pairs


KINDS = [("55", "age-number"), ("1985", "year"), ("3", "number"), ("vijftig", "age-number"), ("kaas", None)]


@pytest.mark.parametrize(("word", "kind"), [*KINDS, ("rolstoelgebruiker", "illness"), ("poetsvrouwen", "woman")])
def test_words_are_of_a_kind(word, kind):
    assert terms().kind_of(word) == kind


def test_the_table_of_weights_is_what_the_sentences_teach():
    rows = {row.text: row for path in FILES for row in rows_of(path)}
    taught = columns_of(list(rows.values()))
    kept = weights()
    for word, weight in taught["concern"].items():
        if " " not in word:
            assert abs(kept.concern.get(word, 0) - weight) <= 1, word
    for place, ground in enumerate(kept.grounds):
        own = kept.about[place]
        assert all(abs(own.get(word, 0) - weight) <= 1 for word, weight in taught[ground].items()), ground


def test_training_weighs_what_tells_two_kinds_of_sentences_apart():
    found = [["geen", "moslims"], ["geen", "katten"], ["moslims"], ["katten"]] * 2
    taught = learnt(found, np.array([1.0, -1.0, 1.0, -1.0] * 2))
    assert taught["moslims"] > 0 > taught["katten"]
    assert abs(taught.get("geen", 0)) < taught["moslims"]
