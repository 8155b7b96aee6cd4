"""From a CV to claims that are proposed: they count only once the person says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from draaischijf.passport import Claim, ClaimKind, EvidenceItem, Source, Use, UseKind
from draaischijf.reading import profile_from
from draaischijf.site.frame.engine import language, today

if TYPE_CHECKING:
    from draaischijf.reading import Entry, Finding, Reading
    from draaischijf.terms import Evidence, HeldSkill

_USES: Final = {
    "job": UseKind.WORK,
    "unpaid": UseKind.VOLUNTEERING,
    "education": UseKind.LEARNING,
    "course": UseKind.LEARNING,
}
QUOTE: Final = 200


class Proposal(NamedTuple):
    """A claim, and every place in the text where it stands."""

    claim: Claim
    spans: list[tuple[int, int]]


def proposals_from(reading: Reading, document: str = "") -> list[Proposal]:
    """Return what a CV lets one claim.

    Args:
        reading: The text, read.
        document: What the text is called.
    """
    by_uri: dict[str, list[Finding]] = {}
    for finding in reading.findings:
        if finding.status == "has":
            by_uri.setdefault(finding.uri, []).append(finding)
    profile = profile_from(reading, language(), today())
    return [
        _proposal(held, by_uri.get(held.inferred_from or held.uri, []), reading, document) for held in profile.skills
    ]


def kind_of(uri: str) -> ClaimKind:
    """Return what sort of claim a concept makes."""
    release = language()
    row = release.id_of(uri)
    return ClaimKind(release.concepts.kinds[row]) if row is not None else ClaimKind.SKILL


def _proposal(held: HeldSkill, findings: list[Finding], reading: Reading, document: str) -> Proposal:
    first = findings[0] if findings else None
    source = None
    if first is not None:
        quote = " ".join(reading.slice(first).split())[:QUOTE]
        source = Source(document, first.start, first.end, quote, round(first.confidence * 1_000_000))
    claim = Claim(
        uri=held.uri,
        kind=kind_of(held.uri),
        level=held.level,
        release=reading.release,
        inferred_from=held.inferred_from or "",
        source=source,
        evidence=tuple(_item(one, bool(held.inferred_from)) for one in held.evidence),
        uses=tuple(_uses(findings, reading)),
    )
    return Proposal(claim, [(one.start, one.end) for one in findings])


def _item(one: Evidence, inferred: bool) -> EvidenceItem:
    context = one.context[:QUOTE]
    return EvidenceItem(one.kind, context, context=context, ended=one.issued, inferred=inferred)


def _uses(findings: Iterable[Finding], reading: Reading) -> Iterable[Use]:
    for place in dict.fromkeys(one.entry for one in findings if one.entry is not None):
        entry: Entry = reading.entries[place]
        ended = None if entry.ongoing else entry.ended
        if not entry.ongoing and entry.ended is None:
            continue  # nothing is said about when
        if ended is not None and ended > today():
            ended = None
        began = entry.began if entry.began is None or ended is None or entry.began <= ended else None
        title = " ".join(reading.text[entry.title_start : entry.title_end].split())[:QUOTE]
        yield Use(_USES[entry.kind], began, ended, title)
