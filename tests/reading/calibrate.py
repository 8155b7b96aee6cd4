"""See how the numbers of `reading/tables/calibration.toml` fit marked documents.

    python -m tests.reading.calibrate

Two logistic regressions with a ridge towards nothing, one for names and one for guesses by meaning, over every
candidate before overlaps are resolved, in the marked documents and in the development part of the gold set: is it a
right concept in overlapping words? The log loss on documents left out is printed beside, so that a number that only
fits these documents shows. The weights say which features tell a right candidate from a wrong one; those in use were
then moved to where F1 of whole documents is best.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from draaischijf.language import open_language
from draaischijf.reading.choose import guess_features, match_features
from draaischijf.reading.draft import draft_of
from draaischijf.reading.layout import Page
from draaischijf.reading.reader import Reader
from tests.reading.gold import Mark, Marked, documents

GOLD = Path(__file__).resolve().parents[2] / "gold" / "development"
RIDGE = 1.0
PARTS = 10
Float = npt.NDArray[np.float64]


def fit(rows: Float, labels: Float, ridge: float = RIDGE) -> Float:
    """Return weights of a logistic regression by Newton's method; the last one is the base, which is not shrunk."""
    full = np.hstack([rows, np.ones((len(rows), 1))])
    weights = np.zeros(full.shape[1])
    shrink = np.append(np.full(rows.shape[1], ridge), 0.0)
    for _ in range(50):
        sure = 1 / (1 + np.exp(-full @ weights))
        slope = full.T @ (labels - sure) - shrink * weights
        curve = (full * (sure * (1 - sure))[:, None]).T @ full + np.diag(shrink + 1e-9)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def loss(rows: Float, labels: Float, weights: Float) -> float:
    """Return the mean log loss."""
    sure = 1 / (1 + np.exp(-(rows @ weights[:-1] + weights[-1])))
    return float(-np.mean(np.log(np.where(labels > 0, sure, 1 - sure).clip(1e-9))))


def gold_texts() -> Iterator[Marked]:
    """Yield the texts of the gold set to develop on; what only one annotator marked says nothing."""
    for file in ("documents", "sentences"):
        for line in (GOLD / f"{file}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            marks = (
                Mark(one["start"], one["end"], frozenset(one["uris"] * one["agreed"]), one["status"][0], None, None)
                for one in row["findings"]
            )
            yield Marked(row["id"], row["kind"], row["text"], tuple(marks))


def labelled(document: Marked, page: Page, first: int, last: int, uri: str) -> float | None:
    """Return 1 for a right concept, 0 for a wrong one, None where the marks do not say."""
    start, end = page.words.starts[first], page.words.ends[last - 1]
    over = [mark for mark in document.marks if mark.start < end and start < mark.end]
    if any(uri in mark.uris for mark in over):
        return 1.0
    return None if any(not mark.uris for mark in over) else 0.0


def main() -> None:
    """Print fitted weights."""
    language = open_language()
    reader = Reader(language)
    uris = reader.index.uris
    data: dict[str, list[tuple[dict[str, float], float, str]]] = defaultdict(list)
    for document in (*documents(language), *gold_texts()):
        draft = draft_of(document.text)
        raw = reader.raw_candidates(draft)
        for match, around in raw.matches:
            label = labelled(document, draft.page, match.first, match.last, uris[match.name.concept])
            if label is not None:
                features = match_features(match, around)
                data["name"].append((features, label, document.name))
        for guess in raw.guesses:
            label = labelled(document, draft.page, guess.first, guess.last, uris[guess.concept])
            if label is not None:
                data["meaning"].append((guess_features(guess), label, document.name))
    for road, own in data.items():
        report(road, own)


def report(road: str, own: list[tuple[dict[str, float], float, str]]) -> None:
    """Print the weights of one road and how well they hold on documents left out."""
    names = list(own[0][0])
    rows = np.asarray([[features[name] for name in names] for features, _, _ in own])
    labels = np.asarray([label for _, label, _ in own])
    files = np.asarray([file for _, _, file in own])
    weights = fit(rows, labels)
    parts = np.asarray([crc32(file.encode()) % PARTS for file in files.tolist()])
    losses = [
        loss(rows[parts == part], labels[parts == part], fit(rows[parts != part], labels[parts != part]))
        for part in range(PARTS)
    ]
    print(
        f"\n[{road}]  # {len(own)} candidates, {labels.mean():.2f} right; log loss {loss(rows, labels, weights):.3f}, "
    )
    print(f"# on documents left out {np.mean(losses):.3f}")
    for name, weight in zip([*names, "base"], weights, strict=True):
        print(f"{name} = {weight:.2f}")


if __name__ == "__main__":
    main()
