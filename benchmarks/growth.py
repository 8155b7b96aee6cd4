"""A language that grows, measured on seeded streams of invented vacancies: what is found when, and what is noise.

    python -m benchmarks.growth [--seeds 8]

In each stream four terms and one new name begin to rise in the same month, a skill and an old name fade, and the rest
stays as it was. Other words of the new sentences rise with the terms; a term outside those sentences is a false alarm.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import NamedTuple

from draaischijf.language import Language, normalise, open_language
from draaischijf.language.growth import Window, propose, read_postings, rising_terms, trends_of_concepts
from tests.language.growth.stream import FADING, MONTHS, RENAMED, RISING, write_stream

PLANTED = (*RISING, RENAMED[1])
SENTENCES = normalise(" ".join([*RISING.values(), *(frame.format(RENAMED[1], "") for frame in RENAMED[2])]))
AFTER = 3  # months that the stream goes on after the rise


class Counted(NamedTuple):
    """What one stream gave at one moment."""

    found: int
    beside: int
    false: int
    fading: int
    renamed: bool


def measure(file: Path, months: int, language: Language) -> Counted:
    """Return what is found when the terms have risen for this many months."""
    window = Window.through(MONTHS[len(MONTHS) - AFTER + months - 1])
    known = set(language.names.plain)
    rising = rising_terms(lambda: read_postings(file), window, known.__contains__)
    fading = trends_of_concepts(lambda: read_postings(file), window, language, rising=False)
    gone = {name: _concept(name, language) for name in (FADING, RENAMED[0])}
    proposals = propose(rising, fading, lambda: read_postings(file), window, language)
    terms = {one.term for one in rising}
    planted = {term for term in terms if any(term in one or one in term for one in PLANTED)}
    return Counted(
        sum(any(one in term or term in one for term in terms) for one in PLANTED),
        len({term for term in terms if term in SENTENCES} - planted),
        sum(term not in SENTENCES for term in terms),
        sum(row in fading for row in gone.values()),
        any(one.replaces == language.concepts.uris[gone[RENAMED[0]]] for one in proposals),
    )


def _concept(name: str, language: Language) -> int:
    return int(language.names.concept[language.names.plain.index(name)])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure how a growing language finds what rises and fades.")
    parser.add_argument("--seeds", type=int, default=8)
    seeds = range(1, parser.parse_args().seeds + 1)
    language = open_language()
    print(f"{len(seeds)} streams of {len(MONTHS)} months; planted: {len(PLANTED)} rising, 2 fading, 1 of them renamed")
    print(f"{'months of rise':<16}{'found':>9}{'other words':>13}{'false alarms':>14}{'fading':>9}{'renamed':>9}")
    with tempfile.TemporaryDirectory() as work:
        files = [write_stream(Path(work) / f"{seed}.jsonl", seed) for seed in seeds]
        for months in range(1, AFTER + 1):
            counted = [measure(file, months, language) for file in files]
            print(
                f"{months:<16}{_sum(counted, 'found')}/{len(PLANTED) * len(files):<5}"
                f"{_sum(counted, 'beside'):>9}{_sum(counted, 'false'):>14}"
                f"{_sum(counted, 'fading'):>6}/{2 * len(files)}{_sum(counted, 'renamed'):>6}/{len(files)}"
            )


def _sum(counted: list[Counted], name: str) -> int:
    return sum(int(getattr(one, name)) for one in counted)


if __name__ == "__main__":
    main()
