"""The tables that a lawyer reads: every pattern can be made ready, and every rule says what a person needs."""

from __future__ import annotations

import re
import tomllib

import pytest

from draaischijf.reading.concerns.pattern import compiled
from draaischijf.reading.concerns.rules import FOLDER, classes, exemptions, grounds, patterns, situations, titles

FIELDS = {
    *("id", "grounds", "direct", "law", "why", "nl", "en", "words", "asked", "bare", "frames", "inside", "unless"),
    *("needs", "unless_text", "needs_text", "not_in", "exceptions", "skills", "when"),
}
PATTERNS = ("words", "inside", "unless", "needs", "unless_text", "needs_text")
TABLES = [path.stem for path in sorted(FOLDER.glob("*.toml")) if "[[rule]]" in path.read_text("utf-8")]


def rules(table):
    return tomllib.loads((FOLDER / f"{table}.toml").read_text("utf-8"))["rule"]


@pytest.mark.parametrize("table", TABLES)
def test_every_rule_is_whole(table):
    for row in rules(table):
        assert set(row) <= FIELDS, row["id"]
        assert set(row["grounds"]) <= set(grounds()), row["id"]
        assert set(row.get("exceptions", ())) <= set(exemptions()), row["id"]
        assert row["why"][-1] == "." and row["nl"] and row["en"], row["id"]
        assert row.get("words") or row.get("asked"), row["id"]


@pytest.mark.parametrize("table", TABLES)
def test_every_pattern_can_be_made_ready(table):
    for row in rules(table):
        for name in PATTERNS:
            for source in row.get(name, ()):
                re.compile(compiled(source, classes()).expression)
        for name, sources in row.get("when", {}).items():
            assert name in situations(), row["id"]
            for source in sources:
                re.compile(compiled(source, classes()).expression)


@pytest.mark.parametrize("name", situations())
def test_every_situation_can_be_made_ready(name):
    said = situations()[name]
    assert said.unless.sources
    for source in (*said.words.sources, *said.unless.sources):
        re.compile(compiled(source, classes()).expression)


def test_rules_have_a_name_of_their_own():
    names = [row["id"] for table in TABLES for row in rules(table)]
    assert len(names) == len(set(names))


def test_every_exception_and_ground_is_used_and_known():
    used = {name for table in TABLES for row in rules(table) for name in row.get("exceptions", ())}
    used |= {name for row in grounds().values() for name in row["exceptions"].split()}
    assert used == set(exemptions())


def test_titles_have_a_title_without_sex_in_both_languages():
    assert all(row["nl"] and row["en"] for row in titles().values())


PIECES = [
    ("jong* team", "een jonge team", "jonge"),
    ("max|maximaal <18-67> jaar", "maximaal vijfendertig jaar", "68 jaar"),
    ("m v", "gezocht (m/v)", "mv"),
    ("een? kerel", "kerel", "kereltje"),
    ("zoeken ..2 man", "zoeken een sterke man", "zoeken een heel erg sterke man"),
    ("zoeken ~2 man", "zoeken een man", "zoeken voor man"),
    ("^ dame", "- dame", "een dame"),
    ("kerel $", "een kerel.", "een kerel die"),
    ("<25-99> <plus>", "25+", "24+"),
]


@pytest.mark.parametrize(("source", "fits", "not_this"), PIECES)
def test_the_language_of_patterns(source, fits, not_this):
    expression = compiled(source, classes()).expression
    assert re.search(expression, fits)
    assert not re.search(expression, not_this)


def test_what_a_pattern_needs_is_never_more_than_what_it_fits():
    """A pattern is skipped where its words are absent; so whatever it fits must hold those words."""
    for source, fits, _ in PIECES:
        made = compiled(source, classes())
        words = set(re.findall(r"\w+", fits))
        assert any(anchor.fits(word) or anchor.word == word for anchor in made.anchors for word in words), source
        assert all(place.among(words) for place in made.also), source


def test_a_pattern_without_a_word_or_with_an_unknown_class_is_refused():
    with pytest.raises(ValueError, match="no word"):
        compiled("^ $", classes())
    with pytest.raises(ValueError, match="no class"):
        compiled("<nobody> zoeken", classes())


def test_there_are_many_patterns():
    assert len(patterns()) > 900
