"""schema.org JobPosting, alone or inside a page."""

from __future__ import annotations

from typing import Any

from draaischijf.problems import Problem
from draaischijf.reading.formats.builder import Builder
from draaischijf.reading.formats.document import Role
from draaischijf.reading.formats.fields import described, entries, join, record, records, text, texts

Entry = dict[str, Any]
_MOST_LOOKED_AT = 1_000
# What stands in which section, in the order of a vacancy.
_TEXTS: tuple[tuple[str, str, Role], ...] = (
    ("responsibilities", "Responsibilities", Role.TASKS),
    ("qualifications", "Qualifications", Role.REQUIREMENTS),
    ("skills", "Skills", Role.REQUIREMENTS),
    ("educationRequirements", "Education", Role.REQUIREMENTS),
    ("experienceRequirements", "Experience", Role.REQUIREMENTS),
    ("physicalRequirement", "Physical requirements", Role.CONDITIONS),
    ("sensoryRequirement", "Sensory requirements", Role.CONDITIONS),
    ("securityClearanceRequirement", "Clearance", Role.CONDITIONS),
    ("eligibilityToWorkRequirement", "Eligibility", Role.CONDITIONS),
    ("specialCommitments", "Commitments", Role.CONDITIONS),
    ("jobBenefits", "Benefits", Role.OFFER),
    ("incentiveCompensation", "Extras", Role.OFFER),
)


def find_posting(script: str) -> Entry | None:
    """Return the JobPosting in the text of a script element, or None."""
    from draaischijf.reading.formats.structured import parse_json

    try:
        return posting_in(parse_json(script))
    except Problem:
        return None  # a page whose metadata is broken still has its text


def posting_in(value: Any) -> Entry | None:
    """Return the first JobPosting in a value: the object itself, or one in a list or a graph."""
    waiting = [value]
    for _ in range(_MOST_LOOKED_AT):
        if not waiting:
            return None
        found = waiting.pop(0)
        if isinstance(found, list):
            waiting.extend(found[:_MOST_LOOKED_AT])
        elif isinstance(found, dict):
            kinds = texts(found.get("@type"))
            if any(kind.rpartition("/")[2].rpartition(":")[2] == "JobPosting" for kind in kinds):
                return found
            waiting.extend(found[key] for key in ("@graph", "mainEntity", "itemListElement", "item") if key in found)
    return None


def add_posting(builder: Builder, posting: Entry) -> None:
    """Add a vacancy, each property in its section."""
    builder.heading(text(posting.get("title")) or text(posting.get("name")), 1)
    with builder.section(Role.CONDITIONS):
        builder.paragraph(join(texts(posting.get("employmentType")), ", "))
        builder.paragraph(_plain(posting.get("workHours")))
        builder.paragraph(join((_place(place) for place in records(posting.get("jobLocation"))), "; "))
        builder.paragraph(text(posting.get("jobLocationType")))
    described(builder, posting.get("description"))
    builder.paragraph(text(posting.get("occupationalCategory")) or _named(posting.get("occupationalCategory")))
    for key, title, role in _TEXTS:
        _section(builder, title, role, posting.get(key))
    salary = _salary(posting)
    if salary:
        _section(builder, "Salary", Role.OFFER, salary)
    _employer(builder, posting)


def _section(builder: Builder, title: str, role: Role, value: Any) -> None:
    values = [found for found in map(_plain, entries(value)) if found]
    if not values:
        return
    builder.heading(title, 3)
    with builder.section(role):
        for found in values:
            if len(values) > 1:
                builder.item(found)
            else:
                described(builder, found)


def _plain(value: Any) -> str:
    """Return a property that may be a text or an object such as a DefinedTerm or a credential."""
    return text(value) or _named(value)


def _named(value: Any) -> str:
    found = record(value)
    months = text(found.get("monthsOfExperience"))
    category = text(found.get("credentialCategory"))
    name = text(found.get("name")) or text(found.get("description")) or category
    return join((name, f"{months} months of experience" if months else ""))


def _place(place: Entry) -> str:
    address = record(place.get("address"))
    keys = ("streetAddress", "postalCode", "addressLocality", "addressRegion", "addressCountry")
    return join(_plain(address.get(key)) for key in keys) or _plain(place.get("address")) or text(place.get("name"))


def _salary(posting: Entry) -> str:
    salary = posting.get("baseSalary")
    if salary is None or text(salary):
        return text(salary)
    amount = record(salary)
    value = amount.get("value")
    inner = record(value)
    figures = text(value) or join((text(inner.get(key)) for key in ("value", "minValue", "maxValue")), " - ")
    unit = text(inner.get("unitText")) or text(amount.get("unitText"))
    currency = text(amount.get("currency")) or text(posting.get("salaryCurrency"))
    return join((currency, figures, unit.lower()), " ") if figures else ""


def _employer(builder: Builder, posting: Entry) -> None:
    employer = posting.get("hiringOrganization")
    about = [_plain(employer), *texts(record(employer).get("description")), *texts(posting.get("employerOverview"))]
    industry = _plain(posting.get("industry"))
    if any(about) or industry:
        builder.heading("Employer", 3)
        with builder.section(Role.EMPLOYER):
            for found in dict.fromkeys([*about, industry]):
                described(builder, found)
