"""From the text of a vacancy to what it asks, and from that to work."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from draaischijf.reading import work_from
from draaischijf.reading.concerns import find_concerns, grounds
from draaischijf.site.employer.models import Vacancy
from draaischijf.site.frame.engine import language, named
from draaischijf.site.frame.marks import Mark, Stretch, stretches
from draaischijf.terms import DEFAULT_LEVEL, Importance, Offer, RequiredSkill, Task, Work

if TYPE_CHECKING:
    from draaischijf.reading import Reading

TITLE: Final = 160
ADDED: Final = "toegevoegd"


class Asked(NamedTuple):
    """A skill that a vacancy asks for, as its form shows it."""

    place: int
    uri: str
    level: int
    importance: str
    proof: bool
    task: str
    kept: bool


def fill(vacancy: Vacancy, reading: Reading, name: str = "") -> None:
    """Put what was read into a vacancy; what was corrected by hand before is made anew.

    Args:
        vacancy: Not yet saved.
        reading: Its text, read.
        name: Name of the file, for a title.
    """
    work = work_from(reading, language())
    concerns = find_concerns(
        reading.text, language=reading.language, sections=reading.sections, findings=reading.findings
    )
    vacancy.text, vacancy.release = reading.text, reading.release
    vacancy.title = vacancy.title or _title(reading.text, name)
    vacancy.found = {
        "kind": reading.kind,
        "language": reading.language,
        "findings": [[one.uri, one.start, one.end, one.status] for one in reading.findings],
        "concerns": [one.as_dict() for one in concerns],
    }
    vacancy.asked = [
        {
            "uri": skill.uri,
            "level": skill.level,
            "importance": str(skill.importance),
            "proof": skill.proof_required,
            "task": task.name,
            "share": task.share,
            "kept": True,
        }
        for task in work.tasks
        for skill in task.skills
    ]
    hours = next((one for one in work.offers if one.topic == "hours"), None)
    if hours is not None and hours.low is not None and hours.high is not None:
        vacancy.hours_low, vacancy.hours_high = int(hours.low), int(hours.high)


def _title(text: str, name: str) -> str:
    first = next((line.strip(" #*\t") for line in text.splitlines() if line.strip(" #*\t")), "")
    title = first or PurePath(name).stem or "?"
    return (title.capitalize() if title.isupper() else title)[:TITLE]


def asked_of(vacancy: Vacancy) -> list[Asked]:
    """Return what a vacancy asks for, as its form shows it."""
    return [
        Asked(place, one["uri"], one["level"], one["importance"], one["proof"], one["task"], one["kept"])
        for place, one in enumerate(vacancy.asked)
    ]


def add_skill(vacancy: Vacancy, uri: str) -> None:
    """Let a vacancy ask for one more skill."""
    for one in vacancy.asked:
        if one["uri"] == uri:
            one["kept"] = True
            return
    new = {"uri": uri, "level": DEFAULT_LEVEL, "importance": str(Importance.REQUIRED), "proof": False}
    vacancy.asked = [*vacancy.asked, {**new, "task": ADDED, "share": 1.0, "kept": True}]


def work_of(vacancy: Vacancy) -> Work:
    """Return a vacancy as matching takes it: what was kept, task by task."""
    grouped: dict[str, tuple[float, list[RequiredSkill]]] = {}
    for one in vacancy.asked:
        if one["kept"]:
            skill = RequiredSkill(one["uri"], one["level"], Importance(one["importance"]), one["proof"])
            grouped.setdefault(one["task"], (one["share"], []))[1].append(skill)
    tasks = tuple(Task(name, share, tuple(_each_once(skills))) for name, (share, skills) in grouped.items())
    return Work(
        str(vacancy.id),
        tasks or (Task("", 1.0, ()),),
        float(vacancy.learning_hours),
        tuple(_offers(vacancy)),
        vacancy.release,
    )


def _each_once(skills: Iterable[RequiredSkill]) -> Iterable[RequiredSkill]:
    return {skill.uri: skill for skill in skills}.values()


def _offers(vacancy: Vacancy) -> Iterable[Offer]:
    if vacancy.hours_low is not None or vacancy.hours_high is not None:
        yield Offer("hours", vacancy.hours_low, vacancy.hours_high)
    if vacancy.region:
        yield Offer("region", among=frozenset({vacancy.region}))


def marked(vacancy: Vacancy) -> list[Stretch]:
    """Return the text with concerns and findings marked; a concern goes before a finding."""
    concerns = [
        Mark(one["start"], one["end"], one["why"], "concern", f"concern-{place}")
        for place, one in enumerate(vacancy.found.get("concerns", ()))
    ]
    taken = [(one.start, one.end) for one in concerns]
    kept = {one["uri"]: place for place, one in enumerate(vacancy.asked) if one["kept"]}
    found = [
        Mark(
            start,
            end,
            named(uri).name,
            status if uri in kept else "rejected",
            f"skill-{kept[uri]}" if uri in kept else "",
        )
        for uri, start, end, status in vacancy.found.get("findings", ())
        if all(end <= first or start >= last for first, last in taken)
    ]
    return stretches(vacancy.text, [*concerns, *found])


def concerns_of(vacancy: Vacancy) -> list[dict[str, Any]]:
    """Return concerns with the name of their ground."""
    names = grounds()
    return [{**one, "name": names[one["ground"]]["name"]} for one in vacancy.found.get("concerns", ())]
