"""Proof: how well a skill is shown.

Pieces of evidence from different contexts are independent and combine as

    proof = 1 - prod(1 - r_i)

with `r_i` the reliability of each piece. Within one context they are not: there the most reliable piece counts in
full and each next one counts `repeat` times as much as it would have counted one place earlier, `r_i * repeat ** i`
for the piece at place i (from 0). A skill that is seen again in another context thus gains more trust than one seen
again in the same.

- Pieces without a context label are one context per kind.
- Pieces for which the person alone vouches are one context, whatever their labels.

The sum is free of order, and one more piece never lowers it: it can only push weaker pieces of its own context one
place down while it takes their place with at least their reliability.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache

from draaischijf.passport.defaults import MILLION, Defaults, KindOfProof, load_defaults
from draaischijf.terms import Evidence


def proof(evidence: Iterable[Evidence], defaults: Defaults | None = None) -> int:
    """Return how well evidence shows a skill, in whole millionths: 0 for none, always below a million.

    Args:
        evidence: Pieces that show one skill; order has no meaning.
        defaults: The numbers in force; the shipped ones unless said.
    """
    numbers = defaults or load_defaults()
    contexts: dict[tuple[str, str], list[int]] = defaultdict(list)
    for item in evidence:
        kind = numbers.proof[item.kind]
        contexts[_context(item, kind)].append(kind.reliability)
    doubt, whole = 1, 1
    for reliabilities in contexts.values():
        for place, reliability in enumerate(sorted(reliabilities, reverse=True)):
            doubt *= MILLION - _repeated(reliability, place, numbers.repeat)
            whole *= MILLION
    # Rounded up to whole millionths of doubt, so that proof never reaches certainty.
    return MILLION + (-doubt * MILLION) // whole


def _context(item: Evidence, kind: KindOfProof) -> tuple[str, str]:
    if kind.own_word:
        return "own word", ""
    return ("", item.context) if item.context else ("kind", item.kind)


@lru_cache(maxsize=4096)
def _repeated(reliability: int, place: int, repeat: Decimal) -> int:
    return int(reliability * repeat**place)


def is_hard(evidence: Iterable[Evidence], defaults: Defaults | None = None) -> bool:
    """Return whether hard evidence is among the pieces, as a condition set by law asks for."""
    numbers = defaults or load_defaults()
    return any(numbers.proof[item.kind].hardness == "hard" for item in evidence)


def table_of_proof(defaults: Defaults | None = None) -> list[KindOfProof]:
    """Return every kind of evidence, hardest and most reliable first."""
    numbers = defaults or load_defaults()
    order = {"hard": 0, "semi-hard": 1, "soft": 2}
    return sorted(numbers.proof.values(), key=lambda one: (order[one.hardness], -one.reliability, one.kind))
