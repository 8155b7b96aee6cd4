"""Fit the numbers of `reading/tables/calibration.toml` to marked documents, and count which concepts are common.

    python -m tools.fit_reading [--write]

Two logistic regressions with a ridge towards nothing, one for names and one for guesses by meaning, over every
candidate before overlaps are resolved: is it a right concept in overlapping words? A third one, over what is known
before names are looked at, makes the shortlist. How often a concept was accepted is counted over all marked documents;
while fitting and measuring, a document never counts for itself. Printed are the weights and, for several thresholds,
what whole documents would get from weights fitted on other documents. `--write` writes the counts too.

Names that were written for a document make names look surer than they are: fit with a release from before that.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from draaischijf.language import Language, open_language
from draaischijf.reading.choose import Candidate, match_features, resolve
from draaischijf.reading.context import ESCO
from draaischijf.reading.layout import Page
from draaischijf.reading.reader import Reader
from draaischijf.reading.tables import FOLDER
from draaischijf.reading.weighing import OF_GUESS, OF_LISTED, OF_NAME, numbers

ROOT = Path(__file__).resolve().parents[1]
GOLD = ("development/documents", "development/sentences", "fresh/documents")
RIDGE = 1.0
PARTS = 8
THRESHOLDS = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)
REMARK = "# In how many marked documents each concept was accepted, counted by tools/fit_reading.py.\n"
Float = npt.NDArray[np.float64]
Features = dict[str, float]


@dataclass(frozen=True)
class Marked:
    """A marked text: places, accepted concepts, and whether the annotators agreed that the stretch counts."""

    name: str
    text: str
    marks: tuple[tuple[int, int, frozenset[str], bool], ...]

    @property
    def concepts(self) -> frozenset[str]:
        """The concepts that were accepted somewhere in it."""
        return frozenset(uri for _, _, uris, agreed in self.marks if agreed for uri in uris)


@dataclass
class Row:
    """A candidate with its road, its features, and 1 for right, 0 for wrong, None where the marks do not say."""

    road: str
    candidate: Candidate
    features: Features
    label: float | None


@dataclass
class Read:
    """A marked text with its candidates; occupations of titles have a worth of their own."""

    marked: Marked
    page: Page
    rows: list[Row] = field(default_factory=list)
    titles: list[Candidate] = field(default_factory=list)

    @property
    def part(self) -> int:
        """Which part it belongs to when parts are left out in turn."""
        return crc32(self.marked.name.encode()) % PARTS


def texts_of(file: str) -> Iterator[Marked]:
    """Yield the texts of a file of the gold set."""
    for line in (ROOT / "gold" / f"{file}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        marks = ((m["start"], m["end"], frozenset(m["uris"]), m["agreed"]) for m in row["findings"])
        yield Marked(row["id"], row["text"], tuple(marks))


def counted(texts: Iterable[Marked]) -> Counter[str]:
    """Return in how many texts each concept was accepted."""
    return Counter(uri for text in texts for uri in text.concepts)


def read(marked: Marked, reader: Reader, known: Counter[str]) -> Read:
    """Return a text with its candidates, `common` counted over the other texts."""
    draft = reader.draft(marked.text)
    raw = reader.raw_candidates(draft)
    made = Read(marked, draft.page, titles=list(raw.occupations))
    uris = reader.index.uris
    for match, around in raw.matches:
        concept, name = match.name.concept, match.name
        own = Candidate(match.first, match.last, concept, name.sort, "name", 0.0, name.denies)
        features = dict(zip(OF_NAME, match_features(match, around), strict=True))
        made.rows.append(Row("name", own, features, _label(made, own, uris[concept])))
    for guess in raw.guesses:
        own = Candidate(guess.first, guess.last, guess.concept, "", "meaning", 0.0)
        features = dict(zip(OF_GUESS, guess.known, strict=True))
        made.rows.append(Row("meaning", own, features, _label(made, own, uris[guess.concept])))
    for row in made.rows:
        uri = uris[row.candidate.concept]
        row.features["common"] = float(np.log1p(known[uri] - (uri in marked.concepts)))
    return made


def _over(made: Read, one: Candidate) -> list[tuple[int, int, frozenset[str], bool]]:
    start, end = made.page.words.starts[one.first], made.page.words.ends[one.last - 1]
    return [mark for mark in made.marked.marks if mark[0] < end and start < mark[1]]


def _label(made: Read, one: Candidate, uri: str) -> float | None:
    over = _over(made, one)
    if any(uri in uris and agreed for _, _, uris, agreed in over):
        return 1.0
    return None if any(not agreed for _, _, _, agreed in over) else 0.0


def fit(rows: list[Row], names: list[str], ridge: float = RIDGE) -> dict[str, float]:
    """Return weights of a logistic regression by Newton's method; the base is not shrunk."""
    labels = np.asarray([row.label for row in rows], float)
    full = np.asarray([[*(row.features[name] for name in names), 1.0] for row in rows])
    weights = np.zeros(full.shape[1])
    shrink = np.append(np.full(len(names), ridge), 0.0)
    for _ in range(50):
        sure = 1 / (1 + np.exp(-full @ weights))
        slope = full.T @ (labels - sure) - shrink * weights
        curve = (full * (sure * (1 - sure))[:, None]).T @ full + np.diag(shrink + 1e-9)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return dict(zip([*names, "base"], weights.tolist(), strict=True))


def fit_roads(texts: Iterable[Read]) -> dict[str, dict[str, float]]:
    """Return the weights of both roads."""
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for text in texts:
        for row in text.rows:
            if row.label is not None:
                grouped[row.road].append(row)
    return {road: fit(rows, list(rows[0].features)) for road, rows in sorted(grouped.items())}


def worth(row: Row, weights: dict[str, float]) -> float:
    """Return how sure a candidate is, 0 to 1."""
    odds = weights["base"] + sum(weights[name] * value for name, value in row.features.items())
    return float(1 / (1 + np.exp(-odds)))


def kept(text: Read, weights: dict[str, dict[str, float]]) -> list[Candidate]:
    """Return what would be found in a text."""
    rated = [row.candidate._replace(worth=worth(row, weights[row.road])) for row in text.rows]
    return resolve([*rated, *text.titles])


def held_out(texts: list[Read], uris: list[str]) -> Iterator[tuple[float, float, float, float]]:
    """Yield threshold, precision, recall and F1 of texts, each found with weights fitted on the other parts."""
    weights = [fit_roads(text for text in texts if text.part != part) for part in range(PARTS)]
    before = numbers()["keep"]["least"]
    for least in THRESHOLDS:
        numbers()["keep"]["least"] = least
        asked = right = found = 0
        for text in texts:
            if text.marked.name.startswith("sent"):
                continue
            own = kept(text, weights[text.part])
            asked += sum(agreed for *_, agreed in text.marked.marks)
            used = {mark for one in own for mark in _over(text, one) if uris[one.concept] in mark[2]}
            right += sum(agreed for *_, agreed in used)
            found += len(own) - sum(not agreed for *_, agreed in used)
        precision, recall = right / max(found, 1), right / max(asked, 1)
        yield least, precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)
    numbers()["keep"]["least"] = before


def write_common(known: Counter[str]) -> None:
    """Write how often each concept was accepted."""
    lines = [
        f"{uri.removeprefix(ESCO)};{times}\n" for uri, times in sorted(known.items(), key=lambda one: (-one[1], one[0]))
    ]
    (FOLDER / "common.csv").write_text(REMARK + "concept;documents\n" + "".join(lines), "utf-8", newline="\n")


def report(texts: list[Read], uris: list[str]) -> None:
    """Print the weights for the table, and how well they hold on documents left out."""
    for road, weights in fit_roads(texts).items():
        print(f"\n[{road}]")
        for name, weight in weights.items():
            print(f"{name} = {weight:.2f}")
    rows = [row for text in texts for row in text.rows if row.road == "meaning" and row.label is not None]
    print("\n[shortlist]")
    for name, weight in fit(rows, list(OF_LISTED)).items():
        print(f"{name} = {weight:.2f}")
    print("\nkeep.least  precision  recall  F1, on documents left out")
    for least, precision, recall, f1 in held_out(texts, uris):
        print(f"{least:10.2f} {precision:10.3f} {recall:7.3f} {f1:.3f}")


def wide_reader(language: Language) -> Reader:
    """Return a reader that keeps everything on the shortlist."""
    reader = Reader(language)
    reader.meanings.keep_all()
    return reader


def main() -> None:
    """Print fitted weights."""
    parser = argparse.ArgumentParser(description="Fit the numbers that reading decides by.")
    parser.add_argument("--write", action="store_true", help="write reading/tables/common.csv")
    write = parser.parse_args().write
    texts = [text for file in GOLD for text in texts_of(file)]
    known = counted(texts)
    reader = wide_reader(open_language())
    report([read(text, reader, known) for text in texts], reader.index.uris)
    if write:
        write_common(known)


if __name__ == "__main__":
    main()
