"""What other apps use of the language pages: searching, and what a concept is."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.utils.translation import get_language

from draaischijf.language import ROADS, SKILL_KINDS
from draaischijf.site.frame.engine import Named, language, named

FOUND: Final = 25
NEAR: Final = 12
LONGEST: Final = 200
# Below this likeness a guess by meaning confuses more than it helps.
LIKELY: Final = 0.49


class Neighbour(NamedTuple):
    """A skill that is near."""

    skill: Named
    nearness: int
    road: str


class Occupation(NamedTuple):
    """An occupation that asks for a skill, or a skill that an occupation asks for."""

    concept: Named
    essential: bool
    official: bool


class Concept(NamedTuple):
    """A concept as its page shows it."""

    concept: Named
    official: bool
    other_names: list[str]
    groups: list[Named]
    near: list[Neighbour]
    occupations: list[Occupation]
    skills: list[Occupation]
    release: str


def search(text: str, *, skills_only: bool = False, top: int = FOUND) -> list[Named]:
    """Return concepts by name; by meaning where few have the words in their name.

    Args:
        text: What someone typed.
        skills_only: Leave occupations and groups out.
        top: Most that are returned.
    """
    words = text.strip()[:LONGEST]
    if not words:
        return []
    release = language()
    rows = release.search(words, 3 * top)
    if len(rows) < top:
        for kind in ("skill",) if skills_only else ("skill", "occupation"):
            rows += [one.concept for one in release.link([words], kind, 10)[0] if one.score >= LIKELY]
    kinds = release.concepts.kinds
    kept = [row for row in dict.fromkeys(rows) if not skills_only or kinds[row] in SKILL_KINDS]
    return [named(release.concepts.uris[row]) for row in kept[:top]]


def is_skill(uri: str) -> bool:
    """Tell whether a URI names a skill of the release in use."""
    row = language().id_of(uri)
    return row is not None and language().concepts.kinds[row] in SKILL_KINDS


def concept(uri: str) -> Concept | None:
    """Return what a concept is, what is near it and where it is asked; None where the release does not know it."""
    release = language()
    row = release.id_of(uri)
    if row is None:
        return None
    uris, kind = release.concepts.uris, release.concepts.kinds[row]
    asks = release.profile(row) if kind == "occupation" else []
    return Concept(
        concept=named(uri),
        official=release.concepts.name(row, _spoken()).official,
        other_names=_other_names(row),
        groups=[named(uris[group]) for group in release.groups_of(row) if group != row],
        near=_near(row) if kind in SKILL_KINDS else [],
        occupations=_asking(row) if kind in SKILL_KINDS else [],
        skills=[Occupation(named(uris[one.skill]), one.importance == "essential", one.official) for one in asks],
        release=release.release,
    )


def _spoken() -> str:
    return (get_language() or "nl")[:2]


def _other_names(row: int) -> list[str]:
    release = language()
    first = int(release.names.concept.searchsorted(row))
    last = int(release.names.concept.searchsorted(row, side="right"))
    shown = release.concepts.name(row, _spoken()).text
    own = [release.names.text[one] for one in range(first, last) if release.names.language[one] == _spoken()]
    return [name for name in dict.fromkeys(own) if name != shown][:12]


def _near(row: int) -> list[Neighbour]:
    release = language()
    near = release.nearness
    found = [
        Neighbour(
            named(release.concepts.uris[target]), int(near.millionths[row, slot]), ROADS[int(near.via[row, slot])]
        )
        for slot, target in enumerate(near.targets[row].tolist())
        if target >= 0 and target != row
    ]
    return found[:NEAR]


def _asking(row: int) -> list[Occupation]:
    release = language()
    found = []
    for occupation in release.occupations_asking(row):
        own = next(one for one in release.profile(occupation) if one.skill == row)
        essential = own.importance == "essential"
        found.append(
            (not essential, -own.share, Occupation(named(release.concepts.uris[occupation]), essential, own.official))
        )
    return [one[2] for one in sorted(found, key=lambda one: one[:2])[:FOUND]]
