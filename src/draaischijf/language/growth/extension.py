"""The local extension: what a sector or region decided to add to the language, with its whole history.

Decisions are appended to one file, one a line, and never changed: what is in force follows from reading them in order.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from draaischijf.language.assemble import Predictor
from draaischijf.language.concepts import LANGUAGES, SKILL_KINDS
from draaischijf.language.draft import Draft, DraftRelation, draft_of
from draaischijf.language.language import Language
from draaischijf.language.normal import normalise
from draaischijf.language.releases import open_language, publish, releases_folder
from draaischijf.problems import Problem

ACTIONS: Final = ("propose", "accept", "merge", "reject")
KINDS: Final = (*SKILL_KINDS, "occupation")
LOCAL: Final = "urn:draaischijf:local:"


@dataclass(frozen=True, slots=True)
class Decision:
    """One step in the life of a term.

    Args:
        at: Day, YYYY-MM-DD.
        by: Who took it: a role or working name, as the organisation chooses.
        action: `propose`, `accept` (becomes a concept), `merge` (becomes a name of a concept) or `reject`.
        term: The term, as it should be shown.
        kind: Kind of concept.
        language: Language of the term.
        concept: URI of the concept that a merged term names, or that an accepted one is mapped to as narrower.
        sector: Sector or region it comes from.
        why: The ground, for a person to read.
    """

    at: str
    by: str
    action: str
    term: str
    kind: str = "skill"
    language: str = "nl"
    concept: str = ""
    sector: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        for value, allowed, what in (
            (self.action, ACTIONS, "action"),
            (self.kind, KINDS, "kind"),
            (self.language, LANGUAGES, "language"),
        ):
            if value not in allowed:
                raise Problem("decision-field", f"there is no {what} {value!r}.", hint=f"Choose {', '.join(allowed)}.")
        if not normalise(self.term):
            raise Problem("decision-term", "the term is empty.")
        if self.action == "merge" and not self.concept:
            raise Problem("decision-merge", "a merge needs the concept that the term names.", place="--concept")


@dataclass(frozen=True, slots=True)
class LocalConcept:
    """A concept of the extension.

    Args:
        uri: Its own URI, made from the term.
        term: Its name.
        language: Language of the name.
        kind: Kind of concept.
        broader: The concept it is mapped to as narrower; empty where none.
        sector: Sector or region it comes from.
    """

    uri: str
    term: str
    language: str
    kind: str
    broader: str
    sector: str


class Extension:
    """The extension of an installation.

    Args:
        data: Folder of the installation.
    """

    def __init__(self, data: Path) -> None:
        self.data = data
        self.file = releases_folder(data) / "local" / "decisions.jsonl"

    def history(self) -> list[Decision]:
        """Return every decision, oldest first.

        Raises:
            Problem: A line is damaged; names it.
        """
        if not self.file.exists():
            return []
        decisions = []
        for number, line in enumerate(self.file.read_text(encoding="utf-8").splitlines(), 1):
            try:
                decisions.append(Decision(**json.loads(line)))
            except (ValueError, TypeError) as error:
                raise Problem(
                    "history-line", f"this is no decision: {error}.", file=str(self.file), place=f"line {number}"
                ) from error
        return decisions

    def record(self, decision: Decision, language: Language) -> None:
        """Append a decision, safely on disk when this returns.

        Raises:
            Problem: The concept that it points to is not in the release.
        """
        if decision.concept and language.id_of(decision.concept) is None and not decision.concept.startswith(LOCAL):
            raise Problem(
                "concept-unknown",
                f"release {language.release} knows no {decision.concept!r}.",
                place="--concept",
                hint="Search with `draaischijf language search`.",
            )
        self.file.parent.mkdir(parents=True, exist_ok=True)
        with self.file.open("a", encoding="utf-8") as opened:
            opened.write(json.dumps(asdict(decision), ensure_ascii=False) + "\n")
            opened.flush()
            os.fsync(opened.fileno())

    def last(self) -> dict[str, Decision]:
        """Return the decision in force per term (normal form): the last one."""
        return {normalise(one.term): one for one in self.history()}

    def concepts(self) -> list[LocalConcept]:
        """Return the concepts in force."""
        return [
            LocalConcept(uri_of(one.term), one.term, one.language, one.kind, one.concept, one.sector)
            for _, one in sorted(self.last().items())
            if one.action == "accept"
        ]

    def release(self, predict: Predictor | None = None) -> Language:
        """Make a new release of the language with everything that was decided, and put it in use.

        Args:
            predict: Predicts the profiles of occupations that have none.

        Raises:
            Problem: Nothing was accepted or merged yet.
        """
        decided = [one for one in self.last().values() if one.action in ("accept", "merge")]
        if not decided:
            raise Problem(
                "nothing-decided",
                "nothing was accepted or merged yet.",
                hint="Decide with `draaischijf language accept`.",
            )
        language = open_language(self.data)
        base = open_language(self.data, str(language.manifest.get("local_base", language.release)))
        number = len(self.history())
        draft = draft_of(base)
        self._lay_over(draft)
        about = {**base.manifest, "local_base": base.release, "local_decisions": number}
        for own in ("format", "sha256", "counts", "replaced", "release"):
            about.pop(own, None)
        return publish(draft, f"local-{number}+{base.release}", about, self.data, predict)

    def _lay_over(self, draft: Draft) -> None:
        for one in self.concepts():
            draft.concept(one.uri, one.kind).codes = list(_codes(draft, one.broader))
            draft.prefer(one.uri, one.language, one.term, "own")
            if one.broader:
                draft.relations.append(DraftRelation(one.uri, "broader", one.broader, "own"))
        for merged in self.last().values():
            if merged.action == "merge" and merged.concept in draft.concepts:
                draft.also(merged.concept, merged.language, merged.term, "own")

    def as_skos(self) -> str:
        """Return the concepts in force as SKOS in Turtle, mapped to the concepts they are narrower than."""
        from rdflib import RDF, Graph, Literal, Namespace, URIRef

        skos = Namespace("http://www.w3.org/2004/02/skos/core#")
        graph = Graph()
        graph.bind("skos", skos)
        scheme = URIRef(LOCAL + "scheme")
        graph.add((scheme, RDF.type, skos.ConceptScheme))
        for one in self.concepts():
            node = URIRef(one.uri)
            graph.add((node, RDF.type, skos.Concept))
            graph.add((node, skos.inScheme, scheme))
            graph.add((node, skos.prefLabel, Literal(one.term, lang=one.language)))
            if one.broader:
                graph.add((node, skos.broadMatch, URIRef(one.broader)))
            if one.sector:
                graph.add((node, skos.note, Literal(one.sector, lang="nl")))
        return str(graph.serialize(format="turtle"))


def uri_of(term: str) -> str:
    """Return the URI of a local concept: its term in normal form, with hyphens."""
    return LOCAL + re.sub(r"[^\w+#]+", "-", normalise(term)).replace("#", "-sharp").replace("+", "-plus")


def _codes(draft: Draft, broader: str) -> Sequence[str]:
    """Return the groups that a narrower concept takes over from the one it is mapped to."""
    return draft.concepts[broader].codes if broader in draft.concepts else ()
