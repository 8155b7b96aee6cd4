"""Join the occupations of an official ESCO download to the occupation groups of BRC 2014.

    python -m tools.build_crosswalk PATH/TO/occupations_en.csv crosswalk.csv

Writes one row an occupation: its URI, its ISCO-08 code and its BRC group. The result holds facts of an official release
and stays on your machine; the project ships only the table of groups.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

from draaischijf.figures import group_of


def main(source: Path, target: Path) -> Counter[str]:
    """Write the joined table and return how many occupations each group got."""
    counts: Counter[str] = Counter()
    with source.open(encoding="utf-8", newline="") as read, target.open("w", encoding="utf-8", newline="") as write:
        out = csv.writer(write)
        out.writerow(["uri", "isco", "brc"])
        for row in csv.DictReader(read):
            brc = group_of(row["iscoGroup"]) or ""
            counts[brc] += 1
            out.writerow([row["conceptUri"], row["iscoGroup"], brc])
    return counts


if __name__ == "__main__":
    found = main(Path(sys.argv[1]), Path(sys.argv[2]))
    print(f"{sum(found.values())} occupations in {len(found)} groups; {found['']} without a group")
