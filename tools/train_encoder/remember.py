"""Let the encoder learn its occupations by heart: ``python -m tools.train_encoder.remember --weights FILE ...``.

What is remembered fits the vectors that the skills have in the pack, so the pack is built with the new weights first,
and once more after this, with the profiles that now are remembered.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from draaischijf.language import Language
from draaischijf.language.encoder.model import Encoder
from tools.train_encoder import export, held, recall, sources


def main() -> None:
    """Read weights and pack, fit, and write the vectors of the occupations into the weights file."""
    parser = sources.parser("tools.train_encoder.remember", __doc__)
    parser.add_argument("--pack", type=Path, required=True, help="folder of the pack")
    parser.add_argument("--weights", type=Path, required=True, help="weights file to add to")
    given = parser.parse_args()
    corpus = sources.asked(given, given.weights)
    weights = export.read(given.weights)
    pack = Language(given.pack)
    n = pack.concepts.n_skills
    known = dict(zip(pack.concepts.uris[:n], pack.vectors[:n], strict=True))
    weights |= recall.learn(Encoder(weights), corpus, held.choose(corpus), known)
    np.savez(given.weights, allow_pickle=False, **weights)


if __name__ == "__main__":
    main()
