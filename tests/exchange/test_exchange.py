"""Europass and JSON Resume out of a passport: valid by their schema, and read back as the same skills."""

from __future__ import annotations

import json

import jsonschema
import pytest

from draaischijf.exchange import Owner, chapters, to_europass, to_json_resume
from draaischijf.language import open_language
from draaischijf.passport import ClaimKind, Desk, Use, UseKind
from draaischijf.passport import events as e
from draaischijf.passport.making import claims_from
from draaischijf.reading import read_file
from tests.passport.people import HERE, TODAY, claim, item, on

SKILLS = ("heftruck besturen", "personeel aansturen", "geduld tonen", "helpen bij het aankleden", "boekhouding")
WRITERS = {"json-resume": to_json_resume, "europass": to_europass}


@pytest.fixture(scope="module")
def language():
    return open_language()


@pytest.fixture(scope="module")
def passport(language):
    desk = Desk("p", [HERE.does(e.Opened())], HERE)
    work = Use(UseKind.WORK, on("2010-03-01"), on("2020-06-30"), "Heftruckchauffeur")
    care = Use(UseKind.CARE, on("2015-01-01"), None, "Mantelzorger")
    hobby = Use(UseKind.HOBBY, on("2018-01-01"), None, "Muziek")
    diploma = item(
        "diploma", "mbo Logistiek", title="Logistiek medewerker", issuer="ROC Verzinstad", issued=on("2009-07-01")
    )
    paper = item("certificate", "VCA", title="VCA basis", issuer="Keurinstituut", issued=on("2019-05-01"))
    for name, use in zip(SKILLS, (work, work, care, care, hobby), strict=True):
        row = language.link([name])[0][0].concept
        kind = ClaimKind(language.concepts.kinds[row])
        desk.add(claim(language.concepts.uris[row], kind=kind, level=3, uses=(use,), evidence=(diploma, paper)))
    german = language.concepts.uris[language.link(["Duits"])[0][0].concept]
    desk.add(claim(german, kind=ClaimKind.LANGUAGE, cefr="B2"))
    dutch = language.concepts.uris[language.link(["Nederlands"])[0][0].concept]
    desk.add(claim(dutch, kind=ClaimKind.LANGUAGE, level=4))
    driving = language.concepts.uris[language.link(["voertuigen besturen"])[0][0].concept]
    desk.add(claim(driving, kind=ClaimKind.LICENCE, words="Rijbewijs B"))
    desk.propose(claim("http://example.org/hidden", words="Verborgen voorstel"))
    return desk.passport


def test_a_passport_in_chapters(passport, language):
    parts = chapters(passport, language)
    assert [(one.kind, one.context) for one in parts][:1] == [(UseKind.HOBBY, "Muziek")]
    assert next(one for one in parts if one.kind is UseKind.WORK).skills == ("heftruck besturen", "personeel aansturen")


@pytest.mark.parametrize("format", WRITERS)
@pytest.mark.parametrize("tongue", ["nl", "en"])
def test_what_is_written_reads_back_as_the_same_skills(passport, language, tmp_path, format, tongue):
    made = WRITERS[format](passport, language, TODAY, Owner("Rachid Voorbeeld", "r@voorbeeld.example"), tongue)
    file = tmp_path / "cv.json"
    file.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    reading = read_file(file, language)
    found = {one.uri: one for one in reversed(claims_from(reading, language, TODAY))}
    wanted = {one.uri for one in passport.counting}
    assert wanted <= found.keys(), [language.concepts.name(language.id_of(uri)).text for uri in wanted - found.keys()]
    german = next(one for one in passport.counting if one.cefr)
    assert found[german.uri].cefr == "B2"
    assert "Verborgen voorstel" not in file.read_text("utf-8")


@pytest.mark.parametrize("format", WRITERS)
def test_periods_read_back(passport, language, tmp_path, format):
    file = tmp_path / "cv.json"
    file.write_text(json.dumps(WRITERS[format](passport, language, TODAY)), encoding="utf-8")
    found = {one.uri: one for one in reversed(claims_from(read_file(file, language), language, TODAY))}
    truck = next(one for one in passport.counting if one.uses and one.uses[0].kind is UseKind.WORK)
    uses = {(use.kind, use.began, use.ended) for use in found[truck.uri].uses}
    assert (UseKind.WORK, on("2010-03-01"), on("2020-06-30")) in uses


def test_an_empty_passport_is_an_empty_cv(language):
    empty = Desk("p", [HERE.does(e.Opened())], HERE).passport
    assert to_json_resume(empty, language, TODAY)["work"] == []
    assert to_europass(empty, language, TODAY)["SkillsPassport"]["LearnerInfo"]["WorkExperience"] == []


@pytest.mark.needs("shared")
def test_it_is_json_resume_by_its_own_schema(passport, language, shared):
    schema = json.loads((shared / "vectors" / "json-resume" / "schema.json").read_text("utf-8"))
    for tongue in ("nl", "en"):
        made = to_json_resume(passport, language, TODAY, Owner("Rachid Voorbeeld", "r@voorbeeld.example"), tongue)
        jsonschema.validate(made, schema, format_checker=jsonschema.FormatChecker())
    empty = Desk("p", [HERE.does(e.Opened())], HERE).passport
    jsonschema.validate(to_json_resume(empty, language, TODAY), schema)
