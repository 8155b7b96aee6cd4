"""Say a Dutch name of a skill as running text says it: "vloeren schoonmaken", "je maakt vloeren schoon".

The forms need not be faultless: they are read to learn which words go together, and never shown.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

# Parts that a verb lets go of; longer ones first, so that "schoonmaken" is not read as "schoon" without "maken".
_PARTS = (
    "samen", "schoon", "voor", "klaar", "onder", "door", "over", "vast", "terug", "bijeen", "achter", "binnen",
    "aan", "af", "bij", "in", "op", "uit", "mee", "na", "om", "toe", "weg", "los", "neer", "deel", "leiding", "les",
)  # fmt: skip
# Verbs that begin with what looks like such a part and keep it.
_WHOLE = re.compile(
    r"(onder(?:houd|zoek|handel|steun|teken|wijs|vind|schei|bouw)|over(?:leg|tuig|nacht|brug|win)|door(?:grond|loop)"
    r"|voor(?:koo?m|spel|zie)|inspecteer|installeer|instrueer|interpreteer|introduceer|investeer|informeer|innoveer"
    r"|organiseer|operer|optimaliseer|open|oefen|interview|integreer|inventariseer|incasseer|indiceer|initieer"
    r"|achterhaal|afficheer|navigeer|omschrijf|omarm)"
)
# Native verbs on -eren, whose stem keeps one e: "verbeteren", "verbeter"; all others come from French: "controleer".
_NATIVE = re.compile(
    r"(?:lever|beter|ander|gader|schilder|timmer|luister|zeker|inner|hinder|minder|vorder|helder|stoffer|sticker"
    r"|kleuter|snijder|tover|offer|ritsel|scanner|bunker|filter|polder|groter|ruimer|duider|breder|cijfer|zuiver"
    r"|donker|suiker|boetseer|koester|fluister|schitter|slinger|wapper|wonder|plunder|sluier|meester|monster|breker"
    r"|tier|hamer|water|kamer|nummer|ijver|overwinter|oever|spijker)$"
)
_UNSTRESSED = re.compile(r"[bcdfgklmnprstvwz](?:el|em|en)$")
_UNTAKING = ("be", "ge", "ver", "voor", "her", "ont", "er", "onder", "over", "door")
_STRONG = {
    "schrijven": "schreven", "geven": "geven", "houden": "houden", "komen": "komen", "lezen": "lezen", "nemen":
    "nomen", "kopen": "kocht", "brengen": "bracht", "denken": "dacht", "zoeken": "zocht", "rijden": "reden",
    "snijden": "sneden", "slijpen": "slepen", "wassen": "wassen", "bakken": "bakken", "laden": "laden", "gaan":
    "gaan", "doen": "daan", "staan": "staan", "zien": "zien", "helpen": "holpen", "werven": "worven", "werpen":
    "worpen", "treden": "treden", "trekken": "trokken", "spreken": "sproken", "breken": "broken", "steken":
    "stoken", "vinden": "vonden", "binden": "bonden", "zingen": "zongen", "lopen": "lopen", "vallen": "vallen",
    "hangen": "hangen", "gieten": "goten", "sluiten": "sloten", "kiezen": "kozen", "meten": "meten", "wijzen":
    "wezen", "blijven": "bleven", "vragen": "vraagd", "scheren": "schoren", "zenden": "zonden", "dragen": "dragen",
    "graven": "graven", "varen": "varen", "slaan": "slagen",
}  # fmt: skip
_OPEN = re.compile(r"(^|[^aeiou])([aeou])([bcdfgklmnprstvz])$")
_DOUBLE = re.compile(r"([bdfgklmnprst])\1$")


def stem(verb: str) -> str:
    """Return the first person of a Dutch infinitive: "maken" gives "maak", "lossen" gives "los"."""
    bare = verb[:-2] if verb.endswith("en") else verb[:-1]
    if _DOUBLE.search(bare):
        return bare[:-1]
    if len(bare) > 4 and (_UNSTRESSED.search(bare) or _NATIVE.search(bare)):
        return bare
    if len(bare) > 1:
        bare = _OPEN.sub(r"\1\2\2\3", bare)
    return bare[:-1] + {"v": "f", "z": "s"}.get(bare[-1:], bare[-1:])


def finite(verb: str) -> tuple[str, str]:
    """Return the form after "je" of a Dutch infinitive, and the part it lets go of or nothing."""
    for part in _PARTS:
        rest = verb[len(part) :]
        if verb.startswith(part) and len(rest) > 4 and not _WHOLE.match(stem(verb)):
            return _with_t(stem(rest)), part
    return _with_t(stem(verb)), ""


def participle(verb: str) -> str:
    """Return the past participle of a Dutch infinitive: "schoonmaken" gives "schoongemaakt"."""
    part = finite(verb)[1]
    rest = verb[len(part) :]
    strong = next((v for v in _STRONG if rest.endswith(v) and len(rest) - len(v) in (0, 2, 3, 4, 5)), "")
    bare = stem(rest)
    low = rest[: len(rest) - len(strong)] + _STRONG[strong] if strong else bare + _ending(verb, bare)
    keeps = any(rest.startswith(one) and len(rest) - len(one) > 4 for one in _UNTAKING)
    return part + (low if keeps else "ge" + low)


def _ending(verb: str, bare: str) -> str:
    # A stem that ends in t or d takes no more; "reizen" and "leven" keep the d of their z and v.
    if bare[-1:] in "td":
        return ""
    return "t" if bare.endswith(("k", "f", "s", "ch", "p")) and verb[-3:-2] not in "vz" else "d"


def _with_t(form: str) -> str:
    return form if form.endswith("t") else form + "t"


def is_doing(name: str) -> bool:
    """Tell a name that ends in an infinitive with something before it."""
    words = name.split()
    return len(words) > 1 and words[-1].endswith("en") and words[-1].islower() and len(words[-1]) > 4


def _you(what: str, verb: str) -> str:
    form, part = finite(verb)
    return f"je {form} {what} {part}".strip()


def _asked(what: str, verb: str) -> str:
    form, part = finite(verb)
    return f"{form} {what} {part}".strip()


def _to(what: str, verb: str) -> str:
    part = finite(verb)[1]
    return f"{what} {part} te {verb[len(part) :]}" if part else f"{what} te {verb}"


def _split(what: str, verb: str) -> str:
    part = finite(verb)[1]
    return f"daarnaast {stem(verb[len(part) :])} je {what} {part}".strip()


_WAYS: tuple[Callable[[str, str], str], ...] = (
    _you,
    _asked,
    _split,
    lambda what, verb: f"het {verb} van {what}",
    lambda what, verb: f"{verb} van {what}",
    lambda what, verb: f"{what} {participle(verb)}",
    _to,
)


def said(rng: random.Random, name: str) -> str:
    """Return a name that says what one does in one of the ways of running text; others as they are.

    Args:
        rng: source of chance.
        name: Dutch name of a skill.
    """
    if not is_doing(name):
        return name
    *what, verb = name.split()
    return rng.choice(_WAYS)(" ".join(what), verb)
