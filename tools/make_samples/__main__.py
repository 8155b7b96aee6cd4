"""Write every sample: `python -m tools.make_samples [FOLDER]`, `samples/` unless said."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.make_samples import plain, portable, word
from tools.make_samples.source import load

WRITERS = {".pdf": portable.write, ".docx": word.write, ".txt": plain.write}
SAMPLES = (
    "cv-teamleider-bagage.pdf",
    "cv-automonteur.docx",
    "cv-systeemontwerper.pdf",
    "cv-secretaresse.docx",
    "cv-schoolverlater.txt",
    "cv-data-analyst-en.pdf",
    "cv-mantelzorger.txt",
    "vacature-voorman-warehouse.pdf",
    "vacature-zonnepaneelinstallateur.docx",
    "vacature-woonhulp.txt",
    "vacature-office-manager.docx",
    "vacature-orderpicker.txt",
    "vacancy-data-engineer-en.txt",
)


def make(folder: Path) -> None:
    """Write the samples into `folder`, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SAMPLES:
        path = folder / name
        WRITERS[path.suffix](load(path.stem), path)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "samples")
