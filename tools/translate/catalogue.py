"""The catalogue: read, compared with what code and templates say, written and compiled."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parents[2]
SITE: Final = ROOT / "src" / "draaischijf" / "site"
PO: Final = SITE / "locale" / "nl" / "LC_MESSAGES" / "django.po"
MO: Final = PO.with_suffix(".mo")
ONE: Final = frozenset({"_", "gettext", "gettext_lazy", "lazy"})
TWO: Final = frozenset({"ngettext", "ngettext_lazy"})
CALL: Final = re.compile(r"\b(n?gettext)\(")
HOLDER: Final = re.compile(r"%\(\w+\)[sd]")
BEGAN: Final = datetime(2026, 11, 26, tzinfo=UTC)
Text = str | tuple[str, str]


def extracted() -> list[Text]:
    """Return every text of the site, in order of its file."""
    found: dict[Text, None] = {}
    for file in sorted(SITE.rglob("*.py")):
        found |= dict.fromkeys(_in_code(file.read_text("utf-8")))
    for file in sorted(SITE.rglob("*.html")):
        found |= dict.fromkeys(_in_template(file.read_text("utf-8")))
    return list(found)


def _in_code(source: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            if name in ONE and texts and texts[0]:
                yield texts[0]
            elif name in TWO and len(texts) >= 2:
                yield texts[0], texts[1]


def _in_template(source: str) -> Iterator[Text]:
    from django.utils.translation.template import templatize

    plain = templatize(source)
    for call in CALL.finditer(plain):
        yield from _in_code(_call(plain, call.start()))


def _call(text: str, start: int) -> str:
    """Return a call from its name to the bracket that closes it."""
    for end in (at.end() for at in re.finditer(r"\)", text[start:])):
        try:
            ast.parse(text[start : start + end])
        except SyntaxError:
            continue
        return text[start : start + end]
    return "None"


def current() -> Catalog:
    """Return the catalogue as it stands."""
    if not PO.exists():
        return _empty()
    with PO.open("rb") as opened:
        return read_po(opened, locale="nl", domain="django", abort_invalid=True)


def updated(old: Catalog, texts: list[Text]) -> Catalog:
    """Return a catalogue of these texts, with the Dutch of the old one."""
    new = _empty()
    for text in texts:
        key = text if isinstance(text, str) else text[0]
        known = old.get(key)
        fits = known is not None and isinstance(known.string, str) == isinstance(text, str)
        new.add(text, known.string if known is not None and fits else None)
    return new


def missing(catalogue: Catalog, texts: list[Text]) -> list[Text]:
    """Return texts without Dutch, or whose Dutch lost or gained a place for a value."""
    lacking: list[Text] = []
    for text in texts:
        message = catalogue.get(text if isinstance(text, str) else text[0])
        strings = _strings(message.string) if message is not None else ()
        english = (text,) if isinstance(text, str) else text
        wanted, said = set(HOLDER.findall(english[-1])), [set(HOLDER.findall(one)) for one in strings]
        astray = any(holders - wanted for holders in said) or bool(strings and wanted - said[-1])
        if not strings or not all(strings) or astray:
            lacking.append(text)
    return lacking


def _strings(string: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string or ())


def write(catalogue: Catalog) -> None:
    """Write the catalogue and what it compiles to."""
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as opened:
        write_po(opened, catalogue, width=120, sort_output=False, omit_header=False)
    with MO.open("wb") as opened:
        write_mo(opened, catalogue)


def compiled(catalogue: Catalog) -> bool:
    """Tell whether the compiled catalogue is what the written one says; which version compiled it does not matter."""
    if not MO.exists():
        return False
    with MO.open("rb") as opened:
        return _said(read_mo(opened)) == _said(catalogue)


def _said(catalogue: Catalog) -> dict[str, tuple[str, ...]]:
    texts = ((one.id if isinstance(one.id, str) else one.id[0], _strings(one.string)) for one in catalogue)
    return {text: strings for text, strings in texts if text and any(strings)}


def _empty() -> Catalog:
    # Dates of a file would change it at every run.
    return Catalog(
        locale="nl",
        domain="django",
        project="Draaischijf",
        version="",
        fuzzy=False,
        charset="utf-8",
        header_comment="# Dutch of the site. Kept by python -m tools.translate.",
        creation_date=BEGAN,
        revision_date=BEGAN,
    )
