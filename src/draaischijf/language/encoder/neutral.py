"""Take words about the person out of a job title, so that they cannot change what the work takes.

Only words that say who does the work go; words that say what the work is (``Frans`` in
``docent Frans``, ``senior``, ``kinder`` in ``kinderverzorger``) stay. Words of origin and belief stand in
``origins.txt``, for all countries; given names in ``given_names.txt``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from draaischijf.language.encoder.features import fold

_PERSON_TEXT = """
man vrouw mannen vrouwen mannelijk mannelijke vrouwelijk vrouwelijke man/vrouw jongen meisje dame heer male
female men women mann frau manner frauen mannlich mannliche weiblich weibliche divers jong jonge jongere
oud oude oudere young younger old older mature jung junge junger alt alte altere
blank blanke zwart zwarte wit witte white black caucasian
gehandicapte homoseksuele lesbische transgender
"""
_HERE = Path(__file__).parent
_MARKS = re.compile(r"\((?:\s*[mvwfdx]\s*[/|,]?)+\)|(?<![\w])[mvwf](?:\s*/\s*[mvwfdx])+(?![\w])", re.IGNORECASE)
_AGE = re.compile(
    r"\(?\b(?:max(?:imaal|\.)?|min(?:imaal|\.)?|tot|vanaf)?\s*\d{2}\s*(?:jaar|jarige?|years? old|jahre)\b\)?"
    r"|\b\d{2}[- ]?plus(?:sers?)?\b|\b\d{2}\+(?!\w)",
    re.IGNORECASE,
)
_ORIGIN = re.compile(r"\bvan\s+\w+\s+(?:afkomst|komaf|herkomst)\b|\bof\s+\w+\s+(?:descent|origin)\b", re.IGNORECASE)
# Where someone comes from, or where the work is, says nothing about what the work takes.
_FROM = re.compile(r"\b(?:afkomstig\s+)?(?:uit|from|aus)\s+(?:de\s+|het\s+|the\s+)?[A-Z][\w-]+")
_FAMILY = re.compile(
    r"[,\s]\s*(?:(?:en|and|und|&)\s+)?(?:moeder|vader|oma|opa|mother|father|mutter|vater)\b(?:\s+(?:van|of|von)\s+\w+)?",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(?:met|with|mit)\s+(?:een\s+|a\s+|an\s+|einer\s+)?(?:\w+\s+)?"
    r"(?:migratieachtergrond|achtergrond|hoofddoek|beperking|handicap|headscarf|disability|migrant background)\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\S+")
_EDGES = "(),.;:-\u2013\u2014/"
# With these an English adjective names a language that is taught or translated.
_ABOUT_LANGUAGE = frozenset(
    [
        "teacher",
        "tutor",
        "lecturer",
        "professor",
        "instructor",
        "translator",
        "interpreter",
        "linguist",
        "language",
        "studies",
        "literature",
    ]
)
_GERMAN_ENDINGS = ("", "e", "er", "es", "en", "em")


@cache
def origins() -> dict[str, frozenset[str]]:
    """Return words of origin and belief by language and sort, in lower case and without accents."""
    listed: dict[str, frozenset[str]] = {}
    for line in (_HERE / "origins.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            kind, _, words = line.partition(":")
            listed[kind] = frozenset(fold(word) for word in words.split())
    return listed


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that always go, and the English adjectives that go unless a language is taught."""
    listed = dict(origins())
    german = {word + ending for word in listed.pop("de-adjective") for ending in _GERMAN_ENDINGS[1:]}
    german |= {word + ending for word in listed.pop("de-belief") for ending in _GERMAN_ENDINGS}
    english = listed.pop("en-adjective")
    return frozenset(_PERSON_TEXT.split()).union(german, *listed.values()), frozenset(english)


@cache
def given_names() -> frozenset[str]:
    """Return given names in lower case and without accents."""
    lines = (_HERE / "given_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(fold(line) for line in lines if line and not line.startswith("#"))


def neutral(title: str) -> str:
    """Return a title without words about sex, age, origin, belief, family or the like; never less than one word.

    Args:
        title: a job title as somebody wrote it.
    """
    bare = title
    for pattern in (_MARKS, _AGE, _ORIGIN, _FROM, _WITH, _FAMILY):
        bare = pattern.sub(" ", bare)
    tokens = _TOKEN.findall(bare)
    plain = [fold(token).strip(_EDGES) for token in tokens]
    always, english = _words()
    if _ABOUT_LANGUAGE.isdisjoint(plain):
        always |= english
    kept = [token for at, token in enumerate(tokens) if plain[at] not in always and not _is_name(tokens, plain, at)]
    return " ".join(kept) or title


def _is_name(tokens: list[str], plain: list[str], at: int) -> bool:
    """Tell a given name that a comma or dash sets apart from the title: "Fatima, lasser", "lasser - Kevin"."""
    if plain[at] not in given_names():
        return False
    before, token = tokens[at - 1] if at else "", tokens[at]
    after = tokens[at + 1] if at + 1 < len(tokens) else ""
    opens = at == 0 and (token[-1] in ",:" or (after and not plain[at + 1]))
    closes = at == len(tokens) - 1 and (before[-1:] in {",", ":"} or (at > 0 and not plain[at - 1]))
    return bool(opens or closes)
