"""Which terms rise and which concepts fade, by counting vacancies.

A term rises when a larger share of the vacancies in the recent months has it than in the months before. The measure is
the likelihood ratio of one share against two (Dunning 1993), whose distribution gives a p-value; the procedure of
Benjamini and Hochberg (1995) bounds the share of false alarms among all terms at once.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from draaischijf.language.growth.stream import Posting
from draaischijf.language.growth.words import EDGES, terms_of
from draaischijf.language.language import Language

RECENT_MONTHS: Final = 3
EARLIER_MONTHS: Final = 12
LEAST_POSTINGS: Final = 8
LEAST_GROWTH: Final = 2.5
FALSE_ALARMS: Final = 0.01
# A shorter term that stands in a longer one this often says nothing of its own, and the reverse.
SAME: Final = 0.8

Source = Callable[[], Iterable[Posting]]


class Window(NamedTuple):
    """Which months are recent and which came before.

    Args:
        end: First day of the month after the last one that counts.
        recent: Number of recent months.
        earlier: Number of months before those.
    """

    end: date
    recent: int = RECENT_MONTHS
    earlier: int = EARLIER_MONTHS

    @classmethod
    def through(cls, last: date) -> Window:
        """Return the window whose last month is the one of a day.

        Raises:
            ValueError: The calendar ends with that month.
        """
        return cls(date(last.year + last.month // 12, last.month % 12 + 1, 1))

    def month(self, day: date) -> int | None:
        """Return how many months before the end a day lies, 1 for the last one; None outside the window."""
        ago = (self.end.year - day.year) * 12 + self.end.month - day.month
        return ago if 1 <= ago <= self.recent + self.earlier else None


class Trend(NamedTuple):
    """How often a term was seen.

    Args:
        term: In normal form.
        counts: Vacancies with it per month of the window, oldest first.
        recent: Share of recent vacancies with it.
        earlier: Share of earlier vacancies with it.
        growth: Recent share over earlier share, half a vacancy added to both.
        p: Probability of such a difference by chance.
        sectors: Recent vacancies with it per sector, most first.
    """

    term: str
    counts: tuple[int, ...]
    recent: float
    earlier: float
    growth: float
    p: float
    sectors: tuple[tuple[str, int], ...]


class _Counts(NamedTuple):
    months: dict[str, Counter[int]]
    sectors: dict[str, Counter[str]]
    totals: Counter[int]


def rising_terms(source: Source, window: Window, known: Callable[[str], bool]) -> list[Trend]:
    """Return terms that are no name yet and rise, surest first.

    The stream is read twice, so that only terms whose words are frequent enough are kept in memory.

    Args:
        source: Gives the stream afresh at each call.
        window: Which months count.
        known: Whether a term is a name already.
    """
    words: Counter[str] = Counter()
    for posting, month in _inside(source(), window):
        if month <= window.recent:
            words.update({word for term in terms_of(posting.text) for word in term.split()})
    frequent = {word for word, seen in words.items() if seen >= LEAST_POSTINGS}
    counts = _count(source(), window, lambda term: all(word in frequent for word in term.split()) and not known(term))
    return _maximal(_significant(counts, window, rising=True))


def vacancies(source: Source, window: Window) -> tuple[int, int]:
    """Return how many vacancies the recent months hold, and how many the months before."""
    months = [month for _, month in _inside(source(), window)]
    recent = sum(month <= window.recent for month in months)
    return recent, len(months) - recent


def trends_of_concepts(source: Source, window: Window, language: Language, *, rising: bool) -> dict[int, Trend]:
    """Return the concepts whose names rise, or fade; a concept that fades is shown, never removed.

    Args:
        source: Gives the stream afresh at each call.
        window: Which months count.
        language: Release of the language.
        rising: True for those that rise, False for those that fade.
    """
    names = language.names
    concept_of: dict[str, int] = {}
    for row, plain in enumerate(names.plain):
        if names.relation[row] == "is" and int(names.concept[row]) < language.concepts.n_skills:
            concept_of.setdefault(plain, int(names.concept[row]))
    counts = _count(source(), window, concept_of.__contains__, lambda term: str(concept_of[term]))
    return {int(one.term): one for one in _significant(counts, window, rising=rising)}


def _inside(postings: Iterable[Posting], window: Window) -> Iterator[tuple[Posting, int]]:
    for posting in postings:
        month = window.month(posting.day)
        if month is not None:
            yield posting, month


def _count(
    postings: Iterable[Posting],
    window: Window,
    wanted: Callable[[str], bool],
    key: Callable[[str], str] = lambda term: term,
) -> _Counts:
    months: dict[str, Counter[int]] = defaultdict(Counter)
    sectors: dict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[int] = Counter()
    for posting, month in _inside(postings, window):
        totals[month] += 1
        for term in {key(term) for term in terms_of(posting.text) if wanted(term)}:
            months[term][month] += 1
            if month <= window.recent and posting.sector:
                sectors[term][posting.sector] += 1
    return _Counts(months, sectors, totals)


def _significant(counts: _Counts, window: Window, *, rising: bool) -> list[Trend]:
    recent_all = sum(counts.totals[month] for month in range(1, window.recent + 1))
    earlier_all = sum(counts.totals.values()) - recent_all
    if not recent_all or not earlier_all:
        return []
    trends = [_trend(term, counts, window, recent_all, earlier_all) for term in counts.months]
    trends = [one for one in trends if (one.growth > 1) == rising]
    sure = sorted(trends, key=lambda one: (one.p, one.term))
    # Benjamini and Hochberg: the last place at which p is under its share of the bound.
    last = max((at for at, one in enumerate(sure, 1) if one.p <= FALSE_ALARMS * at / len(sure)), default=0)
    least = LEAST_GROWTH if rising else 1 / LEAST_GROWTH
    return [
        one
        for one in sure[:last]
        if sum(one.counts) >= LEAST_POSTINGS and ((one.growth >= least) if rising else (one.growth <= least))
    ]


def _trend(term: str, counts: _Counts, window: Window, recent_all: int, earlier_all: int) -> Trend:
    months = counts.months[term]
    recent = sum(months[month] for month in range(1, window.recent + 1))
    earlier = sum(months.values()) - recent
    growth = ((recent + 0.5) / (recent_all + 1)) / ((earlier + 0.5) / (earlier_all + 1))
    span = range(window.recent + window.earlier, 0, -1)
    return Trend(
        term,
        tuple(months[month] for month in span),
        recent / recent_all,
        earlier / earlier_all,
        growth,
        _p(recent, recent_all, earlier, earlier_all),
        tuple(sorted(counts.sectors[term].items(), key=lambda one: (-one[1], one[0]))),
    )


def _p(a: int, a_all: int, b: int, b_all: int) -> float:
    """Return the one-sided p-value of the likelihood ratio of two shares against one."""
    whole = (a + b) / (a_all + b_all)
    ratio = 2 * (_fit(a, a_all, a / a_all) + _fit(b, b_all, b / b_all) - _fit(a, a_all, whole) - _fit(b, b_all, whole))
    return 0.5 * math.erfc(math.sqrt(max(ratio, 0.0) / 2))


def _fit(seen: int, all_: int, share: float) -> float:
    """Return the log likelihood of a count under a share."""
    hit = seen * math.log(share) if seen else 0.0
    miss = (all_ - seen) * math.log(1 - share) if all_ > seen else 0.0
    return hit + miss


def _maximal(trends: list[Trend]) -> list[Trend]:
    """Leave out what only rises as part of a longer term, or as a rare form of a shorter one."""
    seen = {one.term: sum(one.counts) for one in trends}
    dropped: set[str] = set()
    for term, times in seen.items():
        words = term.split()
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                part = " ".join(words[first:last])
                if part != term and part in seen:
                    whole = times >= SAME * seen[part] and EDGES.isdisjoint(words)
                    dropped.add(part if whole else term)
    return [one for one in trends if one.term not in dropped]
