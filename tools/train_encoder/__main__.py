"""Train the encoder: ``python -m tools.train_encoder --esco FOLDER --out weights.npz``."""

from __future__ import annotations

# ruff: noqa: E402 -- one thread has to be asked for before numpy starts
import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from draaischijf.language.encoder.model import Encoder
from tools.train_encoder import export, fit, gender, held, sources
from tools.train_encoder.batches import Mix, Sampler
from tools.train_encoder.network import Network
from tools.train_encoder.train import Plan, Trainer

# A second stretch with more occupations makes job titles better and sentences worse; the mean of the
# weights before and after keeps both (Wortsman et al. 2022, robust fine-tuning).
POLISH_MIX = Mix(occupations=0.65, titles=160, languages=(0.42, 0.36, 0.22))
POLISH = Plan(rate=1.5e-3, weights=(1.2, 0.6, 0.7), refreshes=8, nearest_from=0.0)


def main() -> None:
    """Read, train, quantise, fit the constants, write."""
    parser = sources.parser("tools.train_encoder", __doc__)
    parser.add_argument("--out", type=Path, required=True, help="weights file to write")
    parser.add_argument("--steps", type=int, default=Plan.steps, help="how long to train (default %(default)s)")
    parser.add_argument("--polish", type=int, default=3_000, help="steps with more titles after (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fold", type=int, help="leave out this fifth of the occupations (0 to 4) too, for judge")
    parser.add_argument("--teacher", type=Path, help="vectors of a larger model to learn from")
    parser.add_argument("--female-forms", type=Path, help="only write the table of female forms to this file")
    given = parser.parse_args()

    corpus = sources.asked(given, *filter(None, [given.teacher]))
    if given.female_forms:
        gender.write(gender.pairs(corpus), given.female_forms)
        return
    out_of_training = held.choose(corpus)
    left_out = out_of_training if given.fold is None else held.fold(corpus, out_of_training, given.fold)
    sampler = Sampler(corpus, left_out, Mix(), given.seed, teacher=given.teacher)
    sampler.texts.freeze()
    network = Network(sampler.texts, seed=given.seed)
    Trainer(sampler, network, Plan(steps=given.steps)).run()
    first = network.table.copy(), {k: v.copy() for k, v in network.dense.items()}
    if given.polish:
        sampler.mix = POLISH_MIX
        sampler.reweigh()
        Trainer(sampler, network, replace(POLISH, steps=given.polish)).run()
    half = np.float32(0.5)
    weights = export.quantise(
        (first[0] + network.table) * half, {k: (first[1][k] + v) * half for k, v in network.dense.items()}
    )
    encoder = Encoder(weights)
    weights["mixer"] = fit.mixer(encoder, corpus, given.esco)
    weights["blend"] = fit.blend(encoder, corpus, out_of_training).array()
    np.savez(given.out, allow_pickle=False, **weights)
    print(
        f"train_encoder: {network.steps} steps, {given.out} is {given.out.stat().st_size / 2**20:.1f} MiB",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
