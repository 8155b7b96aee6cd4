"""What to say instead of words that are a concern."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from draaischijf.reading.concerns.rules import Rule, titles
from draaischijf.reading.result import Finding
from draaischijf.reading.tables import plain

MOST_SKILLS: Final = 3
_ASKED: Final = frozenset({"required", "wished"})
_SKILLS: Final = frozenset({"skill", "knowledge"})
_SECTIONS: Final = frozenset({"tasks", "requirements", "wishes", "other"})
# A paper is what a demand is rewritten away from, also where its name is that of the skill: "driving licence".
_PAPER: Final = re.compile(
    r"licen[cs]e|rijbewij|vaarbewij|diplom|certifi[ck]|getuigschrift|registratie|registration|geregistreerd|registered"
    r"|bevoegdheid|\bpermit"
)
_SLOT: Final = re.compile(r"\{(\w+)\}")
_LEAD: Final = {
    "nl": "Je kunt dit werk doen, en laat dat zien met wat je gedaan hebt: ",
    "en": "You can show that you can do this work: ",
}


def skills_in(text: str, findings: Sequence[Finding], concerns: Iterable[tuple[int, int]] = ()) -> tuple[str, ...]:
    """Return the words of the skills that a text asks for, the surest first; papers are no skills.

    Args:
        text: The text.
        findings: What it says about skills.
        concerns: Where words stand that are a concern themselves, so that they are no way out of another.
    """
    doubted = _Spans(concerns)
    asked = [
        one
        for one in findings
        if one.kind in _SKILLS
        and one.status in _ASKED
        and one.section in _SECTIONS
        and not _PAPER.search(plain(text[one.start : one.end]))
        and not doubted.touch(one.start, one.end)
    ]
    asked.sort(key=lambda one: (one.status != "required", -one.confidence, one.start))
    first = {one.uri: one for one in reversed(asked)}
    words = [" ".join(text[one.start : one.end].split()) for one in asked if first[one.uri] is one]
    return tuple(dict.fromkeys(words))[:MOST_SKILLS]


class _Spans:
    """Stretches of a text, in any order."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reached = list(accumulate((end for _, end in ordered), max))

    def touch(self, start: int, end: int) -> bool:
        """Tell whether one of them has a place in common with another stretch."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._reached[before - 1] > start


def rewrite_of(rule: Rule, match: re.Match[str], words: str, language: str, skills: Sequence[str]) -> str:
    """Return words to say instead.

    Args:
        rule: The rule that fits.
        match: Where it fits; what its classes hold fills the slots of the rewrite.
        words: The words that are a concern, as written.
        language: `en`, otherwise Dutch.
        skills: Skills that the text names, for demands that stand in the place of skills.
    """
    spoken = "en" if language == "en" else "nl"
    if rule.skills and skills:
        return f"{_LEAD[spoken]}{', '.join(skills)}."
    held = {name: value for name, value in match.groupdict().items() if value}
    title = titles().get(plain(held.get("gendered", words)))
    held["neutral"] = title[spoken] if title else {"nl": "medewerker", "en": "colleague"}[spoken]
    filled = _SLOT.sub(lambda slot: held.get(slot[1], ""), rule.rewrite[spoken])
    return " ".join(filled.split())
