"""What to say instead of words that are a concern."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from draaischijf.reading.concerns.rules import Rule, titles
from draaischijf.reading.result import Finding
from draaischijf.reading.tables import plain

MOST_SKILLS: Final = 3
_ASKED: Final = frozenset({"required", "wished"})
_SKILLS: Final = frozenset({"skill", "knowledge"})
_SECTIONS: Final = frozenset({"tasks", "requirements", "wishes", "other"})
_SLOT: Final = re.compile(r"\{(\w+)\}")
_LEAD: Final = {
    "nl": "Je kunt dit werk doen, en laat dat zien met wat je gedaan hebt: ",
    "en": "You can show that you can do this work: ",
}


def skills_in(text: str, findings: Sequence[Finding]) -> tuple[str, ...]:
    """Return the words of the skills that a text asks for, the surest first.

    Args:
        text: The text.
        findings: What it says about skills.
    """
    asked = [one for one in findings if one.kind in _SKILLS and one.status in _ASKED and one.section in _SECTIONS]
    asked.sort(key=lambda one: (one.status != "required", -one.confidence, one.start))
    first = {one.uri: one for one in reversed(asked)}
    words = [" ".join(text[one.start : one.end].split()) for one in asked if first[one.uri] is one]
    return tuple(dict.fromkeys(words))[:MOST_SKILLS]


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
