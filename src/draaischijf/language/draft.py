"""A release in the making: concepts, names and relations said in URIs, in any order.

A draft is filled from tables, an official download or an installed release, and then written by `assemble`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from draaischijf.language.concepts import LANGUAGES
from draaischijf.language.language import Language
from draaischijf.language.normal import normalise
from draaischijf.language.store import read_credentials

ORIGINS: Final = ("own", "package", "predicted", "official")


@dataclass
class DraftConcept:
    """One concept of a draft.

    Args:
        kind: One of `concepts.KINDS`.
        codes: Codes of its groups or, for a group, its own code.
        preferred: Per language the preferred name and its origin.
    """

    kind: str
    codes: list[str] = field(default_factory=list)
    preferred: dict[str, tuple[str, str]] = field(default_factory=dict)


class DraftName(NamedTuple):
    """One further name of a concept, as in `concepts.Names`."""

    uri: str
    text: str
    language: str
    sort: str
    relation: str
    origin: str
    proves: str = ""
    issuer: str = ""


class DraftRelation(NamedTuple):
    """One relation, as in `store.Relations`."""

    subject: str
    predicate: str
    object: str
    origin: str
    share: float = 1.0


@dataclass
class Draft:
    """A release in the making.

    Args:
        concepts: By URI.
        names: All names but the preferred ones.
        relations: All relations; those with an unknown end are left out when the release is written.
        replaced: By retired URI the URIs that took its place; empty where nothing did.
    """

    concepts: dict[str, DraftConcept] = field(default_factory=dict)
    names: list[DraftName] = field(default_factory=list)
    relations: list[DraftRelation] = field(default_factory=list)
    replaced: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def concept(self, uri: str, kind: str) -> DraftConcept:
        """Return the concept of a URI, made if it is new; the kind given last counts."""
        concept = self.concepts.setdefault(uri, DraftConcept(kind))
        concept.kind = kind
        return concept

    def prefer(self, uri: str, language: str, text: str, origin: str) -> None:
        """Give a concept its preferred name; the one it had becomes an alternative name.

        A name in a language that is not shown, such as French, is kept among the names, so that phrases are linked.
        """
        if not text:
            return
        if language not in LANGUAGES:
            self.names.append(DraftName(uri, text, language, "preferred", "is", origin))
            return
        preferred = self.concepts[uri].preferred
        before = preferred.get(language)
        if before and normalise(before[0]) != normalise(text):
            self.names.append(DraftName(uri, before[0], language, "alternative", "is", before[1]))
        preferred[language] = (text, origin)

    def also(self, uri: str, language: str, text: str, origin: str) -> None:
        """Give a concept an alternative name."""
        if text:
            self.names.append(DraftName(uri, text, language, "alternative", "is", origin))


def draft_of(language: Language) -> Draft:
    """Return an opened release as a draft, to build a new release on."""
    concepts, names, relations = language.concepts, language.names, language.relations
    draft = Draft(replaced={old: tuple(new) for old, new in language.manifest.get("replaced", {}).items()})
    for row, uri in enumerate(concepts.uris):
        made = draft.concept(uri, concepts.kinds[row])
        made.codes = concepts.codes[row].split()
        for spoken in LANGUAGES:
            if text := concepts.preferred[spoken][row]:
                made.preferred[spoken] = (text, concepts.origins[spoken][row])
    shown = {(row["text"], row["concept"]): (row["proves"], row["issuer"]) for row in read_credentials(language.folder)}
    for row, text in enumerate(names.text):
        if names.sort[row] != "preferred" or names.language[row] not in LANGUAGES:
            concept = int(names.concept[row])
            proves, issuer = shown.get((text, concept), ("", ""))
            draft.names.append(
                DraftName(
                    concepts.uris[concept],
                    text,
                    names.language[row],
                    names.sort[row],
                    names.relation[row],
                    names.origin[row],
                    proves,
                    issuer,
                )
            )
    for row, predicate in enumerate(relations.predicate):
        if relations.origin[row] != "predicted":
            subject, target = concepts.uris[relations.subject[row]], concepts.uris[relations.object[row]]
            draft.relations.append(DraftRelation(subject, predicate, target, relations.origin[row]))
    return draft
