"""Finding concerns: words that some rule looks for, then the context that allows them or not.

Most words of a vacancy are looked for by no rule. So each word is looked up once, and only in the sentences that hold
such a word are the patterns compared that look for it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from draaischijf.reading.concerns.result import Concern
from draaischijf.reading.concerns.rules import Pattern, Rule, grounds, guards, patterns, triggers, turns
from draaischijf.reading.concerns.sentences import ends_of
from draaischijf.reading.concerns.wording import rewrite_of, skills_in
from draaischijf.reading.result import Finding, Section
from draaischijf.reading.tables import plain

_WORD: Final = re.compile(r"\w+")
# "Pensionado's": what hangs on a word belongs to its place.
_HANGING: Final = re.compile(r"['’]\w{1,3}(?!\w)")


class _Hit(NamedTuple):
    """A rule that fits: where in the text, and the match in its sentence."""

    rule: Rule
    start: int
    end: int
    match: re.Match[str]


def find_concerns(
    text: str, *, language: str, sections: Sequence[Section] = (), findings: Sequence[Finding] = ()
) -> tuple[Concern, ...]:
    """Find what in a vacancy may discriminate or asks more than the work does.

    The same input gives the same answer, always. It is a reason to look, never a judgement in law.

    Args:
        text: A vacancy, or a part of one, in Dutch or English.
        language: `en` for rewrites in English; Dutch otherwise. Both languages are read in every text.
        sections: Its parts, in order, where known: what is offered or told about the employer is then no demand.
        findings: What the text says about skills, where known; a needless demand is rewritten with these.

    Returns:
        Concerns by place; several grounds may concern the same words.
    """
    low = plain(text)
    if len(low) != len(text):  # A letter that has no plain form of one code point; places would shift.
        low = text.lower() if len(text.lower()) == len(text) else text
    hits = [hit for hit in _hits(text, low) if not _elsewhere(hit, sections) and _holds(hit.rule, low)]
    wording = _Wording(language, skills_in(text, findings))
    found = [one for hit in hits for one in _concerns(text, hit, wording)]
    return tuple(_without_overlap(found))


class _Wording(NamedTuple):
    """What rewrites need: the language, and the skills that the text itself names."""

    language: str
    skills: tuple[str, ...]


def _hits(text: str, low: str) -> Iterator[_Hit]:
    """Yield what fits in its own sentence, by sentence and in the order of the tables."""
    known, ends, begin = triggers(), ends_of(text), 0
    asked: dict[int, set[int]] = {}
    for word in _WORD.finditer(low):
        if numbers := known.of(word[0]):
            asked.setdefault(bisect_right(ends, word.start()), set()).update(numbers)
    every = patterns()
    for place, numbers in sorted(asked.items()):
        begin = ends[place - 1] if place else 0
        sentence = low[begin : ends[place]]
        for number in sorted(numbers):
            yield from _in_sentence(every[number], sentence, begin)


def _in_sentence(pattern: Pattern, sentence: str, begin: int) -> Iterator[_Hit]:
    rule = pattern.rule
    for match in pattern.expression.finditer(sentence):
        start, end = match.span("hit") if "hit" in pattern.expression.groupindex else match.span()
        hanging = _HANGING.match(sentence, end)
        end = hanging.end() if hanging else end
        start += len(sentence[start:end]) - len(sentence[start:end].lstrip())
        if _allowed(rule, sentence, start, end):
            continue
        yield _Hit(rule, begin + start, begin + end, match)


def _allowed(rule: Rule, sentence: str, start: int, end: int) -> bool:
    if rule.needs and not rule.needs.fit(sentence):
        return True
    if rule.inside.covers(sentence, start, end) or rule.unless.fit(sentence):
        return True
    if any(not one.whole and one.shown.fit(sentence) for one in rule.exceptions):
        return True
    return any(_guarded(start, end, span, sentence) for span in _guard_spans(sentence, rule.grounds))


@lru_cache(maxsize=512)
def _guard_spans(sentence: str, of: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    found = []
    for guard in guards():
        if not guard.grounds or guard.grounds.issuperset(of):
            found += [one.span() for one in guard.words.expression.finditer(sentence)]
    return tuple(found)


def _guarded(start: int, end: int, guard: tuple[int, int], sentence: str) -> bool:
    """Tell whether nothing turns the sentence round between a guard and the words."""
    first, last = min(end, guard[1]), max(start, guard[0])
    return first >= last or not turns().fit(sentence[first:last])


def _holds(rule: Rule, low: str) -> bool:
    """Tell whether what a rule asks of the whole text is so."""
    if rule.needs_text and not rule.needs_text.fit(low):
        return False
    if any(one.whole and one.shown.fit(low) for one in rule.exceptions):
        return False
    return not rule.unless_text.fit(low)


def _elsewhere(hit: _Hit, sections: Sequence[Section]) -> bool:
    """Tell whether the words stand in a part of the text that the rule does not read."""
    if not hit.rule.not_in or not sections:
        return False
    at = bisect_right([one.start for one in sections], hit.start) - 1
    return at >= 0 and hit.start < sections[at].end and sections[at].name in hit.rule.not_in


def _concerns(text: str, hit: _Hit, wording: _Wording) -> Iterator[Concern]:
    rule = hit.rule
    exception = " ".join(one.text for one in rule.exceptions) or None
    rewrite = rewrite_of(hit.rule, hit.match, text[hit.start : hit.end], wording.language, wording.skills)
    for ground in rule.grounds:
        article = grounds()[ground].get("direct" if rule.direct else "indirect")
        law = article if rule.law is None or ground == "needless" else rule.law
        yield Concern(
            ground, rule.direct, law, hit.start, hit.end, text[hit.start : hit.end], exception, rule.why, rewrite
        )


def _without_overlap(found: list[Concern]) -> list[Concern]:
    """Keep one concern of a ground for the same words: the direct one, then the longest, then the first."""
    kept: dict[str, list[Concern]] = {}
    for one in sorted(found, key=lambda one: (not one.direct, one.start - one.end, one.start)):
        own = kept.setdefault(one.ground, [])
        at = bisect_left(own, one.start, key=lambda other: other.start)
        clear = (at == 0 or own[at - 1].end <= one.start) and (at == len(own) or one.end <= own[at].start)
        if clear:
            own.insert(at, one)
    order = list(grounds())
    return sorted((one for own in kept.values() for one in own), key=lambda one: (one.start, order.index(one.ground)))
