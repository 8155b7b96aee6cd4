"""Shapes that go in and out; their fields are lowerCamelCase, as the Dutch API Design Rules ask."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel

LONGEST = 50_000
Share = Annotated[float, Field(ge=0, le=1)]
Level = Annotated[int, Field(ge=1, le=4)]
Text = Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=r"\S")]
Uri = Annotated[str, Field(min_length=1, max_length=400)]


class Shape(Schema):
    """A shape with lowerCamelCase names that takes no field it does not know."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")


class Page(Shape):
    """One page of a list; `items` come with each kind of list."""

    total: int = Field(ge=0)
    page: int = Field(ge=1)
    page_size: int = Field(ge=1)


class ConceptOut(Shape):
    """A concept of the skills language."""

    uri: str
    name_nl: str | None
    name_en: str | None
    kind: str


class ConceptPage(Page):
    """One page of concepts."""

    items: list[ConceptOut]


class TextIn(Shape):
    """A text."""

    text: Text


class FindingOut(Shape):
    """A concept in its place in a text; places are code points."""

    concept: ConceptOut
    start: int
    end: int
    status: Literal["required", "wished", "offered", "has", "negated"]
    confidence: Share
    level: int | None


class ReadingOut(Shape):
    """What a text says about skills. Nothing of it is kept."""

    kind: str
    language: str
    release: str
    findings: list[FindingOut]


class ConcernOut(Shape):
    """Words that may discriminate, or ask more than the work does."""

    ground: str
    direct: bool
    law: str | None
    start: int
    end: int
    text: str
    exception: str | None
    why: str
    rewrite: str


class CheckOut(Shape):
    """What in a vacancy deserves a look."""

    language: str
    concerns: list[ConcernOut]


class LinkIn(Shape):
    """Phrases to say in the skills language."""

    phrases: list[Annotated[str, Field(max_length=200)]] = Field(min_length=1, max_length=100)
    kind: Literal["skill", "occupation"] = "skill"
    top: int = Field(5, ge=1, le=32)


class CandidateOut(Shape):
    """A concept that a phrase may mean."""

    concept: ConceptOut
    score: Share
    via: str


class LinkOut(Shape):
    """The concepts that one phrase may mean, best first."""

    phrase: str
    candidates: list[CandidateOut]


class EvidenceIn(Shape):
    """What shows a skill."""

    kind: str = Field(max_length=40)
    context: str = Field("", max_length=200)
    issued: date | None = None


class HeldIn(Shape):
    """A skill that a person has."""

    uri: Uri
    level: Level = 2
    last_used: date | None = None
    evidence: list[EvidenceIn] = Field(default_factory=list, max_length=50)


class RequiredIn(Shape):
    """A skill that work asks for."""

    uri: Uri
    level: Level = 2
    importance: Literal["required", "essential", "wished", "optional"] = "required"
    proof_required: bool = False


class MatchIn(Shape):
    """A person and a piece of work; neither is kept."""

    person: list[HeldIn] = Field(max_length=500)
    work: list[RequiredIn] = Field(max_length=500)
    learning_hours: float = Field(160, ge=0, le=10_000)
    as_of: date | None = None


class PartOut(Shape):
    """One required skill: what it adds to fit, and what covers it. Contributions are whole millionths."""

    concept: ConceptOut
    weight: int
    covered: int
    contribution: int
    by: ConceptOut | None
    road: str | None
    currency: int | None


class MissingOut(Shape):
    """A skill that is not wholly covered: a learning question. Shares are whole millionths."""

    concept: ConceptOut
    share: int
    nearest: ConceptOut | None


class MatchOut(Shape):
    """How a person and work fit; shares are whole millionths, so that parts add up to fit exactly."""

    fit: int
    potential: int
    proof: int
    parts: list[PartOut]
    missing: list[MissingOut]
    release: str
    as_of: date


class VacancyOut(Shape):
    """An open vacancy."""

    id: UUID
    title: str
    employer: str


class RankedOut(Shape):
    """An open vacancy with how well it fits."""

    vacancy: VacancyOut
    fit: int
    potential: int
    proof: int


class PassportOut(Shape):
    """A passport that this token may see, in short. Others' passports have a code, never a name."""

    id: str
    own: bool
    skills: int


class PassportPage(Page):
    """One page of passports."""

    items: list[PassportOut]


class SkillOut(Shape):
    """A skill in a passport; shares are whole millionths."""

    concept: ConceptOut
    level: int
    currency: int
    proof: int


class WholePassportOut(Shape):
    """A passport that this token may see."""

    id: str
    own: bool
    release: str
    as_of: date
    skills: list[SkillOut]


class ConsentIn(Shape):
    """A consent to be found."""

    organisation: UUID | None = Field(None, description="Who may; leave out for every employer on this site")
    ends: date
    purpose: str = Field(min_length=1, max_length=200, pattern=r"\S")


class ConsentOut(Shape):
    """A consent."""

    id: str
    everyone: bool
    organisation: str
    purpose: str
    ends: date
    holds: bool
    withdrawn: bool


class LookOut(Shape):
    """A look by an organisation."""

    organisation: str
    at: datetime
