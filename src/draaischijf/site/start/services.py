"""What other apps use of the start page: nothing. Reading a text for a visitor, without keeping it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from draaischijf.site.frame.engine import Named, named, read_text
from draaischijf.site.frame.marks import Mark, Stretch, stretches

if TYPE_CHECKING:
    from draaischijf.reading import Reading
    from draaischijf.reading.concerns import Concern


class Read(NamedTuple):
    """What a visitor sees of a text."""

    kind: str
    language: str
    stretches: list[Stretch]
    skills: list[Named]
    occupations: list[Named]
    concerns: tuple[Concern, ...]


def read_for_visitor(text: str) -> Read:
    """Return what a text says, and keep nothing of it."""
    return shown(read_text(text))


def shown(reading: Reading) -> Read:
    """Return a reading as a page shows it."""
    from draaischijf.reading.concerns import find_concerns

    kept = [one for one in reading.findings if one.status != "negated"]
    kept.sort(key=lambda one: -one.confidence)
    skills = dict.fromkeys(one.uri for one in kept if one.kind != "occupation")
    occupations = dict.fromkeys(one.uri for one in kept if one.kind == "occupation")
    concerns = (
        find_concerns(reading.text, language=reading.language, sections=reading.sections, findings=reading.findings)
        if reading.kind == "vacancy"
        else ()
    )
    marks = [Mark(one.start, one.end, named(one.uri).name, one.status) for one in reading.findings]
    return Read(
        reading.kind,
        reading.language,
        stretches(reading.text, marks),
        [named(uri) for uri in skills],
        [named(uri) for uri in occupations],
        concerns,
    )
