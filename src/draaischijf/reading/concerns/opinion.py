"""A second opinion on sentences that name a ground and that no rule fits: how near they come to sentences judged.

Rules know wordings; a shut door is put into words that nobody thought of. So a linear model weighs words, pairs of
words and kinds of terms. `tools/train_concerns.py` learns the weights, `tables/opinion.csv` holds them for a person to
read. It reads vacancies only, and scores no person.
"""

from __future__ import annotations

import csv
import math
import tomllib
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from functools import cache, lru_cache
from itertools import pairwise, repeat
from operator import itemgetter, or_
from typing import Final, NamedTuple

from draaischijf.reading.concerns.rules import FOLDER, Rule, rule_of
from draaischijf.reading.concerns.sentence import WORD, Hit, Sentence
from draaischijf.reading.concerns.terms import terms

# Chosen on sentences of a writer who wrote none of those that the weights were learnt from.
LEAST: Final = 25.0
ALLOWED: Final = -40.0
# Half of the sentences with a term are far from a concern by their words alone; pairs of words are not looked at then.
GLANCE: Final = -60.0
FEWEST_WORDS: Final = 4
PREFIX: Final = 5
BIAS: Final = "(bias)"
# The parts of a glance at a word: whether it is a term, what it says for a concern, and by how many features.
_IS_TERM: Final = itemgetter(0)
_WEIGHT: Final = itemgetter(1)
_COUNT: Final = itemgetter(2)


class Weights(NamedTuple):
    """What each feature says, in whole hundredths, so that a sum is the same on every machine.

    Args:
        concern: For a concern and against an allowed use; of words, their beginnings and kinds.
        near: The same of neighbours.
        apart: The same of words with one between them.
        direct: Of words and kinds, for a direct concern and against an indirect one.
        about: Of words and kinds, for each ground.
        grounds: The names of the grounds.
    """

    concern: Mapping[str, int]
    near: Mapping[tuple[str, str], int]
    apart: Mapping[tuple[str, str], int]
    direct: Mapping[str, int]
    about: Sequence[Mapping[str, int]]
    grounds: Sequence[str]


def single(words: Sequence[str]) -> list[str]:
    """Return what each word is weighed by: itself, its beginning (`klein*`) and the kind of term it is (`<religion>`).

    Args:
        words: Words of a sentence in plain form.
    """
    return [one for word in words for one in _single(word)]


def paired(words: Sequence[str]) -> list[str]:
    """Return the pairs of words that are weighed in a sentence.

    Args:
        words: Its words in plain form, in order.

    Returns:
        Neighbours (`geen moslims`, `geen <religion>`) and words with one between them (`geen . <religion>`); `^` and
        `$` are the two ends of the sentence.
    """
    plain, read = _ends_too(words)
    near = [f"{one} {two}" for one, two in pairwise(plain)]
    kinds = [f"{one} {two}" for one, two in pairwise(read) if one[0] == "<" or two[0] == "<"]
    return [*near, *kinds, *[f"{one} . {two}" for one, two in zip(read, read[2:], strict=False)]]


def _ends_too(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return words between the two ends of their sentence, and the same with the kinds of terms in their place."""
    return ["^", *words, "$"], ["^", *[_read(word) for word in words], "$"]


def second_opinion(sentence: Sentence, words: Sequence[str], hits: Sequence[Hit]) -> Sequence[Hit]:
    """Return what rules and the second opinion find together.

    Where no rule fits, the opinion has to be near enough to a concern. Where one does, the opinion drops it in a
    sentence that is all but like allowed uses, and adds the ground that the words say where the rules name others only.

    Args:
        sentence: The sentence.
        words: Its words in plain form, in order.
        hits: What rules found in it.
    """
    if len(words) < FEWEST_WORDS or not (hits or _is_worth_one(words)):
        return hits
    score = score_of(words)
    if score < LEAST:
        return () if score < ALLOWED else hits
    opinion = _opinion(sentence, words, {ground for hit in hits for ground in hit.rule.grounds})
    return [*hits, opinion] if opinion else hits


def _opinion(sentence: Sentence, words: Sequence[str], said: Set[str]) -> Hit | None:
    """Return a concern of the ground that the words weigh most for, unless it is said or allowed already."""
    about = [sum(own) for own in zip(*[_about(word) for word in words], strict=True)]
    size = math.sqrt(sum(_glance(word)[2] for word in words))
    direct, *grounds = [weight / size + bias for weight, bias in zip(about, _about(BIAS), strict=True)]
    place = max(range(len(grounds)), key=lambda one: grounds[one])
    ground = weights().grounds[place]
    if said and (ground in said or grounds[place] < 0):
        return None
    rule = opinions()[ground, direct > 0]
    match = max(WORD.finditer(sentence.text), key=lambda one: _told_by(one[0], place + 1))
    return sentence.hit_of(rule, match) if sentence.allows(rule, *match.span()) else None


def _told_by(word: str, place: int) -> tuple[bool, int]:
    """Return how much a word says of a ground; terms come first."""
    said = _about(word)[place]
    return said > 0 and _glance(word)[0], said


def _is_worth_one(words: Sequence[str]) -> bool:
    """Tell whether a sentence holds a term, and its words on their own do not speak far against a concern."""
    glances = list(map(_glance, words))
    if not any(map(_IS_TERM, glances)):
        return False
    said: int = sum(map(_WEIGHT, glances))
    return said >= GLANCE * math.sqrt(len(words))


def score_of(words: Sequence[str]) -> float:
    """Return how near a sentence comes to a concern, in hundredths: -100 is a usual no, 100 a usual yes."""
    glances = list(map(_glance, words))
    plain, read = _ends_too(words)
    terms_in = [0, *map(_IS_TERM, glances), 0]
    kinds = sum(map(or_, terms_in, terms_in[1:]))
    size: int = sum(map(_COUNT, glances)) + len(words) + 1 + kinds + len(words)
    near, apart, nought = weights().near.get, weights().apart.get, repeat(0)
    weight: int = sum(map(_WEIGHT, glances)) + sum(map(near, pairwise(plain), nought))
    if kinds:
        weight += sum(map(near, [pair for pair in pairwise(read) if pair[0][0] == "<" or pair[1][0] == "<"], nought))
    weight += sum(map(apart, zip(read, read[2:], strict=False), nought))
    return weight / math.sqrt(size) + weights().concern[BIAS]


@lru_cache(maxsize=100_000)
def _single(word: str) -> tuple[str, ...]:
    kind = _read(word)
    return (word, *([f"{word[:PREFIX]}*"] if len(word) > PREFIX else ()), *([kind] if kind != word else ()))


@lru_cache(maxsize=100_000)
def _read(word: str) -> str:
    """Return the kind of a term, or the word."""
    kind = terms().kind_of(word)
    return f"<{kind}>" if kind else word


@lru_cache(maxsize=100_000)
def _glance(word: str) -> tuple[bool, int, int]:
    """Return whether a word is a term, what it says for a concern on its own, and by how many features."""
    own = _single(word)
    return own[-1][0] == "<", sum(weights().concern.get(one, 0) for one in own), len(own)


@lru_cache(maxsize=100_000)
def _about(word: str) -> tuple[int, ...]:
    """Return what a word says for a direct concern and for each ground."""
    every = (weights().direct, *weights().about)
    return tuple(sum(column.get(one, 0) for one in _single(word)) for column in every)


@cache
def opinions() -> dict[tuple[str, bool], Rule]:
    """Return what to say of a concern that no rule found, by ground and by whether it is direct."""
    rows = tomllib.loads((FOLDER / "opinions.toml").read_text(encoding="utf-8"))["opinion"]
    rules = [rule_of({"direct": True, **row}) for row in rows]
    return {(one.grounds[0], direct): replace(one, direct=direct) for one in rules for direct in (True, False)}


@cache
def weights() -> Weights:
    """Return the learnt weights."""
    with (FOLDER / "opinion.csv").open(encoding="utf-8", newline="") as file:
        lines = csv.reader((line for line in file if not line.startswith("#")), delimiter=";")
        names = next(lines)[1:]
        columns: list[dict[str, int]] = [{} for _ in names]
        for feature, *row in lines:
            for column, weight in zip(columns, row, strict=False):
                if weight:
                    column[feature] = int(weight)
    return weights_of(dict(zip(names, columns, strict=True)))


def weights_of(columns: Mapping[str, Mapping[str, int]]) -> Weights:
    """Return weights from what is learnt: for a concern, for a direct one, then for each ground.

    Args:
        columns: By what the weights are for, what each feature says.
    """
    concern, direct, *about = columns.values()
    pairs = [(one.split(" "), weight) for one, weight in concern.items() if " " in one]
    near = {(words[0], words[1]): weight for words, weight in pairs if len(words) == 2}
    apart = {(words[0], words[2]): weight for words, weight in pairs if len(words) == 3}
    return Weights(concern, near, apart, direct, about, list(columns)[2:])


def forget_words() -> None:
    """Forget what the weights said of words, so that other weights can be tried."""
    _glance.cache_clear()
    _about.cache_clear()
