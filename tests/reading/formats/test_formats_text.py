"""Plain text and Markdown in any encoding."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from draaischijf.reading.formats import Format, Limits, Role, read_document

DUTCH = "Coördinator in een café: € 2.800, 's avonds vrij\nTweede regel"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_give_the_same_text(encoding: str) -> None:
    document = read_document((DUTCH + "\n" + "gewone tekst " * 20).encode(encoding))
    assert document.text.startswith(DUTCH)
    assert document.notes == ()


def test_mixed_encodings_are_read_and_noted() -> None:
    document = read_document("café één".encode() + "\r\ncoördinator €".encode("cp1252"), name="x.txt")
    assert document.text == "café één\ncoördinator €"
    assert [note.code for note in document.notes] == ["encoding-mixed"]
    assert document.notes[0].file == "x.txt"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends(ending: str) -> None:
    assert read_document(f"een{ending}twee{ending}{ending}drie{ending}".encode()).text == "een\ntwee\n\ndrie"


def test_odd_characters_are_made_plain() -> None:
    text = "e\u0301e\u0301n \ufb01lm\u00a0over\u2003tijd\u00ad, week\u200bend \uf0b7 punt\u2011komma"
    assert read_document(text.encode()).text == "één film over tijd, weekend • punt-komma"


def test_zero_bytes_are_left_out_and_noted() -> None:
    document = read_document(b"rij\0bewijs B " * 3)
    assert document.text.startswith("rijbewijs B")
    assert [note.code for note in document.notes] == ["encoding-nul"]


def test_list_items_and_underlined_headings_are_blocks() -> None:
    document = read_document(b"Werk\n====\n- laden en\n  lossen\n* tellen\n1. slot\n\n  los\n")
    found = [(block.role, document.text[block.start : block.end]) for block in document.blocks]
    assert found == [
        (Role.HEADING, "Werk"),
        (Role.LIST_ITEM, "laden en\n  lossen"),
        (Role.LIST_ITEM, "tellen"),
        (Role.LIST_ITEM, "slot"),
    ]


def test_markdown_loses_its_marks() -> None:
    source = (
        "# Kop\n\nEen **vet** en [link](https://x.example) woord.\n\n* punt\n\n| a | b |\n| --- | --- |\n| c | d |\n"
    )
    document = read_document(source.encode())
    assert document.format is Format.MARKDOWN
    assert document.text == "Kop\nEen vet en link woord.\n- punt\n\na\tb\nc\td"
    assert [block.level for block in document.blocks if block.role is Role.HEADING] == [1]


def test_text_over_the_limit_is_cut_and_says_so() -> None:
    document = read_document(b"woord " * 100, limits=Limits(text=50))
    assert len(document.text) == 50
    assert [note.code for note in document.notes] == ["text-cut"]
    markdown = read_document(b"# a\n\n" + b"woord " * 100, limits=Limits(text=50))
    assert 40 < len(markdown.text) <= 50
    assert [note.code for note in markdown.notes] == ["text-cut"]


def test_plain_text_needs_no_heavy_library(tmp_path: Path) -> None:
    path = tmp_path / "cv.txt"
    path.write_text("heftruck")
    code = (
        "import sys; from draaischijf.reading.formats import read_document; "
        f"read_document({str(path)!r}); "
        "print([name for name in ('lxml', 'docx', 'pypdfium2') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
