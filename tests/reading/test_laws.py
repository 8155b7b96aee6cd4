"""Laws that hold for every text: places slice the text, and what does not matter changes nothing."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from draaischijf.language import Language
from draaischijf.reading import Reading, read_text
from draaischijf.reading.layout import lines_of, page_of
from tests.reading.gold import documents

LINES = [
    "Je bestuurt de heftruck en laadt vrachtwagens.",
    "Ervaring met Excel is een pré.",
    "- Rijbewijs B niet nodig",
    "Wat vragen wij?",
    "Wij bieden",
    "Wij zijn een familiebedrijf sinds 1921.",
    "2004 – heden  Teamleider, Bedrijf X",
    "Minimaal 3 jaar ervaring met Python (expert), Java en SQL",
    "Engels: B2; Duits: moedertaal",
    "",
    "Naam: Jan Jansen\tGeboren: 1-1-1980",
    "heftruck- en reachtruckcertificaat",
]
texts = st.lists(st.sampled_from(LINES) | st.text(max_size=40), max_size=12).map("\n".join)
few = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def said(reading: Reading) -> list[tuple[str, str, str, int | None, float | None]]:
    """Return what was found, without places: concept, status, and the words as one line in lower case."""
    every = [
        (one.uri, one.status, " ".join(reading.slice(one).split()).lower(), one.level, one.years)
        for one in reading.findings
    ]
    return sorted(every, key=str)


@few
@given(text=texts)
def test_places_slice_the_text(language: Language, text: str) -> None:
    reading = read_text(text, language)
    assert reading.text == text
    for one in reading.findings:
        assert 0 <= one.start < one.end <= len(text)
        assert reading.slice(one) == reading.slice(one).strip() != ""
        assert 0 <= one.confidence <= 1
        assert one.level in (None, 1, 2, 3, 4)
    ends = 0
    for section in reading.sections:
        assert ends <= section.start < section.end <= len(text)
        ends = section.end


@few
@given(text=texts)
def test_the_same_text_gives_the_same_reading(language: Language, text: str) -> None:
    assert read_text(text, language) == read_text(text, language)


@given(text=st.text(max_size=200) | texts)
def test_words_lie_inside_their_sentences(text: str) -> None:
    page = page_of(text, lines_of(text), set())
    for one in page.sentences:
        assert one.start <= page.words.starts[one.first]
        assert page.words.ends[one.last - 1] <= one.end <= len(text)
    assert all(a.last <= b.first for a, b in zip(page.sentences, page.sentences[1:], strict=False))


@pytest.mark.slow
def test_line_ends_and_spaces_do_not_matter(language: Language) -> None:
    for document in documents(language):
        plain = said(read_text(document.text, language))
        assert said(read_text(document.text.replace("\n", "\r\n"), language)) == plain, document.name
        assert said(read_text("\n\n" + document.text + "\n  \n", language)) == plain, document.name


@pytest.mark.slow
def test_order_of_unrelated_sections_does_not_matter(language: Language) -> None:
    heading = re.compile(r"\n\n(?=[^\n]{3,40}\n)")
    for document in documents(language):
        if document.kind != "vacancy" or document.name in UNHEADED:
            continue
        first, *rest = heading.split(document.text.strip())
        random.Random(7).shuffle(rest)
        shuffled = "\n\n".join([first, *rest])
        assert said(read_text(shuffled, language)) == said(read_text(document.text, language)), document.name


# Without headings the order of sentences tells what they are about.
UNHEADED = {"v05-chauffeur", "v09-kok", "v11-verkoper", "v13-hr", "v14-hovenier"}

SWAPS = [
    {"Kees de Timmerman": "Mohammed El Bakali", "12-03-1970": "30-11-1999", "Nederlandse\n": "Marokkaanse\n"},
    {"Fatima El Verzonnen": "Jan Bakker", "secretaresse": "secretaris", "Receptioniste": "Receptionist"},
    {"Omar Bedacht": "Petra Smid", "34 jaar": "58 jaar", "Syrie": "Polen"},
    {"Sanne Denkbeeldig": "Ahmet Yilmaz"},
    {"Alex Invented": "Giulia Cook"},
    {"Milan Bedenksel": "Roos Visser", "17 jaar": "19 jaar"},
    {
        "Ans Verzonnen": "Hassan Kok",
        "vrouw": "man",
        "1968": "1990",
        "gehuwd, 3 kinderen": "ongehuwd",
        "vader": "moeder",
    },
    {"Piotr Wymyślony": "Truus de Boer"},
    {"Marloes van der Bedenk": "Kwame Mensah"},
    {"verkoopsters": "verkopers", "Jan Bakker": "Aylin Demir"},
    {"verpleegkundige": "verpleegster"},
]


@pytest.mark.slow
@pytest.mark.parametrize("swaps", SWAPS, ids=lambda swaps: next(iter(swaps)))
def test_who_someone_is_changes_nothing(language: Language, swaps: dict[str, str]) -> None:
    for document in documents(language):
        if not any(old in document.text for old in swaps):
            continue
        other = document.text
        for old, new in swaps.items():
            other = other.replace(old, new)
        before, after = read_text(document.text, language), read_text(other, language)
        assert [(a.uri, a.status, a.level, a.section) for a in before.findings] == [
            (b.uri, b.status, b.level, b.section) for b in after.findings
        ], document.name
