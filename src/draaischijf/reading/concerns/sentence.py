"""One sentence: which rules fit it, and whether its other words allow what they point at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from draaischijf.reading.concerns.places import Places
from draaischijf.reading.concerns.rules import Pattern, Rule, guards, patterns, turns

WORD: Final = re.compile(r"\w+")
# "Pensionado's": what hangs on a word belongs to its place.
_HANGING: Final = re.compile(r"['’]\w{1,3}(?!\w)")


class Hit(NamedTuple):
    """A rule that fits: where in the text, and the match in its sentence."""

    rule: Rule
    start: int
    end: int
    match: re.Match[str]


class Sentence:
    """A sentence, and what has been found out about it.

    Args:
        text: The sentence in plain form.
        begin: Its place in the text.
        places: The places of patterns that its words fill.
    """

    def __init__(self, text: str, begin: int, places: Places) -> None:
        self.text = text
        self.begin = begin
        self._places = places
        self._open: dict[str, bool] = {}
        self._allowed: dict[str, list[tuple[int, int]]] = {}
        self._guards: dict[int, list[tuple[int, int]]] = {}

    def hits(self, numbers: Sequence[int]) -> Iterator[Hit]:
        """Yield what fits, of the patterns with these numbers."""
        every, found = patterns(), dict[str, list[Hit]]()
        for number in numbers:
            one = every[number]
            if not self._open.get(one.rule.id, True) or not one.expression.search(self.text):
                continue
            own = found.setdefault(one.rule.id, [])
            for hit in self._of(one):
                if all(hit.end <= other.start or other.end <= hit.start for other in own):
                    own.append(hit)
                    yield hit

    def _of(self, pattern: Pattern) -> Iterator[Hit]:
        rule = pattern.rule
        for match in pattern.expression.finditer(self.text):
            if not self._is_open(rule):
                return
            start, end = match.span("hit") if "hit" in pattern.expression.groupindex else match.span()
            hanging = _HANGING.match(self.text, end)
            end = hanging.end() if hanging else end
            found = self.text[start:end]
            start, end = start + len(found) - len(found.lstrip()), end - len(found) + len(found.rstrip())
            if not self._inside(rule, start, end) and not self._guarded(rule, start, end):
                yield Hit(rule, self.begin + start, self.begin + end, match)

    def allows(self, rule: Rule, start: int, end: int) -> bool:
        """Tell whether the sentence leaves room for a rule about these words.

        It does where no exception is shown, no allowed use covers them and no guard holds.
        """
        return self._is_open(rule) and not self._inside(rule, start, end) and not self._guarded(rule, start, end)

    def hit_of(self, rule: Rule, match: re.Match[str]) -> Hit:
        """Return a match in this sentence with its place in the text."""
        return Hit(rule, self.begin + match.start(), self.begin + match.end(), match)

    def _inside(self, rule: Rule, start: int, end: int) -> bool:
        """Tell whether an allowed use covers a part of these words."""
        spans = self._allowed.get(rule.id)
        if spans is None:
            spans = self._allowed[rule.id] = list(rule.inside.spans(self.text, self._places))
        return any(first < end and start < last for first, last in spans)

    def _is_open(self, rule: Rule) -> bool:
        """Tell whether the sentence as a whole leaves room for a rule; found out once."""
        known = self._open.get(rule.id)
        if known is None:
            known = not rule.needs.sources or rule.needs.fit(self.text, self._places)
            known = known and not rule.unless.fit(self.text, self._places)
            known = known and not any(
                one.shown.fit(self.text, self._places) for one in rule.exceptions if not one.whole
            )
            self._open[rule.id] = known
        return known

    def _guarded(self, rule: Rule, start: int, end: int) -> bool:
        """Tell whether a guard holds for these words: nothing turns the sentence round between the two."""
        for number, guard in enumerate(guards() if rule.guarded else ()):
            if guard.grounds and not guard.grounds.issuperset(rule.grounds):
                continue
            if number not in self._guards:
                self._guards[number] = list(guard.words.spans(self.text, self._places))
            for span in self._guards[number]:
                first, last = min(end, span[1]), max(start, span[0])
                between = self.text[first:last]
                if not between or not turns().fit(between, Places(frozenset(WORD.findall(between)))):
                    return True
        return False
