"""Plain text and Markdown."""

from __future__ import annotations

import re
from dataclasses import replace

from draaischijf.problems import Problem
from draaischijf.reading.formats.builder import Builder, text_cut
from draaischijf.reading.formats.cleaning import clean
from draaischijf.reading.formats.document import Block, Document, Format, Role
from draaischijf.reading.formats.source import Source

_ITEM = re.compile(r"^[ \t]{0,12}(?:[-*•▪●◦■►–]|\d{1,2}[.)])[ \t]{1,8}(?=\S)")
_UNDERLINE = re.compile(r"^(?:-{3,200}|={3,200}|_{3,200}|~{3,200})$")
_LONGEST_HEADING = 80


def read_text(source: Source, text: str, notes: list[Problem]) -> Document:
    """Return plain text as it stands, trimmed; underlined lines are headings, dashes are list items."""
    text, notes = _cut(source, text, notes)
    text = "\n".join(line.rstrip() for line in clean(text).split("\n")).strip("\n")
    return Document(source.file, Format.TEXT, text, tuple(_blocks(text)), (), tuple(notes))


def _cut(source: Source, text: str, notes: list[Problem]) -> tuple[str, list[Problem]]:
    """Keep what may be kept before any work is done on the rest."""
    most = source.limits.text
    if len(text) <= most:
        return text, notes
    return text[:most], [*notes, text_cut(most)]


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    start = 0
    hanging = False
    before: tuple[int, int] | None = None
    for line in text.split("\n"):
        item = _ITEM.match(line)
        hanging = hanging and item is None and line[:1].isspace() and bool(line.strip())
        if item:
            blocks.append(Block(start + item.end(), start + len(line), Role.LIST_ITEM))
            hanging = True
        elif hanging:
            blocks[-1] = replace(blocks[-1], end=start + len(line))
        elif before and 0 < before[1] - before[0] <= _LONGEST_HEADING and _UNDERLINE.match(line):
            blocks.append(Block(*before, Role.HEADING, 2))
        before = None if item else (start, start + len(line))
        start += len(line) + 1
    return blocks


_ATX = re.compile(r"^(#{1,6})[ \t]{1,8}(.*?)[ \t#]*$")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,2000}\)")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3}|`{1,3})(?=\S)([^*_`\n]{1,500})(?<=\S)\1")
_RULE = re.compile(r"^ {0,3}(?:[-*_] ?){3,100}$")
_TABLE_RULE = re.compile(r"^[|:\- ]{3,500}$")
_MARKDOWN = re.compile(r"^#{1,6} \S", re.MULTILINE)


def looks_like_markdown(text: str) -> bool:
    """Return whether the start of `text` has a Markdown heading."""
    return _MARKDOWN.search(text[:20_000]) is not None


def read_markdown(source: Source, text: str, notes: list[Problem]) -> Document:
    """Return Markdown as text without its marks; headings, items and tables become blocks."""
    text, notes = _cut(source, text, notes)
    builder = Builder(source.limits)
    paragraph: list[str] = []
    for line in [*clean(text).split("\n"), ""]:
        kind, piece, level = _markdown_line(line)
        if kind != "text" and paragraph:
            builder.paragraph("\n".join(paragraph))
            paragraph = []
        if kind == "text":
            paragraph.append(piece)
        elif kind == "heading":
            builder.heading(piece, level)
        elif kind == "item":
            builder.item(piece)
        elif kind == "row":
            builder.row(piece.strip().strip("|").split("|"))
    return builder.document(source.file, Format.MARKDOWN, notes)


def _markdown_line(line: str) -> tuple[str, str, int]:
    """Return the kind of a line, its text without marks, and the level of a heading."""
    bare = line.strip()
    if not bare or _RULE.match(line) or (bare.startswith("|") and _TABLE_RULE.match(bare)):
        return "blank", "", 0
    heading = _ATX.match(bare[:1000])
    if heading:
        return "heading", _inline(heading.group(2)), len(heading.group(1))
    item = _ITEM.match(line)
    if item:
        return "item", _inline(line[item.end() :]), 0
    if bare.startswith("|") and bare.endswith("|") and len(bare) > 2:
        return "row", _inline(bare), 0
    return "text", _inline(bare.removeprefix("> ")), 0


def _inline(text: str) -> str:
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", text))
