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
_PARTING: Final = frozenset({"en", "of", "and"})
# Words with these endings are nouns, though they end like verbs.
_NOUNS: Final = (
    "teit", "kracht", "zicht", "dienst", "klant", "product", "markt", "contact", "recht", "project", "krant", "sport",
    "document", "patient", "client", "student", "docent", "assistent", "agent", "kunst", "tekst", "budget", "rapport",
    "transport", "feest", "plant", "punt", "lijst", "poort", "schrift", "bericht", "gewicht", "licht", "chat",
    "concept", "internet", "pakket", "apparaat", "restaurant", "certificaat", "resultaat", "ment", "object", "aspect",
    "traject", "recept", "nacht", "vracht", "tocht", "lucht",
)  # fmt: skip
_LAST_OF_VERB: Final = frozenset("tnkdlrpfsgm")
_ONE: Final = frozenset({"je", "jij", "u", "ik", "hij"})
# Before "te" these are no parts: "om te lassen".
_INFINITIVE: Final = frozenset({"om", "door", "na", "voor"})


def part_clauses(words: Words) -> None:
    """Let a piece end at an "en" after which another verb begins what it says, in place.

    "Je begeleidt gedetineerden en houdt toezicht" are two pieces; "laadt en lost vrachtwagens" stays one, because there
    the verbs stand on both sides of "en" and share their object.
    """
    plain, piece = words.plain, words.piece
    parted = begin = 0
    for at, word in enumerate(plain):
        if at and piece[at] + parted != piece[at - 1]:
            begin = at
        piece[at] += parted
        if word not in _PARTING or at + 1 >= len(plain) or piece[at + 1] + parted != piece[at]:
            continue
        if _begins_clause(plain, at + 1) and begin <= _verb_in(plain, begin, at) < at - 1:
            parted += 1
            begin = at + 1


def _begins_clause(plain: list[str], at: int) -> bool:
    """Tell whether a finite verb stands here: "houdt toezicht", "help je mensen"."""
    word, following = plain[at], plain[at + 1] if at + 1 < len(plain) else ""
    if not word.isalpha() or len(word) < 3 or word in function_words("nl"):
        return False
    return (word.endswith("t") and not word.endswith(_NOUNS)) or (is_finite(word) and following in _ONE)


def _verb_in(plain: list[str], begin: int, end: int) -> int:
    """Return the finite verb of a run of words, beside "je" or in front; -1 where it has none."""
    small = function_words("nl")
    for at in range(begin, end):
        if plain[at] in _ONE:
            if at + 1 < end and is_verb(plain[at + 1], small):
                return at + 1
            if at > begin and is_verb(plain[at - 1], small):
                return at
    opens = plain[begin].endswith("t") and not plain[begin].endswith(_NOUNS) and is_verb(plain[begin], small)
    return begin if opens else -1


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


def is_verb(word: str, small: frozenset[str]) -> bool:
    """Tell a word that may be a finite Dutch verb: its ending, and no small word."""
    return len(word) > 2 and word.isalpha() and word not in small and is_finite(word)


def is_finite(word: str) -> bool:
    """Tell a word that may be a Dutch verb with its subject, by its ending."""
    return word[-1:] in _LAST_OF_VERB or (len(word) > 4 and word.endswith(("de", "te")))
