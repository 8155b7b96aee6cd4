"""Where sentences end: at stops, at list items and at empty lines, but not where a line is only wrapped."""

from __future__ import annotations

import re
from typing import Final

# Its first place is one set of signs, so that the text between is passed over fast.
_STOP: Final = re.compile(
    r"""[.!?…;\n•·▪●–—*-](?:(?<=[.!?…])[.!?…]*["'”’)\]]*\s+(?=["'“‘(\[]*[^\W\d_a-zà-ÿ])"""
    r"""|(?<=;)\s|(?<=\n)|(?<=[\t ][•·▪●–—*-])[\t ]+(?=[A-Z]))"""
)
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(])(?:\w|bijv|bv|incl|excl|max|min|ca|nr|resp|evt|etc|dhr|mevr|mw|i\.?v\.?m|m\.?b\.?t|(?:\w\.)+\w)\.\s*$",
    re.IGNORECASE,
)
# A question and its answer say one thing together: "Heb je een accent? Dan is dit niets voor jou."
_ANSWER: Final = re.compile(
    r"(?:dan|liever|nee|jammer|beter|solliciteer|reageer|wacht|helaas|sorry|bespaar|zoek|kijk|we|wij|deze"
    r"|then|please|unfortunately)\b",
    re.IGNORECASE,
)
# What the end of the line before says about a line break: nothing there, or a stop, ends a sentence.
_CLOSING: Final = ".!?:;…"


def ends_of(text: str) -> list[int]:
    """Return the places where a sentence ends and the next begins, the length of the text last.

    Args:
        text: The text as it came in.
    """
    ends = [match.end() for match in _STOP.finditer(text) if _ends(text, match)]
    return [*ends, len(text)]


def _ends(text: str, match: re.Match[str]) -> bool:
    if "\n" in match[0]:
        return _ends_line(text, match.start() + match[0].index("\n"))
    if match[0][0] == "?" and _ANSWER.match(text, match.end()):
        return False
    if match[0][0] == ".":
        return not _ABBREVIATION.search(text, max(0, match.start() - 12), match.start() + 1)
    return True


def _ends_line(text: str, at: int) -> bool:
    """Tell whether a line break ends a sentence: it does unless the next line goes on in lower case."""
    before = text[max(0, at - 80) : at].rstrip(" \t\r")
    after = text[at + 1 : at + 80].lstrip(" \t\r")
    if not before or before[-1] in _CLOSING or before[-1] == "\n":
        return True
    return not (after[:1].islower() and after[1:2] != ".")
