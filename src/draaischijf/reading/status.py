"""How a skill is meant: required, wished, offered, had or denied, by section and by cue words near it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final, NamedTuple

from draaischijf.reading.layout import Sentence, Words
from draaischijf.reading.phrases import Hit, Phrases
from draaischijf.reading.tables import rows

_BY_SECTION: Final = {
    "wishes": "wished",
    "offer": "offered",
    "outcomes": "offered",
    "prerequisites": "required",
}
_BY_KIND: Final = {"cv": "has", "course": "offered", "vacancy": "required", "other": "required"}
# Sections in which nothing is asked, had or taught.
SILENT: Final = frozenset({"employer", "procedure", "references", "personal", "practical"})
_YOU: Final = frozenset({"je", "jij", "jou", "jouw", "u", "uw", "you", "your", "du", "dein", "deine", "sie", "ihr"})
_STRONG: Final = frozenset({"required", "wished", "wishing", "willing", "seek", "learning", "offered"})
_LEARNING: Final = re.compile(
    r"cursus|training|.*opleiding\w*|opgeleid|.*certifica|.*diploma|leer|leert|leren$|leiden$|scholing"
    r"|haalt?$|halen$|behaalt?$|behalen$|doorgroei|ontwikkel"
    r"|course|train|learn|bbl|kurs"
)
_NEGATED_AGAIN: Final = frozenset({"wel", "maar", "but", "aber"})


class Meant(NamedTuple):
    """The cues of one sentence.

    Args:
        sentence: The sentence.
        hits: Cues in it, by place.
        base: Status where no cue says otherwise.
        silent: True where the sentence says nothing about what is asked or had.
        doing: True among tasks, where "je ontvangt gasten" offers nothing.
    """

    sentence: Sentence
    hits: list[Hit[str]]
    base: str
    silent: bool
    doing: bool


@cache
def _cues() -> Phrases[str]:
    return Phrases((row["cue"], row["sense"]) for row in rows("cues"))


def meant_in(words: Words, sentence: Sentence, section: str, kind: str) -> Meant:
    """Return how skills in a sentence are meant.

    Args:
        words: The words of the document.
        sentence: The sentence.
        section: Name of its section.
        kind: Kind of document.
    """
    hits = _cues().find(words.plain, sentence.first, sentence.last)
    senses = {hit.meaning for hit in hits}
    base = _BY_SECTION.get(section) or _BY_KIND[kind]
    if kind == "other" and "has" in senses and not _YOU.intersection(_of(words, sentence)):
        base = "has"
    silent = (
        section in SILENT
        or (section == "offer" and not _teaches(words, sentence))
        or (kind != "cv" and _about_others(words, sentence, senses))
    )
    return Meant(sentence, hits, base, silent, section == "tasks")


def _teaches(words: Words, sentence: Sentence) -> bool:
    """Tell whether an offer is about learning; salary, holidays and a laptop are no skills."""
    return any(_LEARNING.match(word) for word in _of(words, sentence))


def _of(words: Words, sentence: Sentence) -> list[str]:
    return words.plain[sentence.first : sentence.last]


def _about_others(words: Words, sentence: Sentence, senses: Iterable[str]) -> bool:
    """Tell a sentence in which the employer speaks of itself, its products or its people."""
    found = set(senses)
    if not found & {"own", "colleague"} or found & _STRONG:
        return False
    return "colleague" in found or not _YOU.intersection(_of(words, sentence))


def status_of(words: Words, meant: Meant, first: int, last: int, *, deniable: bool = True) -> str:
    """Return the status of a finding.

    Args:
        words: The words of the document.
        meant: The cues of its sentence.
        first: Its first word.
        last: The word after its last.
        deniable: False where a denial near it belongs to its name.
    """
    if not meant.hits:
        return meant.base
    if deniable and _denied(words, meant, first, last):
        return "negated"
    clause = words.clause[first]
    wished = False
    for hit in meant.hits:
        after = hit.last <= first
        same = words.clause[hit.first] == clause
        if hit.meaning == "learning" and (after or same):
            return "offered"
        if hit.meaning == "offered" and after and meant.base != "has" and not meant.doing:
            return "offered"
        if hit.meaning == "want" and (after or same):
            return "wished"
        if hit.meaning == "willing" and meant.base == "required":
            wished = wished or same or after
        elif (hit.meaning == "wishing" and after and not _taken_back(meant, hit.last, first)) or (
            hit.meaning == "wished" and hit.first >= last and not _cut_off(words, meant, last, hit.first)
        ):
            wished = True
    return "wished" if wished and meant.base == "required" else meant.base


def _taken_back(meant: Meant, after: int, before: int) -> bool:
    return any(hit.meaning == "required" and after <= hit.first and hit.last <= before for hit in meant.hits)


def _cut_off(words: Words, meant: Meant, after: int, before: int) -> bool:
    """Tell whether a new clause begins between a finding and a wish, so that the wish is about something else.

    "Rijbewijs B, VCA (een pré)" wishes for VCA alone; "Excel, Word of Outlook is een pré" for all three.
    """
    clauses = words.clause[after - 1 : before + 1]
    if clauses[0] == clauses[-1]:
        return False
    # One step to a bracket or dash right after the finding, as in "VCA (pré)" and "Duits – een plus".
    return before - after > 1 or _comma_between(words, after, before)


def _comma_between(words: Words, after: int, before: int) -> bool:
    return words.piece[before] - words.piece[after - 1] > 1


def _denied(words: Words, meant: Meant, first: int, last: int) -> bool:
    kept = [hit for hit in meant.hits if hit.meaning == "keep"]
    clause = words.clause[first]
    for hit in meant.hits:
        if hit.meaning not in ("before", "after") or any(k.first <= hit.first < k.last for k in kept):
            continue
        if words.clause[hit.first] != clause and not _answered(words, meant, hit, last):
            continue
        between = words.plain[min(hit.last, last) : max(hit.first, first)]
        if _NEGATED_AGAIN.intersection(between):
            continue
        if hit.meaning == "after" and hit.first >= first:
            return True
        if hit.meaning == "before" and _reaches(words, meant, hit, first, last):
            return True
    return False


def _answered(words: Words, meant: Meant, hit: Hit[str], last: int) -> bool:
    """Tell whether a denial answers what stands right before it: "Rijbewijs: niet nodig"."""
    return hit.meaning == "after" and hit.first == last and words.clause[hit.first] - words.clause[last - 1] == 1


def _reaches(words: Words, meant: Meant, hit: Hit[str], first: int, last: int) -> bool:
    word = words.plain[hit.last - 1]
    if hit.first >= first:
        # "Programmeren niet": a bare denial that closes the clause denies what stands before it.
        closes = hit.last >= meant.sentence.last or words.clause[hit.last] != words.clause[hit.first]
        return hit.first < last or (closes and word in {"niet", "not", "nicht"})
    # "Niet" denies the verb it stands with; "geen" everything up to the end of its clause.
    reach = 3 if word in {"niet", "not", "nicht", "nooit"} else 12
    return first - hit.last <= reach
