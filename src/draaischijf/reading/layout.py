"""From a text to lines, words, sentences and clauses, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Final, NamedTuple

from draaischijf.reading.tables import words
from draaischijf.reading.words import WORD, plain_word

_LINE: Final = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_BREAK: Final = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
BULLET: Final = re.compile(
    r"(?:[-–—−•*·▪▫►▸✓✔✅➢➤‣◦○●■□»>~+]|[\u2190-\u2bff]\ufe0f?|[\U0001f300-\U0001faff]\ufe0f?|o(?=\s\s|\t)|\d{1,2}[.)](?=\s)|[a-z]\)(?=\s))\s*"
)
_RULE: Final = re.compile(r"[-=_*~–—]{3,}")
_STOP: Final = re.compile(r"(?<![.!?…])[.!?…]{1,8}[\"'”’)\]]{0,4}(?=\s)|;(?=\s)|\s[•·▪►|](?=\s)")
_LAST_WORD: Final = re.compile(r"(\S+)$")
_OPENERS: Final = frozenset({"maar", "but", "aber", "terwijl", "while", "wel"})
_PARTING: Final = ";:()–—|•.!?…\t"
_SUBJECTS: Final = frozenset(
    {
        "je",
        "jij",
        "u",
        "we",
        "wij",
        "ik",
        "you",
        "i",
        "dat",
        "want",
        "dus",
        "daarom",
        "omdat",
        "du",
        "sie",
        "wir",
        "ich",
    }
)
# Stands where words were that say who someone is; no word is written so.
BLANK: Final = "_"
# A line shorter than this is short by choice; a longer one was broken to fit the page.
WRAPPED: Final = 45


# A run of words without a stop is cut here, so that work on a sentence stays bounded.
LONGEST_SENTENCE: Final = 120


class Line(NamedTuple):
    """A line that is not blank.

    Args:
        start: First code point that is no space.
        end: First code point after it.
        body: First code point after a bullet or number; `start` where there is none.
        gap: True where a blank line or the beginning of the text stands before it.
        role: Role of the block it stands in (`heading`, `item`, ...), empty where unknown.
    """

    start: int
    end: int
    body: int
    gap: bool
    role: str = ""

    @property
    def bullet(self) -> bool:
        """Whether the line is an item of a list."""
        return self.body > self.start


class Sentence(NamedTuple):
    """A sentence, item or heading.

    Args:
        start: First code point.
        end: First code point after it.
        first: Its first word.
        last: The word after its last.
    """

    start: int
    end: int
    first: int
    last: int


@dataclass(slots=True)
class Words:
    """The words of a text as columns.

    Args:
        starts: First code point of each word.
        ends: First code point after each word.
        plain: Plain form of each word.
        raw: Each word as written.
        clause: Number of the clause each word stands in; words like "maar" and most signs part clauses.
        piece: Number of the piece each word stands in; commas part pieces too.
    """

    starts: list[int]
    ends: list[int]
    plain: list[str]
    raw: list[str]
    clause: list[int]
    piece: list[int]

    def __len__(self) -> int:
        return len(self.starts)


@dataclass(frozen=True, slots=True)
class Page:
    """A text taken apart.

    Args:
        text: The text.
        lines: Its lines that are not blank.
        words: Its words.
        sentences: Its sentences, in order.
    """

    text: str
    lines: list[Line]
    words: Words
    sentences: list[Sentence]

    def within(self, start: int, end: int) -> range:
        """Return the indexes of the words that begin in a part of the text."""
        return range(bisect_left(self.words.starts, start), bisect_left(self.words.starts, end))


def page_of(text: str, lines: list[Line], headings: set[int], words: Words | None = None) -> Page:
    """Return a text taken apart.

    Args:
        text: The text.
        lines: Its lines.
        headings: Indexes of the lines that are headings, which never run on.
        words: Its words, where they are known already; they are parted into clauses in place.
    """
    words = words or words_of(text)
    sentences = _sentences(text, lines, headings, words)
    words.clause, words.piece = _parts(text, words, {one.first for one in sentences})
    return Page(text, lines, words, sentences)


def words_of(text: str) -> Words:
    """Return the words of a text, not yet parted into clauses."""
    starts, ends, raw = [], [], []
    for match in WORD.finditer(text):
        starts.append(match.start())
        ends.append(match.end())
        raw.append(match.group())
    nothing = [0] * len(raw)
    return Words(starts, ends, [plain_word(word) for word in raw], raw, nothing, nothing)


def _parts(text: str, words: Words, opening: set[int]) -> tuple[list[int], list[int]]:
    clauses, pieces = [], []
    clause = piece = before = 0
    for at, (start, end, word) in enumerate(zip(words.starts, words.ends, words.plain, strict=True)):
        if at in opening:
            clause += 1
            piece += 1
        elif start - before != 1 or text[before] != " ":
            gap = text[before:start]
            if any(sign in gap for sign in _PARTING):
                clause += 1
                piece += 1
            elif "," in gap:
                piece += 1
                clause += word in _SUBJECTS
        if word in _OPENERS:
            clause += 1
        clauses.append(clause)
        pieces.append(piece)
        before = end
    return clauses, pieces


def lines_of(text: str, blocks: tuple[tuple[int, int, str], ...] = ()) -> list[Line]:
    """Return the lines of a text that are not blank.

    Args:
        text: Any text.
        blocks: Start, end and role of parts of the text, in order, as the file's format gives them.
    """
    lines: list[Line] = []
    before = 0
    opened = [block[0] for block in blocks]
    for match in _LINE.finditer(text):
        own = match.group().strip()
        if not own:
            continue
        if lines and _RULE.fullmatch(own):
            # A line of dashes under a heading says that it is one.
            lines[-1] = lines[-1]._replace(role=lines[-1].role or "heading")
            continue
        start = match.start() + match.group().index(own[0])
        end = start + len(own)
        bullet = BULLET.match(text, start, end)
        body = bullet.end() if bullet and bullet.end() < end else start
        gap = not lines or len(_BREAK.findall(text, before, start)) > 1
        at = bisect_left(opened, start + 1) - 1
        role = blocks[at][2] if at >= 0 and start < blocks[at][1] else ""
        role = "heading" if own.startswith("#") else role
        lines.append(Line(start, end, body, gap, role))
        before = end
    return lines


def _sentences(text: str, lines: list[Line], headings: set[int], found: Words) -> list[Sentence]:
    sentences: list[Sentence] = []
    for start, end in _units(text, lines, headings):
        for one_start, one_end in _split(text, start, end, found):
            first = bisect_left(found.starts, one_start)
            last = bisect_left(found.starts, one_end)
            for opened in range(first, last, LONGEST_SENTENCE):
                closed = min(opened + LONGEST_SENTENCE, last)
                end_of = max(found.ends[closed - 1], one_end) if closed == last else found.ends[closed - 1]
                sentences.append(Sentence(found.starts[opened], end_of, opened, closed))
    return sentences


def _units(text: str, lines: list[Line], headings: set[int]) -> list[tuple[int, int]]:
    """Join lines that were only broken to fit the page."""
    units: list[list[int]] = []
    wrapped = max(WRAPPED, _width(lines) * 7 // 10)
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        runs_on = (
            before is not None
            and not {index, index - 1} & headings
            and not (line.gap or line.bullet)
            and before.end - before.start >= wrapped
            and text[before.end - 1] not in ".!?:;"
            and (text[line.start].islower() or text[line.start] in "(&" or text[before.end - 1] in ",-")
        )
        if runs_on:
            units[-1][1] = line.end
        else:
            units.append([line.body, line.end])
    return [(start, end) for start, end in units]


def _width(lines: list[Line]) -> int:
    """Return how long the long lines of a text are; shorter ones were not broken to fit the page."""
    lengths = sorted(line.end - line.start for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _split(text: str, start: int, end: int, found: Words) -> list[tuple[int, int]]:
    parts, at = [], start
    for stop in _STOP.finditer(text, start, end):
        # A name ends a sentence however it is spelled ("Jan." is also a month), and no initial within it does.
        blank = _blank_at(stop.start(), found)
        if blank > stop.start():
            continue
        word = not blank and _LAST_WORD.search(text[max(at, stop.end() - 20) : stop.end()])
        if stop.group()[0] == "." and word and _abbreviated(word[1]):
            continue
        parts.append((at, stop.end()))
        at = stop.end()
    parts.append((at, end))
    return [trimmed for one in parts if (trimmed := _trim(text, *one))]


def _blank_at(place: int, found: Words) -> int:
    """Return the end of the blank word that ends at a place or stands over it, 0 where there is none."""
    at = bisect_left(found.ends, place)
    if at < len(found) and found.plain[at] == BLANK and found.starts[at] < place:
        return found.ends[at]
    return 0


def _abbreviated(word: str) -> bool:
    low = word.lower().lstrip("(\"'")
    return low in words("abbreviations") or (len(low) == 2 and low[0].isalpha())


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    own = text[start:end].strip()
    if not own:
        return None
    start += text[start:end].index(own[0])
    return start, start + len(own)
