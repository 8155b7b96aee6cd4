"""Pieces of sentences: the runs of words that are held against the skills as a whole."""

from __future__ import annotations

from typing import Final, NamedTuple

from draaischijf.reading.layout import Page
from draaischijf.reading.words import function_words, person_words

LONGEST_PIECE: Final = 24
_JOINING: Final = frozenset({"en", "of", "and", "or", "und", "oder", "et"})


class Piece(NamedTuple):
    """A run of words that is held against the skills as a whole: what stands between commas, "en" and "of".

    Args:
        words: Indexes of its words that count, in order.
        sentence: Index of its sentence.
    """

    words: tuple[int, ...]
    sentence: int


def pieces_of(page: Page, wanted: list[int], hidden: list[bool], spoken: str) -> list[Piece]:
    """Return the pieces of some sentences: what stands between commas, "en" and "of".

    Args:
        page: The text.
        wanted: Indexes of sentences.
        hidden: Per word, whether it says who someone is.
        spoken: Language of the text.
    """
    words = page.words
    skipped = function_words(spoken) | person_words()
    pieces: list[Piece] = []
    for number in wanted:
        sentence = page.sentences[number]
        runs: list[list[int]] = [[]]
        for at in range(sentence.first, sentence.last):
            word = words.plain[at]
            parted = at > sentence.first and words.piece[at] != words.piece[at - 1]
            if parted or word in _JOINING:
                runs.append([])
            if word and not (hidden[at] or word in skipped or word.isdecimal()):
                runs[-1].append(at)
        # A letter alone ("x", "n.v.t.") means nothing by itself.
        telling = (run for run in runs if any(len(words.plain[at]) > 1 for at in run))
        pieces += [Piece(tuple(run[:LONGEST_PIECE]), number) for run in telling]
    return pieces
