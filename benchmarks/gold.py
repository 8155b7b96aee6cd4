"""Reading measured on the Dutch gold set, beside simpler ways. One core.

    python -m benchmarks.gold [--part development|fresh|test] [--answers FILE]

A finding counts where its words overlap a marked stretch and its concept is one that an annotator accepted; a stretch
that only one annotator marked is open: finding it neither counts nor costs. Thresholds of the simpler ways are chosen
on the development part.

`--answers` measures what another program found instead: for each text a line
`{"id", "findings": [{"start", "end", "uri", "status"}]}`, with offsets in code points; `status` may be left out.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from draaischijf.language import Language, normalise, open_language
from draaischijf.reading import read_text

GOLD = Path(__file__).resolve().parents[1] / "gold"
CLAUSE = re.compile(r"[^.,;:!?\n•()]+")
THRESHOLDS = np.arange(0.30, 0.96, 0.05)


class Found(NamedTuple):
    """A prediction."""

    start: int
    end: int
    uri: str
    status: str
    score: float = 1.0


Reader = Callable[[str], list[Found]]


def texts(part: str) -> dict[str, list[dict[str, Any]]]:
    """Return the documents and sentences of a part; the fresh part has no sentences."""
    files = {name: GOLD / part / f"{name}.jsonl" for name in ("documents", "sentences")}
    return {
        name: [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []
        for name, file in files.items()
    }


def score(rows: Iterable[dict[str, Any]], read: Reader, least: float = 0.0) -> dict[str, float]:
    """Return precision, recall, F1 and the share of right statuses."""
    counts: Counter[str] = Counter()
    for row in rows:
        _count(row["findings"], [one for one in read(row["text"]) if one.score >= least], counts)
    precision = counts["right"] / max(counts["right"] + counts["wrong"], 1)
    recall = counts["right"] / max(counts["asked"], 1)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "status": counts["status"] / max(counts["right"], 1),
    }


def _count(marked: list[dict[str, Any]], found: list[Found], counts: Counter[str]) -> None:
    used: set[int] = set()
    for mark in sorted(marked, key=lambda one: not one["agreed"]):
        hits = [
            at
            for at, one in enumerate(found)
            if at not in used and one.start < mark["end"] and mark["start"] < one.end and one.uri in mark["uris"]
        ]
        if mark["agreed"]:
            counts["asked"] += 1
            if hits:
                counts["right"] += 1
                counts["status"] += found[hits[0]].status in mark["status"]
                used.add(hits[0])
        else:
            used.update(hits)
    counts["wrong"] += len(found) - len(used)


def ours(language: Language) -> Reader:
    """Return the project's own reading."""

    def read(text: str) -> list[Found]:
        return [Found(one.start, one.end, one.uri, one.status) for one in read_text(text, language).findings]

    return read


def answered(file: Path, rows: Iterable[dict[str, Any]]) -> Reader:
    """Return what another program found in the texts of some rows, as it stands in a file; nothing where it is silent.

    Raises:
        ValueError: A line is no answer; names it.
    """
    found: dict[str, list[Found]] = {}
    for number, line in enumerate(file.read_text("utf-8-sig").splitlines(), 1):
        try:
            row = json.loads(line)
            found[row["id"]] = [
                Found(int(one["start"]), int(one["end"]), str(one["uri"]), one.get("status", ""))
                for one in row["findings"]
            ]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{file.name} line {number} is no answer: {type(error).__name__} {error}") from error
    of_text = {row["text"]: found.get(row["id"], []) for row in rows}
    return lambda text: of_text[text]


def lookup(language: Language) -> Reader:
    """Return exact lookup of names, longest first."""
    known: dict[str, str] = {}
    for row, plain in enumerate(language.names.plain):
        if len(plain) > 2:
            known.setdefault(plain, language.concepts.uris[int(language.names.concept[row])])

    def read(text: str) -> list[Found]:
        words = [(match.start(), match.end()) for match in re.finditer(r"[\w+#]+", text)]
        found, at = [], 0
        while at < len(words):
            for size in range(min(6, len(words) - at), 0, -1):
                start, end = words[at][0], words[at + size - 1][1]
                if uri := known.get(normalise(text[start:end])):
                    found.append(Found(start, end, uri, "required"))
                    at += size - 1
                    break
            at += 1
        return found

    return read


def by_encoder(language: Language) -> Reader:
    """Return the encoder alone: each clause to its nearest concept."""

    def read(text: str) -> list[Found]:
        clauses = [match for match in CLAUSE.finditer(text) if match[0].strip()]
        answers = language.link([clause[0].strip() for clause in clauses], "skill", 1)
        return [
            Found(clause.start(), clause.end(), language.concepts.uris[one[0].concept], "required", one[0].score)
            for clause, one in zip(clauses, answers, strict=True)
            if one
        ]

    return read


def by_tfidf(language: Language) -> Reader:
    """Return TF-IDF over letters (runs of 3 to 5 within words): each clause to its nearest name."""
    rows = [row for row, spoken in enumerate(language.names.language) if spoken in ("nl", "en")]
    vocabulary: dict[str, int] = {}
    counted = [Counter(_runs(language.names.plain[row])) for row in rows]
    for one in counted:
        for run in one:
            vocabulary.setdefault(run, len(vocabulary))
    matrix = _matrix(counted, vocabulary)
    weight = np.log(len(rows) / np.asarray((matrix > 0).sum(axis=0)).ravel().clip(1)) + 1
    names = _unit(matrix @ sparse.diags(weight)).T.tocsr()

    def read(text: str) -> list[Found]:
        clauses = [match for match in CLAUSE.finditer(text) if match[0].strip()]
        if not clauses:
            return []
        asked = [Counter(_runs(normalise(clause[0]))) for clause in clauses]
        near = (_unit(_matrix(asked, vocabulary) @ sparse.diags(weight)) @ names).toarray()
        best = near.argmax(axis=1)
        return [
            Found(
                clause.start(),
                clause.end(),
                language.concepts.uris[int(language.names.concept[rows[int(name)]])],
                "required",
                float(near[place, name]),
            )
            for place, (clause, name) in enumerate(zip(clauses, best, strict=True))
        ]

    return read


def _runs(text: str) -> list[str]:
    return [f" {word} "[at : at + n] for word in text.split() for n in (3, 4, 5) for at in range(len(word) + 3 - n)]


def _matrix(counted: list[Counter[str]], vocabulary: dict[str, int]) -> sparse.csr_matrix:
    data, columns, starts = [], [], [0]
    for one in counted:
        for run, times in one.items():
            if run in vocabulary:
                data.append(1 + np.log(times))
                columns.append(vocabulary[run])
        starts.append(len(data))
    return sparse.csr_matrix((data, columns, starts), shape=(len(counted), len(vocabulary)))


def _unit(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    norm = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.where(norm > 0, norm, 1)) @ matrix)


def quiet(rows: Iterable[dict[str, Any]], language: Language) -> float:
    """Return the share of vacancies in which nothing is required in what the employer says about itself."""
    good = total = 0
    for row in rows:
        if row["kind"] != "vacancy":
            continue
        total += 1
        found = [one for one in read_text(row["text"], language).findings if one.section == "employer"]
        loud = [one for one in found if one.status in ("required", "wished") and not _is_marked(one, row["findings"])]
        good += not loud
    return good / max(total, 1)


def _is_marked(one: Any, marked: list[dict[str, Any]]) -> bool:
    return any(one.start < mark["end"] and mark["start"] < one.end for mark in marked)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Measure reading on the Dutch gold set.")
    parser.add_argument("--part", choices=("development", "fresh", "test"), default="test")
    parser.add_argument("--answers", type=Path, help="measure what another program found, one JSON object a line")
    arguments = parser.parse_args()
    part, language = arguments.part, open_language()
    development, measured = texts("development"), texts(part)
    print(f"gold set, {part} part, release {language.release}")
    print(f"{'':<16}{'documents':>34}{'sentences':>30}")
    print(
        f"{'':<16}"
        + f"{'precision':>10}{'recall':>8}{'F1':>7}{'status':>9}"
        + f"{'precision':>12}{'recall':>8}{'F1':>7}"
    )
    if arguments.answers:
        try:
            read = answered(arguments.answers, [*measured["documents"], *measured["sentences"]])
        except (OSError, ValueError) as error:
            parser.error(str(error))
        _line(arguments.answers.name, read, measured)
        return
    ways = {"exact lookup": lookup, "TF-IDF": by_tfidf, "encoder alone": by_encoder, "reading": ours}
    for name, make in ways.items():
        read = make(language)
        least = 0.0
        if name in ("TF-IDF", "encoder alone"):
            least = max(THRESHOLDS, key=lambda one: score(development["documents"], read, one)["f1"])
        _line(name, read, measured, least)
    share = quiet(measured["documents"], language)
    print(f"vacancies in which the employer's own story gives no requirement: {share:.0%}")
    print("asked for, on the test part: F1 .70 and status .90 in documents, 95 % of vacancies quiet")


def _line(name: str, read: Reader, measured: dict[str, list[dict[str, Any]]], least: float = 0.0) -> None:
    documents, sentences = (score(measured[kind], read, least) for kind in ("documents", "sentences"))
    print(
        f"{name[:15]:<16}{documents['precision']:>10.3f}{documents['recall']:>8.3f}{documents['f1']:>7.3f}"
        f"{documents['status']:>9.3f}{sentences['precision']:>12.3f}{sentences['recall']:>8.3f}{sentences['f1']:>7.3f}"
    )


if __name__ == "__main__":
    main()
