"""Worked-out scenarios: what happens, why, for whom, and which questions it asks. Structured, versioned, nl and en.

There is no average of scenarios anywhere: a future is one of them or another, never their mean.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from draaischijf.foresight.files import NO_TEXT, NOWHERE, Node, Place, Text
from draaischijf.foresight.settings_of_market import paths_under
from draaischijf.terms import DriverPath

# Themes of a study about security of work, and of one about learning; a study may name its own.
THEMES: Final[Mapping[str, Text]] = {
    "technology": Text("Technologie", "Technology"),
    "society": Text("Samenleving", "Society"),
    "labour-market": Text("Arbeidsmarkt", "Labour market"),
    "security": Text("Zekerheid", "Security"),
    "career": Text("Loopbaangedrag", "Career behaviour"),
    "actors": Text("Rol van actoren", "Role of actors"),
    "urgency": Text("Urgentie van leren", "Urgency of learning"),
    "skills": Text("Gevraagde vaardigheden", "Skills needed"),
    "formal": Text("Formeel leren", "Formal learning"),
    "non-formal": Text("Non-formeel leren", "Non-formal learning"),
    "informal": Text("Informeel leren", "Informal learning"),
}
# Where a text comes from: the study that it retells, or the makers of this version.
ORIGINS: Final = ("study", "ours")
VERDICTS: Final = ("wins", "loses", "mixed")
Origin = Literal["study", "ours"]


@dataclass(frozen=True, slots=True)
class Said:
    """A text with where it comes from."""

    text: Text
    origin: str = "ours"
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Event:
    """A step on the path from today."""

    when: str
    what: Said


@dataclass(frozen=True, slots=True)
class Question:
    """A strategic question.

    Args:
        id: Short name.
        text: The question.
        theme: Its theme.
        policies: Existing policies that already work on it, by id.
        origin: `study` or `ours`.
        place: Where it is written.
    """

    id: str
    text: Text
    theme: str
    policies: tuple[str, ...] = ()
    origin: str = "ours"
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class ForGroup:
    """What a scenario does to a group of people: `wins`, `loses` or `mixed`, and why."""

    group: Text
    verdict: str
    why: Said


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a scenario."""

    number: int
    on: str
    by: str
    change: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """One future.

    Args:
        id: Short name.
        name: Its name.
        slogan: One line.
        states: State of each driver that it uses; a driver that is not named is left out of it.
        at: Where it stands on the axes, from -1 to 1 each; None where it has no place there.
        summary: What happens, in short.
        story: What happens, at length.
        triggers: What sets it off.
        path: Steps from today.
        effects: Effects by theme.
        scores: Scores of themes for the radar, 0 to 10, with where they come from.
        groups: Who wins and who loses.
        questions: Strategic questions.
        market: What it means for the market, beyond its states.
        levels: Levels that the scenario assumes for outcomes, such as unemployment.
        versions: Versions, oldest first.
        place: Where it is written.
    """

    id: str
    name: Text
    slogan: Text = NO_TEXT
    states: tuple[tuple[str, str], ...] = ()
    at: tuple[float, float] | None = None
    summary: Said = Said(Text())
    story: Said = Said(Text())
    triggers: tuple[Said, ...] = ()
    path: tuple[Event, ...] = ()
    effects: tuple[tuple[str, tuple[Said, ...]], ...] = ()
    scores: tuple[tuple[str, float], ...] = ()
    groups: tuple[ForGroup, ...] = ()
    questions: tuple[Question, ...] = ()
    market: tuple[DriverPath, ...] = ()
    levels: tuple[Level, ...] = ()
    versions: tuple[Version, ...] = ()
    place: Place = NOWHERE

    def state(self, driver: str) -> str | None:
        """Return the state of a driver, None where the scenario leaves it out."""
        return dict(self.states).get(driver)


@dataclass(frozen=True, slots=True)
class Level:
    """A level of an outcome that a source names for a scenario; the link to the market is an assumption.

    Args:
        indicator: The indicator, such as `unemployment`.
        value: The level.
        unit: Its unit.
        source: Who names it.
        assumed: What is assumed in linking it.
        place: Where it is written.
    """

    indicator: str
    value: float
    unit: str
    source: str
    assumed: Text
    place: Place = NOWHERE


def said_from(node: Node) -> Said:
    """Return a text with its origin: a text, `{nl, en}`, or `{nl, en, origin}`; ours unless it says otherwise."""
    if not isinstance(node.value, dict):
        return Said(node.as_text(), "ours", node.place)
    node.only("nl", "en", "origin")
    text = Text(node.text("nl", ""), node.text("en", ""))
    return Said(text, node.one_of("origin", ORIGINS, "ours"), node.place)


def scenario_from(node: Node) -> Scenario:
    """Return a scenario as a file says it."""
    node.only(
        "id", "name", "slogan", "states", "at", "summary", "story", "triggers", "path", "effects", "scores", "groups",
        "questions", "market", "levels", "versions",
    )  # fmt: skip
    nothing = Said(Text())
    at = tuple(one.as_number(-1, 1, "at") for one in node.items("at"))
    if at and len(at) != 2:
        raise node.wrong("must be two numbers from -1 to 1: across, then up.", "at")
    return Scenario(
        id=node.text("id"),
        name=node.say("name", needed=True),
        slogan=node.say("slogan"),
        states=tuple((driver, one.scalar().strip()) for driver, one in node.pairs("states")),
        at=(at[0], at[1]) if at else None,
        summary=said_from(node.child("summary")) if "summary" in node else nothing,
        story=said_from(node.child("story")) if "story" in node else nothing,
        triggers=tuple(said_from(one) for one in node.items("triggers")),
        path=tuple(
            Event(one.only("when", "what").text("when"), said_from(one.child("what"))) for one in node.items("path")
        ),
        effects=tuple((theme, tuple(map(said_from, one.elements()))) for theme, one in node.pairs("effects")),
        scores=tuple((theme, one.as_number(0, 10, theme)) for theme, one in node.pairs("scores")),
        groups=tuple(_group(one) for one in node.items("groups")),
        questions=tuple(question_from(one) for one in node.items("questions")),
        market=paths_under(node, "market"),
        levels=tuple(_level(one) for one in node.items("levels")),
        versions=tuple(_version(one) for one in node.items("versions")),
        place=node.place,
    )


def question_from(node: Node) -> Question:
    """Return a strategic question as a file says it."""
    node.only("id", "text", "theme", "policies", "origin")
    return Question(
        node.text("id"),
        node.say("text", needed=True),
        node.text("theme"),
        node.words("policies"),
        node.one_of("origin", ORIGINS, "ours"),
        node.place,
    )


def _group(node: Node) -> ForGroup:
    node.only("group", "verdict", "why")
    return ForGroup(node.say("group", needed=True), node.one_of("verdict", VERDICTS), said_from(node.child("why")))


def _level(node: Node) -> Level:
    node.only("indicator", "value", "unit", "source", "assumed")
    return Level(
        node.text("indicator"),
        node.number("value"),
        node.text("unit"),
        node.text("source"),
        node.say("assumed", needed=True),
        node.place,
    )


def _version(node: Node) -> Version:
    node.only("number", "on", "by", "change")
    return Version(int(node.number("number", 1, 999)), node.text("on"), node.text("by", ""), node.text("change", ""))


@dataclass(frozen=True, slots=True)
class Asked:
    """A theme with its questions over all scenarios.

    Args:
        theme: The theme.
        questions: Each with the scenarios that ask it; empty for a question that goes over all of them.
        without_policy: Questions that no existing policy works on.
    """

    theme: str
    questions: tuple[tuple[Question, tuple[str, ...]], ...]
    without_policy: tuple[str, ...]


def by_theme(scenarios: Sequence[Scenario], overall: Sequence[Question] = ()) -> tuple[Asked, ...]:
    """Return the strategic questions of all scenarios by theme; a question with the same id is one question."""
    found: dict[str, dict[str, tuple[Question, list[str]]]] = {}
    for question in overall:
        found.setdefault(question.theme, {})[question.id] = (question, [])
    for scenario in scenarios:
        for question in scenario.questions:
            entry = found.setdefault(question.theme, {}).setdefault(question.id, (question, []))
            entry[1].append(scenario.id)
    return tuple(
        Asked(
            theme,
            tuple((question, tuple(where)) for question, where in questions.values()),
            tuple(question.id for question, _ in questions.values() if not question.policies),
        )
        for theme, questions in found.items()
    )
