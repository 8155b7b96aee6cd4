"""Finding concerns: words that some rule looks for, then the context that allows them or not.

Most words of a vacancy are looked for by no rule. So each word is looked up once, and only in the sentences that hold
such a word are the patterns compared that look for it. A sentence that no rule fits is given a second opinion.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Final, NamedTuple

from draaischijf.reading.concerns.opinion import second_opinion
from draaischijf.reading.concerns.places import Places
from draaischijf.reading.concerns.result import Concern
from draaischijf.reading.concerns.rules import Rule, grounds, triggers
from draaischijf.reading.concerns.sentence import WORD, Hit, Sentence
from draaischijf.reading.concerns.sentences import ends_of
from draaischijf.reading.concerns.wording import rewrite_of, skills_in
from draaischijf.reading.result import Finding, Section
from draaischijf.reading.tables import plain


class _Plain(dict[int, str]):
    """The plain form of each letter, one for one, so that places stay what they are."""

    def __missing__(self, code: int) -> str:
        low = plain(chr(code))
        self[code] = low if len(low) == 1 else chr(code)
        return self[code]


_PLAIN: Final = _Plain()
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]+")


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
    low = _NOT_ASCII.sub(lambda match: match[0].translate(_PLAIN), text).lower()
    whole = _Whole(low)
    hits = [hit for hit in _hits(text, low) if not _elsewhere(hit, sections) and whole.allows(hit.rule)]
    wording = _Wording(language, skills_in(text, findings, ((hit.start, hit.end) for hit in hits)))
    found = [one for hit in hits for one in _concerns(text, hit, wording)]
    return tuple(_without_overlap(found))


class _Wording(NamedTuple):
    """What rewrites need: the language, and the skills that the text itself names."""

    language: str
    skills: tuple[str, ...]


def _hits(text: str, low: str) -> Iterator[Hit]:
    """Yield what fits in its own sentence, by sentence and in the order of the tables."""
    known, begin = triggers(), 0
    for end in ends_of(text):
        order = WORD.findall(low, begin, end)
        if order:
            places = Places(frozenset(order))
            sentence = Sentence(low[begin:end], begin, places)
            yield from second_opinion(sentence, order, list(sentence.hits(known.among(places))))
        begin = end


class _Whole:
    """A whole text in plain form, for what a rule asks of it; its words are looked up only when a rule does."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _places(self) -> Places:
        return Places(frozenset(WORD.findall(self.text)))

    def allows(self, rule: Rule) -> bool:
        """Tell whether what a rule asks of the whole text is so."""
        if rule.needs_text.sources and not rule.needs_text.fit(self.text, self._places):
            return False
        if any(one.shown.fit(self.text, self._places) for one in rule.exceptions if one.whole):
            return False
        return not rule.unless_text.sources or not rule.unless_text.fit(self.text, self._places)


def _elsewhere(hit: Hit, sections: Sequence[Section]) -> bool:
    """Tell whether the words stand in a part of the text that the rule does not read."""
    if not hit.rule.not_in or not sections:
        return False
    at = bisect_right([one.start for one in sections], hit.start) - 1
    return at >= 0 and hit.start < sections[at].end and sections[at].name in hit.rule.not_in


def _concerns(text: str, hit: Hit, wording: _Wording) -> Iterator[Concern]:
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
