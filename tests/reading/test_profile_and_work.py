"""From readings to profiles and work."""

from __future__ import annotations

from datetime import date

import pytest

from draaischijf.language import Language
from draaischijf.reading import profile_from, read_text, work_from
from draaischijf.reading.result import Reading
from draaischijf.terms import EvidenceKind, HeldSkill, Importance, SkillProfile

AS_OF = date(2026, 11, 21)
CV = """Curriculum vitae

Jan Verzonnen
Geboortedatum: 1-1-1980

Werkervaring
2015 – heden  Lasser bij Staal & Zonen
- Lassen van rvs
2004 – 2010  Kok, Restaurant Nooit
- Gerechten bereiden en Excel bijhouden

Opleiding
1998 – 2001 Mbo Horeca, niet afgerond

Cursussen
VCA (2019)

Vrijwilligerswerk
2012 – 2016 Trainer bij de voetbalclub
- Heftruck rijden

Talen
Engels (B2)
"""


@pytest.fixture(scope="module")
def cv(language: Language) -> Reading:
    return read_text(CV, language)


@pytest.fixture(scope="module")
def profile(cv: Reading, language: Language) -> SkillProfile:
    return profile_from(cv, language, AS_OF, "p1")


def skill_of(cv: Reading, profile: SkillProfile, words: str) -> HeldSkill:
    at = cv.text.index(words)
    held = {one.uri: one for one in profile.skills}
    own = [held[one.uri] for one in cv.findings if one.start < at + len(words) and at < one.end and one.uri in held]
    assert own, f"no skill in {words!r}"
    return own[0]


def test_entries_have_kind_dates_and_title(cv: Reading) -> None:
    assert [(e.kind, cv.text[e.title_start : e.title_end], e.ongoing) for e in cv.entries] == [
        ("job", "Lasser", True),
        ("job", "Kok", False),
        ("education", "Mbo Horeca", False),
        ("course", "VCA", False),
        ("unpaid", "Trainer", False),
    ]
    assert (cv.entries[1].began, cv.entries[1].ended) == (date(2004, 1, 1), date(2010, 12, 31))


def test_last_use_comes_from_the_job(cv: Reading, profile: SkillProfile) -> None:
    assert skill_of(cv, profile, "Lassen van rvs").last_used is None
    assert skill_of(cv, profile, "Excel").last_used == date(2010, 12, 31)


def test_evidence_comes_from_the_section(cv: Reading, profile: SkillProfile) -> None:
    assert skill_of(cv, profile, "Excel").evidence[0].kind is EvidenceKind.WORK_EXPERIENCE
    assert skill_of(cv, profile, "Excel").evidence[0].context == "Kok"
    assert skill_of(cv, profile, "VCA").evidence[0].kind is EvidenceKind.CERTIFICATE
    assert skill_of(cv, profile, "Heftruck rijden").evidence[0].kind is EvidenceKind.UNPAID_WORK
    assert skill_of(cv, profile, "Engels").evidence[0].kind is EvidenceKind.SELF_REPORT
    assert skill_of(cv, profile, "Engels").level == 2


def test_held_occupations_add_skills_that_say_where_they_come_from(profile: SkillProfile, language: Language) -> None:
    inferred = [one for one in profile.skills if one.inferred_from]
    assert inferred
    for one in inferred:
        row = language.id_of(one.inferred_from or "")
        assert row is not None
        assert language.concepts.kinds[row] == "occupation"


def test_no_name_reaches_the_profile(profile: SkillProfile) -> None:
    assert "Verzonnen" not in repr(profile)
    assert "1980" not in repr(profile)


def test_negated_skills_are_not_held(language: Language) -> None:
    reading = read_text("Cv\n\nVaardigheden\nIk heb geen ervaring met Python.\nIk heb ervaring met Java.", language)
    uris = {one.uri: one.status for one in reading.findings}
    held = {one.uri for one in profile_from(reading, language, AS_OF).skills}
    assert "negated" in uris.values()
    assert held == {uri for uri, status in uris.items() if status == "has"}


VACANCY = """Vrachtwagenchauffeur

Wat ga je doen?
- Je laadt en lost de vrachtwagen.
- Je bestuurt de heftruck.

Wat vragen wij?
- Rijbewijs CE
- Python is een pré
- Java is niet nodig

Wij bieden
32 tot 40 uur per week.
"""


def test_work_has_tasks_requirements_and_wishes(language: Language) -> None:
    work = work_from(read_text(VACANCY, language), language, "w1")
    assert [one.name for one in work.tasks][:3] == [
        "Je laadt en lost de vrachtwagen",
        "Je bestuurt de heftruck",
        "gevraagd",
    ]
    importances = {skill.importance for task in work.tasks for skill in task.skills}
    assert importances == {Importance.REQUIRED, Importance.WISHED, Importance.ESSENTIAL}
    assert (work.offers[0].topic, work.offers[0].low, work.offers[0].high) == ("hours", 32, 40)


def test_the_law_asks_proof_of_a_drivers_licence_from_drivers_only(language: Language) -> None:
    driver = work_from(read_text(VACANCY, language), language)
    assert any(skill.proof_required for task in driver.tasks for skill in task.skills)
    clerk = VACANCY.replace("Vrachtwagenchauffeur", "Receptionist").replace("Rijbewijs CE", "Rijbewijs B")
    office = work_from(read_text(clerk, language), language)
    assert not any(skill.proof_required for task in office.tasks for skill in task.skills)


def test_a_text_that_names_enough_gets_nothing_added(language: Language) -> None:
    many = VACANCY.replace(
        "- Rijbewijs CE", "- Rijbewijs CE\n- Excel\n- Java\n- PHP\n- SQL\n- Engels\n- Duits\n- HACCP\n- JavaScript"
    )
    work = work_from(read_text(many, language), language)
    assert not [s for task in work.tasks for s in task.skills if s.importance is Importance.ESSENTIAL]


def test_nothing_found_is_still_a_piece_of_work(language: Language) -> None:
    work = work_from(read_text("De kat zit op de mat.", language), language)
    assert len(work.tasks) == 1
    assert work.tasks[0].skills == ()
