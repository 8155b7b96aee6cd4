"""What stands around the words of a finding: its sentence, what the document is about, and the work that it names.

Of two concepts that some words may mean, the one that goes with the rest of the document is more often meant. All
vectors are whole numbers of at most 127, so that sums are exact.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from draaischijf.language import encoder
from draaischijf.language.encoder import Mode
from draaischijf.reading.draft import Draft
from draaischijf.reading.layout import Page
from draaischijf.reading.tables import rows
from draaischijf.reading.vectors import Float32, whole
from draaischijf.reading.words import person_words

ESCO: Final = "http://data.europa.eu/esco/"


class Context(NamedTuple):
    """What stands around findings, as vectors of whole numbers.

    Args:
        topic: What the document is about (d).
        title: What its titles are near to (d); zeros where it has none.
        sentences: What each sentence says (sentences, d).
    """

    topic: Float32
    title: Float32
    sentences: Float32


def context_of(draft: Draft, titles: list[list[str]], wanted: set[int], pieces: Float32) -> Context:
    """Return what stands around the findings of a document.

    Args:
        draft: The document.
        titles: Plain words of each of its titles.
        wanted: Indexes of the sentences in which something may be found; the others are not looked at.
        pieces: The vectors of its pieces (pieces, d).
    """
    plain, skipped = draft.page.words.plain, person_words()
    said: list[list[str]] = [[] for _ in draft.page.sentences]
    for number in wanted:
        one = draft.page.sentences[number]
        seen = (at for at in range(one.first, one.last) if not draft.hidden[at])
        said[number] = [plain[at] for at in seen if plain[at] and plain[at] not in skipped]
    return Context(_together(pieces), _together(_vectors(titles, "title")), _vectors(said, "sentence"))


def _vectors(texts: Sequence[Sequence[str]], mode: Mode) -> Float32:
    return whole(encoder().encode_words(texts, mode))


def _together(vectors: Float32) -> Float32:
    """Return the sum of some vectors, as long as one of them, in whole numbers."""
    total = vectors.sum(axis=0, dtype=np.float64)
    long = np.sqrt((total * total).sum())
    return whole(total / max(long, 1.0))


def length(page: Page, sentence: int) -> float:
    """Return the logarithm of the number of words of a sentence."""
    one = page.sentences[sentence]
    return round(math.log(max(one.last - one.first, 1)), 3)


@cache
def marked_documents() -> dict[str, int]:
    """Return in how many marked documents each concept (URI) was accepted, for those in more than none."""
    return {ESCO + row["concept"]: int(row["documents"]) for row in rows("common")}


def common(uris: Sequence[str]) -> Float32:
    """Return the logarithm of one more than the number of marked documents in which each concept was accepted."""
    known = marked_documents()
    return np.log1p(np.asarray([known.get(uri, 0) for uri in uris], np.float64)).astype(np.float32)
