"""Our own tables: what a person may get wrong when mending a name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from draaischijf.language import normalise, open_language
from tools.build_pack.packages import OCCUPATION, SKILL
from tools.build_pack.tables import RELATIONS, SORTS, alternatives, read_table

TABLES = Path(__file__).resolve().parents[2] / "tables"


@pytest.fixture(scope="module")
def language():
    return open_language(Path("/nonexistent"))


@pytest.fixture(scope="module")
def tables():
    return {file.stem: read_table(file) for file in TABLES.glob("*.csv")}


def test_there_are_the_five_tables(tables):
    assert set(tables) == {"skills", "german", "occupations", "groups", "lexicon"}


def test_every_id_is_a_concept_and_stands_once(tables, language):
    for name, base in (("skills", SKILL), ("german", SKILL), ("occupations", OCCUPATION)):
        ids = Counter(row["id"] for row in tables[name])
        assert max(ids.values()) == 1
        assert not [one for one in ids if language.id_of(base + one) is None]
    assert not [row["id"] for row in tables["lexicon"] if language.id_of(SKILL + row["id"]) is None]


@pytest.mark.parametrize("name", ["skills", "occupations"])
def test_no_two_concepts_share_a_dutch_name(name, tables):
    names = Counter(normalise(row["nl"]) for row in tables[name] if row["nl"])
    assert not [one for one, times in names.items() if times > 1]


@pytest.mark.parametrize("name", ["skills", "occupations"])
def test_names_are_written_as_names(name, tables):
    for row in tables[name]:
        for text in (row["nl"], *alternatives(row)):
            assert len(text) <= 110, row
            assert "  " not in text, row
            assert text == text.strip(" .,"), row


def test_german_names_are_in_the_pack(tables, language):
    german = language.concepts.preferred["de"]
    assert len(tables["german"]) >= 150
    for row in tables["german"]:
        assert german[language.id_of(SKILL + row["id"])] == row["de"]
    assert len({normalise(row["de"]) for row in tables["german"]}) == len(tables["german"])


def test_enough_of_what_occupations_ask_for_is_named(tables):
    assert sum(bool(row["nl"]) for row in tables["skills"]) >= 6700


def test_the_lexicon_is_large_and_of_known_sorts(tables):
    rows = tables["lexicon"]
    assert len({normalise(row["expression"]) for row in rows}) >= 3000
    assert {row["sort"] for row in rows} <= set(SORTS)
    assert {row["relation"] for row in rows} <= set(RELATIONS)
    assert {row["language"] for row in rows} <= {"nl", "en", "de"}
    papers = [row for row in rows if row["sort"] in ("licence", "certificate", "registration")]
    assert all(row["proves"] for row in papers if row["relation"] == "proves")


def test_what_is_in_the_tables_is_in_the_pack(tables, language):
    named = {
        (language.concepts.uris[int(language.names.concept[at])], plain)
        for at, plain in enumerate(language.names.plain)
    }
    for row in tables["skills"]:
        if row["nl"]:
            assert (SKILL + row["id"], normalise(row["nl"])) in named, row
    for row in tables["lexicon"]:
        assert (SKILL + row["id"], normalise(row["expression"])) in named or not normalise(row["expression"]), row


def test_a_damaged_row_is_named(tmp_path):
    file = tmp_path / "skills.csv"
    file.write_text("id;en;nl;alt\na;b;c\n", "utf-8")
    with pytest.raises(ValueError, match=r"skills\.csv line 2"):
        read_table(file)
