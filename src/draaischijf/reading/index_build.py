"""How the index of the names of a release is made: every name to its units, every skill to the vectors of its names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.language import Language, encoder
from draaischijf.reading.index import FORMAT, LANGUAGES, MOST_UNITS, PART_OF_LANGUAGE, RELATIONS, SORTS
from draaischijf.reading.units import MASK, Units, ordered
from draaischijf.reading.words import WORD, plain_word

_USING: Final = ("interact verbally", "understand ", "write ", "speak ", "read ", "sign ")
_DENIALS: Final = frozenset({"niet", "geen", "nooit", "not", "no", "never"})
# A word counts as a part of compounds when this many names hold it.
LEAST_NAMES: Final = 2


class _Row(NamedTuple):
    key: int
    name: int
    exact: int
    cased: bool
    size: int
    denies: bool


def columns_of(language: Language) -> dict[str, npt.NDArray[np.generic]]:
    """Return the columns of the index of a release, as they are stored."""
    names, kinds = language.names, language.concepts.kinds
    split = [[plain_word(word) for word in WORD.findall(text)] for text in names.text]
    words = {spoken: _vocabulary(split, names.language, spoken) for spoken in LANGUAGES}
    makers = {spoken: Units(spoken, words[spoken]) for spoken in LANGUAGES}
    kept = [row for row, concept in enumerate(names.concept.tolist()) if not kinds[concept].endswith("-group")]
    rows = sorted(_rows(kept, names.text, names.language, split, makers), key=lambda row: (row.key, row.name))
    keys, starts = np.unique(np.asarray([row.key for row in rows], np.uint64), return_index=True)
    own = [row.name for row in rows]
    return {
        "format": np.asarray(FORMAT),
        "keys": keys,
        "starts": np.append(starts, len(rows)).astype(np.int32),
        "concept": names.concept[own].astype(np.int32),
        "sort": np.asarray([_place(SORTS, names.sort[name]) for name in own], np.uint8),
        "relation": np.asarray([_place(RELATIONS, names.relation[name]) for name in own], np.uint8),
        "exact": np.asarray([row.exact for row in rows], np.uint64),
        "cased": np.asarray([row.cased for row in rows], np.bool_),
        "size": np.asarray([row.size for row in rows], np.uint8),
        "denies": np.asarray([row.denies for row in rows], np.bool_),
        "uris": _text(language.concepts.uris),
        "kinds": _text(_told_apart(language)),
        "asked": _asked(language),
        **_vectors(language),
        **{f"words_{spoken}": _text(sorted(words[spoken])) for spoken in LANGUAGES},
    }


def _asked(language: Language) -> npt.NDArray[np.generic]:
    _, skills = language.relations.select("essential", "optional", "important")
    return np.log1p(np.bincount(skills, minlength=len(language.concepts))).astype(np.float32)


def _vectors(language: Language) -> dict[str, npt.NDArray[np.generic]]:
    """Return the vectors of the names of skills that mean the skill itself, by skill."""
    names, n_skills = language.names, language.concepts.n_skills
    kept = [
        row for row, concept in enumerate(names.concept.tolist()) if concept < n_skills and names.relation[row] == "is"
    ]
    kept.sort(key=lambda row: (int(names.concept[row]), row))
    vectors = encoder().encode([names.text[row] for row in kept], "name")
    starts = np.searchsorted(names.concept[kept], np.arange(n_skills + 1))
    return {"vectors": np.rint(vectors * 127).astype(np.int8), "vector_starts": starts.astype(np.int32)}


def _told_apart(language: Language) -> list[str]:
    """Return kinds, with using a language apart: who asks for "Nederlands spreken" means Dutch."""
    names = language.concepts.preferred["en"]
    return [
        PART_OF_LANGUAGE if kind == "language" and name.startswith(_USING) else kind
        for kind, name in zip(language.concepts.kinds, names, strict=True)
    ]


def _text(lines: list[str]) -> npt.NDArray[np.generic]:
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def _place(known: tuple[str, ...], value: str) -> int:
    return known.index(value) if value in known else len(known) - 1


def _vocabulary(split: list[list[str]], spoken: list[str], language: str) -> frozenset[str]:
    counted = Counter(
        word
        for words, own in zip(split, spoken, strict=True)
        if own == language
        for word in set(words)
        if word.isalpha()
    )
    return frozenset(word for word, times in counted.items() if times >= LEAST_NAMES and len(word) > 2)


def _rows(
    kept: list[int], texts: list[str], spoken: list[str], split: list[list[str]], makers: dict[str, Units]
) -> Iterator[_Row]:
    for row in kept:
        maker = makers.get(spoken[row])
        if maker is None or not split[row]:
            continue
        units = [unit for word in split[row] for unit in maker.of(word)]
        if not units:
            units = [unit for word in split[row] for unit in maker.always(word)]
        # "Buiten werken" must not be found in every "werken": small words are no part of what is looked up.
        if len(units) > MOST_UNITS or (len(units) == 1 and len(split[row]) > 1):
            continue
        yield _Row(
            sum(units) & MASK,
            row,
            ordered(split[row]),
            _is_cased(texts[row]),
            len(units),
            not _DENIALS.isdisjoint(split[row]),
        )


def _is_cased(text: str) -> bool:
    """Tell a proper name or abbreviation from a name that only begins with a capital in German or by habit."""
    return any(word[1:] != word[1:].lower() or (len(word) < 3 and word.isupper()) for word in text.split()) or (
        text[:1].isupper() and not text.isupper() and " " not in text
    )
