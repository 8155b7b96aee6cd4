"""Fit the trees that judge the skills of a profile: ``python -m tools.train_encoder.judge --folds A B C ...``.

An encoder knows the occupations that it was trained on too well to learn from them how far to trust what it says of
others. So encoders are trained that each leave out a fifth of the occupations (``--fold``), and the trees learn from
what each says of the fifth that it has not seen: once with the relations of the other occupations at hand, once with
what it remembers of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt

from draaischijf.language.encoder.blend import Blend
from draaischijf.language.encoder.model import Encoder
from draaischijf.language.encoder.recall import Recall
from tools.train_encoder import boost, export, fit, held, recall, sources, stage
from tools.train_encoder.corpus import LANGUAGES, Corpus
from tools.train_encoder.held import Held

F64 = npt.NDArray[np.float64]


def main() -> None:
    """Read, grow the trees, fit the chances anew, and write both into the weights file."""
    parser = sources.parser("tools.train_encoder.judge", __doc__)
    parser.add_argument("--folds", type=Path, nargs="+", required=True, help="weights trained with --fold 0, 1, ...")
    parser.add_argument("--weights", type=Path, required=True, help="weights file to add the trees to")
    given = parser.parse_args()
    corpus = sources.asked(given, *given.folds, given.weights)
    weights = export.read(given.weights)
    kept = held.choose(corpus)
    mix = Blend(*weights["blend"].tolist())
    rows, gains = zip(*(seen(p, corpus, kept, k, mix) for k, p in enumerate(given.folds)), strict=True)
    weights["trees"] = boost.grow(np.concatenate(rows), np.concatenate(gains)).array()
    ready = stage.profiles(Encoder(weights), corpus, kept, mix)
    weights["blend"] = fit.calibrated(ready, corpus, kept).array()
    np.savez(given.weights, allow_pickle=False, **weights)


def seen(path: Path, corpus: Corpus, kept: Held, number: int, mix: Blend) -> tuple[F64, F64]:
    """Return what speaks for the skills of a fold's occupations, and what each is worth.

    Args:
        path: weights that were trained without the fold.
        corpus: names and relations.
        kept: what no encoder has seen.
        number: of the fold.
        mix: the blend that the trees will judge.
    """
    fold = held.fold(corpus, kept, number)
    encoder = Encoder.load(path)
    memory = Recall.of(recall.learn(encoder, corpus, fold))
    asked = [x for s in LANGUAGES for x in stage.titles(corpus, fold.validation - kept.validation, s, 1)]
    print(f"train_encoder: {len(asked)} titles of fold {number}", file=sys.stderr, flush=True)
    parts = [described(stage.profiles(encoder, corpus, fold, mix, known), asked) for known in (None, memory)]
    rows, gains = zip(*parts, strict=True)
    return np.concatenate(rows), np.concatenate(gains)


def described(ready: stage.Profiles, asked: list[tuple[int, str]]) -> tuple[F64, F64]:
    """Return what speaks for the skills of titles, and what each is worth.

    Args:
        ready: predictor and truth.
        asked: occupation and title.
    """
    rows, gains = [], []
    for first in range(0, len(asked), 256):
        part = asked[first : first + 256]
        found = ready.predictor.described(ready.predictor.evidence([name for _, name in part]))
        for (row, _), one in zip(part, found, strict=True):
            rows.append(one.rows)
            gains.append([ready.gains[row].get(skill, 0.0) for skill in one.skills.tolist()])
    return np.concatenate(rows), np.concatenate(gains)


if __name__ == "__main__":
    main()
