"""How well and how fast documents are read, beside what others publish. One core.

    python -m benchmarks.reading
    python -m benchmarks.reading --folder path/to/marked/documents

Quality is measured on the marked development documents, or on any folder of documents marked in the same way. Speed is
measured on the Dutch vacancies among them, from text, after start, in seconds of processor on one core; of several
rounds the best counts, because other work on the machine only ever slows a round down.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("OMP_NUM_THREADS", "1")

from draaischijf.language import Language, open_language
from draaischijf.reading import read_text
from tests.reading.gold import FOLDER, Marked, documents, score

ROUNDS = 7
VACANCY_WORDS = 400
START = "from draaischijf.reading import read_text; read_text('Je bestuurt de heftruck.')"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="How well and how fast documents are read.")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="folder of marked documents")
    folder = parser.parse_args().folder
    language = open_language()
    marked = list(documents(language, folder))
    print_quality(marked, language)
    print_speed(marked, language)


def print_quality(marked: list[Marked], language: Language) -> None:
    """Print how well all documents, and each kind of them, are read."""
    print(f"\n{len(marked)} marked documents, release {language.release}\n")
    print("documents    n    precision  recall   F1     status  level   years   kind    silent")
    for kind in ("all", "vacancy", "cv", "course"):
        own = [one for one in marked if kind in ("all", one.kind)]
        if not own:
            continue
        total = score([(one, read_text(one.text, language)) for one in own])
        print(
            f"{kind:10} {len(own):4}    {total.precision:8.3f} {total.recall:8.3f} {total.f1:7.3f}"
            f" {total.status:7.3f} {total.level:7.3f} {total.years:7.3f} {total.kind:7.3f} {total.silent:7.3f}"
        )
    print("target            on a test set          0.700   0.900                           0.950")


def print_speed(marked: list[Marked], language: Language) -> None:
    """Print vacancies a second, time to start and memory."""
    vacancies = [one.text for one in marked if one.kind == "vacancy" and not one.name.endswith("-en")]
    texts = ["\n".join(vacancies[at : at + 3]) for at in range(0, len(vacancies), 3)]
    words = sum(len(text.split()) for text in texts)
    for text in texts:
        read_text(text, language)
    best = min(_time(texts, language) for _ in range(ROUNDS))
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", START], check=True)
    start = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("\nspeed                                      here    target or anchor")
    print(f"vacancies of 400 words a second      {words / VACANCY_WORDS / best:10.0f}    50")
    print(f"words a second                       {words / best:10.0f}    20,000")
    print(f"first reading from a cold process, s {start:10.2f}    1.5")
    print(f"memory, MB                           {memory:10.0f}    600")


def _time(texts: list[str], language: Language) -> float:
    began = time.process_time()
    for text in texts:
        read_text(text, language)
    return time.process_time() - began


if __name__ == "__main__":
    main()
