"""What is read must be what is signed.

A proof over RDF covers what a document means and not how it is written: `validUntil` may be written as its IRI, under
another name, or with two names swapped, and the signature still holds. Whoever reads the JSON would then miss the end
of a validity, or a status. So that nobody does, a document is taken only as it is written in the plain: members by
their terms, no keywords, and no context inside it that gives a known term another meaning or a known meaning another
term (W3C Data Integrity 1.0, section 2.4.1, asks for such a check). Nor may another place in it say more about the
document itself: in a graph it would be one thing said in two places, of which a reader of the JSON sees one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from draaischijf.problems import Problem
from draaischijf.wallet.integrity.contexts import built_in

_VALUE: Final = frozenset(("@value", "@language", "@direction", "@type"))
_SETTINGS: Final = frozenset(("@version", "@protected"))
_PARTS: Final = frozenset(("@id", "@type", "@container", "@context", "@protected"))


def check_plain(document: Mapping[str, Any]) -> None:
    """Check that a document is written in the plain.

    Raises:
        Problem: `json-not-plain`, with the place.
    """
    stack: list[tuple[str, Any]] = [("", document)]
    while stack:
        place, value = stack.pop()
        if isinstance(value, list):
            stack += [(place, one) for one in value]
        elif isinstance(value, dict):
            _check_members(value, place)
            _check_identity(value, place, document.get("id"))
            stack += [(f"{place}.{key}".lstrip("."), one) for key, one in value.items() if key != "@context"]


def _check_members(value: Mapping[str, Any], place: str) -> None:
    if "@value" in value and value.keys() <= _VALUE:
        return
    for key in value:
        if key == "@context":
            _check_context(value[key], f"{place}.@context".lstrip("."), inner=bool(place))
        elif key.startswith("@") or ":" in key:
            raise _not_plain(place, f"has a member {key[:80]!r}, which is no term.")


def _check_identity(value: Mapping[str, Any], place: str, own: Any) -> None:
    named = value.get("id")
    if isinstance(named, str) and named.startswith("_:"):
        raise _not_plain(place, "names a node that has no name.")
    if place and own is not None and named == own and not value.keys() <= {"id", "type"}:
        raise _not_plain(place, "says more about the document itself.")


def _not_plain(place: str, message: str) -> Problem:
    return Problem("json-not-plain", message, place=place or None, hint="Write members by their terms.")


def _check_context(context: Any, place: str, *, inner: bool) -> None:
    for one in context if isinstance(context, list) else [context]:
        if isinstance(one, dict) and not inner:
            # A context may be wrapped once more, as in the file that it was taken from.
            inside = one.get("@context") if len(one) == 1 else None
            _check_definitions(inside if isinstance(inside, dict) else one, place)
        elif not isinstance(one, str):
            raise _not_plain(place, "is no list of URLs.")


def _check_definitions(context: Mapping[str, Any], place: str) -> None:
    meanings, all_meanings = _known()
    for term, definition in context.items():
        if term in _SETTINGS:
            continue
        parts = definition if isinstance(definition, dict) else {"@id": definition}
        iri = parts.get("@id")
        if term.startswith("@") or not parts.keys() <= _PARTS or not isinstance(iri, str):
            raise _not_plain(place, f"defines {term[:80]!r} in a way that is not taken.")
        if term in meanings:
            if iri not in meanings[term]:
                raise _not_plain(place, f"gives {term[:80]!r} another meaning.")
        elif iri.startswith("@") or iri.split(":", 1)[0] in meanings or _near(iri, all_meanings):
            raise _not_plain(place, f"gives a known meaning the name {term[:80]!r}.")
        if isinstance(parts.get("@context"), dict):
            _check_definitions(parts["@context"], place)
        elif "@context" in parts:
            raise _not_plain(place, f"defines {term[:80]!r} in a way that is not taken.")


def _near(iri: str, known: frozenset[str]) -> bool:
    """Return whether an IRI is a known one, or the beginning of one and so could serve as its prefix."""
    return any(one.startswith(iri) for one in known)


@cache
def _known() -> tuple[Mapping[str, frozenset[str]], frozenset[str]]:
    """Return what each term of the built-in contexts means, and all that they mean."""
    found: dict[str, set[str]] = {}
    for document in built_in().values():
        for term, iri in _definitions(document["@context"]):
            found.setdefault(term, set()).add(iri)
    meanings = {term: frozenset(iris) for term, iris in found.items()}
    return meanings, frozenset(iri for iris in meanings.values() for iri in iris)


def _definitions(context: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for term, definition in context.items():
        if term.startswith("@"):
            continue
        parts = definition if isinstance(definition, dict) else {"@id": definition}
        yield term, str(parts["@id"])
        if isinstance(parts.get("@context"), dict):
            yield from _definitions(parts["@context"])
