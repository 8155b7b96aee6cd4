"""Two independent annotation passes of the Dutch gold set to one, with their agreement.

    python -m tools.merge_gold --texts FOLDER --first FOLDER --second FOLDER --out gold

A stretch that both annotators marked is a finding that must be found; any concept that either accepted is right. A
stretch that only one marked is open: finding it is neither rewarded nor punished.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DEVELOPMENT = {"documents": 16, "sentences": 200}
STATUSES = ("required", "wished", "offered", "has", "negated")

Finding = dict[str, Any]


def overlap(a: Finding, b: Finding) -> int:
    """Return how many code points two findings share."""
    return max(0, min(a["end"], b["end"]) - max(a["start"], b["start"]))


def pair(first: list[Finding], second: list[Finding]) -> list[tuple[int, int]]:
    """Return pairs of findings of two passes that mark the same stretch, each at most once, best first."""
    ranked = sorted(
        (
            (-bool(set(a["uri"]) & set(b["uri"])), -overlap(a, b), i, j)
            for i, a in enumerate(first)
            for j, b in enumerate(second)
            if overlap(a, b)
        )
    )
    taken_first: set[int] = set()
    taken_second: set[int] = set()
    pairs = []
    for _, _, i, j in ranked:
        if i not in taken_first and j not in taken_second:
            taken_first.add(i)
            taken_second.add(j)
            pairs.append((i, j))
    return sorted(pairs)


def merged(a: Finding, b: Finding, text: str) -> Finding:
    """Return one finding of two: the shorter stretch, every concept, every status that either gave."""
    shorter = min((a, b), key=lambda one: (one["end"] - one["start"], one["start"]))
    return {
        "start": shorter["start"],
        "end": shorter["end"],
        "text": text[shorter["start"] : shorter["end"]],
        "uris": list(dict.fromkeys([a["uri"][0], b["uri"][0], *a["uri"], *b["uri"]])),
        "status": sorted({a["status"], b["status"]}),
        "level": a["level"] if a["level"] == b["level"] else None,
        "kind": a["kind"],
        "agreed": True,
    }


def single(a: Finding, text: str) -> Finding:
    """Return a finding that one annotator made."""
    kept = {key: a[key] for key in ("start", "end", "level", "kind")}
    return {**kept, "text": text[a["start"] : a["end"]], "uris": a["uri"], "status": [a["status"]], "agreed": False}


@dataclass
class Agreement:
    """Counts of agreement over all texts."""

    first: int = 0
    second: int = 0
    both: int = 0
    concept: int = 0
    choice: int = 0
    level: int = 0
    statuses: Counter[tuple[str, str]] | None = None

    def add(self, first: list[Finding], second: list[Finding], pairs: list[tuple[int, int]]) -> None:
        """Count one text."""
        self.statuses = self.statuses if self.statuses is not None else Counter()
        self.first += len(first)
        self.second += len(second)
        self.both += len(pairs)
        for i, j in pairs:
            a, b = first[i], second[j]
            self.concept += bool(set(a["uri"]) & set(b["uri"]))
            self.choice += a["uri"][0] == b["uri"][0]
            self.level += a["level"] == b["level"]
            self.statuses[a["status"], b["status"]] += 1

    def kappa(self) -> float:
        """Return Cohen's kappa of the status."""
        counts = self.statuses or Counter()
        total = sum(counts.values())
        same = sum(counts[one, one] for one in STATUSES) / total
        chance = (
            sum(
                sum(counts[one, other] for other in STATUSES) * sum(counts[other, one] for other in STATUSES)
                for one in STATUSES
            )
            / total**2
        )
        return (same - chance) / (1 - chance)

    def report(self) -> dict[str, float | int]:
        """Return the figures."""
        return {
            "findings_first": self.first,
            "findings_second": self.second,
            "marked_by_both": self.both,
            "span_f1": round(2 * self.both / (self.first + self.second), 3),
            "concept_shared": round(self.concept / self.both, 3),
            "same_first_choice": round(self.choice / self.both, 3),
            "status_kappa": round(self.kappa(), 3),
            "level_same": round(self.level / self.both, 3),
        }


def read_pass(folder: Path, name: str) -> dict[str, dict[str, Any]]:
    """Return the annotations of one pass by id."""
    lines = (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def read_texts(folder: Path) -> dict[str, list[dict[str, str]]]:
    """Return documents and sentences in order."""
    documents = [
        {"id": file.stem, "text": file.read_text("utf-8")} for file in sorted((folder / "documents").glob("*.txt"))
    ]
    with (folder / "sentences.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    sentences = [{"id": row[0], "kind": row[1], "section": row[2], "text": row[3]} for row in rows]
    return {"documents": documents, "sentences": sentences}


def main() -> None:
    """Write the gold set and print the agreement."""
    parser = argparse.ArgumentParser(description="Merge two annotation passes.")
    for name in ("--texts", "--first", "--second", "--out"):
        parser.add_argument(name, type=Path, required=True)
    arguments = parser.parse_args()
    figures = {}
    for name, texts in read_texts(arguments.texts).items():
        first, second = read_pass(arguments.first, name), read_pass(arguments.second, name)
        agreement = Agreement()
        for place, row in enumerate(texts):
            a, b = first[row["id"]]["findings"], second[row["id"]]["findings"]
            pairs = pair(a, b)
            agreement.add(a, b, pairs)
            left, right = {i for i, _ in pairs}, {j for _, j in pairs}
            findings = [merged(a[i], b[j], row["text"]) for i, j in pairs]
            findings += [single(one, row["text"]) for i, one in enumerate(a) if i not in left]
            findings += [single(one, row["text"]) for j, one in enumerate(b) if j not in right]
            entry = {**row, "kind": row.get("kind") or first[row["id"]]["kind"]}
            entry["findings"] = sorted(findings, key=lambda one: (one["start"], one["end"]))
            part = "development" if place < DEVELOPMENT[name] else "test"
            file = arguments.out / part / f"{name}.jsonl"
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("w" if place in (0, DEVELOPMENT[name]) else "a", encoding="utf-8") as out:
                out.write(json.dumps(entry, ensure_ascii=False) + "\n")
        figures[name] = agreement.report()
    (arguments.out / "agreement.json").write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
