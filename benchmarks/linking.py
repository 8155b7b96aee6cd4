"""Phrases a second against all names of all skills, encoding included; one core.

    python -m benchmarks.linking

The bare product is the matrix product that any exact comparison with one vector per skill needs: its share of the whole
says how much of the time is arithmetic that cannot be left out.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import random
import time
from collections.abc import Callable

import numpy as np

from draaischijf.language import encoder, open_language
from draaischijf.language.linking import BLOCK

PHRASES = 20_000
ROUNDS = 5
TARGET = 10_000


def phrases(names: list[str], count: int) -> list[str]:
    """Return phrases that are near names but are none: a name with a word more, one less or two swapped."""
    drawn = random.Random(20261121)
    made = []
    for _ in range(count):
        words = drawn.choice(names)[:80].split()
        change = drawn.randrange(3)
        if change == 0 or len(words) < 2:
            words.append(drawn.choice(["ervaring", "werk", "taken", "skills", "kennis"]))
        elif change == 1:
            words.pop(drawn.randrange(len(words)))
        else:
            words.reverse()
        made.append(" ".join(words))
    return made


def seconds(work: Callable[[], object]) -> float:
    """Return the median time of a few rounds."""
    taken = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[ROUNDS // 2]


def main() -> None:
    """Print the table."""
    language = open_language()
    linker = language.linker("skill")
    asked = phrases(language.names.text, PHRASES)
    start = time.perf_counter()
    linker.rank(asked)
    cold = time.perf_counter() - start
    whole = seconds(lambda: linker.rank(asked))
    encoding = seconds(lambda: encoder().encode(asked))
    spoken = encoder().encode(asked)
    centres = np.ascontiguousarray(language.vectors[: language.concepts.n_skills].T)
    table = np.empty((BLOCK, centres.shape[1]), np.float32)

    def multiply() -> None:
        for at in range(0, PHRASES, BLOCK):
            block = spoken[at : at + BLOCK]
            np.matmul(block, centres, out=table[: len(block)])

    bare = seconds(multiply)
    print(f"release {language.release}: {language.concepts.n_skills:,} skills, {len(language.names):,} names, one core")
    print(f"{'what':<44}{'seconds':>9}{'a second':>12}")
    for what, taken in (
        (f"link {PHRASES:,} phrases, first time", cold),
        (f"link {PHRASES:,} phrases", whole),
        ("  of which encoding", encoding),
        ("  bare matrix product with all skills", bare),
    ):
        print(f"{what:<44}{taken:>9.2f}{PHRASES / taken:>12,.0f}")
    print(f"share of the bare product: {bare / whole:.0%}; asked for: {TARGET:,} a second")


if __name__ == "__main__":
    main()
