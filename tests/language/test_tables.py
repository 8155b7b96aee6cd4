"""Our own tables: what a person may get wrong when mending a name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from draaischijf.language import normalise, open_language
from tools.build_pack.checks import faults
from tools.build_pack.packages import OCCUPATION, SKILL
from tools.build_pack.tables import COLUMNS, RELATIONS, SORTS, alternatives, read_table

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


def test_nothing_is_wrong_in_the_tables(language):
    assert faults(TABLES, lambda uri: language.id_of(uri) is not None) == []


WRONG = [
    ("skills", "x1;weld;lassen;", "no concept has the id 'x1'"),
    ("skills", "a;weld;lassen;Lassen", "'Lassen' stands in this row twice"),
    ("skills", "a;weld;lassen;\nb;weld2;Lassen;", "nl 'Lassen' stands in line 2 too"),
    ("skills", "a;weld;lassen;\na;weld;solderen;", "id 'a' stands in line 2 too"),
    ("skills", "a;weld;lassen  van staal.;", "double space"),
    ("skills", f"a;weld;{'lang ' * 30};", "more than 110 letters"),
    ("skills", "a;weld;las\x07sen;", "control character"),
    ("skills", "a;weld;lassen", "too few or too many fields"),
    ("german", "a;weld;schweißen;\nb;weld;Schweißen;", "de 'Schweißen' stands in line 2 too"),
    ("groups", "S1;talk;praten\nS1;talk;spreken", "code 'S1' stands in line 2 too"),
    ("occupations", "q;welder;lasser;;", "no concept has the id 'q'"),
    ("lexicon", "VCA;nl;certifcate;a;weld;proves;veilig werken;SSVV", "there is no sort 'certifcate'; choose licence"),
    ("lexicon", "VCA;fr;certificate;a;weld;proves;veilig werken;SSVV", "there is no language 'fr'"),
    ("lexicon", "VCA;nl;certificate;a;weld;bewijst;veilig werken;SSVV", "there is no relation 'bewijst'"),
    ("lexicon", "VCA;nl;certificate;a;weld;proves;;SSVV", "what does 'VCA' prove?"),
    ("lexicon", "!;nl;slang;a;weld;is;;", "the expression is empty"),
    ("lexicon", "TIG;nl;method;a;weld;is;;\nTIG;nl;method;a;weld;part;;", "stands in line 2 with the same concept"),
]


@pytest.fixture
def small_tables(tmp_path):
    for name, columns in COLUMNS.items():
        (tmp_path / f"{name}.csv").write_text(";".join(columns) + "\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(("name", "rows", "said"), WRONG, ids=[said for _, _, said in WRONG])
def test_a_mistake_is_said_with_its_file_and_line(name, rows, said, small_tables):
    known = {base + one for base in (SKILL, OCCUPATION) for one in "ab"}
    with (small_tables / f"{name}.csv").open("a", encoding="utf-8") as file:
        file.write(rows + "\n")
    [line] = faults(small_tables, known.__contains__)
    assert line.startswith(f"{name}.csv line {rows.count(chr(10)) + 2}")
    assert said in line


def test_what_a_spreadsheet_saves_is_read_or_refused_in_one_line(small_tables):
    file = small_tables / "groups.csv"
    file.write_text("\ufeffcode;en;nl\r\nS1;talk;praten\r\n", "utf-8")
    assert read_table(file) == [{"code": "S1", "en": "talk", "nl": "praten"}]
    for content, said in (
        ("code;en;nl\nS1;café;café\n".encode("latin-1"), "line 2: this is no UTF-8"),
        (b"code,en,nl\nS1,talk,praten\n", "line 1: the columns are code;en;nl, with semicolons"),
        (b"", "line 1: the columns are"),
    ):
        file.write_bytes(content)
        assert [said in line for line in faults(small_tables, bool)] == [True]
    file.unlink()
    assert ["groups.csv" in line for line in faults(small_tables, bool)] == [True]


def test_a_damaged_row_is_named(tmp_path):
    file = tmp_path / "skills.csv"
    file.write_text("id;en;nl;alt\na;b;c\n", "utf-8")
    with pytest.raises(ValueError, match=r"skills\.csv line 2"):
        read_table(file)
