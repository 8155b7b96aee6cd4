"""What a rising term may be: a new name for a concept, a narrower skill, or something new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np

from draaischijf.language.encoder import encoder
from draaischijf.language.growth.stream import Posting
from draaischijf.language.growth.trends import Source, Trend, Window
from draaischijf.language.growth.words import EDGES
from draaischijf.language.language import Language
from draaischijf.language.linking_kernel import Float32
from draaischijf.language.normal import normalise

CONTEXTS: Final = 5
CONTEXT_LETTERS: Final = 90
READ: Final = 200
# Measured on the seeded stream of the tests; a person sees the nearest concepts and decides.
NAME_LIKE: Final = 0.85
CONTEXT_LIKE: Final = 0.93
NARROWER_LIKE: Final = 0.6


class Near(NamedTuple):
    """A concept near a term."""

    uri: str
    name: str
    score: float


class Proposal(NamedTuple):
    """A rising term with what a person needs to decide.

    Args:
        term: In normal form.
        trend: How it rose.
        kind: `name` (another name for `near[0]`), `narrower` (a case of `near[0]`) or `new`.
        near: Nearest concepts, best first.
        replaces: A fading concept in whose contexts the term stands; empty where none.
        contexts: Where it stood.
    """

    term: str
    trend: Trend
    kind: str
    near: tuple[Near, ...]
    replaces: str
    contexts: tuple[str, ...]


def propose(
    trends: Sequence[Trend], fading: Iterable[int], source: Source, window: Window, language: Language
) -> list[Proposal]:
    """Return a proposal for each rising term.

    Args:
        trends: Rising terms.
        fading: Dense ids of concepts that fade; a rising term in their contexts may be their new name.
        source: Gives the stream afresh at each call.
        window: Which months count.
        language: Release of the language.
    """
    terms = [one.term for one in trends]
    old = {concept: _plain_names(concept, language) for concept in fading}
    seen = _contexts(
        source(),
        window,
        {term: term for term in terms} | {name: str(concept) for concept, names in old.items() for name in names},
    )
    middles = {key: _middle(contexts) for key, contexts in seen.items()}
    answers = language.link(terms, "skill", 5)
    proposals = []
    for trend, found in zip(trends, answers, strict=True):
        near = tuple(_near(one.concept, one.score, language) for one in found)
        replaced = _replaced(middles.get(trend.term), middles, old)
        if replaced is not None:
            first = _near(replaced, 1.0, language)
            near = (first, *(one for one in near if one.uri != first.uri))
        kind = "name" if replaced is not None else _kind(trend.term, near, language)
        shown = tuple(dict.fromkeys(seen.get(trend.term, ())))[:CONTEXTS]
        replaces = language.concepts.uris[replaced] if replaced is not None else ""
        proposals.append(Proposal(trend.term, trend, kind, near, replaces, shown))
    return proposals


def _near(concept: int, score: float, language: Language) -> Near:
    return Near(language.concepts.uris[concept], language.concepts.name(concept).text, round(score, 3))


def _kind(term: str, near: tuple[Near, ...], language: Language) -> str:
    if not near:
        return "new"
    if near[0].score >= NAME_LIKE:
        return "name"
    words = set(term.split())
    for one in near:
        row = language.id_of(one.uri)
        names = _plain_names(row, language) if row is not None else []
        if one.score >= NARROWER_LIKE and any(_content(name) and _content(name) < words for name in names):
            return "narrower"
    return "narrower" if near[0].score >= (NAME_LIKE + NARROWER_LIKE) / 2 else "new"


def _content(name: str) -> set[str]:
    return {word for word in name.split() if word not in EDGES}


def _plain_names(concept: int, language: Language) -> list[str]:
    names = language.names
    first, last = np.searchsorted(names.concept, [concept, concept + 1])
    return [names.plain[row] for row in range(int(first), int(last)) if names.relation[row] == "is"]


def _contexts(postings: Iterable[Posting], window: Window, keys: dict[str, str]) -> dict[str, list[str]]:
    """Return the words around each wanted term, with the term itself left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for posting in postings:
        if window.month(posting.day) is None:
            continue
        text = f" {normalise(posting.text)} "
        for term, key in keys.items():
            at = text.find(f" {term} ")
            if at >= 0 and len(found[key]) < READ:
                before, after = text[max(0, at - CONTEXT_LETTERS) : at], text[at + len(term) + 1 :][:CONTEXT_LETTERS]
                found[key].append(f"{before.strip()} … {after.strip()}")
    return found


def _middle(contexts: Sequence[str]) -> Float32:
    total = encoder().encode(list(contexts), "sentence").sum(axis=0)
    norm = float(np.sqrt((total * total).sum()))
    middle: Float32 = total / norm if norm else total
    return middle


def _replaced(middle: Float32 | None, middles: dict[str, Float32], old: dict[int, list[str]]) -> int | None:
    """Return the fading concept whose contexts are those of a term, if they are as good as the same."""
    if middle is None:
        return None
    likeness = {concept: float(middle @ middles[str(concept)]) for concept in old if str(concept) in middles}
    best = max(likeness, key=lambda concept: (likeness[concept], -concept), default=None)
    return best if best is not None and likeness[best] >= CONTEXT_LIKE else None
