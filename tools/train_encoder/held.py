"""What is kept out of training, so that the encoder can be measured and tuned honestly."""

from __future__ import annotations

import zlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from draaischijf.language.encoder.recall import BASE
from tools.train_encoder.corpus import OCCUPATION, Corpus

VALIDATION, TEST = 60, 100
_NAMES = 300
_LIST = Path(__file__).with_name("held_out.txt")


@dataclass(frozen=True)
class Held:
    """Rows of occupations, and places in ``Corpus.names``, that training never sees.

    Attributes:
        validation: occupations to choose parameters by.
        test: occupations to measure on.
        names: names of other occupations, to choose parameters by.
    """

    validation: frozenset[int]
    test: frozenset[int]
    names: frozenset[int]

    @property
    def occupations(self) -> set[int]:
        """All occupations that are left out altogether."""
        return set(self.validation | self.test)


def choose(corpus: Corpus) -> Held:
    """Return what is held out: occupations by a list that never changes, names by a checksum.

    The list is kept in a file, because a choice that hung on the corpus would let a trained occupation
    slip into the test once a table grows.
    """
    validation, test = (
        frozenset(
            r
            for line in _LIST.read_text(encoding="ascii").splitlines()
            if line[0] == part
            for r in [corpus.find(BASE + line[2:])]
            if r is not None
        )
        for part in "vt"
    )
    counts: dict[tuple[int, int], int] = {}
    for row, code, _ in corpus.names:
        if corpus.kinds[row] == OCCUPATION:
            counts[row, code] = counts.get((row, code), 0) + 1
    return Held(validation, test, _names(corpus, counts, set(validation | test)))


def draw(corpus: Corpus) -> tuple[list[str], list[str]]:
    """Draw occupations for validation and test by a checksum of their URI: how the list was made."""
    languages: dict[int, set[int]] = {}
    for row, code, _ in corpus.names:
        if corpus.kinds[row] == OCCUPATION:
            languages.setdefault(row, set()).add(code)
    related: dict[int, int] = {}
    for occupation, _, _ in corpus.relations:
        related[occupation] = related.get(occupation, 0) + 1
    fit = [corpus.uris[r] for r in languages if len(languages[r]) == 3 and related.get(r, 0) >= 10]
    fit.sort(key=lambda uri: zlib.crc32(uri.encode()))
    return fit[:VALIDATION], fit[VALIDATION : VALIDATION + TEST]


def _names(corpus: Corpus, counts: dict[tuple[int, int], int], held: set[int]) -> frozenset[int]:
    order = sorted(
        (zlib.crc32((corpus.uris[r] + n).encode()), c, r, i)
        for i, (r, c, n) in enumerate(corpus.names)
        if counts.get((r, c), 0) >= 4 and r not in held
    )
    taken: dict[int, set[int]] = {0: set(), 1: set(), 2: set()}
    out = set()
    for _, code, row, i in order:
        if len(taken[code]) < _NAMES and row not in taken[code]:
            taken[code].add(row)
            out.add(i)
    return frozenset(out)


def fold(corpus: Corpus, held: Held, number: int) -> Held:
    """Return ``held`` with a fifth of the other occupations, 0 to 4, beside those for validation.

    What judges a profile learns from occupations that an encoder has not seen; see ``judge``.
    """
    related = Counter(o for o, _, _ in corpus.relations)
    part = {
        row
        for row, kind in enumerate(corpus.kinds)
        if kind == OCCUPATION and related[row] >= 10 and zlib.crc32(("f" + corpus.uris[row]).encode()) % 5 == number
    }
    return replace(held, validation=held.validation | (part - held.test))
