"""Europass XML: the SkillsPassport (3.x), and the Candidate that newer Europass profiles export."""

from __future__ import annotations

from typing import Any

from draaischijf.reading.formats import europass
from draaischijf.reading.formats.builder import Builder
from draaischijf.reading.formats.document import Role
from draaischijf.reading.formats.fields import described, iso, join, record, records, span, text
from draaischijf.reading.formats.markup import local

Entry = dict[str, Any]
_LEFT_OUT = frozenset({"Photo", "Signature", "AttachmentList", "DocumentInfo", "PrintingPreferences"})


def add_passport(builder: Builder, root: Any) -> None:
    """Add a SkillsPassport."""
    europass.add_passport(builder, record(as_values(root)))


def as_values(element: Any) -> Any:
    """Return an element as the JSON of the same standard has it: text, or an object whose repeated fields are lists.

    Nesting is bounded by the parser, which goes 256 deep.
    """
    out: Entry = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
    for child in element.iterchildren():
        name = local(child)
        if not name or name in _LEFT_OUT:
            continue
        value = as_values(child)
        if name not in out:
            out[name] = value
        elif isinstance(out[name], list):
            out[name].append(value)
        else:
            out[name] = [out[name], value]
    words = (element.text or "").strip()
    if out and words:
        out.setdefault("value", words)
    return out or words


def add_candidate(builder: Builder, root: Any) -> None:
    """Add a Candidate: the HR Open shape that the newer Europass writes into its files."""
    candidate = record(as_values(root))
    person = record(record(candidate.get("CandidatePerson")).get("PersonName"))
    with builder.section(Role.PERSONAL):
        builder.heading(join((words(person.get("GivenName")), words(person.get("FamilyName"))), " "), 1)
    profile = record(candidate.get("CandidateProfile"))
    with builder.section(Role.SUMMARY):
        described(builder, words(profile.get("ExecutiveSummary")))
    _jobs(builder, record(profile.get("EmploymentHistory")))
    _schools(builder, record(profile.get("EducationHistory")))
    _competencies(builder, record(profile.get("PersonQualifications")))
    _licences(builder, record(profile.get("Licenses")))


def words(value: Any) -> str:
    """Return the text of a value, with or without attributes."""
    return text(value) or text(record(value).get("value"))


def _dates(period: Entry) -> tuple[str | None, str | None, bool]:
    start = iso(words(record(period.get("StartDate")).get("FormattedDateTime")))
    end = iso(words(record(period.get("EndDate")).get("FormattedDateTime")))
    return start, end, words(period.get("CurrentIndicator")).lower() == "true"


def _jobs(builder: Builder, history: Entry) -> None:
    employers = records(history.get("EmployerHistory"))
    if employers:
        builder.heading("Work experience", 2)
    for employer in employers:
        for job in records(employer.get("PositionHistory")):
            start, end, ongoing = _dates(record(job.get("EmploymentPeriod")))
            with builder.entry(Role.EXPERIENCE, start, end, ongoing=ongoing):
                line = join((words(job.get("PositionTitle")), words(employer.get("OrganizationName"))))
                builder.paragraph(join((line, span(start or "", end or "", ongoing)), " "))
                described(builder, words(job.get("Description")))


def _schools(builder: Builder, history: Entry) -> None:
    schools = records(history.get("EducationOrganizationAttendance"))
    if schools:
        builder.heading("Education and training", 2)
    for school in schools:
        start, end, ongoing = _dates(record(school.get("AttendancePeriod")))
        degree = record(school.get("EducationDegree"))
        with builder.entry(Role.EDUCATION, start, end, ongoing=ongoing):
            line = join((words(degree.get("DegreeName")), words(school.get("OrganizationName"))))
            builder.paragraph(join((line, span(start or "", end or "", ongoing)), " "))
            described(builder, words(degree.get("OccupationalSkillsCovered")))


def _competencies(builder: Builder, qualifications: Entry) -> None:
    found = records(qualifications.get("PersonCompetency"))
    for role, title, wanted in ((Role.LANGUAGES, "Languages", True), (Role.SKILLS, "Skills", False)):
        chosen = [one for one in found if (words(one.get("TaxonomyID")).lower() == "language") is wanted]
        names = [words(one.get("CompetencyName")) or words(one.get("CompetencyID")) for one in chosen]
        if any(names):
            builder.heading(title, 2)
            with builder.section(role):
                for name in filter(None, names):
                    builder.item(name)


def _licences(builder: Builder, licences: Entry) -> None:
    names = [
        words(one.get("LicenseTypeCode")) or words(one.get("LicenseName")) for one in records(licences.get("License"))
    ]
    if any(names):
        builder.heading("Licences", 2)
        with builder.section(Role.LICENCES):
            for name in filter(None, names):
                builder.item(name)
