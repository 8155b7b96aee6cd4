"""From a text to claims that are proposed, and the places in the text where each stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from draaischijf.passport import Claim, ClaimKind
from draaischijf.passport.making import claims_from
from draaischijf.passport.records import replace
from draaischijf.site.frame.engine import language, today

if TYPE_CHECKING:
    from draaischijf.reading import Reading


class Proposal(NamedTuple):
    """A claim, and every place in the text where it stands."""

    claim: Claim
    spans: list[tuple[int, int]]


def proposals_from(reading: Reading, document: str = "") -> list[Proposal]:
    """Return what a text lets one claim.

    Args:
        reading: The text, read.
        document: What the text is called.
    """
    places: dict[str, list[tuple[int, int]]] = {}
    for finding in reading.findings:
        if finding.status == "has":
            places.setdefault(finding.uri, []).append((finding.start, finding.end))
    return [
        Proposal(_called(claim, document), places.get(claim.inferred_from or claim.uri, []))
        for claim in claims_from(reading, language(), today())
    ]


def kind_of(uri: str) -> ClaimKind:
    """Return what sort of claim a concept makes."""
    release = language()
    row = release.id_of(uri)
    return ClaimKind(release.concepts.kinds[row]) if row is not None else ClaimKind.SKILL


def _called(claim: Claim, document: str) -> Claim:
    return replace(claim, source=replace(claim.source, document=document)) if claim.source else claim
