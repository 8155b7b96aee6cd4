"""Take words about the person out of a job title, so that they cannot change what the work takes.

Only words that say who does the work go; words that say what the work is (``Frans`` in
``docent Frans``, ``senior``, ``kinder`` in ``kinderverzorger``) stay.
"""

from __future__ import annotations

import re

from draaischijf.language.encoder.features import fold

_PERSON_TEXT = """
man vrouw mannen vrouwen mannelijk mannelijke vrouwelijk vrouwelijke man/vrouw jongen meisje dame heer male
female men women mann frau manner frauen mannlich mannliche weiblich weibliche divers jong jonge jongere
oud oude oudere young younger old older mature jung junge junger alt alte altere allochtoon allochtone
autochtoon autochtone blank blanke zwart zwarte wit witte white black caucasian immigrant migrant
buitenlandse inheemse autochthone nederlandse turkse marokkaanse surinaamse antilliaanse poolse roemeense
bulgaarse syrische oekrainse afghaanse islamitische moslim joodse christelijke katholieke hindoestaanse
gehandicapte homoseksuele lesbische transgender
"""
_PERSON = frozenset(_PERSON_TEXT.split())
_MARKS = re.compile(r"\((?:\s*[mvwfdx]\s*[/|,]?)+\)|(?<![\w])[mvwf](?:\s*/\s*[mvwfdx])+(?![\w])", re.IGNORECASE)
_AGE = re.compile(
    r"\(?\b(?:max(?:imaal|\.)?|min(?:imaal|\.)?|tot|vanaf)?\s*\d{2}\s*(?:jaar|jarige?|years? old|jahre)\b\)?",
    re.IGNORECASE,
)
_ORIGIN = re.compile(r"\bvan\s+\w+\s+(?:afkomst|komaf|herkomst)\b", re.IGNORECASE)
_TOKEN = re.compile(r"\S+")


def neutral(title: str) -> str:
    """Return a title without words about sex, age, origin, belief or the like; never less than one word.

    Args:
        title: a job title as somebody wrote it.
    """
    bare = _ORIGIN.sub(" ", _AGE.sub(" ", _MARKS.sub(" ", title)))
    kept = [w for w in _TOKEN.findall(bare) if fold(w).strip("(),.;:-") not in _PERSON]
    return " ".join(kept) or title
