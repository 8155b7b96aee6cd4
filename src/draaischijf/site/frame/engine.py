"""The rooms below, opened once a process: the language, and what scores stand on."""

from __future__ import annotations

import threading
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.utils.translation import get_language

from draaischijf.settings import load

if TYPE_CHECKING:
    from draaischijf.language import Language
    from draaischijf.matching import Basis
    from draaischijf.passport import Defaults
    from draaischijf.reading import Reading

_OPENING = threading.Lock()


class Named(NamedTuple):
    """A concept as a page shows it.

    Args:
        uri: The concept.
        name: In the language of the page, or the first other language that has one.
        foreign: The language of the name where it is another one than the page's; empty where it is the page's.
        kind: One of the kinds of the language.
    """

    uri: str
    name: str
    foreign: str
    kind: str


def language() -> Language:
    """Return the release in use."""
    with _OPENING:
        return _language()


@cache
def _language() -> Language:
    from draaischijf.language import open_language

    return open_language()


@cache
def defaults() -> Defaults:
    """Return the numbers in force."""
    from draaischijf.passport import load_defaults

    chosen = load()[0].passport_defaults
    return load_defaults(Path(chosen)) if chosen else load_defaults()


def today() -> date:
    """Return the day that currency is counted from."""
    return settings.SITE_AS_OF or date.today()


def basis() -> Basis:
    """Return what scores stand on today."""
    from draaischijf.matching import Basis

    return Basis(_space(), today(), defaults())


@cache
def _space() -> Any:
    from draaischijf.matching import space_of

    return space_of(language(), defaults())


def named(uri: str) -> Named:
    """Return a concept as a page shows it; a URI that the release does not know is shown as it is."""
    return _named(uri, (get_language() or "nl")[:2])


@lru_cache(maxsize=65_536)
def _named(uri: str, spoken: str) -> Named:
    release = language()
    row = release.id_of(uri)
    if row is None:
        return Named(uri, uri, "", "skill")
    name = release.concepts.name(row, spoken)
    return Named(uri, name.text, "" if name.language == spoken else name.language, release.concepts.kinds[row])


def read_text(text: str) -> Reading:
    """Return the reading of a text."""
    from draaischijf.reading import read_text as read

    return read(text, language())


def read_bytes(content: bytes, name: str) -> Reading:
    """Return the reading of a file.

    Args:
        content: The file.
        name: What its sender calls it; only its ending counts.

    Raises:
        Problem: It cannot be read.
    """
    from draaischijf.reading import read_text as read
    from draaischijf.reading.formats import read_document

    document = read_document(content, name=name)
    return read(document.text, language(), document.blocks)


def warm() -> None:
    """Open everything, so that the first visitor need not wait."""
    read_text("Je bestuurt de heftruck.")
    language().link(["heftruck"])
    language().search("heftruck")
    basis()
