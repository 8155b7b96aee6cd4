"""Names of concepts found in running text: in any order, inflected, or cut apart by an enumeration or a verb."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from draaischijf.reading.index import MOST_UNITS, Index, Name
from draaischijf.reading.layout import Page
from draaischijf.reading.tables import words
from draaischijf.reading.units import Units, ordered

# How many units may stand between the parts of an enumeration: "plannen, organiseren en begeleiden van projecten".
MOST_BETWEEN: Final = 6
# In another language than the text's own, names are short: "project management", "Microsoft Office Excel".
MOST_FOREIGN: Final = 4
_JOINING: Final = frozenset({"en", "of", "and", "or", "und", "oder", "en/of", "evenals", "alsmede"})

_PREPOSITIONS: Final = frozenset(
    {"van", "aan", "met", "op", "in", "voor", "bij", "naar", "door", "over", "tot", "te", "with", "for", "to", "on"}
)
_ARTICLES: Final = frozenset({"de", "het", "een", "the", "a", "an", ""})
_LICENCE: Final = frozenset({"rijbewijs", "rijbewijzen"})
_CATEGORY: Final = frozenset({"AM", "A", "B", "BE", "C", "C1", "CE", "C1E", "D", "D1", "DE", "T", "E"})

UInt64 = npt.NDArray[np.uint64]
Int64 = npt.NDArray[np.int64]


class Match(NamedTuple):
    """A name found.

    Args:
        first: Its first word.
        last: The word after its last.
        name: What is known of the name.
        whole: True where the words are the name, in its order and in its form.
        loose: True where other words of an enumeration stand between.
        foreign: True where the name is in another language than the text.
    """

    first: int
    last: int
    name: Name
    whole: bool
    loose: bool
    foreign: bool


class _Found(NamedTuple):
    """Where a sum of units was found, and how."""

    first: int
    last: int
    size: int
    loose: bool
    foreign: bool


class _Stream(NamedTuple):
    """The units of a text: number, word that each comes from, piece that it stands in, whether a word opens with it."""

    unit: UInt64
    word: Int64
    piece: Int64
    opens: npt.NDArray[np.bool_]


def matches_in(page: Page, index: Index, spoken: str, hidden: list[bool]) -> list[Match]:
    """Return the names found in a text; they may overlap.

    Args:
        page: The text.
        index: The names of a release.
        spoken: Language of the text.
        hidden: Per word, whether it says who someone is.
    """
    own = spoken if spoken in ("nl", "en", "de") else "en"
    matches = _matches(page, index, own, hidden, foreign=False)
    if own == "nl":
        matches += _stretched(page, index, hidden)
    for other in ("en", "nl"):
        if other != own:
            matches += _matches(page, index, other, hidden, foreign=True)
    return matches


def _stretched(page: Page, index: Index, hidden: list[bool]) -> list[Match]:
    """Return names with a word within that changes nothing: "verwerkt elke maand de salarissen"."""
    between = words("between")
    plain, piece = page.words.plain, page.words.piece
    within = [
        at
        for at in range(1, len(plain) - 1)
        if plain[at] in between and piece[at - 1] == piece[at] == piece[at + 1] and not hidden[at]
    ]
    if not within:
        return []
    near, passed = {piece[at] for at in within}, set(within)
    places = [at for at, one in enumerate(piece) if one in near and at not in passed and plain[at] and not hidden[at]]
    stream = _stream(page, index.units["nl"], places, {})
    return [
        match._replace(whole=False, loose=True)
        for match in _runs(page, index, stream, MOST_UNITS, foreign=False)
        if any(match.first < at < match.last - 1 for at in within)
    ]


def _matches(page: Page, index: Index, language: str, hidden: list[bool], *, foreign: bool) -> list[Match]:
    maker = index.units[language]
    places = [at for at, plain in enumerate(page.words.plain) if plain and not hidden[at]]
    stream = _stream(page, maker, places, _completed(page, maker))
    if foreign:
        return _runs(page, index, stream, MOST_FOREIGN, foreign=True)
    found = _runs(page, index, stream, MOST_UNITS, foreign=False)
    return found + _enumerated(page, index, stream) + _categories(page, index) if len(stream.unit) else found


def _runs(page: Page, index: Index, stream: _Stream, most: int, *, foreign: bool) -> list[Match]:
    """Return the names that are runs of units."""
    n = len(stream.unit)
    if not n:
        return []
    sums = _sums(stream.unit)
    # A row for each size: where runs of so many units end, cut off at the end of the text.
    ends = np.arange(n) + np.arange(1, most + 1)[:, None]
    inside = ends <= n
    ends[~inside] = n
    size, begin = np.nonzero(inside & _whole_words(stream, ends - 1))
    end = ends[size, begin]
    found: list[Match] = []
    for at, key in _known(index, sums[end] - sums[begin]):
        first, last = int(stream.word[begin[at]]), int(stream.word[end[at] - 1]) + 1
        found += _named(page, index, key, _Found(first, last, int(size[at]) + 1, False, foreign))
    return found


def _sums(unit: UInt64) -> UInt64:
    """Return the sum of all units before each, and of all: what a run adds up to is the difference of two."""
    return np.concatenate([np.zeros(1, np.uint64), np.cumsum(unit, dtype=np.uint64)])


def _whole_words(stream: _Stream, last: Int64) -> npt.NDArray[np.bool_]:
    """Return for runs of units (by last unit) whether each is in one piece and parts no compound."""
    closes = np.append(stream.opens[1:], True)
    whole: npt.NDArray[np.bool_] = (stream.piece[last] == stream.piece) & stream.opens & closes[last]
    return whole


def _known(index: Index, keys: UInt64) -> list[tuple[int, int]]:
    """Return place among the sums and place in the index of the sums that are names."""
    return list(zip(*(places.tolist() for places in index.find(keys)), strict=True))


def _named(page: Page, index: Index, key: int, found: _Found) -> list[Match]:
    first, last, size, loose, foreign = found
    exact = ordered(page.words.plain[first:last])
    return [
        Match(first, last, name, name.exact == exact, loose, foreign) for name in index.names(key) if name.size == size
    ]


def _enumerated(page: Page, index: Index, stream: _Stream) -> list[Match]:
    """Return names whose two parts stand apart in an enumeration: "laden en lossen van vrachtwagens"."""
    unit, word, n = stream.unit, stream.word, len(stream.unit)
    sums, sentence = _sums(unit), _sentence_numbers(page, stream)
    # A row for each distance, twice: the last part is one unit, or itself two: "laden en lossen van vracht-wagens".
    ends = np.arange(n) + np.arange(2, MOST_BETWEEN + 1)[:, None]
    found: list[Match] = []
    for parts in (1, 2):
        inside = ends + parts <= n
        end, close = np.where(inside, ends, 0), np.where(inside, ends + parts - 1, 0)
        row, begin = np.nonzero(inside & (sentence[close] == sentence) & (word[end] == word[close]))
        end, close = end[row, begin], close[row, begin]
        keys = unit[begin] + sums[close + 1] - sums[end]
        for at, key in _known(index, keys):
            first, last = int(word[begin[at]]), int(word[end[at]])
            if _joined(page, first, last):
                found += _named(page, index, key, _Found(first, last + 1, parts + 1, True, False))
    return found


def _sentence_numbers(page: Page, stream: _Stream) -> Int64:
    begins = np.asarray([one.first for one in page.sentences], np.int64)
    numbers: Int64 = np.searchsorted(begins, stream.word, side="right")
    return numbers


def _joined(page: Page, first: int, last: int) -> bool:
    """Tell whether what stands between two words is an enumeration of one of them.

    "Laden en lossen van vrachtwagens", "lassen van rvs, aluminium en staal", "vrachtwagens laden en lossen": single
    words with commas or "en" between them, and a preposition at one end or none at all.
    """
    plain, piece, clause = page.words.plain, page.words.piece, page.words.clause
    if clause[first] != clause[last]:
        return False
    start, stop = first + 1, last
    while start < stop and (plain[start] in _PREPOSITIONS or plain[start] in _ARTICLES):
        start += 1
    if start == first + 1:
        while stop > start and (plain[stop - 1] in _PREPOSITIONS or plain[stop - 1] in _ARTICLES):
            stop -= 1
        if stop == last and last - first != 3:
            return False
    inner = plain[start:stop]
    joins = sum(word in _JOINING for word in inner)
    # After "van" the enumeration runs up to the last word itself: "van rvs, aluminium en staal".
    commas = piece[last] - piece[start] if start > first + 1 else piece[stop - 1] - piece[first]
    others = len(inner) - joins
    return 0 < others <= MOST_BETWEEN and not _PREPOSITIONS.intersection(inner) and joins + commas >= others


def _stream(page: Page, maker: Units, at: list[int], changed: dict[int, tuple[int, ...]]) -> _Stream:
    """Return the units of some words; changed are those of which more is known than the word says."""
    plain, words = page.words.plain, page.words
    unit: list[int] = []
    word: list[int] = []
    for place in at:
        own = changed.get(place)
        own = maker.of(plain[place]) if own is None else own
        unit += own
        word += [place] * len(own)
    piece = np.asarray(words.piece, np.int64)
    places = np.asarray(word, np.int64)
    opens = np.append(True, places[1:] != places[:-1]) if len(places) else np.zeros(0, np.bool_)
    return _Stream(np.asarray(unit, np.uint64), places, piece[places] if len(places) else places, opens)


def _completed(page: Page, maker: Units) -> dict[int, tuple[int, ...]]:
    """Return units of halves such as "heftruck-" in "heftruck- en reachtruckcertificaat"."""
    words, text = page.words, page.text
    changed: dict[int, tuple[int, ...]] = {}
    for at in range(len(words) - 2):
        end = words.ends[at]
        if text[end : end + 1] != "-" or text[end + 1 : end + 2] not in (" ", ",", "/"):
            continue
        whole = next((w for w in words.plain[at + 1 : at + 6] if w not in _JOINING and len(w) > 4), None)
        if whole:
            changed[at] = maker.always(maker.completed(words.plain[at], whole))
    return changed


def _categories(page: Page, index: Index) -> list[Match]:
    """Return categories of driving licence that stand apart from the word: "Rijbewijzen: B, C en CE"."""
    words = page.words
    found: list[Match] = []
    for at, plain in enumerate(words.plain):
        if plain not in _LICENCE:
            continue
        for place in range(at + 1, min(at + 8, len(words))):
            if words.raw[place] in _CATEGORY:
                found += _category(page, index, at, place)
            elif words.plain[place] not in _JOINING:
                break
    return found


def _category(page: Page, index: Index, head: int, place: int) -> list[Match]:
    words = page.words
    if place == head + 1 and words.piece[place] == words.piece[head]:
        return []
    maker = index.units["nl"]
    units = np.asarray([maker.always("rijbewijs") + maker.always(words.plain[place])], np.uint64)
    keys = units.sum(axis=1, dtype=np.uint64)
    return [
        match
        for _, key in _known(index, keys)
        for match in _named(page, index, key, _Found(place, place + 1, units.shape[1], False, False))
    ]
