"""Making a passport from a CV, from a diploma and from a talk: proposals with their source, and nothing that counts."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from draaischijf.language import open_language
from draaischijf.passport import ClaimKind, Desk, EvidenceItem, UseKind, load_defaults
from draaischijf.passport import events as e
from draaischijf.passport.codec import encode
from draaischijf.passport.making import (
    Step,
    Talk,
    answer,
    begin,
    claims_from,
    claims_of,
    claims_of_programme,
    find_programmes,
    level_of_paper,
    programmes,
    question,
)
from draaischijf.passport.making.gain import Candidate, answered, best_question
from draaischijf.passport.making.qualifications import countries, qualifications
from draaischijf.passport.making.tables import rows
from draaischijf.passport.making.talk import period
from draaischijf.passport.records import replace
from draaischijf.reading import read_file, read_text
from draaischijf.terms import EvidenceKind
from tests.passport.people import HERE, TODAY, on
from tests.passport.store_contract import raised

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture(scope="module")
def language():
    return open_language()


@pytest.fixture(scope="module")
def carer(language):
    reading = read_file(SAMPLES / "cv-mantelzorger.txt", language)
    return reading, claims_from(reading, language, TODAY)


def named(claims, language):
    return {language.concepts.name(language.id_of(one.uri)).text: one for one in claims}


def test_a_cv_proposes_with_the_place_in_the_text(carer):
    reading, claims = carer
    assert len(claims) > 30
    for one in claims:
        assert reading.text[one.source.start : one.source.end] == one.source.quote
        assert one.source.document == "cv-mantelzorger.txt"
        assert one.release == reading.release
    assert {one.kind for one in claims} >= set(ClaimKind) - {ClaimKind.ATTITUDE}


def test_care_and_volunteering_count_as_use_and_as_evidence(carer, language):
    found = named(carer[1], language)
    dressing = found["helpen bij het aankleden"]
    assert [(use.kind, use.ended) for use in dressing.uses] == [(UseKind.CARE, on("2024-12-31"))]
    assert [one.kind for one in dressing.evidence] == [EvidenceKind.UNPAID_WORK]
    assert [(use.kind, use.ended) for use in found["actief luisteren"].uses] == [(UseKind.VOLUNTEERING, None)]


def test_what_an_occupation_brings_is_inferred_from_it(carer, language):
    inferred = [one for one in carer[1] if one.inferred_from]
    assert inferred
    assert all(item.inferred for one in inferred for item in one.evidence)
    assert all(one.words == "" for one in inferred)
    assert [one.inferred_from for one in carer[1]].index(inferred[0].inferred_from) == len(carer[1]) - len(inferred)


def test_a_licence_is_a_paper_with_its_name(carer, language):
    first_aid = named(carer[1], language)["eerste hulp verlenen"]
    assert (first_aid.kind, first_aid.words) == (ClaimKind.LICENCE, "EHBO-diploma")
    assert first_aid.evidence[0].issued == on("2022-12-31")


def test_reading_a_cv_twice_adds_nothing(carer):
    desk = Desk("p", [HERE.does(e.Opened())], dataclasses.replace(HERE, by=e.PROGRAM))
    for one in carer[1]:
        desk.propose(one)
    count = len(desk.events)
    for one in carer[1]:
        desk.propose(one)
    assert len(desk.events) == count
    assert desk.passport.counting == ()


def test_the_diplomas_of_a_cv_propose_their_programme(language):
    text = (
        "CURRICULUM VITAE\n\nOpleiding\n\nVerzorgende IG (2010 - 2013)\nROC Verzinstad\n\nKok, niet afgerond (2008)\n"
    )
    claims = claims_from(read_text(text, language), language, TODAY)
    programme = [one for one in claims if one.inferred_from == "urn:draaischijf:programme:mbo-25491"]
    assert len(programme) == 10
    assert all(one.evidence[0].nlqf == "3" for one in programme)
    assert not any("25180" in one.inferred_from for one in claims)


def test_a_course_proposes_its_outcomes(language):
    text = (
        "Cursus Heftruck\n\nLeerdoelen\nNa deze cursus kun je een heftruck besturen en goederen laden en lossen.\n"
        "Je leert de voorraad tellen.\n"
    )
    reading = dataclasses.replace(read_text(text, language), file="cursus.txt")
    assert reading.kind == "course"
    claims = claims_from(reading, language, TODAY)
    assert "heftruck besturen" in named(claims, language)
    assert all(one.inferred_from == "urn:draaischijf:course:cursus.txt" for one in claims)
    assert all(item.inferred for one in claims for item in one.evidence)


def test_the_tables_are_whole(language):
    table = programmes()
    assert len({one.key for one in table}) == len(table) >= 30
    assert all(one.nlqf in {"2", "3", "4", "6"} for one in table)
    assert all(3 <= len(one.skills) == len(set(one.skills)) for one in table)
    keys = {one.key for one in table}
    assert {row["programme"] for row in rows("programme_skills")} == keys
    for row in (*rows("programme_skills"), *rows("human")):
        known = language.id_of(row["uri"])
        assert known is not None
        assert language.concepts.name(known).text == row["name"]
    assert all(1 <= one.eqf <= 8 and one.source for one in qualifications())
    assert set(countries()) >= {"NL", "DE", "PL", "TR"}


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("mbo Verzorgende IG, niveau 3", "mbo-25491"),
        ("Diploma Kok", "mbo-25180"),
        ("25371", "mbo-25371"),
        ("Bachelor of Nursing, hbo-v", "hbo-verpleegkunde"),
        ("diploma elektrotechniek", "mbo-25341"),
        ("hbo elektrotechniek", "hbo-elektrotechniek-hbo"),
        ("eerste autotechnicus", "mbo-25244"),
    ],
)
def test_a_diploma_names_its_programme(title, key):
    assert find_programmes(title)[0].key == key


def test_where_two_levels_may_be_meant_none_is_said(language):
    paper = EvidenceItem(EvidenceKind.DIPLOMA, title="diploma elektrotechniek")
    assert claims_of_programme(paper, language)[0].evidence[0].eqf is None
    assert claims_of_programme(replace(paper, title="mbo elektrotechniek"), language)[0].evidence[0].eqf == 2


@pytest.mark.parametrize(
    ("title", "country", "eqf"),
    [
        ("Gesellenbrief Elektroniker", "DE", 4),
        ("Realschulabschluss", "DE", 3),
        ("Licencjat pielęgniarstwa", "PL", 6),
        ("Lise diploması", "TR", 4),
        ("havo-diploma", "NL", 4),
        ("gymnasium", "NL", 4),
        ("Hbo-bachelor", "nl", 6),
        ("Universiteit van Damascus", "SY", None),
        ("zwemdiploma", "NL", None),
    ],
)
def test_the_level_of_a_paper_is_said_where_a_framework_states_it(title, country, eqf):
    found = level_of_paper(title, country)
    assert (found.eqf if found else None) == eqf


def test_a_foreign_diploma_comes_in_likewise(language):
    paper = EvidenceItem(EvidenceKind.DIPLOMA, title="Gesellenbrief Elektriker", issuer="IHK Berlin")
    claims = claims_of_programme(paper, language, "DE")
    assert len(claims) >= 5
    assert {one.evidence[0].eqf for one in claims} == {4}
    assert all("occupation" in one.inferred_from for one in claims)
    assert claims_of_programme(replace(paper, title="xyzzy qqq"), language, "DE") == []
    with raised("country-unknown"):
        claims_of_programme(paper, language, "Duitsland")


def held(language, replies, level=lambda uri: "2"):
    """Hold a whole talk: replies by step, and the level by skill."""
    talk, asked = begin(TODAY), []
    while talk.step is not Step.DONE:
        said = level(talk.about) if talk.step is Step.SKILL else replies[talk.step]
        asked.append(talk.about or talk.step.value)
        talk = answer(talk, said, language)
        assert len(asked) < 200
    return talk, asked


REPLIES = {
    Step.ACTIVITY: "Ik werkte in een magazijn: orders verzamelen, heftruck rijden en vrachtwagens lossen",
    Step.OCCUPATION: "1",
    Step.TITLE: "magazijnmedewerker",
    Step.KIND: "paid-work",
    Step.WHEN: "2015-2024",
    Step.SEEN: "leidinggevende",
    Step.MORE: "0",
}


def test_a_talk_gives_claims_with_level_use_and_who_saw_it(language):
    talk, asked = held(language, REPLIES)
    claims = claims_of(talk, language)
    assert "heftruck besturen" in named(claims, language)
    assert {one.level for one in claims if not one.inferred_from} == {2}
    assert {one.level for one in claims if one.inferred_from} <= {None}
    assert all(item.inferred for one in claims if one.inferred_from for item in one.evidence)
    assert all(one.uses[0].ended == on("2024-12-31") for one in claims)
    assert all(one.evidence[0].kind is EvidenceKind.WORK_EXPERIENCE for one in claims)
    assert all(one.evidence[0].observer.startswith("leidinggevende") for one in claims)
    assert len(asked) == len(set(asked))
    assert talk.seconds <= load_defaults().talk["budget"]


def test_what_nobody_saw_is_ones_own_word_and_learning_is_no_work(language):
    talk, _ = held(language, {**REPLIES, Step.SEEN: "0"})
    assert all(one.evidence == () and one.uses for one in claims_of(talk, language))
    talk, _ = held(language, {**REPLIES, Step.KIND: "learning"})
    assert all(one.evidence == () and one.uses[0].kind is UseKind.LEARNING for one in claims_of(talk, language))


def test_a_no_to_everything_asks_nobody_who_saw_it(language):
    talk, asked = held(language, REPLIES, level=lambda uri: "0")
    assert "seen" not in asked
    assert all(one.inferred_from and one.level is None for one in claims_of(talk, language))


def test_several_activities_ask_a_skill_once_and_end_within_ten_minutes(language):
    talk, asked = held(language, {**REPLIES, Step.MORE: "1"})
    skills = [one for one in asked if one.startswith("http")]
    assert len(talk.activities) > 1
    assert len(skills) == len(set(skills))
    assert talk.seconds <= load_defaults().talk["budget"]


def test_words_that_resemble_no_work_get_a_second_chance(language):
    talk = answer(begin(TODAY), "qqq zzz xxx", language)
    assert talk.step is Step.TITLE
    found = answer(talk, "kapper", language)
    assert found.step is Step.OCCUPATION
    assert any("kapper" in option.text["nl"] for option in question(found, language).options)
    assert answer(found, "0", language).step is Step.KIND
    assert answer(talk, "", language).step is Step.KIND


@given(
    st.lists(
        st.sampled_from(["0", "1", "2", "4", "paid-work", "care", "2019", "", "klant", "kok", "zz " * 3000]),
        max_size=60,
    )
)
@settings(max_examples=40, deadline=None)
def test_any_answers_lead_somewhere_and_every_state_survives_a_pause(language, replies):
    from draaischijf.problems import Problem

    talk = begin(TODAY)
    for reply in replies:
        assert msgspec.convert(encode(talk), Talk) == talk
        assert question(talk, language).text["nl"]
        try:
            talk = answer(talk, reply, language)
        except Problem as problem:
            assert problem.code == "talk-answer"
        assert talk.seconds <= load_defaults().talk["budget"] + 60
    assert all(one.level or one.inferred_from for one in claims_of(talk, language))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("2015-2024", (on("2015-01-01"), on("2024-12-31"), False)),
        ("2021 - nu", (on("2021-01-01"), None, True)),
        ("nu", (None, None, True)),
        ("2019", (None, on("2019-12-31"), False)),
        ("2026", (None, TODAY, False)),
        ("", (None, None, False)),
    ],
)
def test_periods_in_everyday_words(words, said):
    assert period(words, TODAY) == said


@pytest.mark.parametrize("words", ["gisteren", "2024-2015", "1066", "2050", "20155", "2015-2016-2017"])
def test_what_is_no_period_is_asked_again(words):
    with raised("talk-answer"):
        period(words, TODAY)


def test_the_next_question_is_the_one_that_tells_most():
    near = {"a": {"b": 0.9, "c": 0.9}, "b": {"a": 0.9}, "c": {"a": 0.9}}
    candidates = tuple(Candidate(uri, 500_000) for uri in ("b", "c", "a", "d"))
    assert best_question(candidates, near, 0.5)[1] == "a"
    sure = (Candidate("a", 990_000), Candidate("b", 500_000))
    assert best_question(sure, {}, 0.5) == (1.0, "b")
    assert best_question((Candidate("a", 1, asked=True),), {}, 0.5) is None


@given(st.lists(st.integers(1, 999_999), min_size=2, max_size=6), st.integers(0, 4))
def test_an_answer_moves_its_neighbours_its_own_way_and_stays_a_chance(chances, level):
    candidates = tuple(Candidate(str(place), chance) for place, chance in enumerate(chances))
    near = {"0": {str(place): 0.8 for place in range(1, len(chances))}}
    after = answered(candidates, "0", level, near, 0.5)
    assert (after[0].asked, after[0].level) == (True, level)
    for before, now in zip(candidates[1:], after[1:], strict=True):
        assert 0 <= now.chance <= 1_000_000
        assert now.chance >= before.chance if level else now.chance <= before.chance


def test_asking_by_gain_finds_more_than_asking_in_any_fixed_order(language):
    """A simulated carer can do everything near caring; the same ten questions, chosen and not chosen."""
    talk = begin(date(2026, 11, 21))
    for reply in (
        "Ik verzorgde mijn moeder thuis: wassen, aankleden, eten geven en het huishouden doen",
        "1",
        "care",
        "2015-2024",
    ):
        talk = answer(talk, reply, language)
    from draaischijf.passport.making.gain import nearness_among

    start = talk.now.candidates
    near = nearness_among([one.uri for one in start], language)

    def doubt(order):
        import math

        left = start
        for uri in order(left):
            left = answered(left, uri, 2 if {one.uri: one.chance for one in start}[uri] > 400_000 else 0, near, 0.5)
        shares = [one.chance / 1e6 for one in left if not one.asked]
        return sum(-p * math.log2(p) - (1 - p) * math.log2(1 - p) for p in shares if 0 < p < 1)

    def chosen(left):
        for _ in range(10):
            uri = best_question(left, near, 0.5)[1]
            yield uri
            level = 2 if {one.uri: one.chance for one in start}[uri] > 400_000 else 0
            left = answered(left, uri, level, near, 0.5)

    def alphabetical(left):
        return [one.uri for one in sorted(left, key=lambda one: one.uri)[:10]]

    assert doubt(chosen) < doubt(alphabetical)
