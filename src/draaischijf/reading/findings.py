"""From concepts in their places to findings: section, status, level, years, and the job or study they stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from draaischijf.reading.choose import PAPERS, Candidate
from draaischijf.reading.draft import Draft
from draaischijf.reading.index import Index
from draaischijf.reading.levels import Span, levels_in, years_in
from draaischijf.reading.result import Entry, Finding
from draaischijf.reading.status import status_of


def findings_of(draft: Draft, candidates: list[Candidate], index: Index) -> list[Finding]:
    """Return the findings of a document.

    Args:
        draft: The document.
        candidates: What was found in it, overlaps resolved.
        index: The names of the release.
    """
    words = draft.page.words
    begins = [one.first for one in draft.page.sentences]
    opened = [entry.start for entry in draft.entries]
    grouped: defaultdict[int, list[Candidate]] = defaultdict(list)
    for one in candidates:
        grouped[max(bisect_right(begins, one.first) - 1, 0)].append(one)
    findings = []
    for number, own in sorted(grouped.items()):
        sentence = draft.page.sentences[number]
        spans = [Span(one.first, one.last, index.kinds[one.concept] == "language") for one in own]
        levels = levels_in(words, sentence, spans)
        years = years_in(words, sentence, spans)
        for place, one in enumerate(own):
            entry = _entry_of(words.starts[one.first], opened, draft.entries)
            within = draft.entries[entry] if entry is not None else None
            findings.append(
                Finding(
                    uri=index.uris[one.concept],
                    kind=one.sort if one.sort in PAPERS else index.kinds[one.concept],
                    start=words.starts[one.first],
                    end=words.ends[one.last - 1],
                    section=draft.of_sentence[number],
                    status=status_of(words, draft.meant[number], one.first, one.last, deniable=not one.denies),
                    confidence=round(one.confidence, 3),
                    level=levels.get(place),
                    years=years.get(place),
                    via=one.via,
                    entry=entry,
                    started=within.began if within else None,
                    last_used=within.ended if within else None,
                )
            )
    return findings


def _entry_of(start: int, opened: list[int], entries: list[Entry]) -> int | None:
    number = bisect_right(opened, start) - 1
    return number if number >= 0 and start < entries[number].end else None
