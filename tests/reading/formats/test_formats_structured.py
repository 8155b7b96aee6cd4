"""Structured formats: nothing that they state is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from draaischijf.reading.formats import Document, Format, Period, Role, read_document


def section(document: Document, role: Role) -> str:
    return "\n".join(document.text[block.start : block.end] for block in document.blocks if block.role is role)


def leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [leaf for item in value.values() for leaf in leaves(item)]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item)]
    return [str(value)]


def dated(document: Document, period: Period) -> tuple[str | None, str | None, bool, Role, str]:
    first = document.text[period.block.start : period.block.end].split("\n")[0]
    return period.start, period.end, period.ongoing, period.block.role, first


@pytest.mark.needs("shared")
def test_json_resume_sample_loses_nothing(shared: Path) -> None:
    path = shared / "vectors" / "json-resume" / "sample.resume.json"
    document = read_document(path)
    assert document.format is Format.JSON_RESUME
    assert document.notes == ()
    value = json.loads(path.read_text(encoding="utf-8"))
    stated = leaves({key: item for key, item in value.items() if key not in {"$schema", "meta"}})
    assert [leaf for leaf in stated if leaf and " ".join(leaf.split()) not in document.text] == []
    assert dated(document, document.dates[0])[:4] == ("2013-12-01", "2014-12-01", False, Role.EXPERIENCE)
    assert "CSS" in section(document, Role.SKILLS)
    assert section(document, Role.EMPLOYER) == "Awesome compression company"


def test_json_resume_dates_at_any_precision() -> None:
    work = [
        {"position": "Voorman", "startDate": "2009-03"},
        {"position": "Inpakker", "startDate": "2001", "endDate": "soon"},
    ]
    document = read_document(json.dumps({"basics": {"name": "X"}, "work": work}).encode())
    assert [dated(document, period) for period in document.dates] == [
        ("2009-03", None, True, Role.EXPERIENCE, "Voorman (2009-03)"),
        ("2001", None, False, Role.EXPERIENCE, "Inpakker (2001 - soon)"),
    ]


def test_json_resume_of_wrong_types_is_read_as_far_as_it_goes() -> None:
    resume = {
        "basics": [],
        "work": {"position": ["Voorman"], "highlights": "leiden", "startDate": 2004},
        "skills": ["x", 3],
    }
    document = read_document(json.dumps(resume).encode())
    assert document.text == "Work\nVoorman (2004)\n- leiden"
    assert document.dates[0].start == "2004"


def test_json_resume_job_description() -> None:
    job = {
        "title": "Monteur",
        "company": "Verzinsel",
        "responsibilities": ["meten"],
        "qualifications": ["VCA"],
        "skills": [{"name": "Elektra", "level": "basis", "keywords": ["NEN 3140"]}],
    }
    document = read_document(json.dumps(job).encode())
    assert document.format is Format.JOB_POSTING
    assert section(document, Role.TASKS) == "- meten"
    assert "NEN 3140" in section(document, Role.REQUIREMENTS)


def test_job_posting_puts_each_property_in_its_section() -> None:
    posting = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": "Voorman",
        "employmentType": ["FULL_TIME", "TEMPORARY"],
        "jobLocation": {"@type": "Place", "address": {"addressLocality": "Denkdorp", "addressCountry": {"name": "NL"}}},
        "description": "Vooraf.\n\nEn dan R&D.",
        "responsibilities": ["plannen", "coachen"],
        "skills": [{"@type": "DefinedTerm", "name": "WMS"}, "Excel"],
        "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 36},
        "educationRequirements": {"credentialCategory": "mbo 4"},
        "jobBenefits": "Korting",
        "baseSalary": {"currency": "EUR", "value": {"minValue": 3150, "maxValue": 3900, "unitText": "MONTH"}},
        "hiringOrganization": {"name": "Pakhuis", "description": "Wij bouwen robots."},
    }
    document = read_document(json.dumps(posting).encode(), name="x.jsonld")
    assert document.format is Format.JOB_POSTING
    assert document.notes == ()
    assert section(document, Role.TASKS) == "- plannen\n- coachen"
    assert section(document, Role.REQUIREMENTS) == "- WMS\n- Excel\nmbo 4\n36 months of experience"
    assert section(document, Role.OFFER) == "Korting\nEUR 3150 - 3900 month"
    assert section(document, Role.EMPLOYER) == "Pakhuis\n\nWij bouwen robots."
    assert section(document, Role.CONDITIONS) == "FULL_TIME, TEMPORARY\n\nDenkdorp, NL"
    assert "Vooraf.\n\nEn dan R&D." in document.text


PASSPORT_XML = """<?xml version="1.0" encoding="UTF-8"?>
<SkillsPassport xmlns="http://europass.cedefop.europa.eu/Europass" locale="nl"><DocumentInfo><Generator>x</Generator>
</DocumentInfo><LearnerInfo><Identification><PersonName><FirstName>Sanne</FirstName><Surname>Verzonnen</Surname>
</PersonName><ContactInfo><Address><Contact><Municipality>Denkdorp</Municipality></Contact></Address><Email>
<Contact>s@voorbeeld.example</Contact></Email></ContactInfo><Photo><Data>AAAA</Data></Photo></Identification>
<Headline><Type><Code>preferred_job</Code><Label>Gewenste baan</Label></Type><Description><Label>Voorman</Label>
</Description></Headline><WorkExperienceList><WorkExperience><Period><From year="2004" month="--03" day="---01"/>
<Current>true</Current></Period><Position><Label>Teamleider</Label></Position>
<Activities>&lt;ul&gt;&lt;li&gt;plannen&lt;/li&gt;&lt;li&gt;coachen&lt;/li&gt;&lt;/ul&gt;</Activities>
<Employer><Name>Grondafhandeling</Name><Sector><Label>Logistiek</Label></Sector></Employer></WorkExperience>
<WorkExperience><Period><From year="2001"/><To year="2004" month="--02"/></Period><Position><Label>Inpakker</Label>
</Position></WorkExperience></WorkExperienceList><EducationList><Education><Period><To year="2001"/></Period>
<Title>Lbo-diploma</Title><Organisation><Name>Technische school</Name></Organisation><Level><Label>EQF 2</Label></Level>
</Education></EducationList><Skills><Linguistic><MotherTongueList><MotherTongue><Description><Label>Berbers</Label>
</Description></MotherTongue></MotherTongueList><ForeignLanguageList><ForeignLanguage><Description><Code>en</Code>
<Label>Engels</Label></Description><ProficiencyLevel><Listening>B2</Listening><Writing>A2</Writing></ProficiencyLevel>
</ForeignLanguage></ForeignLanguageList></Linguistic>
<Organisational><Description>Leidinggeven aan 35 mensen</Description>
</Organisational><Computer><Description>Excel</Description></Computer><Driving><Description><Licence>B</Licence>
<Licence>BE</Licence></Description></Driving></Skills><AchievementList><Achievement><Title><Code>courses</Code>
<Label>Cursussen</Label></Title><Description>Lean yellow belt</Description></Achievement></AchievementList>
</LearnerInfo></SkillsPassport>"""

PASSPORT_JSON = {
    "SkillsPassport": {
        "LearnerInfo": {
            "Identification": {
                "PersonName": {"FirstName": "Sanne", "Surname": "Verzonnen"},
                "ContactInfo": {
                    "Address": {"Contact": {"Municipality": "Denkdorp"}},
                    "Email": {"Contact": "s@voorbeeld.example"},
                },
            },
            "Headline": {"Type": {"Label": "Gewenste baan"}, "Description": {"Label": "Voorman"}},
            "WorkExperience": [
                {
                    "Period": {"From": {"Year": 2004, "Month": 3, "Day": 1}, "Current": True},
                    "Position": {"Label": "Teamleider"},
                    "Activities": "<ul><li>plannen</li><li>coachen</li></ul>",
                    "Employer": {"Name": "Grondafhandeling", "Sector": {"Label": "Logistiek"}},
                },
                {
                    "Period": {"From": {"Year": 2001}, "To": {"Year": 2004, "Month": 2}},
                    "Position": {"Label": "Inpakker"},
                },
            ],
            "Education": [
                {
                    "Period": {"To": {"Year": 2001}},
                    "Title": "Lbo-diploma",
                    "Organisation": {"Name": "Technische school"},
                    "Level": {"Label": "EQF 2"},
                }
            ],
            "Skills": {
                "Linguistic": {
                    "MotherTongue": [{"Description": {"Label": "Berbers"}}],
                    "ForeignLanguage": [
                        {"Description": {"Label": "Engels"}, "ProficiencyLevel": {"Listening": "B2", "Writing": "A2"}}
                    ],
                },
                "Organisational": {"Description": "Leidinggeven aan 35 mensen"},
                "Computer": {"Description": "Excel"},
                "Driving": {"Description": ["B", "BE"]},
            },
            "Achievement": [{"Title": {"Code": "courses", "Label": "Cursussen"}, "Description": "Lean yellow belt"}],
        }
    }
}


def test_europass_xml_and_json_say_the_same() -> None:
    xml, value = read_document(PASSPORT_XML.encode()), read_document(json.dumps(PASSPORT_JSON).encode())
    assert (xml.format, value.format) == (Format.EUROPASS_XML, Format.EUROPASS_JSON)
    assert xml.text == value.text
    assert (xml.blocks, xml.dates) == (value.blocks, value.dates)
    assert [dated(xml, period) for period in xml.dates] == [
        ("2004-03-01", None, True, Role.EXPERIENCE, "Teamleider, Grondafhandeling (2004-03-01 - present)"),
        ("2001", "2004-02", False, Role.EXPERIENCE, "Inpakker (2001 - 2004-02)"),
        (None, "2001", False, Role.EDUCATION, "Lbo-diploma, Technische school (2001)"),
    ]
    assert "- plannen\n- coachen" in section(xml, Role.EXPERIENCE)
    assert section(xml, Role.LANGUAGES) == "- Berbers (mother tongue)\n- Engels (Listening B2, Writing A2)"
    assert section(xml, Role.LICENCES) == "B, BE"
    assert "Lean yellow belt" in section(xml, Role.COURSES)
    assert "AAAA" not in xml.text


def test_europass_candidate() -> None:
    xml = """<Candidate xmlns="http://www.europass.eu/1.0" xmlns:hr="http://www.hr-xml.org/3" xmlns:oa="http://oa">
    <CandidatePerson>
    <PersonName><oa:GivenName>Sanne</oa:GivenName><hr:FamilyName>Verzonnen</hr:FamilyName></PersonName></CandidatePerson>
    <CandidateProfile languageCode="nl"><EmploymentHistory><EmployerHistory>
    <hr:OrganizationName>Grond</hr:OrganizationName>
    <PositionHistory><PositionTitle typeCode="FREETEXT">Teamleider</PositionTitle>
    <eures:EmploymentPeriod xmlns:eures="e">
    <eures:StartDate><hr:FormattedDateTime>2004-03</hr:FormattedDateTime></eures:StartDate><hr:CurrentIndicator>true
    </hr:CurrentIndicator></eures:EmploymentPeriod><oa:Description>&lt;p&gt;plannen&lt;/p&gt;</oa:Description>
    </PositionHistory></EmployerHistory></EmploymentHistory><PersonQualifications><PersonCompetency>
    <hr:TaxonomyID>language</hr:TaxonomyID><CompetencyID schemeName="language">nld</CompetencyID></PersonCompetency>
    <PersonCompetency><CompetencyID>x</CompetencyID><hr:CompetencyName>Excel</hr:CompetencyName></PersonCompetency>
    </PersonQualifications><Licenses><License><hr:LicenseTypeCode>B</hr:LicenseTypeCode></License></Licenses>
    </CandidateProfile></Candidate>"""
    document = read_document(xml.encode())
    assert document.format is Format.EUROPASS_XML
    assert dated(document, document.dates[0]) == (
        *("2004-03", None, True, Role.EXPERIENCE),
        "Teamleider, Grond (2004-03 - present)",
    )
    assert section(document, Role.SKILLS) == "- Excel"
    assert section(document, Role.LANGUAGES) == "- nld"
    assert section(document, Role.LICENCES) == "- B"
