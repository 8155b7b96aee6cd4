"""What changed between two releases, and how a stored record is carried from one to another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from draaischijf.language.concepts import LANGUAGES
from draaischijf.language.language import Language


class Renamed(NamedTuple):
    """A concept whose preferred name changed in a language."""

    uri: str
    language: str
    before: str
    after: str


class Difference(NamedTuple):
    """What changed from one release to another.

    Args:
        added: URIs of concepts that are new.
        retired: URIs of concepts that are gone, each with the URIs that took its place (none where unknown).
        renamed: Preferred names that changed.
        relations_added: Number of relations that are new, by predicate.
        relations_gone: Number of relations that are gone, by predicate.
    """

    added: list[str]
    retired: dict[str, tuple[str, ...]]
    renamed: list[Renamed]
    relations_added: dict[str, int]
    relations_gone: dict[str, int]


class Carried(NamedTuple):
    """A concept of a stored record in another release.

    Args:
        uri: As it was stored.
        to: The concepts that stand for it now; empty where none does.
        how: `same`, `replaced` (one other), `split` (several others) or `retired` (none known). A person confirms all
            but `same`.
    """

    uri: str
    to: tuple[str, ...]
    how: str


def carry(uris: Iterable[str], language: Language) -> list[Carried]:
    """Return how each stored concept lives on in a release, following replacements to their end.

    Args:
        uris: URIs as stored, said in any earlier release.
        language: The release to carry them to.
    """
    replaced = language.manifest.get("replaced", {})
    return [_carry(uri, language, replaced) for uri in uris]


def _carry(uri: str, language: Language, replaced: dict[str, list[str]]) -> Carried:
    if language.id_of(uri) is not None:
        return Carried(uri, (uri,), "same")
    living: list[str] = []
    waiting, seen = list(replaced.get(uri, ())), {uri}
    while waiting:
        one = waiting.pop(0)
        if one in seen:
            continue
        seen.add(one)
        if language.id_of(one) is not None:
            living.append(one)
        else:
            waiting += replaced.get(one, ())
    how = "retired" if not living else "replaced" if len(living) == 1 else "split"
    return Carried(uri, tuple(living), how)


def difference(before: Language, after: Language) -> Difference:
    """Return what changed from one release to another."""
    old, new = before.concepts, after.concepts
    retired = {one.uri: one.to for one in carry((uri for uri in old.uris if uri not in new.ids), after)}
    gained, lost = _relation_changes(before, after)
    return Difference(
        [uri for uri in new.uris if uri not in old.ids],
        retired,
        [change for uri in old.uris if uri in new.ids for change in _renamed(uri, before, after)],
        gained,
        lost,
    )


def _renamed(uri: str, before: Language, after: Language) -> list[Renamed]:
    old, new = before.concepts.ids[uri], after.concepts.ids[uri]
    pairs = [
        (spoken, before.concepts.preferred[spoken][old], after.concepts.preferred[spoken][new]) for spoken in LANGUAGES
    ]
    return [Renamed(uri, spoken, was, now) for spoken, was, now in pairs if was and now and was != now]


def _relation_changes(before: Language, after: Language) -> tuple[dict[str, int], dict[str, int]]:
    old, new = _triples(before), _triples(after)
    return _by_predicate(new - old), _by_predicate(old - new)


def _triples(language: Language) -> set[tuple[str, str, str]]:
    uris, relations = language.concepts.uris, language.relations
    ends = zip(relations.subject.tolist(), relations.predicate, relations.object.tolist(), strict=True)
    return {(uris[subject], predicate, uris[target]) for subject, predicate, target in ends}


def _by_predicate(triples: set[tuple[str, str, str]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for _, predicate, _ in triples:
        counts[predicate] = counts.get(predicate, 0) + 1
    return dict(sorted(counts.items()))
