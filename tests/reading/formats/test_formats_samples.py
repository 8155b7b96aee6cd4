"""The samples: what they read as, and that they are made the same every time."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from draaischijf.reading.formats import Format, Role, read_document

ROOT = Path(__file__).resolve().parents[3]
GOLDEN = Path(__file__).parent / "golden"
SAMPLES = sorted(path for path in (ROOT / "samples").iterdir() if path.suffix in {".pdf", ".docx", ".txt"})
FORMATS = {".pdf": Format.PDF, ".docx": Format.DOCX, ".txt": Format.TEXT}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_sample_reads_as_its_golden_text(path: Path) -> None:
    """UPDATE_GOLDEN=1 writes the golden files anew; read the difference before committing it."""
    document = read_document(path)
    marked = document.text
    for block in sorted(document.blocks, key=lambda block: -block.start):
        if block.role is Role.HEADING:
            marked = f"{marked[: block.start]}{'#' * block.level} {marked[block.start :]}"
    golden = GOLDEN / f"{path.name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(marked + "\n", encoding="utf-8")
    assert marked + "\n" == golden.read_text(encoding="utf-8")
    assert document.format is FORMATS[path.suffix]
    assert document.notes == ()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_sample_says_that_it_is_invented(path: Path) -> None:
    lines = [line for line in read_document(path).text.splitlines() if line]
    edges = lines[:5] + lines[-2:]
    assert any(line.startswith(("Voorbeeld: deze ", "Example: this ")) for line in edges)


def test_samples_are_made_the_same_every_time(tmp_path: Path) -> None:
    from tools.make_samples.__main__ import SAMPLES as NAMES
    from tools.make_samples.__main__ import make

    make(tmp_path / "one")
    make(tmp_path / "two")
    assert sorted(NAMES) == [path.name for path in SAMPLES]
    for name in NAMES:
        made = (tmp_path / "one" / name).read_bytes()
        assert made == (tmp_path / "two" / name).read_bytes()
        if name.endswith(".docx"):  # packed bytes depend on the build of zlib, what is in them does not
            assert _parts(tmp_path / "one" / name) == _parts(ROOT / "samples" / name)
        else:
            assert made == (ROOT / "samples" / name).read_bytes()


def _parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_blocks_stand_in_order_within_the_text(path: Path) -> None:
    document = read_document(path)
    assert document.blocks == tuple(sorted(document.blocks, key=lambda block: (block.start, -block.end)))
    for block in document.blocks:
        assert 0 <= block.start < block.end <= len(document.text)
        piece = document.text[block.start : block.end]
        assert piece == piece.strip()


def test_reading_is_deterministic() -> None:
    path = ROOT / "samples" / "cv-teamleider-bagage.pdf"
    assert read_document(path) == read_document(path)
