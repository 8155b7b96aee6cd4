"""A decision about a term: what it holds, and when it can be taken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from draaischijf.language.concepts import LANGUAGES, SKILL_KINDS
from draaischijf.language.language import Language
from draaischijf.language.normal import normalise
from draaischijf.problems import Problem

LONGEST: Final = 110
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


def uri_of(term: str) -> str:
    """Return the URI of a local concept: its term in normal form, with hyphens."""
    return LOCAL + re.sub(r"[^\w+#]+", "-", normalise(term)).replace("#", "-sharp").replace("+", "-plus")


def one_line(term: str) -> str:
    """Return a term on one line, without control characters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in term).split())


def check(decision: Decision, language: Language, decided: Mapping[str, Decision]) -> None:
    """Refuse a decision that would make a release of which nobody knows what it means.

    Args:
        decision: The decision.
        language: Release of the language in use.
        decided: Decisions in force, by term in normal form.

    Raises:
        Problem: Says what is wrong and what to do.
    """
    if not decision.by:
        raise Problem("decision-by", "nobody is said to decide.", place="--by", hint="Name a role or working name.")
    if len(decision.term) > LONGEST:
        raise Problem("decision-term", f"the term has more than {LONGEST} letters.", hint="A name is short.")
    own, key = uri_of(decision.term), normalise(decision.term)
    others = {term: one for term, one in decided.items() if term != key}
    if decision.action != "accept":
        _check_unused(own, others)
    elif any(uri_of(one.term) == own for one in others.values() if one.action == "accept"):
        raise Problem("decision-same", "another term has the same URI.", hint="Choose a term that differs more.")
    if decision.concept and decision.action != "reject":
        _check_target(decision, language, {uri_of(one.term): one for one in others.values() if one.action == "accept"})
    if decision.action in ("propose", "accept") and key not in decided:
        _check_new(decision, language)


def _check_unused(own: str, others: Mapping[str, Decision]) -> None:
    """Refuse to take away a concept to which other decisions point."""
    for one in others.values():
        if one.concept == own and one.action in ("accept", "merge"):
            raise Problem("decision-used", f"{one.term!r} hangs under it.", hint="Decide about that term first.")


def _check_target(decision: Decision, language: Language, local: Mapping[str, Decision]) -> None:
    """Refuse a concept that is not there, is of another sort, or lies under the term itself."""
    if decision.concept.startswith(LOCAL):
        kind = local[decision.concept].kind if decision.concept in local else None
    else:
        row = language.id_of(decision.concept)
        kind = None if row is None else language.concepts.kinds[row]
    if kind is None:
        raise Problem(
            "concept-unknown",
            f"release {language.release} knows no {decision.concept!r}.",
            place="--concept",
            hint="Search with `draaischijf language search`.",
        )
    if decision.action == "merge":
        return
    above = decision.concept
    while above in local and above != uri_of(decision.term):
        above = local[above].concept
    if above == uri_of(decision.term):
        raise Problem("decision-circle", "that concept lies under this term itself.", place="--concept")
    if _is_work(kind) != _is_work(decision.kind):
        raise Problem(
            "decision-kind",
            f"a concept of kind {decision.kind!r} is not narrower than one of kind {kind!r}.",
            place="--concept",
            hint="Skills lie under skills and occupations under occupations.",
        )


def _check_new(decision: Decision, language: Language) -> None:
    """Refuse a second concept with a name that means one already."""
    names, wanted = language.names, normalise(decision.term)
    for row, plain in enumerate(names.plain):
        if plain != wanted or names.relation[row] != "is":
            continue
        concept = int(names.concept[row])
        if _is_work(language.concepts.kinds[concept]) == _is_work(decision.kind):
            raise Problem(
                "decision-known",
                f"{decision.term!r} is a name already, of {language.concepts.uris[concept]}.",
                hint="Choose a term that says what is different.",
            )


def _is_work(kind: str) -> bool:
    return kind in ("occupation", "occupation-group")
