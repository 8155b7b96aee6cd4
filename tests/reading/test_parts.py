"""The parts that need no skills language: languages, dates, headings, layout."""

from __future__ import annotations

import time
from datetime import date

import numpy as np
import pytest

from draaischijf.language import Language
from draaischijf.reading.dates import periods_in
from draaischijf.reading.detect import detect_language
from draaischijf.reading.headings import meaning_of
from draaischijf.reading.index import open_index
from draaischijf.reading.layout import lines_of, page_of, words_of
from draaischijf.reading.verbs import join_verbs
from draaischijf.reading.words import neutral, plain_word, stem


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("heftruck rijden", "nl"),
        ("ervaring met lassen", "nl"),
        ("goede beheersing van het Engels", "nl"),
        ("driving a forklift", "en"),
        ("we are looking for an experienced baker", "en"),
        ("Kenntnisse in Buchhaltung", "de"),
        ("Sie arbeiten gerne im Team", "de"),
        ("permis de conduire", "fr"),
        ("doświadczenie w pracy", "other"),
        ("опыт работы", "other"),
        ("", "nl"),
    ],
)
def test_language_of_a_phrase(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("text", "began", "ended", "ongoing"),
    [
        ("2004 – heden  Teamleider", date(2004, 1, 1), None, True),
        ("jan. 2010 tot mrt. 2015", date(2010, 1, 1), date(2015, 3, 31), False),
        ("sinds 2009", date(2009, 1, 1), None, True),
        ("03/2012-05/2018: x", date(2012, 3, 1), date(2018, 5, 31), False),
        ("'98 - '03 lasser", date(1998, 1, 1), date(2003, 12, 31), False),
        ("maart – juni 2019", date(2019, 3, 1), date(2019, 6, 30), False),
        ("1 januari 2018 t/m 31 december 2019", date(2018, 1, 1), date(2019, 12, 31), False),
        ("2010 to present", date(2010, 1, 1), None, True),
    ],
)
def test_periods(text: str, began: date, ended: date | None, ongoing: bool) -> None:
    [period] = periods_in(text)
    assert (period.began, period.ended, period.ongoing) == (began, ended, ongoing)


@pytest.mark.parametrize("text", ["3-5 jaar", "020-6123456", "12-03-19", "€ 2.500 - € 3.200"])
def test_no_periods(text: str) -> None:
    assert periods_in(text) == []


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Wat ga je doen?", "tasks"),
        ("WAT VRAGEN WIJ VAN JOU", "requirements"),
        ("Wie ben jij?", "requirements"),
        ("Dit bieden wij jou:", "offer"),
        ("Over Bakkerij De Korst", "employer"),
        ("Over de functie", "tasks"),
        ("Leuk als je dit meebrengt", "wishes"),
        ("What you'll bring", "requirements"),
        ("Deine Aufgaben", "tasks"),
        ("Werkervaring", "experience"),
        ("Opleidingen & cursussen", "education"),
        ("Hobby's", "interests"),
    ],
)
def test_headings(heading: str, section: str) -> None:
    found = meaning_of(heading.strip("?:"), likely=True)
    assert found is not None
    assert found[0] == section


@pytest.mark.parametrize(
    ("forms", "language"),
    [
        ("plannen plant gepland planning", "nl"),
        ("organiseren organiseert georganiseerd", "nl"),
        ("schrijven schrijft geschreven", "nl"),
        ("certificaten certificaat", "nl"),
        ("vaardigheden vaardigheid", "nl"),
        ("administratieve administratief", "nl"),
        ("verzorgen verzorging verzorgt", "nl"),
        ("manage managing managed", "en"),
        ("budgets budget", "en"),
    ],
)
def test_forms_of_one_word_share_a_stem(forms: str, language: str) -> None:
    assert len({stem(plain_word(form), language) for form in forms.split()}) == 1


def test_titles_lose_their_sex() -> None:
    assert plain_word("Verpleegster") == plain_word("verpleger")
    assert plain_word("Gastvrouw") == plain_word("gastheer")


def test_a_very_long_word_takes_no_longer_than_others_of_its_length() -> None:
    began = time.process_time()
    assert neutral("q" * 400_000 + "verpleegster").endswith("qverpleegkundige")
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("wijkverpleegster", "wijkverpleegkundige"),
        ("afdelingssecretaresse", "afdelingssecretaris"),
        ("abcapothekersassistente", "abcapothekersassistent"),
        ("heftruckchauffeur", "heftruckchauffeur"),
    ],
)
def test_the_end_of_a_compound_says_nothing_about_sex(word: str, form: str) -> None:
    assert neutral(word) == form


def test_abbreviations_end_no_sentence_and_wrapped_lines_run_on() -> None:
    text = "Je werkt o.a. met Excel en rijdt dagelijks met de\nheftruck. Je plant ritten.\n- eerste punt\n- tweede punt"
    page = page_of(text, lines_of(text), set())
    assert [text[one.start : one.end] for one in page.sentences] == [
        "Je werkt o.a. met Excel en rijdt dagelijks met de\nheftruck.",
        "Je plant ritten.",
        "eerste punt",
        "tweede punt",
    ]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("je overlegt met huisartsen", "overleggen huisartsen"),
        ("ik leidde ook chauffeurs op", "opleiden chauffeurs"),
        ("ik kocht in bij de markt", "inkopen markt"),
        ("je wast auto's", "wassen autos"),
        ("je levert je uren in op de zaak", "inleveren uren zaak"),
        ("je onderzoekt de oorzaak", "onderzoeken oorzaak"),
        ("je maakt kamers schoon en ruimt de keuken op", "schoonmaken kamers opruimen keuken"),
    ],
)
def test_verbs_of_running_text_have_the_units_of_names(said: str, name: str, language: Language) -> None:
    maker = open_index(language).units["nl"]
    words = words_of(said)
    join_verbs(words)
    assert sorted(unit for word in words.plain if word for unit in maker.of(word)) == sorted(
        unit for word in name.split() for unit in maker.of(word)
    )


def test_sums_that_are_names_are_told_from_others(language: Language) -> None:
    index = open_index(language)
    known = index.keys[:: len(index.keys) // 50]
    asked = np.stack([known, known ^ np.uint64(1), known ^ np.uint64(1 << 63)], axis=1).ravel()
    at, place = index.find(asked)
    assert set(range(0, len(asked), 3)) <= set(at.tolist())
    assert (index.keys[place] == asked[at]).all()
    assert index.names(int(place[0])) == index.names(int(place[0]))


def test_a_year_in_other_digits_is_a_year() -> None:
    assert [one.began.year for one in periods_in("２０１４ - heden")] == [2014]
