"""Find pairs of words that differ only in the sex they suppose, such as verpleegster and verpleger.

Both words must stand in names of one occupation in one language, so that ``plaster`` is not taken for
a female ``plaser``. The table that comes out is read before hashing: both words then are one word.
"""

from __future__ import annotations

from pathlib import Path

from draaischijf.language.encoder import features
from tools.train_encoder.corpus import LANGUAGES, OCCUPATION, Corpus

_ENDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "nl": (
        ("ierster", "ier"),
        ("aarster", "aar"),
        ("ster", "er"),
        ("ster", "der"),
        ("ster", "ar"),
        ("trice", "tor"),
        ("trice", "teur"),
        ("euse", "eur"),
        ("rice", "eur"),
        ("ares", "aar"),
        ("iste", "ist"),
        ("ente", "ent"),
        ("ante", "ant"),
        ("loge", "loog"),
        ("vrouw", "man"),
        ("nome", "noom"),
        ("grafe", "graaf"),
        ("erin", "er"),
        ("meesteres", "meester"),
        ("iere", "ier"),
        ("boerin", "boer"),
        ("technica", "technicus"),
        ("politica", "politicus"),
        ("critica", "criticus"),
        ("cate", "caat"),
        ("mate", "maat"),
        ("pate", "paat"),
    ),
    "de": (("in", ""), ("in", "e"), ("frau", "mann"), ("arztin", "arzt"), ("kochin", "koch")),
    "en": (("woman", "man"), ("women", "men"), ("ress", "er"), ("ress", "or"), ("ess", ""), ("trix", "tor")),
}
_KNOWN = {
    "verpleegster": "verpleger",
    "ziekenverpleegster": "ziekenverpleger",
    "krankenschwester": "krankenpfleger",
    "schoonmaakster": "schoonmaker",
    "gastvrouw": "gastheer",
    "vrouw": "vrouw",
    "frau": "frau",
    "woman": "woman",
}


def pairs(corpus: Corpus) -> dict[str, str]:
    """Return female form to common form, as folded words."""
    found: dict[str, str] = {}
    by_concept: dict[tuple[int, int], list[set[str]]] = {}
    for row, code, name in corpus.names:
        if corpus.kinds[row] == OCCUPATION:
            by_concept.setdefault((row, code), []).append(set(features.words(name)))
    for (_, code), names in by_concept.items():
        all_words = set().union(*names)
        for word in all_words:
            for female, common in _ENDINGS[LANGUAGES[code]]:
                other = word[: len(word) - len(female)] + common
                if word.endswith(female) and len(other) > 3 and other != word and other in all_words:
                    found.setdefault(word, other)
                    break
    found.update(_KNOWN)
    return {w: _end(found, w) for w in sorted(found) if features.by_rule(w) == w != _end(found, w)}


def _end(found: dict[str, str], word: str) -> str:
    for _ in range(4):
        if found.get(word, word) == word:
            break
        word = found[word]
    return word


def write(found: dict[str, str], path: Path) -> None:
    """Write the table: a line per pair of endings, with the stems that take it."""
    lines: dict[tuple[str, str], list[str]] = {}
    for word, other in found.items():
        same = _shared(word, other)
        lines.setdefault((word[same:], other[same:]), []).append(word[:same])
    text = "".join(f"{a or '-'} {b or '-'} {' '.join(sorted(stems))}\n" for (a, b), stems in sorted(lines.items()))
    path.write_text(text, encoding="ascii")


def _shared(one: str, other: str) -> int:
    """Return how many letters two words begin with alike."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
