"""Dutch verbs put together with the part they let go of: "je stuurt het team aan" is read as "aanstuurt"."""

from __future__ import annotations

from typing import Final

from draaischijf.reading.layout import Words
from draaischijf.reading.tables import words as table
from draaischijf.reading.words import function_words

REACH: Final = 14
_WHO: Final = frozenset({"je", "jij", "u", "ik", "we", "wij", "hij", "zij", "ze", "die", "en", "of", "er", "daarnaast"})
# A part stands at the end of its piece, or before a word that no preposition takes: "kocht in bij de markt".
_NEXT: Final = frozenset(
    {
        "en", "of", "aan", "met", "op", "van", "in", "bij", "voor", "naar", "door", "volgens", "binnen", "tijdens",
        "uit", "via", "als", "waar", "wanneer", "zodat", "omdat", "zoals", "om", "tot", "over", "onder", "tussen",
        "per", "dat",
    }
)  # fmt: skip
_ONE: Final = frozenset({"je", "jij", "u", "ik", "hij"})
# Before "te" these are no parts: "om te lassen".
_INFINITIVE: Final = frozenset({"om", "door", "na", "voor"})


def join_verbs(words: Words) -> None:
    """Put verbs and their parts together in the plain words of a Dutch text, in place.

    The verb takes the part before it and the part is left blank; raw words and places stay as they are.
    """
    small = function_words("nl")
    particles = table("particles")
    plain, piece = words.plain, words.piece
    for at, word in enumerate(plain):
        if word not in particles or at == 0:
            continue
        if (
            word not in _INFINITIVE
            and plain[at + 1 : at + 2] == ["te"]
            and at + 2 < len(plain)
            and piece[at + 2] == piece[at]
        ):
            plain[at + 2] = word + plain[at + 2]
            plain[at] = ""
            continue
        following = plain[at + 1] if at + 1 < len(plain) and piece[at + 1] == piece[at] else ""
        if following and following not in _NEXT:
            continue
        verb = _verb_of(words, at, small | particles)
        if verb >= 0:
            plain[verb] = word + plain[verb]
            plain[at] = ""


def _verb_of(words: Words, at: int, small: frozenset[str]) -> int:
    """Return the verb that a part belongs to, -1 where there is none: it opens its piece or stands by its subject."""
    plain, piece = words.plain, words.piece
    for verb in range(at - 1, max(at - REACH, -1), -1):
        if piece[verb] != piece[at]:
            return -1
        word = plain[verb]
        opens = verb == 0 or piece[verb - 1] != piece[verb] or plain[verb - 1] in _WHO
        asked = verb + 1 < at and plain[verb + 1] in _WHO - {"en", "of"}
        if verb and plain[verb - 1] in _ONE and (word.endswith("en") or _asked_before(words, verb, small)):
            continue
        if (opens or asked) and len(word) > 2 and word.isalpha() and word not in small and is_finite(word):
            return verb
    return -1


def _asked_before(words: Words, at: int, small: frozenset[str]) -> bool:
    """Tell "leg je kabels aan": where the verb stands before "je", what follows is its object."""
    before = words.plain[at - 2] if at > 1 and words.piece[at - 2] == words.piece[at] else ""
    return len(before) > 2 and before.isalpha() and before not in small and is_finite(before)


def is_finite(word: str) -> bool:
    """Tell a word that may be a Dutch verb with its subject, by its ending."""
    return word[-1] in "tnkdlrpfsgm" or (len(word) > 4 and word.endswith(("de", "te")))
