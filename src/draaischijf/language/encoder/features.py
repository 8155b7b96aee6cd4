"""From text to rows of the weight table: words, and hashes of their characters.

A word is described by itself and by its character 3- to 6-grams with boundary
marks, so that inflections, compounds and typing errors land near the words they
come from. Every hash is plain 32-bit arithmetic on code points: the same on
every machine, without a dictionary to ship.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROW_BITS = 17
"""The table has ``2 ** ROW_BITS`` rows."""

MAX_WORDS = 64
"""Words of a text after this many are not read."""

MAX_LETTERS = 40
"""Letters of a word after this many are not read."""

_NGRAMS = (3, 4, 5, 6)
_WORD = re.compile(r"[^\W_]+(?:[+#]+)?")
_DUTCH = (
    ("werkster", "werker"),
    ("zorgster", "zorger"),
    ("leidster", "leider"),
    ("directrice", "directeur"),
    ("coordinatrice", "coordinator"),
    ("instructrice", "instructeur"),
    ("assistente", "assistent"),
    ("consulente", "consulent"),
    ("specialiste", "specialist"),
    ("monteuse", "monteur"),
    ("pleegster", "pleger"),
)
_GERMAN = ("erin", "orin", "istin", "eurin", "entin", "antin", "login", "kerin", "ologin", "ingenieurin")
_PRIME = np.uint32(0x01000193)
_BASIS = np.uint32(0x811C9DC5)
_WORD_SALT = np.uint32(0x9E3779B9)


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents, so that ``Coördinator`` is ``coordinator``."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in parts if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Return at most ``MAX_WORDS`` folded words of ``text``; ``c++`` and ``c#`` stay whole."""
    found = _WORD.findall(fold(text))
    return found if len(found) <= MAX_WORDS else found[:MAX_WORDS]


def by_rule(word: str) -> str:
    """Return a female form with a plain ending as the common one: ``leiterin`` is ``leiter``."""
    if word.endswith("in"):
        return word[:-2] if len(word) > 6 and word.endswith(_GERMAN) else word
    for female, common_end in _DUTCH:
        if word.endswith(female):
            return word[: -len(female)] + common_end
    return word


@lru_cache(maxsize=1)
def _female() -> dict[str, str]:
    table = {}
    for line in Path(__file__).with_name("female_forms.txt").read_text(encoding="ascii").splitlines():
        female, common, *stems = line.split()
        ends = ["" if end == "-" else end for end in (female, common)]
        table.update({stem + ends[0]: stem + ends[1] for stem in stems})
    return table


def common(word: str) -> str:
    """Return the form that stands for all sexes, so that ``directrice`` is read as ``directeur``.

    Args:
        word: a folded word.
    """
    return _female().get(word) or by_rule(word)


def _finish(h: npt.NDArray[np.uint32]) -> npt.NDArray[np.int32]:
    """Mix the bits (the finaliser of MurmurHash3, Appleby 2011) and keep ``ROW_BITS`` of them."""
    h = h ^ (h >> np.uint32(16))
    h = h * np.uint32(0x85EBCA6B)
    h = h ^ (h >> np.uint32(13))
    h = h * np.uint32(0xC2B2AE35)
    h = h ^ (h >> np.uint32(16))
    return (h & np.uint32((1 << ROW_BITS) - 1)).astype(np.int32)


def word_rows(vocabulary: Sequence[str]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Return the table rows of each word.

    Args:
        vocabulary: folded words, none of them empty.

    Returns:
        ``rows`` in ``[0, 2 ** ROW_BITS)`` and ``starts`` of length ``len(vocabulary) + 1``:
        word ``i`` owns ``rows[starts[i]:starts[i + 1]]``, its own row first, then its
        3-grams from left to right, its 4-grams, and so on.
    """
    if not vocabulary:
        return np.empty(0, np.int32), np.zeros(1, np.int64)
    marked = ["\x02" + common(w)[:MAX_LETTERS] + "\x03" for w in vocabulary]
    codes = np.frombuffer("".join(marked).encode("utf-32-le"), dtype="<u4").astype(np.uint32)
    lengths = np.fromiter((len(m) for m in marked), np.int64, len(marked))
    ends = np.cumsum(lengths)
    room = np.repeat(ends, lengths) - np.arange(len(codes))  # letters left in the word, self included
    owner = np.repeat(np.arange(len(marked)), lengths)

    owners, hashes = [np.arange(len(marked))], [_whole_word(codes, ends - lengths, lengths)]
    rolling = np.full(len(codes), _BASIS)
    for n in range(1, _NGRAMS[-1] + 1):
        size = len(codes) - n + 1
        if size <= 0:
            break
        rolling = (rolling[:size] ^ codes[n - 1 :]) * _PRIME
        if n in _NGRAMS:
            fits = np.flatnonzero(room[:size] >= n)
            owners.append(owner[fits])
            hashes.append(_finish(rolling[fits] + np.uint32(n)))
    order = np.argsort(np.concatenate(owners), kind="stable")
    counts = np.bincount(np.concatenate(owners), minlength=len(marked))
    starts = np.zeros(len(marked) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return np.concatenate(hashes)[order], starts


def _whole_word(
    codes: npt.NDArray[np.uint32], begins: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> npt.NDArray[np.int32]:
    h = np.full(len(begins), _BASIS ^ _WORD_SALT)
    for i in range(int(lengths.max())):
        on = np.flatnonzero(lengths > i)
        h[on] = (h[on] ^ codes[begins[on] + i]) * _PRIME
    return _finish(h)
