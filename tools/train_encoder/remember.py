"""Let the encoder learn its occupations by heart: ``python -m tools.train_encoder.remember --weights FILE ...``.

What is remembered fits the vectors that the skills have in the pack, so the pack is built with the new weights first,
and once more after this, with the profiles that now are remembered.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from draaischijf.language import Language
from draaischijf.language.assemble import unit_rows
from draaischijf.language.encoder.model import Encoder
from tools.train_encoder import held, recall, sources


def main() -> None:
    """Read weights and pack, fit, and write the vectors of the occupations into the weights file."""
    parser = argparse.ArgumentParser(prog="python -m tools.train_encoder.remember", description=__doc__)
    parser.add_argument("--esco", type=Path, required=True)
    parser.add_argument("--packages", type=Path)
    parser.add_argument("--own", type=Path)
    parser.add_argument("--pack", type=Path, required=True, help="folder of the pack")
    parser.add_argument("--weights", type=Path, required=True, help="weights file to add to")
    given = parser.parse_args()
    corpus = sources.read(given.esco, given.packages, given.own)
    with np.load(given.weights) as file:
        weights = {name: file[name] for name in file.files}
    pack = Language(given.pack)
    n = pack.concepts.n_skills
    known = dict(
        zip(pack.concepts.uris[:n], unit_rows(pack.vectors[:n].astype(np.float64)).astype(np.float32), strict=True)
    )
    weights |= recall.learn(Encoder(weights), corpus, held.choose(corpus), known)
    np.savez(given.weights, allow_pickle=False, **weights)


if __name__ == "__main__":
    main()
