"""Archives that unpack to no more than they may."""

from __future__ import annotations

import io
import zipfile
import zlib

from draaischijf.problems import Problem
from draaischijf.reading.formats.source import Source

_ENTRY = b"PK\x01\x02"
_SMALL = 1024 * 1024  # below this a high ratio is just a small file
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, RuntimeError, KeyError)


class Archive:
    """A zip file whose directory has been checked before anything is unpacked.

    Raises:
        Problem: It holds too many files, would unpack to too much, or is damaged.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        limits = source.limits
        # Counted in the bytes, because reading a directory of a million entries is itself the harm.
        if source.data.count(_ENTRY) > limits.archive_entries:
            raise _bomb(f"holds more than {limits.archive_entries} files")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
        except DAMAGED as error:
            raise damaged() from error
        total = sum(info.file_size for info in self._zip.infolist())
        if total > limits.archive_bytes:
            raise _bomb(f"unpacks to {total / 1e6:,.0f} MB")
        if total > _SMALL and total > limits.archive_ratio * len(source.data):
            raise _bomb(f"unpacks to {total / len(source.data):.0f} times its size")

    @property
    def names(self) -> frozenset[str]:
        """Return the names of the files in it."""
        return frozenset(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """Return one file; `zipfile` stops at the size that the directory states, which was counted above.

        Raises:
            Problem: The file is missing or damaged.
        """
        try:
            return self._zip.read(name)
        except DAMAGED as error:
            raise damaged() from error

    def check_markup(self) -> None:
        """Refuse an archive whose XML together is too large, or of which a part declares a document type."""
        from draaischijf.reading.formats.markup import refuse_doctype

        parts = [info for info in self._zip.infolist() if info.filename.lower().endswith((".xml", ".rels"))]
        most = self._source.limits.markup_bytes
        if sum(info.file_size for info in parts) > most:
            raise _bomb(f"holds more than {most / 1e6:.0f} MB of text and layout")
        for info in parts:
            refuse_doctype(self.read(info.filename), info.filename)


def damaged() -> Problem:
    """Return the problem of an archive that cannot be unpacked."""
    return Problem(
        "archive-damaged", "The document is damaged or was not downloaded in full.", hint="Save or download it again."
    )


def _bomb(what: str) -> Problem:
    return Problem(
        "archive-bomb",
        f"The document {what}, which no CV or vacancy needs; it was not opened.",
        hint="Save it again from a word processor, without large pictures.",
    )
