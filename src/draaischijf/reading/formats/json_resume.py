"""JSON Resume 1.x, and its description of a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from draaischijf.reading.formats.builder import Builder
from draaischijf.reading.formats.document import Role
from draaischijf.reading.formats.fields import described, iso, join, record, records, span, text, texts

Entry = dict[str, Any]


def add_resume(builder: Builder, resume: Entry) -> None:
    """Add a whole CV, section by section in the order of the schema."""
    _basics(builder, record(resume.get("basics")))
    for key, title, role, add in SECTIONS:
        entries = records(resume.get(key)) if key in resume else []
        if entries:
            builder.heading(title, 2)
        for entry in entries:
            start = iso(entry.get("startDate") or entry.get("date") or entry.get("releaseDate"))
            ongoing = key in {"work", "volunteer"} and bool(start) and not text(entry.get("endDate"))
            with builder.entry(role, start, iso(entry.get("endDate")), ongoing=ongoing):
                add(builder, entry)


def _basics(builder: Builder, basics: Entry) -> None:
    place = record(basics.get("location"))
    with builder.section(Role.PERSONAL):
        builder.heading(text(basics.get("name")), 1)
        builder.paragraph(text(basics.get("label")))
        address = join(text(place.get(key)) for key in ("address", "postalCode", "city", "region", "countryCode"))
        contact = join((text(basics.get(key)) for key in ("email", "phone", "url")), " | ")
        builder.paragraph("\n".join((address, contact, *map(_profile, records(basics.get("profiles"))))))
    with builder.section(Role.SUMMARY):
        described(builder, basics.get("summary"))


def _profile(profile: Entry) -> str:
    return join((join((text(profile.get("network")), text(profile.get("username")))), text(profile.get("url"))), ": ")


def _dates(entry: Entry) -> str:
    single = text(entry.get("date")) or text(entry.get("releaseDate"))
    return span(text(entry.get("startDate")) or single, text(entry.get("endDate")))


def _work(builder: Builder, entry: Entry) -> None:
    where = text(entry.get("name")) or text(entry.get("organization")) or text(entry.get("company"))
    line = join((text(entry.get("position")), where, text(entry.get("location"))))
    builder.paragraph(join((line, _dates(entry)), " "))
    with builder.section(Role.EMPLOYER):  # here the schema means what the organisation does
        described(builder, entry.get("description"))
    _details(builder, {**entry, "description": None})


def _details(builder: Builder, entry: Entry) -> None:
    for key in ("description", "summary"):
        described(builder, entry.get(key))
    for item in texts(entry.get("highlights")):
        builder.item(item)
    for key in ("keywords", "roles"):
        for item in texts(entry.get(key)):
            builder.item(item)
    builder.paragraph(text(entry.get("url")))


def _education(builder: Builder, entry: Entry) -> None:
    line = join((text(entry.get("studyType")), text(entry.get("area")), text(entry.get("institution"))))
    builder.paragraph(join((line, _dates(entry), text(entry.get("score"))), " "))
    for item in texts(entry.get("courses")):
        builder.item(item)
    builder.paragraph(text(entry.get("url")))


def _named(builder: Builder, entry: Entry) -> None:
    names = ("title", "name", "entity", "type", "issuer", "awarder", "publisher")
    builder.paragraph(join((join(text(entry.get(key)) for key in names), _dates(entry)), " "))
    _details(builder, entry)


def _skill(builder: Builder, entry: Entry) -> None:
    name = text(entry.get("name")) or text(entry.get("language"))
    level = text(entry.get("level")) or text(entry.get("fluency"))
    builder.item(f"{name} ({level})" if level else name)
    for item in texts(entry.get("keywords")):
        builder.item(item)


def _reference(builder: Builder, entry: Entry) -> None:
    builder.paragraph(text(entry.get("reference")))
    builder.paragraph(text(entry.get("name")))


SECTIONS: tuple[tuple[str, str, Role, Callable[[Builder, Entry], None]], ...] = (
    ("work", "Work", Role.EXPERIENCE, _work),
    ("volunteer", "Volunteering", Role.VOLUNTEERING, _work),
    ("education", "Education", Role.EDUCATION, _education),
    ("certificates", "Certificates", Role.LICENCES, _named),
    ("skills", "Skills", Role.SKILLS, _skill),
    ("languages", "Languages", Role.LANGUAGES, _skill),
    ("projects", "Projects", Role.PROJECTS, _named),
    ("awards", "Awards", Role.AWARDS, _named),
    ("publications", "Publications", Role.AWARDS, _named),
    ("interests", "Interests", Role.INTERESTS, _skill),
    ("references", "References", Role.REFERENCES, _reference),
)


def add_job(builder: Builder, job: Entry) -> None:
    """Add a job in JSON Resume's own description of one."""
    builder.heading(text(job.get("title")), 1)
    with builder.section(Role.EMPLOYER):
        builder.paragraph(text(job.get("company")))
    with builder.section(Role.CONDITIONS):
        place = record(job.get("location"))
        builder.paragraph(join(text(job.get(key)) for key in ("type", "date", "remote", "salary")))
        builder.paragraph(join(text(place.get(key)) for key in ("address", "postalCode", "city", "region")))
    described(builder, job.get("description"))
    _list(builder, "Responsibilities", Role.TASKS, texts(job.get("responsibilities")))
    _list(
        builder, "Qualifications", Role.REQUIREMENTS, [*texts(job.get("qualifications")), *texts(job.get("experience"))]
    )
    skills = records(job.get("skills"))
    if skills:
        builder.heading("Skills", 2)
        with builder.section(Role.REQUIREMENTS):
            for skill in skills:
                _skill(builder, skill)


def _list(builder: Builder, title: str, role: Role, items: list[str]) -> None:
    if items:
        builder.heading(title, 2)
        with builder.section(role):
            for item in items:
                builder.item(item)
