"""Europass SkillsPassport (3.x), as JSON; its XML is brought to the same shape first."""

from __future__ import annotations

from typing import Any

from draaischijf.reading.formats.builder import Builder
from draaischijf.reading.formats.document import Role
from draaischijf.reading.formats.fields import described, entries, iso, join, record, records, span, text

Entry = dict[str, Any]
_SKILLS: tuple[tuple[str, str, Role], ...] = (
    ("Communication", "Communication skills", Role.SKILLS),
    ("Organisational", "Organisational skills", Role.SKILLS),
    ("JobRelated", "Job-related skills", Role.SKILLS),
    ("Computer", "Digital skills", Role.SKILLS),
    ("Other", "Other skills", Role.SKILLS),
)
_ABILITIES = ("Listening", "Reading", "SpokenInteraction", "SpokenProduction", "Writing")
_ACHIEVEMENTS = {
    "honors_awards": Role.AWARDS,
    "publications": Role.AWARDS,
    "projects": Role.PROJECTS,
    "references": Role.REFERENCES,
    "courses": Role.COURSES,
    "certifications": Role.LICENCES,
    "volunteering": Role.VOLUNTEERING,
    "hobbies": Role.INTERESTS,
}


def add_passport(builder: Builder, passport: Entry) -> None:
    """Add everything that a SkillsPassport says about someone, photo and attachments apart."""
    learner = record(passport.get("LearnerInfo"))
    _identification(builder, record(learner.get("Identification")))
    headline = record(learner.get("Headline"))
    with builder.section(Role.SUMMARY):
        builder.paragraph(join((label(headline.get("Type")), label(headline.get("Description"))), ": "))
    _entries(builder, "Work experience", Role.EXPERIENCE, listed(learner, "WorkExperience"))
    _entries(builder, "Education and training", Role.EDUCATION, listed(learner, "Education"))
    _skills(builder, record(learner.get("Skills")))
    for achievement in listed(learner, "Achievement"):
        title = record(achievement.get("Title"))
        role = _ACHIEVEMENTS.get(text(title.get("Code")).lower(), Role.AWARDS)
        with builder.section(role):
            builder.heading(label(title) or text(achievement.get("Title")), 3)
            described(builder, label(achievement.get("Description")))


def listed(holder: Entry, name: str) -> list[Entry]:
    """Return the entries under `Name`, or under `NameList` with `Name` inside it."""
    return records(holder.get(name)) or records(record(holder.get(f"{name}List")).get(name))


def label(value: Any) -> str:
    """Return the text of a value that may be plain or an object with a label."""
    found = text(value)
    if found:
        return found
    holder = record(value)
    return text(holder.get("Label")) or text(record(holder.get("Label")).get("value")) or text(holder.get("value"))


def _identification(builder: Builder, person: Entry) -> None:
    name = record(person.get("PersonName"))
    contact = record(person.get("ContactInfo"))
    address = record(record(contact.get("Address")).get("Contact"))
    with builder.section(Role.PERSONAL):
        builder.heading(join((text(name.get("FirstName")), text(name.get("Surname"))), " "), 1)
        keys = ("AddressLine", "PostalCode", "Municipality", "Country")
        builder.paragraph(join(label(address.get(key)) for key in keys))
        reach = [record(contact.get("Email")), *listed(contact, "Telephone"), *listed(contact, "Website")]
        builder.paragraph(join((_contact(one) for one in reach), " | "))


def _contact(value: Entry) -> str:
    return text(value.get("Contact")) or label(value.get("Contact"))


def _entries(builder: Builder, title: str, role: Role, entries: list[Entry]) -> None:
    if entries:
        builder.heading(title, 2)
    for entry in entries:
        period = record(entry.get("Period"))
        ongoing = text(period.get("Current")).lower() == "true" or period.get("Current") is True
        start, end = moment(period.get("From")), moment(period.get("To"))
        with builder.entry(role, start, end, ongoing=ongoing):
            _entry(builder, entry, span(start or "", end or "", ongoing))


def _entry(builder: Builder, entry: Entry, dates: str) -> None:
    organisation = record(entry.get("Employer")) or record(entry.get("Organisation"))
    what = label(entry.get("Position")) or label(entry.get("Title"))
    builder.paragraph(join((join((what, label(organisation.get("Name")))), dates), " "))
    sector = label(organisation.get("Sector"))
    fields = join((label(entry.get("Field")), label(entry.get("Level")), sector))
    builder.paragraph(fields)
    described(builder, label(entry.get("Activities")))


def moment(value: Any) -> str | None:
    """Return a date given as year, month and day, each perhaps missing and written as XML does (`--03`, `---15`)."""
    if text(value):
        return iso(value)
    found = {key.lower(): text(part).strip("-") for key, part in record(value).items()}
    parts = [found.get("year", "").zfill(4)]
    for key in ("month", "day"):
        if not found.get(key, "").isdecimal():
            break
        parts.append(found[key].zfill(2))
    return iso("-".join(parts)) if found.get("year") else None


def _skills(builder: Builder, skills: Entry) -> None:
    _languages(builder, record(skills.get("Linguistic")))
    for key, title, role in _SKILLS:
        _skill(builder, record(skills.get(key)), title, role)
    driving = record(skills.get("Driving"))
    licences = driving.get("Description")
    names = record(licences).get("Licence") if isinstance(licences, dict) else licences
    found = join(label(value) for value in entries(names))
    if found:
        builder.heading("Driving licence", 3)
        with builder.section(Role.LICENCES):
            builder.paragraph(found)


def _skill(builder: Builder, skill: Entry, title: str, role: Role) -> None:
    described_as = label(skill.get("Description"))
    levels = record(skill.get("ProficiencyLevel"))
    certificates = [label(record(one).get("Title")) or label(one) for one in listed(skill, "Certificate")]
    if not (described_as or levels or any(certificates)):
        return
    builder.heading(title, 3)
    with builder.section(role):
        described(builder, described_as)
        for ability, level in levels.items():
            if label(level):
                builder.item(f"{ability}: {label(level)}")
        for name in filter(None, certificates):
            builder.item(name)


def _languages(builder: Builder, linguistic: Entry) -> None:
    mother, foreign = listed(linguistic, "MotherTongue"), listed(linguistic, "ForeignLanguage")
    if not mother and not foreign:
        return
    builder.heading("Languages", 3)
    with builder.section(Role.LANGUAGES):
        for language in mother:
            builder.item(f"{label(language.get('Description'))} (mother tongue)")
        for language in foreign:
            levels = record(language.get("ProficiencyLevel"))
            stated = join(f"{ability} {text(levels[ability])}" for ability in _ABILITIES if text(levels.get(ability)))
            builder.item(join((label(language.get("Description")), f"({stated})" if stated else ""), " "))
