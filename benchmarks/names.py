"""Our Dutch names of skills beside the official ones that are public: exact, near, different.

    python -m benchmarks.names [--different FILE]

Measures only: the official list trains and chooses nothing here. A name is near where the encoder's cosine of the
two is .8 or more, and as exact where they read the same (case, accents and hyphens aside); an alternative name of ours
that reads as the official one counts as known.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

from draaischijf.language import encoder, normalise, open_language

OFFICIAL = Path(__file__).resolve().parents[2] / "shared" / "data" / "esco-derived" / "skills_nl_partial.csv"
ASKED = OFFICIAL.with_name("occupation_skill_relations_1.2.0.csv")
NEAR = 0.8


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Compare our Dutch names with the official ones that are public.")
    parser.add_argument("--different", type=Path, help="write the different ones here, to read")
    arguments = parser.parse_args()
    if not OFFICIAL.exists():
        print("skipped: the official names are not on this machine")
        return
    language = open_language()
    concepts, names = language.concepts, language.names
    known: dict[int, set[str]] = defaultdict(set)
    for row, concept in enumerate(names.concept.tolist()):
        if names.language[row] == "nl":
            known[concept].add(names.plain[row])
    pairs = []
    with OFFICIAL.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            row = language.id_of(line["conceptUri"])
            if row is not None and concepts.preferred["nl"][row]:
                pairs.append((row, concepts.preferred["nl"][row], line["preferredLabel"].strip()))
    ours = encoder().encode([one[1] for one in pairs])
    official = encoder().encode([one[2] for one in pairs])
    cosine = np.einsum("ij,ij->i", ours, official)
    exact = np.asarray([normalise(one[1]) == normalise(one[2]) for one in pairs])
    alternative = np.asarray([normalise(one[2]) in known[one[0]] for one in pairs]) & ~exact
    near = (cosine >= NEAR) & ~exact & ~alternative
    rest = ~(exact | alternative | near)
    named = sum(1 for row in range(concepts.n_skills) if concepts.preferred["nl"][row])
    print(f"Dutch names: {named:,} of {concepts.n_skills:,} skills; {len(pairs):,} have a public official name")
    for what, mask in (("exact", exact), ("among our alternatives", alternative), ("near", near), ("different", rest)):
        print(f"  {what:<24}{int(mask.sum()):>7,}{mask.mean():>8.1%}")
    _share_of_relations(language)
    if arguments.different:
        order = [at for at in np.argsort(cosine, kind="stable").tolist() if rest[at]]
        with arguments.different.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            for at in order:
                row, own, other = pairs[at]
                writer.writerow([concepts.uris[row], concepts.preferred["en"][row], own, other, f"{cosine[at]:.2f}"])


def _share_of_relations(language: object) -> None:
    """Print which share of what occupations ask for has a Dutch name."""
    if not ASKED.exists():
        return
    concepts = language.concepts  # type: ignore[attr-defined]
    total = named = 0
    with ASKED.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            row = concepts.ids.get(line["skillUri"])
            total += 1
            named += row is not None and bool(concepts.preferred["nl"][row])
    print(f"  of {total:,} relations of occupations with skills, {named / total:.1%} have a Dutch name for the skill")


if __name__ == "__main__":
    sys.exit(main())
