"""The examples in the documentation run as they stand."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from draaischijf.cli import run

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")

EXAMPLES = [
    pytest.param(kind, code, id=f"{page.relative_to(ROOT)}-{place}")
    for page in PAGES
    for place, (kind, code) in enumerate(BLOCK.findall(page.read_text("utf-8")))
]


@pytest.fixture(autouse=True)
def from_the_root(monkeypatch, tmp_path):
    """Run as from the root of a checkout, with what an example writes kept out of it."""
    from draaischijf.cli import common

    here = tmp_path / "checkout"
    here.mkdir()
    for entry in ROOT.iterdir():
        (here / entry.name).symlink_to(entry)
    monkeypatch.chdir(here)
    monkeypatch.setenv("DRAAISCHIJF_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DRAAISCHIJF_CONFIG", str(tmp_path / "none.toml"))
    common.settings.cache_clear()


def _expand(word):
    """Expand a pattern of files as a shell does."""
    return sorted(str(file.relative_to(ROOT)) for file in ROOT.glob(word)) if "*" in word else [word]


@pytest.mark.parametrize(("kind", "code"), EXAMPLES)
def test_example(kind, code, capsys):
    if kind == "python":
        exec(compile(code, "example", "exec"), {})
        return
    for line in code.splitlines():
        words = [path for word in shlex.split(line) for path in _expand(word)]
        assert words[0] == "draaischijf"
        assert run(words[1:]) == 0, line
        assert capsys.readouterr().out.strip()


@pytest.mark.parametrize("page", [*PAGES, ROOT / "README.nl.md"], ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_command_line_reference_names_every_verb(capsys):
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    reference = (ROOT / "docs" / "reference" / "command-line.md").read_text("utf-8")
    for verb in re.findall(r"^[│ ]+([a-z]+) {2,}", shown, re.M):
        assert f"`{verb}" in reference, verb


def test_the_settings_reference_names_every_setting():
    from dataclasses import fields

    from draaischijf.settings import Settings

    reference = (ROOT / "docs" / "reference" / "settings.md").read_text("utf-8")
    assert all(f"`{field.name}`" in reference for field in fields(Settings))
