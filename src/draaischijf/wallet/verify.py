"""One way in: bytes and what is asked of them, to a verdict on five axes. Formats register themselves here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from typing import Final

from draaischijf.problems import Problem
from draaischijf.wallet.credential import Credential
from draaischijf.wallet.detect import Detected, detect
from draaischijf.wallet.trust import TrustList
from draaischijf.wallet.verification import Verification

Fetcher = Callable[[str], bytes]


@dataclass(frozen=True, slots=True)
class Context:
    """What a verifier knows and asks.

    Args:
        at: The moment of the question; aware.
        trust: Issuers that are believed, per kind of evidence.
        nonce: What the presentation must repeat, so that it is no replay; None where it was not asked for.
        audience: For whom the presentation must be; None where it was not asked for.
        status_lists: Status lists by URI, as they were fetched or handed over.
        documents: Other documents by URI that a format may need: DID documents, schemas, type metadata.
        fetcher: How to get what is not here; None for never over a network. Raises a Problem where it fails.
    """

    at: datetime
    trust: TrustList = field(default_factory=TrustList)
    nonce: str | None = None
    audience: str | None = None
    status_lists: Mapping[str, bytes] = field(default_factory=dict)
    documents: Mapping[str, bytes] = field(default_factory=dict)
    fetcher: Fetcher | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("the moment of verification must say its time zone")

    def status_list(self, uri: str) -> bytes | None:
        """Return a status list: one that is here, otherwise one that the fetcher gets; None where there is none.

        Raises:
            Problem: The fetcher failed.
        """
        return _find(self.status_lists, uri, self.fetcher)

    def document(self, uri: str) -> bytes | None:
        """Return a document: one that is here, otherwise one that the fetcher gets; None where there is none.

        Raises:
            Problem: The fetcher failed.
        """
        return _find(self.documents, uri, self.fetcher)


def _find(here: Mapping[str, bytes], uri: str, fetcher: Fetcher | None) -> bytes | None:
    found = here.get(uri)
    return fetcher(uri) if found is None and fetcher is not None else found


@dataclass(frozen=True, slots=True)
class Format:
    """A format of credential or presentation.

    Args:
        name: Its name, such as `dc+sd-jwt`.
        fits: Whether a document is of this format; quick, never raises.
        verify: The verdict. Raises a Problem only where the document cannot be read at all.
        read: What the document says, unverified. Raises a Problem where it cannot be read.
    """

    name: str
    fits: Callable[[Detected], bool]
    verify: Callable[[Detected, Context], Verification]
    read: Callable[[Detected], tuple[Credential, ...]]


# Modules that hold formats; each has FORMATS, a sequence of Format, most specific first.
MODULES: Final[list[str]] = [
    "draaischijf.wallet.sdjwt.format",
    "draaischijf.wallet.elm",
    "draaischijf.wallet.badges.formats",
    "draaischijf.wallet.badges.presentation",
    "draaischijf.wallet.pades",
]


def formats() -> tuple[Format, ...]:
    """Return every format, in the order in which they are asked."""
    return _formats_of(tuple(MODULES))


@cache
def _formats_of(modules: tuple[str, ...]) -> tuple[Format, ...]:
    return tuple(one for module in modules for one in import_module(module).FORMATS)


def format_of(document: Detected) -> Format:
    """Return the format of a document.

    Raises:
        Problem: It is of none that is known.
    """
    for one in formats():
        if one.fits(document):
            return one
    raise Problem(
        "format-unknown",
        f"is {document.outline}, but no credential of a known format.",
        hint=f"Known are {', '.join(one.name for one in formats())}.",
    )


def verify(data: bytes, context: Context | None = None, *, file: str = "") -> Verification:
    """Return the verdict on a credential or presentation, on five axes.

    Args:
        data: Its bytes, in any format.
        context: What is asked; now, without trust list, unless said.
        file: What problems call it.

    Raises:
        Problem: It cannot be read: empty, too large, not well-formed, or of no known format.
    """
    document = detect(data, file=file)
    try:
        return format_of(document).verify(document, context or Context(datetime.now(UTC)))
    except Problem as problem:
        raise problem.at(file=file or None) from problem


def read_credentials(data: bytes, *, file: str = "") -> tuple[Credential, ...]:
    """Return what a document says, in one shape for every format. Nothing in it is verified.

    Raises:
        Problem: It cannot be read.
    """
    document = detect(data, file=file)
    try:
        return format_of(document).read(document)
    except Problem as problem:
        raise problem.at(file=file or None) from problem
