"""From matches and guesses to findings: how sure each is, and which of those that overlap is kept."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from draaischijf.reading.layout import Page
from draaischijf.reading.matcher import Match
from draaischijf.reading.meaning import Guess
from draaischijf.reading.phrases import Phrases
from draaischijf.reading.tables import mapping, settings
from draaischijf.reading.weighing import OF_NAME, chance, numbers, odds

PAPERS: Final = frozenset({"licence", "certificate", "registration"})
_TOOLS: Final = frozenset({"software", "machine", "material", "abbreviation"})


class Candidate(NamedTuple):
    """A concept at a place, with how sure that is.

    Args:
        first: First word.
        last: The word after the last.
        concept: Dense id.
        sort: Sort of the name, empty where found by meaning.
        via: `name` or `meaning`.
        worth: What it is worth beside others, 0 to 1.
        denies: True where a denial belongs to its name.
    """

    first: int
    last: int
    concept: int
    sort: str
    via: str
    worth: float
    denies: bool = False

    @property
    def confidence(self) -> float:
        """How sure it is, 0 to 1, calibrated on marked documents."""
        sure = numbers()["sure"]
        log_odds = math.log(max(self.worth, 1e-6) / max(1 - self.worth, 1e-6))
        return chance(sure[f"{self.via}_slope"] * log_odds + sure[f"{self.via}_base"])


class Around(NamedTuple):
    """What stands around a name that was found.

    Args:
        near: Likeness of its piece and the concept.
        topic: Likeness of the whole document and the concept.
        asked: Logarithm of how many occupations ask for the concept.
        said: Likeness of its sentence and the concept.
        title: Likeness of the titles of the document and the concept.
        common: Logarithm of the number of marked documents in which the concept was accepted.
        long: Logarithm of the number of words of its sentence.
        occupation: Whether the concept is an occupation.
    """

    near: float
    topic: float
    asked: float
    said: float
    title: float
    common: float
    long: float
    occupation: bool = False


@cache
def _asking() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in settings("calibration")["asking"]["phrases"])


def match_features(match: Match, around: Around) -> tuple[float, ...]:
    """Return what tells how sure a name that was found is, in the order of `OF_NAME`.

    Args:
        match: The name in its place.
        around: What stands around it.
    """
    name = match.name
    sort = name.sort
    return (
        match.whole,
        name.size > 1,
        min(name.size, 4),
        sort == "preferred",
        sort == "alternative",
        sort in _TOOLS,
        sort in PAPERS,
        name.relation == "part",
        match.loose,
        match.foreign,
        around.near,
        around.topic,
        around.asked,
        name.size == 1 and sort == "alternative",
        around.said,
        around.title,
        around.common,
        around.long * (match.last - match.first == 1),
        around.occupation,
    )


def of_matches(matches: list[tuple[Match, Around]]) -> list[Candidate]:
    """Return names that were found as candidates."""
    if not matches:
        return []
    columns = np.asarray([match_features(match, around) for match, around in matches], np.float64).T
    worth = odds("name", OF_NAME, dict(zip(OF_NAME, columns, strict=True))).tolist()
    return [
        Candidate(one.first, one.last, one.name.concept, one.name.sort, "name", chance(own), one.name.denies)
        for (one, _), own in zip(matches, worth, strict=True)
    ]


def of_guess(guess: Guess) -> Candidate:
    """Return a guess by meaning as a candidate."""
    return Candidate(guess.first, guess.last, guess.concept, "", "meaning", chance(guess.odds))


def allowed(page: Page, match: Match, sentence: tuple[int, int]) -> bool:
    """Tell whether a name that is also an ordinary word is meant as a name here.

    Args:
        page: The text.
        match: The name in its place.
        sentence: First word of its sentence, and the word after its last.
    """
    words = page.words
    # Proper names are not inflected: "leest" is no form of LESS.
    single = match.last - match.first == 1
    if (match.name.size == 1 and not match.whole and _is_no_form(page, match)) or (single and _is_half(page, match)):
        return False
    if match.foreign and match.name.size == 1 and not (match.whole and len(words.plain[match.first]) > 3):
        return match.whole and words.raw[match.first].isupper() and match.name.cased
    if not single or match.name.sort in PAPERS:
        return True
    word = words.plain[match.first]
    need = mapping("ambiguous", "form", "needs").get(word, "capital" if len(word) < 3 else "")
    if need == "never":
        return False
    if need == "capital":
        return _capital(page, match.first, sentence)
    return need != "cue" or _asked(page, match.first, sentence)


def never(page: Page, match: Match) -> bool:
    """Tell a single word that is no finding by itself, whatever name it happens to resemble: "diploma", "diplomaat"."""
    word = page.words.plain[match.first]
    return match.last - match.first == 1 and mapping("ambiguous", "form", "needs").get(word) == "never"


def plausible(page: Page, guess: Guess, sentence: tuple[int, int]) -> bool:
    """Tell whether a guess about a single word stands where that word can be a skill.

    Args:
        page: The text.
        guess: The guess.
        sentence: First word of its sentence, and the word after its last.
    """
    if guess.last - guess.first > 1:
        return True
    if _is_half(page, guess):
        return False
    need = mapping("ambiguous", "form", "needs").get(page.words.plain[guess.first], "")
    if need == "capital":
        return _capital(page, guess.first, sentence)
    return need != "never" and (need != "cue" or _asked(page, guess.first, sentence))


def _capital(page: Page, at: int, sentence: tuple[int, int]) -> bool:
    """Tell a capital that is not the one that every sentence opens with, or a word that stands apart."""
    if not page.words.raw[at][0].isupper():
        return False
    piece = page.words.piece
    return at > sentence[0] or sentence[1] - sentence[0] <= 2 or piece[at + 1 : at + 2] != piece[at : at + 1]


def _is_half(page: Page, one: Match | Guess) -> bool:
    """Tell a half that is no word by itself: "meet-" in "meet- en regeltechniek", where no name completed it."""
    end = page.words.ends[one.first]
    completed = isinstance(one, Match) and one.name.size > 1
    return not completed and page.text[end : end + 2] in ("- ", "-,", "-/")


def _is_no_form(page: Page, match: Match) -> bool:
    """Tell a word that only looks like a form of a name: "leest" is no LESS, "steken" no STEK."""
    if match.name.sort in PAPERS:
        return match.name.cased and page.words.raw[match.first][1:].islower()
    return match.name.cased or _drifted(page, match)


def _drifted(page: Page, match: Match) -> bool:
    """Tell an inflected single word that has drifted far from the name: "planning" for "plannen"."""
    word = page.words.plain[match.first]
    return len(word) < 5 or word.endswith(("ing", "ingen")) or word.startswith("ge")


def _asked(page: Page, at: int, sentence: tuple[int, int]) -> bool:
    """Tell whether a word stands after "kennis van" and the like, or is an item of its own."""
    if sentence[1] - sentence[0] <= 3:
        return True
    start = max(at - 5, sentence[0])
    return bool(_asking().find(page.words.plain, start, at))


def resolve(candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates that are kept where some overlap: the surer first, each word once.

    A finding may share words with another only where an enumeration makes them share: the two then differ in their
    first and last words.

    Args:
        candidates: Candidates of one document.
    """
    least = numbers()["keep"]["least"]
    able = [one for one in _backed(candidates) if one.worth >= least]
    ranked = sorted(able, key=lambda one: (-_rank(one), one.first, one.concept))
    kept: list[Candidate] = []
    at: defaultdict[int, list[Candidate]] = defaultdict(list)
    for one in ranked:
        words = range(one.first, one.last)
        if not any(_clash(one, other) for word in words for other in at.get(word, ())):
            kept.append(one)
            for word in words:
                at[word].append(one)
    return sorted(kept, key=lambda one: (one.first, one.last, one.concept))


def _backed(candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates with names worth as much as a guess at the same concept in their words."""
    named = {one.concept for one in candidates if one.via == "name"}
    guessed: dict[tuple[int, int], float] = {}
    for one in candidates:
        if one.via == "meaning" and one.concept in named:
            for word in range(one.first, one.last):
                guessed[one.concept, word] = max(one.worth, guessed.get((one.concept, word), 0.0))
    backed = {concept for concept, _ in guessed}
    return [
        one._replace(
            worth=max([one.worth, *(guessed.get((one.concept, at), 0.0) for at in range(one.first, one.last))])
        )
        if one.via == "name" and one.concept in backed
        else one
        for one in candidates
    ]


def _rank(one: Candidate) -> float:
    """Longer names say more than the shorter ones within them."""
    return one.worth + numbers()["keep"]["per_word"] * min(one.last - one.first, 5) * (one.via == "name")


def _clash(one: Candidate, other: Candidate) -> bool:
    shared = min(one.last, other.last) - max(one.first, other.first)
    if shared <= 0:
        return False
    if one.concept == other.concept:
        return True
    crossed = (
        (one.first < other.first) == (one.last < other.last) and one.first != other.first and one.last != other.last
    )
    least = min(one.last - one.first, other.last - other.first)
    return not (crossed and shared * 2 <= least and "name" in (one.via, other.via))
