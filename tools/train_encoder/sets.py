"""The benchmark sets: read them, and the measures that are reported on them."""

from __future__ import annotations

import ast
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from tools.train_encoder.corpus import SKILL, Corpus
from tools.train_encoder.sources import rows

_NO_LABEL = ("UNDERSPECIFIED", "LABEL NOT PRESENT", "UNK", "")


@dataclass(frozen=True)
class Sentences:
    """Sentences with the skills in them, as places in a list of labels."""

    name: str
    texts: list[str]
    truths: list[set[int]]


def labels(data: Path, corpus: Corpus) -> tuple[list[str], list[int]]:
    """Return the labels of ESCO 1.1.0 that the sets are annotated with, and the concept of each (-1: none)."""
    texts = (data / "skill-extraction-benchmark" / "skills_en_label.txt").read_text(encoding="utf-8").splitlines()
    texts = list(dict.fromkeys(" ".join(t.split()) for t in texts if t.strip()))
    preferred: dict[str, int] = {}
    others: dict[str, list[int]] = {}
    named: set[int] = set()
    for row, code, name in corpus.names:
        if code == 0 and corpus.kinds[row] == SKILL:
            if row not in named:
                preferred[name.lower()] = row
                named.add(row)
            others.setdefault(name.lower(), []).append(row)
    taken: set[int] = set()
    found = []
    for text in texts:
        row = preferred.get(text.lower(), -1)
        taken.add(row)
        found.append(row)
    for i, text in enumerate(texts):
        free = [r for r in others.get(text.lower(), ()) if r not in taken] if found[i] < 0 else []
        if len(free) == 1:
            found[i] = free[0]
            taken.add(free[0])
    return texts, found


def annotated(path: Path, texts: Sequence[str]) -> Sentences:
    """Read HOUSE, TECH or TECHWOLF: the labels of a sentence are those of all its spans."""
    place = {t.lower(): i for i, t in enumerate(texts)}
    truths: dict[str, set[int]] = {}
    for row in rows(path):
        label = " ".join(row["label"].split())
        if label not in _NO_LABEL:
            truths.setdefault(row["sentence"], set()).add(place.get(label.lower(), -len(truths) - 2))
    return Sentences(path.stem.replace("_annotations", ""), list(truths), list(truths.values()))


def skillskape(path: Path, texts: Sequence[str]) -> Sentences:
    """Read a split of SkillSkape."""
    place = {t.lower(): i for i, t in enumerate(texts)}
    said, truths = [], []
    for row in rows(path):
        found = {place[x.lower()] for x in ast.literal_eval(row["skills"]) if x.lower() in place}
        if found:
            said.append(row["sentence"])
            truths.append(found)
    return Sentences("skillskape_" + path.stem, said, truths)


def precision_at_5(
    ranked: npt.NDArray[np.int64], truths: Sequence[set[int]]
) -> tuple[float, float, npt.NDArray[np.float64]]:
    """Return RP@5 and MRR in percent, and RP@5 per sentence.

    Args:
        ranked: places of labels, best first (n, at least 5).
        truths: the right ones.
    """
    hits, first = [], []
    for line, truth in zip(ranked.tolist(), truths, strict=True):
        hits.append(sum(x in truth for x in line[:5]) / min(5, len(truth)))
        first.append(next((1 / (i + 1) for i, x in enumerate(line) if x in truth), 0.0))
    return 100 * float(np.mean(hits)), 100 * float(np.mean(first)), 100 * np.array(hits)


@dataclass(frozen=True)
class Titles:
    """National job titles and the ESCO names that each of them may be linked to."""

    queries: list[str]
    elements: list[str]
    truths: list[set[int]]


def melo(folder: Path) -> Titles:
    """Read one of the MELO sets."""

    def table(name: str) -> list[list[str]]:
        with (folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

    place = {r[0]: i for i, r in enumerate(table("corpus_elements.tsv"))}
    elements = [r[1] for r in table("corpus_elements.tsv")]
    queries = table("queries.tsv")
    truths: dict[str, set[int]] = {}
    for query, _, element, _ in table("annotations.tsv"):
        truths.setdefault(query, set()).add(place[element])
    return Titles([r[1] for r in queries], elements, [truths[r[0]] for r in queries])


def rank_measures(scores: npt.NDArray[np.floating], truths: Sequence[set[int]]) -> tuple[float, float, float]:
    """Return mean average precision, mean reciprocal rank and accuracy@1 of scores (queries, elements)."""
    precision, reciprocal, first = [], [], []
    for line, truth in zip(scores, truths, strict=True):
        right = np.zeros(len(line), bool)
        right[list(truth)] = True
        at = np.flatnonzero(right[np.argsort(-line, kind="stable")]) + 1
        precision.append(float((np.arange(1, len(at) + 1) / at).mean()))
        reciprocal.append(1 / at[0])
        first.append(at[0] == 1)
    return float(np.mean(precision)), float(np.mean(reciprocal)), float(np.mean(first))


def ndcg(ranked: Sequence[int], gains: dict[int, float], depth: int = 30) -> float:
    """Return nDCG at ``depth`` of one ranking (Järvelin and Kekäläinen 2002)."""
    weights = 1 / np.log2(np.arange(2, depth + 2))
    got = sum(gains.get(x, 0.0) * w for x, w in zip(ranked[:depth], weights, strict=False))
    best = sum(g * w for g, w in zip(sorted(gains.values(), reverse=True), weights, strict=False))
    return float(got / best) if best else 0.0
