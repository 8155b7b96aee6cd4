"""Who someone is changes no finding: names, sex, age, origin, belief and family, on texts with slots."""

from __future__ import annotations

import pytest

from benchmarks.counterfactual import SLOT, changes, filled, swaps, texts, variants
from draaischijf.language import Language
from draaischijf.reading import Reading, read_text

ROWS = texts()


def languages(reading: Reading) -> list[str]:
    """Return the words of the languages that were found."""
    return [reading.slice(one) for one in reading.findings if one.kind == "language"]


def test_the_set_is_large_and_its_slots_are_known() -> None:
    values = swaps()
    assert len(ROWS) >= 120
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert {row["kind"] for row in ROWS} == {"cv", "vacancy", "other"}
    for row in ROWS:
        assert SLOT.findall(row["text"])
        assert len(list(variants(row["text"], values[row["language"]]))) > 1


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_who_someone_is_changes_nothing(language: Language, row: dict[str, str]) -> None:
    assert not list(changes(row, swaps()[row["language"]], language))


HEADS = [
    "{name}\n1-1-1980, {origin}, ongehuwd, 2 kinderen\n\n",
    "{name}\n{origin} van afkomst\n\n",
    "Ik ben een {origin_e} vrouw van 52 met drie kinderen.\n\n",
]


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("choice", range(5))
def test_a_head_gives_no_skill_and_hides_none(language: Language, head: str, choice: int) -> None:
    values = swaps()["nl"]
    own = filled(head, values, dict.fromkeys(("name", "origin", "origin_e"), choice))
    reading = read_text(own + "Werkervaring\n2019 - heden Kok, De Bron\n\nTalen: Nederlands, Turks\n", language)
    assert [one.kind for one in reading.findings] == ["occupation", "language", "language"]
    assert languages(reading) == ["Nederlands", "Turks"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ik ben Turks en spreek Nederlands.", ["Nederlands"]),
        ("Ik ben een vrouw en spreek Turks en Nederlands.", ["Turks", "Nederlands"]),
        ("Mijn moedertaal is Turks.", ["Turks"]),
        ("Arabisch is mijn moeder taal.", ["Arabisch"]),
        ("Van Turkse komaf, met kennis van het Turks.", ["Turks"]),
        ("Goede beheersing van de Turkse taal.", ["Turkse taal"]),
        ("I am Turkish and I speak Dutch.", ["Dutch"]),
    ],
)
def test_an_origin_is_no_language_and_a_language_no_origin(language: Language, text: str, found: list[str]) -> None:
    said = languages(read_text(text, language))
    assert len(said) == len(found)
    assert all(word in own for word, own in zip(found, said, strict=True))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Je begeleidt 12 kinderen in een groep.", "12 kinderen"),
        ("Ervaring met jonge kinderen.", "kinderen"),
        ("Moeders met jonge kinderen begeleiden naar werk.", "begeleiden"),
        ("Je zamelt afval gescheiden in.", "afval"),
        ("Ervaring met MS Project", "MS Project"),
    ],
)
def test_what_is_about_the_work_stays(language: Language, text: str, words: str) -> None:
    at = text.index(words)
    assert any(one.start < at + len(words) and at < one.end for one in read_text(text, language).findings)


def test_years_of_experience_are_no_age(language: Language) -> None:
    text = "Ik ben 34 jaar. Ik ben 12 jaar kok geweest en heb 15 jaar ervaring met lassen."
    years = {one.years for one in read_text(text, language).findings if one.years}
    assert years == {12.0, 15.0}


def test_a_name_that_is_a_month_ends_its_sentence(language: Language) -> None:
    texts = [f"Je werkt samen met {name}. Je plant ritten." for name in ("Jan", "Fatima", "de heer J. van Dam")]
    found = [[(one.uri, one.status) for one in read_text(text, language).findings] for text in texts]
    assert found[0] == found[1] == found[2]
