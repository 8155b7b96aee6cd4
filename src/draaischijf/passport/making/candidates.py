"""Which skills a person may have, given what they told: from their words, from the occupation, and human skills."""

from __future__ import annotations

import re
from typing import Final

from draaischijf.language import Language
from draaischijf.passport.defaults import MILLION, Defaults
from draaischijf.passport.making.gain import Candidate
from draaischijf.passport.making.tables import rows

MOST: Final = 48
MOST_CLAUSES: Final = 12
BY_WHOLE: Final = 10
# How alike a part of the words and a skill, or the words and an occupation, must be.
LIKE: Final = 0.8
LIKE_WORK: Final = 0.46
NAMED: Final = 0.95
_CLAUSES: Final = re.compile(r"[,.;:!?\n]|\ben\b|\band\b|\bund\b|\bof\b|\bor\b", re.I)
_FILLER: Final = re.compile(r"^(?:ik|i|ich|we|wij|heb|had|deed|doe|ook|en|dan|was|ben|soms|vaak|always|also)\s+", re.I)


def candidates_of(words: str, occupation: str, language: Language, defaults: Defaults) -> tuple[Candidate, ...]:
    """Return the skills to ask about, likeliest first.

    Args:
        words: What the person told.
        occupation: URI of the occupation that it resembles; empty for none.
        language: The release to say skills in.
        defaults: The numbers in force.
    """
    chances: dict[str, float] = {row["uri"]: float(defaults.talk["human"]) for row in rows("human")}
    for uri, chance in (*_of_words(words, language, defaults), *_of_occupation(occupation, language, defaults)):
        chances[uri] = max(chances.get(uri, 0.0), chance)
    known = {uri: chance for uri, chance in chances.items() if language.id_of(uri) is not None}
    ranked = sorted(known.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
    return tuple(Candidate(uri, round(chance * MILLION)) for uri, chance in ranked)


def occupations_like(words: str, language: Language, top: int) -> tuple[str, ...]:
    """Return the occupations that what a person told resembles, best first; a part counts where it names one."""
    whole, *parts = language.link([words, *_clauses(words)], "occupation", top)
    named = [one for found in parts for one in found[:1] if one.score >= NAMED]
    alike = [one for one in whole if one.score >= LIKE_WORK]
    return tuple(dict.fromkeys(language.concepts.uris[one.concept] for one in (*named, *alike)))[:top]


def _of_words(words: str, language: Language, defaults: Defaults) -> list[tuple[str, float]]:
    """Return skills from the words three ways: as reading finds them, by the whole, and by parts that name a skill."""
    from draaischijf.language import encoder
    from draaischijf.reading import read_text

    uris, sure, whole = language.concepts.uris, float(defaults.talk["words"]), float(defaults.talk["whole"])
    read = read_text(f"Werkervaring\n{words}", language).findings
    found = [(one.uri, one.confidence) for one in read if one.status != "negated" and one.kind != "occupation"]
    skills = language.vectors[: language.concepts.n_skills]
    likeness = skills @ encoder().encode([words], "sentence")[0]
    found += [
        (uris[row], float(likeness[row]) * whole) for row in (-likeness).argsort(kind="stable")[:BY_WHOLE].tolist()
    ]
    linked = language.link(_clauses(words), "skill", 1)
    found += [(uris[one.concept], min(one.score, 1.0) * sure) for best in linked for one in best if one.score >= LIKE]
    return found


def _of_occupation(occupation: str, language: Language, defaults: Defaults) -> list[tuple[str, float]]:
    row = language.id_of(occupation) if occupation else None
    if row is None:
        return []
    # What is predicted as optional is a guess about a guess: asking it would tell much and mean little.
    return [
        (language.concepts.uris[one.skill], float(defaults.talk[one.importance]) if one.official else one.share)
        for one in language.profile(row)
        if one.official or one.importance == "essential"
    ]


def _clauses(words: str) -> list[str]:
    return [clause for part in _CLAUSES.split(words) if len(clause := _bare(part)) >= 3][:MOST_CLAUSES]


def _bare(clause: str) -> str:
    clause = clause.strip()
    while match := _FILLER.match(clause):
        clause = clause[match.end() :]
    return clause
