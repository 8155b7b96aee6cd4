"""Which question tells most: the skill of which the answer is expected to take away most doubt.

Each candidate skill has a chance that the person has it. A yes raises the chance of near skills, a no lowers it, by a
share of their nearness. The gain of a question is what it takes away of the doubt about the skill itself and, on
average over both answers, about its neighbours; doubt is Shannon's entropy, in bits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from draaischijf.passport.defaults import MILLION
from draaischijf.passport.records import Record, replace

if TYPE_CHECKING:
    from draaischijf.language import Language


class Candidate(Record, frozen=True):
    """A skill that the person may have.

    Args:
        uri: The concept.
        chance: How likely, in millionths, while it was not asked.
        asked: Whether it was asked.
        level: The answer, 1 to 4; 0 for no, and while it was not asked.
    """

    uri: str
    chance: int
    asked: bool = False
    level: int = 0


Near = Mapping[str, Mapping[str, float]]


def nearness_among(uris: Sequence[str], language: Language) -> Near:
    """Return how near candidates are to each other, 0.4 to 1, without pairs that are not near."""
    rows = {row: uri for uri in uris if (row := language.id_of(uri)) is not None}
    found: dict[str, dict[str, float]] = {}
    for row, uri in rows.items():
        targets, shares = language.nearness.targets[row].tolist(), language.nearness.millionths[row].tolist()
        found[uri] = {
            rows[target]: share / MILLION
            for target, share in zip(targets, shares, strict=True)
            if target in rows and target != row and share > 0
        }
    return found


def best_question(candidates: Sequence[Candidate], near: Near, weight: float) -> tuple[float, str] | None:
    """Return the greatest expected gain in bits and the skill to ask; None where all were asked.

    Args:
        candidates: The candidates.
        near: How near they are to each other.
        weight: Share of nearness with which an answer changes its neighbours.
    """
    open_ones = {one.uri: one.chance / MILLION for one in candidates if not one.asked}
    gains = [(_gain(uri, chance, open_ones, near.get(uri, {}), weight), uri) for uri, chance in open_ones.items()]
    return max(gains, key=lambda pair: (round(pair[0], 9), pair[1]), default=None)


def answered(candidates: Sequence[Candidate], uri: str, level: int, near: Near, weight: float) -> tuple[Candidate, ...]:
    """Return the candidates after an answer.

    Args:
        candidates: The candidates.
        uri: The skill that was asked.
        level: 1 to 4, or 0 for no.
        near: How near they are to each other.
        weight: Share of nearness with which the answer changes its neighbours.
    """
    shares = near.get(uri, {})
    return tuple(
        replace(one, asked=True, level=level)
        if one.uri == uri
        else one
        if one.asked or one.uri not in shares
        else replace(one, chance=round(MILLION * _moved(one.chance / MILLION, shares[one.uri] * weight, level > 0)))
        for one in candidates
    )


def _gain(uri: str, chance: float, open_ones: Mapping[str, float], shares: Mapping[str, float], weight: float) -> float:
    gain = _doubt(chance)
    for other, share in shares.items():
        if other in open_ones:
            now = open_ones[other]
            yes, no = _moved(now, share * weight, True), _moved(now, share * weight, False)
            gain += _doubt(now) - chance * _doubt(yes) - (1 - chance) * _doubt(no)
    return gain


def _moved(chance: float, share: float, yes: bool) -> float:
    return chance + (1 - chance) * share if yes else chance * (1 - share)


def _doubt(chance: float) -> float:
    if not 0 < chance < 1:
        return 0.0
    return -chance * math.log2(chance) - (1 - chance) * math.log2(1 - chance)
