"""What reading finds and how it is meant, on invented phrases and documents."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from draaischijf.language import Language
from draaischijf.reading import Finding, Reading, read_text

VACANCY = """Vrachtwagenchauffeur

Over ons
Wij zijn een familiebedrijf en zijn gespecialiseerd in lassen. Onze monteurs repareren heftrucks.

Wat ga je doen?
- Je laadt en lost de vrachtwagen.
- Je bestuurt de heftruck.

Wat vragen wij?
- Rijbewijs CE
- Minimaal 3 jaar ervaring met SAP
- Goede beheersing van de Nederlandse taal
- Ervaring met Python is een pré
- Een VCA-certificaat is niet nodig

Wij bieden
Een goed salaris, een laptop en een cursus EHBO.

Solliciteren
Bel Jan Bakker, lasser en tolk Frans, op 06-00000000.
"""


def found(reading: Reading, words: str) -> Finding:
    """Return the finding in which some words stand."""
    at = reading.text.index(words)
    hits = [one for one in reading.findings if one.start <= at < one.end or at <= one.start < at + len(words)]
    assert hits, f"nothing found in {words!r}"
    return hits[0]


@pytest.fixture(scope="module")
def vacancy(language: Language) -> Reading:
    return read_text(VACANCY, language)


def test_kind_language_and_sections(vacancy: Reading) -> None:
    assert (vacancy.kind, vacancy.language) == ("vacancy", "nl")
    assert [one.name for one in vacancy.sections] == [
        "title",
        "employer",
        "tasks",
        "requirements",
        "offer",
        "procedure",
    ]


def test_title_gives_the_occupation(vacancy: Reading) -> None:
    assert found(vacancy, "Vrachtwagenchauffeur").kind == "occupation"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("bestuurt de heftruck", "required"),
        ("Rijbewijs CE", "required"),
        ("SAP", "required"),
        ("Python", "wished"),
        ("VCA", "negated"),
        ("EHBO", "offered"),
    ],
)
def test_status_by_section_and_cue(vacancy: Reading, words: str, status: str) -> None:
    assert found(vacancy, words).status == status


def test_a_title_means_more_than_the_occupation_named_within_it(language: Language) -> None:
    text = "Credit controller\n\nWat ga je doen?\n- Je belt klanten.\n\nWat vragen wij?\n- Rijbewijs B\n"
    title = found(read_text(text, language), "Credit controller")
    assert title.uri.endswith("/32fafe2c-0099-4852-889e-46614ce9a9ae")  # credit manager, no controller


@pytest.mark.parametrize(
    ("text", "words", "counts"),
    [
        ("Softwaretester, vijf jaar bij een bank", "Softwaretester", True),
        ("Ik wil me graag ontwikkelen tot elektricien.", "elektricien", True),
        ("Onze kok maakt elke dag een gezonde lunch.", "kok", False),
    ],
)
def test_occupations_of_oneself_and_of_others(language: Language, text: str, words: str, counts: bool) -> None:
    occupations = [text[one.start : one.end] for one in read_text(text, language).findings if one.kind == "occupation"]
    assert (words in occupations) is counts


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("Model transport costs", False),
        ("Cook the meals for forty people", False),
        ("Nurse patients back to health", False),
        ("Model, agency work", True),
        ("Nurse in a hospital", True),
        ("Cook and waiter", True),
        ("Baker pastry shop", True),
    ],
)
def test_a_verb_before_its_object_is_no_title(language: Language, line: str, counts: bool) -> None:
    reading = read_text(f"Experience\n2019 - present Analyst, Trans\n- {line}\n- Use Excel\n", language)
    at = reading.text.index(line)
    occupations = [one.start for one in reading.findings if one.kind == "occupation"]
    assert (at in occupations) is counts


def test_what_you_do_is_a_task_where_headings_lack(language: Language) -> None:
    text = (
        "Accountmanager gezocht\n\nOns pakket wordt gebruikt door 900 bedrijven. Wij groeien hard. "
        "Om acht uur loop je de stuklijsten na en je onderhandelt over contracten.\n\n"
        "Wat vragen wij?\n- Rijbewijs B\n\nDit krijg je terug\nEen goed salaris. Wij betalen dat je VCA haalt.\n"
    )
    reading = read_text(text, language)
    assert found(reading, "onderhandelt").section == "tasks"
    assert found(reading, "VCA").status == "offered"


def test_what_the_employer_says_about_itself_is_no_requirement(vacancy: Reading) -> None:
    assert not [one for one in vacancy.findings if one.section in ("employer", "procedure")]


def test_years_and_level_stay_with_their_own_finding(vacancy: Reading) -> None:
    assert found(vacancy, "SAP").years == 3
    assert found(vacancy, "Python").years is None
    assert found(vacancy, "Nederlandse").level == 2


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("Je hebt ervaring met lassen.", "lassen", "required"),
        ("Ervaring met Python of Java is mooi meegenomen.", "Python", "wished"),
        ("Bij voorkeur heb je rijbewijs B.", "rijbewijs B", "wished"),
        ("Geen ervaring met Python nodig.", "Python", "negated"),
        ("Rijbewijs B: niet nodig.", "Rijbewijs B", "negated"),
        ("Je bent niet bang om te lassen.", "lassen", "required"),
        ("We leren je lassen.", "lassen", "offered"),
        ("In het bezit van VCA of bereid dit te behalen.", "VCA", "wished"),
        ("Python is not required.", "Python", "negated"),
        ("Experience with Python is a plus.", "Python", "wished"),
        ("Ik heb geen ervaring met Python.", "Python", "negated"),
        ("Ik kan goed lassen.", "lassen", "has"),
        ("Geen diploma nodig, wel ervaring met lassen.", "lassen", "required"),
    ],
)
def test_status_in_a_sentence(language: Language, text: str, words: str, status: str) -> None:
    assert found(read_text(text, language), words).status == status


@pytest.mark.parametrize(
    ("text", "words", "level"),
    [
        ("Basiskennis van Python", "Python", 1),
        ("Ruime ervaring met Python", "Python", 3),
        ("Expert in Python", "Python", 4),
        ("Engels: B2", "Engels", 2),
        ("Duits (moedertaal)", "Duits", 4),
        ("Fluent English", "English", 3),
    ],
)
def test_levels(language: Language, text: str, words: str, level: int) -> None:
    assert found(read_text(text, language), words).level == level


def test_a_split_verb_is_read_as_one(language: Language) -> None:
    split = read_text("Je stuurt een team van tien monteurs aan.", language)
    assert found(split, "team").uri


def test_a_name_does_not_reach_over_en_into_what_the_next_verb_says(language: Language) -> None:
    reading = read_text("Je deelt de medicijnen en helpt mensen uit bed.", language)
    border = reading.text.index(" en ")
    assert not [one for one in reading.findings if one.start < border < one.end]
    assert found(read_text("Je laadt en lost vrachtwagens.", language), "laadt en lost vrachtwagens")


def test_words_that_change_nothing_may_stand_within_a_name(language: Language) -> None:
    plain = found(read_text("Je onderhoudt contacten met klanten.", language), "contacten")
    assert found(read_text("Je onderhoudt elke week contacten met klanten.", language), "contacten").uri == plain.uri


def test_a_half_is_no_word_by_itself(language: Language) -> None:
    reading = read_text("Je loopt brand- en sluitrondes.", language)
    assert "brand" not in [reading.slice(one) for one in reading.findings]


def test_an_enumeration_shares_its_head(language: Language) -> None:
    reading = read_text("In het bezit van heftruck- en reachtruckcertificaat.", language)
    one = found(reading, "heftruck-")
    assert one.kind == "certificate"


def test_categories_of_driving_licence_stand_apart_from_the_word(language: Language) -> None:
    reading = read_text("Rijbewijzen: B, C en CE", language)
    assert {reading.slice(one) for one in reading.findings} >= {"C", "CE"}
    assert {one.kind for one in reading.findings} == {"licence"}


def test_ordinary_words_are_no_tools(language: Language) -> None:
    reading = read_text("Je wordt in een woord of twee ingewerkt; ga snel, go with the flow en excel.", language)
    assert not [one for one in reading.findings if reading.slice(one) in ("go", "word", "excel")]


@pytest.mark.parametrize("text", ["", " \n\t ", "----\n====", "\x00\ufeff", "🙂" * 50])
def test_nothing_gives_nothing(language: Language, text: str) -> None:
    reading = read_text(text, language)
    assert reading.findings == ()
    assert reading.text == text


def test_another_language_than_ours_is_said(language: Language) -> None:
    assert read_text("Мы ищем опытного сварщика для работы в Роттердаме.", language).language == "other"


def test_kinds_of_document(language: Language) -> None:
    course = "Cursus heftruck\n\nIn deze cursus leer je veilig rijden. Na afloop krijgt de cursist een certificaat."
    assert read_text(course, language).kind == "course"
    assert read_text("De kat zit op de mat.", language).kind == "other"


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "." * 100_000,
        "a@" * 50_000,
        "0 " * 50_000,
        "geen " * 20_000,
        "lassen, " * 10_000,
        "heftruck- en " * 5_000,
        "Werkervaring\n" + "2004 - 2008 Lasser\n" * 2_000,
        "\n" * 200_000,
        "vrouw van 52 met drie kinderen, " * 5_000,
        "Turks, " * 20_000,
        "Talen\nTurks\n" * 5_000,
        "Jan de " * 20_000,
        "Nationaliteit: Turks, gehuwd\n" * 5_000,
        "Werkervaring\n" + "Kok\nVan Dam, 2019 - 2020\n" * 2_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_texts_take_bounded_time(language: Language, text: str) -> None:
    began = time.process_time()
    assert read_text(text, language).text == text
    assert time.process_time() - began < 20


def test_a_first_reading_loads_no_library_that_it_does_not_need() -> None:
    code = (
        "import sys; from draaischijf.reading import read_text; read_text('Je bestuurt de heftruck.'); "
        "print([name for name in ('pandas', 'pyarrow.dataset', 'numba', 'scipy') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
